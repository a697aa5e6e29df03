"""Takes every link of every published note through ``links``, each step behind the memo.

What a note's links depend on is gathered here and nowhere else: the candidates for its names, and the facts about the
files that were picked. A note whose facts have not changed is not looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from generator import excalidraw, links, media
from generator.addresses import Addresses
from generator.filekind import kind_of
from generator.links import Candidates, Facts, Names, Pick
from generator.media import Medium
from generator.memo import Memo
from generator.model import EMBEDS, Compact, Diagnostic, Doc, File, Heading, Link, Outcome, Span, Wanted
from generator.progress import Tick
from generator.shelf import Shelf
from generator.workers import copied

PRIVATE = Facts("private")
Picks = Mapping[str, tuple[Pick, ...]]


def names(memo: Memo, parsed: Mapping[str, Doc], withheld: tuple[str, ...], assets: tuple[File, ...]) -> Names:
    """Every name of the vault, private notes' among them: resolution comes before publication."""
    named = tuple((path, doc.title, doc.meta.aliases) for path, doc in parsed.items())
    files = (*parsed, *withheld, *(asset.path for asset in assets))
    return memo("names", "", (files, named), _names)


def _names(files: tuple[str, ...], named: tuple[tuple[str, str, tuple[str, ...]], ...]) -> Names:
    aliases = [(alias, path) for path, _, own in named for alias in own]
    return Names(files, aliases, [(title, path) for path, title, _ in named])


def picks(memo: Memo, docs: Mapping[str, Doc], known: Names, assets: tuple[File, ...]) -> dict[str, tuple[Pick, ...]]:
    """Which file each link of each note means; of a drawing that is shown, its exported picture."""
    drawn = _drawings(docs, assets)
    found = {}
    for path, doc in docs.items():
        candidates = memo("candidates", path, (known, doc.links), _candidates)
        found[path] = memo("resolve", path, (path, doc.links, candidates), _resolve)
        if drawn:
            pictures = tuple(drawn.get(pick.path or "") for pick in found[path])
            found[path] = memo("drawings", path, (doc.links, found[path], pictures), _shown)
    return found


def _drawings(docs: Mapping[str, Doc], assets: tuple[File, ...]) -> dict[str, str]:
    """Published drawing -> its exported picture; empty where it has none."""
    drawings = [path for path, doc in docs.items() if doc.is_drawing]
    drawings += [asset.path for asset in assets if kind_of(asset.path) == "drawing"]
    if not drawings:
        return {}
    there = {asset.path for asset in assets}
    return {path: next((each for each in excalidraw.pictures(path) if each in there), "") for path in drawings}


def _shown(written: tuple[Link, ...], picked: tuple[Pick, ...], pictures: tuple[str | None, ...]) -> tuple[Pick, ...]:
    """``picked`` with the picture of a drawing (``None``: it is none) in its place; a link to its note stays."""
    return tuple(
        pick
        if picture is None or not (link.kind in EMBEDS or kind_of(pick.path or "") == "drawing")
        else replace(pick, path=picture)
        if picture
        else replace(pick, how="drawing")
        for link, pick, picture in zip(written, picked, pictures, strict=True)
    )


def _candidates(known: Names, written: tuple[Link, ...]) -> tuple[Candidates, ...]:
    return tuple(map(known.candidates, written))


def _resolve(path: str, written: tuple[Link, ...], candidates: tuple[Candidates, ...]) -> tuple[Pick, ...]:
    return tuple(links.resolve(path, link, each) for link, each in zip(written, candidates, strict=True))


def is_unwritten(link: Link, pick: Pick) -> bool:
    """Tell whether the link names a note that nobody has written: ``[[Node.js]]`` does, ``[[figure.png]]`` does not."""
    return (
        pick.path is None
        and link.kind in ("wiki", "embed", "markdown", "property")
        and not links.is_url(link)
        and not (links.names_file(link) if link.kind in ("embed", "markdown") else _names_media(link))
        and note_name(link) not in ("", ".", "..")
    )


def _names_media(link: Link) -> bool:
    return kind_of(links.written_path(link)) != "file"


def note_name(link: Link) -> str:
    """The name that the unwritten note would have."""
    return links.written_path(link).rstrip("/").rpartition("/")[2].removesuffix(".md")


def stubs(rule: str, docs: Mapping[str, Doc], named: Mapping[str, Sequence[int]], picked: Picks) -> tuple[str, ...]:
    """Names of unwritten notes that get a page, sorted; of names that differ in case only, one.

    ``rule`` is the setting ``stubs``; ``named`` has, by course note, the indexes of links that its outline makes.
    """
    if rule == "off":
        return ()
    indexes = named if rule == "outline" else {path: range(len(doc.links)) for path, doc in docs.items()}
    found: dict[str, str] = {}
    for path in sorted(indexes):
        for index in indexes[path]:
            link, pick = docs[path].links[index], picked[path][index]
            if is_unwritten(link, pick):
                found.setdefault(links.fold(note_name(link)), note_name(link))
    return tuple(sorted(found.values()))


