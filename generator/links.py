"""The one resolver: wikilinks, embeds, Markdown links and tags, in notes and in cards, go through here.

It works in two steps, so that no stage needs the whole vault. ``Names.candidates`` gives a link the files that its last
segment could mean, and ``resolve`` picks one; the pick depends on the link and those candidates alone. ``outcome`` then
says what the pick means for the page, from the few facts about its target. Publication is asked only after resolution:
a link to a private note is known for one, and shows nothing but the words that the author typed.

The rules are Obsidian's; what its app leaves open is settled in docs/decisions/links.md.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from generator.model import Compact, Diagnostic, Heading, Image, Link, Outcome

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_FOLLOWED = ("http:", "https:", "mailto:", "tel:")
_HEADING_SPACE = re.compile(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+")


def fold(text: str) -> str:
    """The form in which names are compared: NFC, then case folded."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


class Candidates(Compact, frozen=True, gc=False):
    """All that a link's last segment could mean, each sorted by path."""

    literal: tuple[str, ...] = ()
    """Files of just that name."""
    notes: tuple[str, ...] = ()
    """Notes of that name with ``.md`` added."""
    aliases: tuple[str, ...] = ()
    """Notes that have the whole target as an alias."""
    titles: tuple[str, ...] = ()
    """Notes that have the whole target as their title."""


NOTHING = Candidates()


class Names:
    """Every name in a vault -> the files it could mean."""

    def __init__(self, files: Iterable[str], aliases: Iterable[tuple[str, str]], titles: Iterable[tuple[str, str]]) -> None:
        """``files`` are vault paths, ``aliases`` and ``titles`` pairs of name and note."""
        self._files: dict[str, list[str]] = defaultdict(list)
        self._aliases: dict[str, list[str]] = defaultdict(list)
        self._titles: dict[str, list[str]] = defaultdict(list)
        for path in sorted(files):
            self._files[fold(path.rsplit("/", 1)[-1])].append(path)
        for table, pairs in ((self._aliases, aliases), (self._titles, titles)):
            for name, path in sorted(pairs):
                table[fold(name)].append(path)
        self._near: dict[str, list[str]] | None = None

    def candidates(self, link: Link) -> Candidates:
        """What ``link`` could mean."""
        target = written_path(link)
        if not target or is_url(link):
            return NOTHING
        name = fold(target.rsplit("/", 1)[-1])
        whole = fold(target)
        literal, notes = self._files.get(name), self._files.get(name + ".md")
        aliases, titles = self._aliases.get(whole), self._titles.get(whole)
        if not (literal or notes or aliases or titles):
            return NOTHING
        return Candidates(tuple(literal or ()), tuple(notes or ()), tuple(aliases or ()), tuple(titles or ()))

    def suggestion(self, link: Link) -> str:
        """The name that the author may have meant, or an empty string."""
        target = written_path(link).rsplit("/", 1)[-1]
        key = fold(target)
        if self._near is None:
            self._near = defaultdict(list)
            for name in self._files:
                self._near[name[:1]].append(name)
        wants_note = "." not in key or key.endswith(".md")
        pool = [
            name.removesuffix(".md") if wants_note else name
            for name in self._near.get(key[:1], ())
            if abs(len(name.removesuffix(".md")) - len(key.removesuffix(".md"))) <= 3
            and name.endswith(".md") == wants_note
        ]
        close = difflib.get_close_matches(key.removesuffix(".md") if wants_note else key, pool[:2000], n=1, cutoff=0.75)
        if not close:
            return ""
        found = self._files[close[0] + ".md" if wants_note else close[0]][0].rsplit("/", 1)[-1]
        return f'did you mean "{found.removesuffix(".md")}"?'


def written_path(link: Link) -> str:
    """The path that a link names; Markdown links are URI-decoded, and a lone ``%`` is just that."""
    decoded = unquote(link.target) if link.kind in ("markdown", "image") else link.target
    return unicodedata.normalize("NFC", decoded).strip()


def is_url(link: Link) -> bool:
    """Does the link name a URL? In a wikilink only a followed scheme counts, since names may hold colons."""
    if link.kind in ("markdown", "image"):
        return _SCHEME.match(link.target) is not None or link.target.startswith("//")
    return link.target.lower().startswith(_FOLLOWED)


