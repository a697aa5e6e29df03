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
from collections.abc import Callable, Iterable
from urllib.parse import quote, unquote, urlsplit

from generator import vault
from generator.model import Compact, Diagnostic, Heading, Image, Link, Outcome

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_FOLLOWED = ("http:", "https:", "mailto:", "tel:")
_HEADING_SPACE = re.compile(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+")
_FILE_ENDING = re.compile(r"\.(?!md$)[A-Za-z0-9]{2,5}$")

fold = vault.fold
"""Links compare names as the vault does."""


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

    def __init__(
        self, files: Iterable[str], aliases: Iterable[tuple[str, str]], titles: Iterable[tuple[str, str]]
    ) -> None:
        """``files`` are vault paths, ``aliases`` and ``titles`` pairs of name and note."""
        self._files: dict[str, list[str]] = defaultdict(list)
        self._aliases: dict[str, list[str]] = defaultdict(list)
        self._titles: dict[str, list[str]] = defaultdict(list)
        for path in sorted(files):
            self._files[fold(path.rpartition("/")[2])].append(path)
        for table, pairs in ((self._aliases, aliases), (self._titles, titles)):
            for name, path in sorted(pairs):
                table[fold(name)].append(path)
        self._near: dict[str, list[str]] = defaultdict(list)  # what is left of a mistyped name -> names
        self._suggested: dict[str, str] = {}

    def candidates(self, link: Link) -> Candidates:
        """What ``link`` could mean."""
        target = written_path(link)
        if not target or link.kind == "tag" or is_url(link):
            return NOTHING
        whole = fold(target)
        name = whole.rpartition("/")[2]
        literal, notes = self._files.get(name), self._files.get(f"{name}.md")
        aliases, titles = self._aliases.get(whole), self._titles.get(whole)
        if not (literal or notes or aliases or titles):
            return NOTHING
        return Candidates(tuple(literal or ()), tuple(notes or ()), tuple(aliases or ()), tuple(titles or ()))

    def suggestion(self, link: Link) -> str:
        """The name that the author may have meant, or an empty string."""
        key = fold(written_path(link)).rpartition("/")[2].removesuffix(".md")
        if key not in self._suggested:
            self._suggested[key] = self._suggest(key)
        return self._suggested[key]

    def _suggest(self, key: str) -> str:
        if not self._near:
            for name in self._files:
                bare = name.removesuffix(".md")
                for part in _mistyped(bare):
                    self._near[part].append(bare)
        near = min((name for part in _mistyped(key) for name in self._near.get(part, ())), default=None)
        if near is None:
            return ""
        paths = self._files.get(f"{near}.md") or self._files[near]
        return f'did you mean "{paths[0].rpartition("/")[2].removesuffix(".md")}"?'


def _mistyped(name: str) -> Iterable[str]:
    """``name`` and what is left of it without one character: names that share one of these are a slip apart."""
    if not 3 <= len(name) <= 60:
        return (name,)
    return (name, *(name[:at] + name[at + 1 :] for at in range(len(name))))


def written_path(link: Link) -> str:
    """The path that a link names; Markdown links are URI-decoded, and a lone ``%`` is just that."""
    return _decoded(link, link.target).strip()


def _decoded(link: Link, text: str) -> str:
    return unquote(text) if link.kind in ("markdown", "image") else text


def is_url(link: Link) -> bool:
    """Tell whether the link names a URL. In a wikilink only a followed scheme counts, since names may hold colons."""
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
    exact = target.startswith(("./", "../", "/"))
    if exact:
        path = _from_root(folder, target)
        if path is None:
            return Pick(None)
        target = path
    for paths, ending in ((candidates.literal, target), (candidates.notes, f"{target}.md")):
        fitting = _fitting(paths, ending, whole=exact)
        if fitting:
            return _nearest(folder, fitting, ending)
    for how, paths in (("alias", candidates.aliases), ("title", candidates.titles)):
        if paths and not exact:
            return Pick(paths[0], how, paths[1:])
    return Pick(None)


def _from_root(folder: str, target: str) -> str | None:
    """An absolute or relative target as a path from the vault's root, ``None`` if it leads out of the vault."""
    steps = folder.split("/") if folder and not target.startswith("/") else []
    for step in target.split("/"):
        if step == "..":
            if not steps:
                return None
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


_FORMS: tuple[Callable[[str], str], ...] = (str, _nfc, fold)
"""What two names may have in common, the strictest first."""


def _fitting(paths: Iterable[str], ending: str, *, whole: bool) -> list[str]:
    """Those of ``paths`` that are (``whole``) or end as ``ending``, segment by segment, as strictly as any does."""
    for form in _FORMS:
        wanted = form(ending)
        found = [path for path in paths if form(path) == wanted or (not whole and form(path).endswith(f"/{wanted}"))]
        if found:
            return found
    return []


def _nearest(folder: str, paths: list[str], ending: str) -> Pick:
    """Of files that all end as written: the one at just that path, else in or under ``folder``, else the shortest."""
    at_root = [path for path in paths if path.count("/") == ending.count("/")]
    inside = [path for path in paths if path.startswith(f"{folder}/")] if folder else paths
    group = at_root or inside or paths
    shortest = min(map(len, group))
    tied = sorted(path for path in group if len(path) == shortest)
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
    blocks: tuple[str, ...] = ()
    """Anchors of the blocks that its author named: ``^`` and the name in lower case."""
    size: tuple[int, int] | None = None
    problem: str = ""


def heading_key(text: str) -> str:
    """The form in which a subpath and a heading are compared: as Obsidian does, not as slugs."""
    return " ".join(_HEADING_SPACE.sub(" ", fold(text)).split())


def find_heading(headings: tuple[Heading, ...], keys: list[str]) -> Heading | None:
    """The first heading that ``keys`` lead to, each inside of the one before; ``None`` if there is none.

    ``keys`` are ``heading_key`` of the steps of ``A#B``, at least one.
    """
    chain: list[tuple[int, int]] = []  # level and number of keys matched by the headings we are inside of
    for heading in headings:
        while chain and chain[-1][0] >= heading.level:
            chain.pop()
        matched = chain[-1][1] if chain else 0
        if heading_key(heading.text) == keys[matched]:
            matched += 1
            if matched == len(keys):
                return heading
        chain.append((heading.level, matched))
    return None


def anchor(link: Link, facts: Facts) -> str | None:
    """The id that the link's subpath names: empty for the top of the note, ``None`` if the note has no such place."""
    steps = [step.strip() for step in link.subpath.split("#") if step.strip()]
    if not steps:
        return ""
    if steps[-1].startswith("^"):
        block = _decoded(link, steps[-1]).lower()
        return block if block in facts.blocks else None
    keys = [heading_key(_decoded(link, step)) for step in steps]
    found = find_heading(facts.headings, keys)
    if found is None and keys[0] == heading_key(facts.title):
        # A first heading that says what the title says is shown as the title, and is no heading of its own.
        found = find_heading(facts.headings, keys[1:]) if keys[1:] else None
        if not keys[1:]:
            return ""
    return found.id if found else None


def outcome(link: Link, pick: Pick, facts: Facts | None) -> Outcome:
    """What ``link`` leads to. ``facts`` are those of ``pick.path``, of the tag, or of the stub of a missing name."""
    if is_url(link):
        return _external(link)
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
        place = (anchor(link, facts) or "").replace("^", "%5E")  # a URL must not hold it
        return Outcome("note", f"{facts.href}#{place}" if place else facts.href, path, facts.title)
    if not facts.href:
        return Outcome("missing-asset", path=path)
    fragment = "#" + quote(link.subpath, safe="=&,%+") if link.subpath and facts.kind == "pdf" else ""
    image = Image(*facts.size) if facts.size else None
    return Outcome("asset", facts.href + fragment, path, facts.title, facts.kind, image)  # type: ignore[arg-type]  # all other kinds are media's


def _external(link: Link) -> Outcome:
    url = link.target.strip()
    if link.subpath:
        url += f"#{link.subpath}"
    try:
        urlsplit(url)
    except ValueError:  # brackets that hold no address
        return Outcome("rejected")
    return Outcome("external", url) if url.lower().startswith(_FOLLOWED) else Outcome("rejected")


def names_file(link: Link) -> bool:
    """Has the target an ending that is not a note's? ``![[Figure 1]]`` names a note, ``![[figure.png]]`` a file."""
    return _FILE_ENDING.search(written_path(link)) is not None


def problems(
    source: str, link: Link, pick: Pick, result: Outcome, facts: Facts | None, hint: str
) -> tuple[Diagnostic, ...]:
    """What to tell the author about ``link``. ``hint`` is a "did you mean" for a name that nothing has."""

    def problem(code: str, message: str, advice: str = "") -> Diagnostic:
        return Diagnostic(code, source, link.line + 1, link.col, message, advice)

    name = written_path(link)
    found: list[Diagnostic] = []
    if result.state == "external" and link.kind in ("image", "embed"):
        message = f"{link.target} is on another site; a link to it is shown instead"
        found.append(problem("image-remote", message, "copy the picture into the vault"))
    elif result.state == "rejected":
        start = link.target.partition(":")[0] + ":" if _SCHEME.match(link.target) else "//"
        message = f'links with "{start}" are not followed; its text is shown without the link'
        if link.target.lower().startswith(_FOLLOWED):
            message = f'"{link.target}" is no valid address; its text is shown without the link'
        found.append(problem("link-scheme", message))
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
        message = f'"{name}" means "{pick.path}", but also {others}'
        found.append(problem("link-ambiguous", message, "write more of the path"))
    elif pick.how in ("alias", "title") and pick.path:
        stem = pick.path.rpartition("/")[2].removesuffix(".md")
        message = f'"{name}" is only the {pick.how} of "{pick.path}"'
        found.append(problem("link-alias", message, f"write [[{stem}|{name}]]"))
    if result.state == "note" and facts is not None and anchor(link, facts) is None:
        found.append(problem(*_missing_place(link, facts)))
    return tuple(found)


_TO_THE_TOP = "the link goes to the top of the note"


def _missing_place(link: Link, facts: Facts) -> tuple[str, str, str]:
    """Code, message and hint for a subpath that the note has no place for."""
    place = _decoded(link, link.subpath)
    last = place.rpartition("#")[2].strip()
    if last.startswith("^"):
        return "link-block-missing", f'"{facts.title}" has no block "{last}"', _TO_THE_TOP
    keys = {heading_key(heading.text): heading.text for heading in facts.headings}
    close = difflib.get_close_matches(heading_key(last), list(keys), n=1)
    hint = f'did you mean "{keys[close[0]]}"?' if close else _TO_THE_TOP
    return "link-heading-missing", f'"{facts.title}" has no heading "{place}"', hint