def wanted(docs: Mapping[str, Doc], picked: Picks) -> tuple[Wanted, ...]:
    """The notes to write: what published notes link to and nobody has written, most wanted first."""
    names: dict[str, str] = {}
    places: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for path, doc in sorted(docs.items()):
        for link, pick in zip(doc.links, picked[path], strict=True):
            if is_unwritten(link, pick):
                key = links.fold(note_name(link))
                names.setdefault(key, note_name(link))
                places[key].append((path, link.line + 1, link.col))
    found = (Wanted(name, tuple(sorted(places[key]))) for key, name in names.items())
    return tuple(sorted(found, key=lambda each: (-each.notes, -len(each.places), each.name)))


def media_of(
    memo: Memo, root: Path, docs: Mapping[str, Doc], assets: tuple[File, ...], picked: Picks
) -> dict[str, Medium]:
    """The assets that published notes refer to; no other is opened."""
    by_path = {asset.path: asset for asset in assets}
    wanted = {pick.path for path in docs for pick in picked[path] if pick.path in by_path}
    return {path: memo("media", path, (root, by_path[path]), media.load) for path in sorted(filter(None, wanted))}


def with_copies(
    memo: Memo, root: Path, found: Mapping[str, Medium], shelf: Shelf, jobs: int, tick: Tick | None
) -> dict[str, Medium]:
    """``found``, every large picture with its smaller copies. Their files are on the ``shelf`` afterwards."""
    calls = {path: (medium.digest,) for path, medium in found.items() if media.may_have_copies(medium)}
    paths = {medium.digest: path for path, medium in found.items()}

    def compute(missing: Sequence[tuple[str]]) -> Iterable[bytes]:
        return copied([(root, paths[digest], digest, shelf.folder) for (digest,) in missing], jobs, tick)

    made = memo.many("copies", calls, tuple[media.Copy, ...], compute)
    shelf.sweep({copy.digest for copies in made.values() for copy in copies})
    return {path: media.with_copies(medium, made.get(path, ())) for path, medium in found.items()}


class Resolved(Compact, frozen=True, gc=False):
    """What the links of one note lead to, and what there is to tell its author."""

    outcomes: tuple[Outcome, ...]
    problems: tuple[Diagnostic, ...]


def resolved(
    memo: Memo,
    docs: Mapping[str, Doc],
    picked: Picks,
    known: Names,
    private: frozenset[str],
    where: Addresses,
    shown: Mapping[str, Medium],
    allowed: tuple[str, ...],
) -> dict[str, Resolved]:
    """The outcomes of every link of every note. ``allowed`` are the hosts whose things are shown in place."""
    facts = {
        path: memo("facts", path, (where.notes[path], doc.title, doc.headings, doc.spans, _named(doc)), _note_facts)
        for path, doc in docs.items()
    }
    facts |= {path: memo("facts", path, (medium,), _media_facts) for path, medium in shown.items()}
    facts |= dict.fromkeys(private, PRIVATE)
    unwritten = {links.fold(name): Facts("stub", href, name) for name, href in where.stubs.items()}
    tags = {tag: Facts("tag", href, tag) for tag, href in where.tags.items()}

    def fact(link: Link, pick: Pick) -> Facts | None:
        if link.kind == "tag":
            return tags[link.target.casefold()]
        if pick.path is not None:
            return facts.get(pick.path)
        return unwritten.get(links.fold(note_name(link))) if is_unwritten(link, pick) else None

    def hint(link: Link, fact: Facts | None, pick: Pick) -> str:
        return known.suggestion(link) if fact is None and pick.path is None and not links.is_url(link) else ""

    out = {}
    for path, doc in docs.items():
        own = picked[path]
        targets = tuple(map(fact, doc.links, own))
        hints = tuple(map(hint, doc.links, targets, own))
        out[path] = memo("outcomes", path, (path, doc.links, own, targets, hints, allowed), _resolved)
    return out


def _named(doc: Doc) -> tuple[str, ...]:
    """The ids of the cards that their author named."""
    return tuple(card.source.id for card in doc.cards if card.source.explicit)


def _note_facts(
    href: str, title: str, headings: tuple[Heading, ...], spans: tuple[Span, ...], cards: tuple[str, ...]
) -> Facts:
    blocks = tuple(f"^{span.name.lower()}" for span in spans if span.kind == "block")
    return Facts("note", href, title, headings, blocks, cards)


def _media_facts(medium: Medium) -> Facts:
    name = medium.path.rpartition("/")[2]
    return Facts(
        medium.kind,
        medium.href,
        name,
        image=medium.image,
        problem=medium.problem,
        flaw=medium.flaw,
        length=medium.size,
    )


def _resolved(
    path: str,
    written: tuple[Link, ...],
    picked: tuple[Pick, ...],
    facts: tuple[Facts | None, ...],
    hints: tuple[str, ...],
    allowed: tuple[str, ...],
) -> Resolved:
    outcomes = tuple(links.outcome(*row, allowed) for row in zip(written, picked, facts, strict=True))
    rows = zip(written, picked, outcomes, facts, hints, strict=True)
    return Resolved(outcomes, tuple(problem for row in rows for problem in links.problems(path, *row)))