class Pick(Compact, frozen=True, gc=False):
    """The file that a link means, by vault path (``None``: none), and what to tell the author about the way there."""

    path: str | None
    how: str = ""
    """``""`` as Obsidian does it, ``alias`` or ``title`` by our last tier, ``ambiguous`` among ``others``."""
    others: tuple[str, ...] = ()


def resolve(source: str, link: Link, candidates: Candidates) -> Pick:
    """Which file ``link``, written in the note ``source``, means. ``candidates`` come from ``Names.candidates``."""
    target = written_path(link)
    if not target:
        return Pick(source)
    folder = source.rpartition("/")[0]
    if target.startswith(("./", "../")):
        exact = _relative(folder, target)
        return Pick(None) if exact is None else _exactly(exact, candidates)
    if target.startswith("/"):
        return _exactly(target.strip("/"), candidates)
    from_root = _exactly(target, candidates)
    if from_root.path is not None:
        return from_root
    for paths, ending in ((candidates.literal, target), (candidates.notes, target + ".md")):
        fitting = [path for path in paths if fold("/" + path).endswith(fold("/" + ending))]
        if fitting:
            return _nearest(folder, fitting, ending)
    for how, paths in (("alias", candidates.aliases), ("title", candidates.titles)):
        if paths:
            return Pick(paths[0], how, paths[1:])
    return Pick(None)


def _relative(folder: str, target: str) -> str | None:
    """The path from the vault's root, ``None`` if it leads out of the vault."""
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            if not steps:
                return None
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _exactly(path: str, candidates: Candidates) -> Pick:
    """The file at just that path; exact case wins over folded case."""
    for paths, wanted in ((candidates.literal, path), (candidates.notes, path + ".md")):
        same = [p for p in paths if fold(p) == fold(wanted)]
        if same:
            exact = [p for p in same if unicodedata.normalize("NFC", p) == wanted]
            return Pick((exact or same)[0])
    return Pick(None)


def _nearest(folder: str, paths: list[str], ending: str) -> Pick:
    """Among files that all end as written: exact case, then the own folder and below, then the shortest path."""
    exact = [p for p in paths if unicodedata.normalize("NFC", "/" + p).endswith("/" + ending)]
    paths = exact or paths
    inside = [p for p in paths if p.startswith(folder + "/")] if folder else paths
    group = inside or paths
    shortest = min(map(len, group))
    tied = sorted(p for p in group if len(p) == shortest)
    return Pick(tied[0], "ambiguous" if len(tied) > 1 else "", tuple(tied[1:]))


# --- what a pick means ------------------------------------------------------------------------------------------------


class Facts(Compact, frozen=True, gc=False):
    """What a link needs to know of its target, be it a note, an asset or a page for a note still to be written.

    ``href`` is empty where there is nothing to go to: a private note, a file that cannot be shown.
    """

    kind: str
    """``note``, ``private``, ``stub``, ``tag`` or a ``media`` kind."""
    href: str = ""
    title: str = ""
    headings: tuple[Heading, ...] = ()
    size: tuple[int, int] | None = None
    problem: str = ""


def heading_key(text: str) -> str:
    """The form in which a subpath and a heading are compared: as Obsidian does, not as slugs."""
    return " ".join(_HEADING_SPACE.sub(" ", fold(text)).split())


def find_heading(headings: tuple[Heading, ...], subpath: str) -> Heading | None:
    """The first heading that ``A#B`` names, B inside A; ``None`` if there is none."""
    steps = [heading_key(step) for step in subpath.split("#") if step.strip()]
    chain: list[tuple[int, int]] = []  # level and number of steps matched by the headings we are inside of
    for heading in headings:
        while chain and chain[-1][0] >= heading.level:
            chain.pop()
        matched = chain[-1][1] if chain else 0
        if heading_key(heading.text) == steps[matched]:
            matched += 1
            if matched == len(steps):
                return heading
        chain.append((heading.level, matched))
    return None


def outcome(link: Link, pick: Pick, facts: Facts | None) -> Outcome:
    """What ``link`` leads to. ``facts`` are those of ``pick.path``, of the tag, or of the stub of a missing name."""
    if is_url(link):
        return _external(link)
    if facts is None and pick.path is not None:  # an asset that only a private note may show, or the like
        return Outcome("unpublished")
    if facts is None:
        return Outcome("missing-asset" if link.kind in ("embed", "image") and names_file(link) else "missing-note")
    if facts.kind == "private":
        return Outcome("unpublished")
    path = pick.path or ""
    if facts.kind == "stub":
        return Outcome("stub", facts.href, title=facts.title)
    if facts.kind == "tag":
        return Outcome("tag", facts.href, title=facts.title)
    if facts.kind == "note":
        found = _subpath(link, facts)
        return Outcome("note", facts.href + (f"#{found.id}" if found else ""), path, facts.title)
    if not facts.href:
        return Outcome("missing-asset", path=path)
    fragment = f"#{link.subpath}" if link.subpath and facts.kind == "pdf" else ""
    image = Image(*facts.size) if facts.size else None
    return Outcome("asset", facts.href + fragment, path, facts.title, facts.kind, image)  # type: ignore[arg-type]


def _subpath(link: Link, facts: Facts) -> Heading | None:
    if not link.subpath or link.subpath.startswith("^"):
        return None
    return find_heading(facts.headings, link.subpath)


def _external(link: Link) -> Outcome:
    url = link.target.strip()
    if link.subpath:
        url += f"#{link.subpath}"
    return Outcome("external", url) if url.lower().startswith(_FOLLOWED) else Outcome("rejected")


def names_file(link: Link) -> bool:
    """Has the target an ending that is not a note's? ``![[Figure 1]]`` names a note, ``![[figure.png]]`` a file."""
    name = written_path(link).rsplit("/", 1)[-1]
    return re.search(r"\.(?!md$)[A-Za-z0-9]{2,5}$", name) is not None


def problems(source: str, link: Link, pick: Pick, result: Outcome, facts: Facts | None, hint: str) -> tuple[Diagnostic, ...]:
    """What to tell the author about ``link``. ``hint`` is a "did you mean" for a name that nothing has."""

    def problem(code: str, message: str, advice: str = "") -> Diagnostic:
        return Diagnostic(code, source, link.line + 1, link.col, message, advice)

    name = written_path(link)
    found: list[Diagnostic] = []
    if result.state == "external" and link.kind == "image":
        found.append(problem("image-remote", f"{link.target} is on another site; a link to it is shown instead",
                             "copy the picture into the vault"))
    elif result.state == "rejected":
        scheme = link.target.partition(":")[0]
        found.append(problem("link-scheme", f'links with "{scheme}:" are not followed; its text is shown without the link'))
    elif result.state == "missing-asset":
        if facts is not None:
            found.append(problem("image-unreadable", f'"{name}": {facts.problem}'))
        else:
            found.append(problem("image-missing", f'no file named "{name}" in the vault', hint))
    elif result.state == "missing-note":
        found.append(problem("link-missing", f'no note named "{name}"', hint))
    elif result.state == "unpublished":
        found.append(problem("link-unpublished", f'"{name}" is not published; its name is shown without a link'))
    elif pick.how == "ambiguous":
        others = ", ".join(f'"{path}"' for path in pick.others)
        found.append(problem("link-ambiguous", f'"{name}" means "{pick.path}", but also {others}',
                             "write more of the path"))
    elif pick.how in ("alias", "title") and pick.path:
        stem = pick.path.rsplit("/", 1)[-1].removesuffix(".md")
        found.append(problem("link-alias", f'"{name}" is only the {pick.how} of "{pick.path}"', f"write [[{stem}|{name}]]"))
    if (
        result.state == "note"
        and facts is not None
        and link.subpath
        and not link.subpath.startswith("^")
        and heading_key(link.subpath) != heading_key(facts.title)
        and _subpath(link, facts) is None
    ):
        found.append(problem("link-heading-missing", f'"{pick.path}" has no heading "{link.subpath}"',
                             _near_heading(facts.headings, link.subpath)))
    return tuple(found)


def _near_heading(headings: tuple[Heading, ...], subpath: str) -> str:
    keys = {heading_key(heading.text): heading.text for heading in headings}
    close = difflib.get_close_matches(heading_key(subpath.rsplit("#", 1)[-1]), list(keys), n=1, cutoff=0.6)
    return f'did you mean "{keys[close[0]]}"?' if close else "the link goes to the top of the note"


def backlinks(outcomes: Mapping[str, tuple[Outcome, ...]]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Page or vault path of each target -> the links to it, as (note, index of link), in order of notes.

    Stubs are keyed by their address, notes by their path. A note's links to itself and tags are none.
    """
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for source in sorted(outcomes):
        for index, result in enumerate(outcomes[source]):
            key = result.path if result.state == "note" else result.href if result.state == "stub" else ""
            if key and key != source:
                found[key].append((source, index))
    return {key: tuple(links) for key, links in found.items()}
