"""Former addresses of notes: where the same words could be found before, and where they are now.

A note's ``permalink`` and ``aliases`` lead to its page, and so do the addresses that Quartz and Obsidian Publish gave
it. They become small pages, which work on any host, and lines of ``_redirects``, which Netlify and Cloudflare Pages
read. None ever takes the place of a page or of another redirect. See docs/decisions/redirects.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from urllib.parse import quote

from generator.addresses import RESERVED, address_of
from generator.model import Compact, Diagnostic, Doc
from generator.slug import is_portable
from generator.vault import fold

_ALIASES = 20
"""So many aliases of a note lead to it."""
_LINES = 2000
"""So many lines Cloudflare Pages reads, https://developers.cloudflare.com/pages/configuration/redirects/."""
_LINE = 1000
"""Characters of a line that it reads."""

Former = tuple[str | None, tuple[str, ...]]
"""``permalink`` and ``aliases`` of a note."""


class Redirects(Compact, frozen=True, gc=False):
    """Where former addresses lead; all paths count from the site's root."""

    pages: dict[str, str]
    """Redirect page -> the note that it leads to, by vault path."""
    lines: tuple[tuple[str, str], ...]
    """Address without ``.html`` and the page that it leads to, the most wanted first."""
    problems: tuple[Diagnostic, ...]


def formers(docs: Mapping[str, Doc]) -> dict[str, Former]:
    """What published notes say of their own former addresses; those that say nothing are left out."""
    metas = ((path, doc.meta) for path, doc in docs.items())
    return {path: (meta.permalink, meta.aliases) for path, meta in metas if meta.permalink or meta.aliases}


def redirects(
    notes: Mapping[str, str],
    formers: Mapping[str, Former],
    taken: frozenset[str],
    lower: bool,  # noqa: FBT001  # a setting that goes through the memo by position
) -> Redirects:
    """What leads to ``notes`` (vault path -> page) beside their own addresses. ``taken`` has every page of the site."""
    found = _Found(notes, taken)
    problems = []
    for path in sorted(formers):
        permalink = formers[path][0]
        if permalink and not found.add(permalink, path, f"{permalink}index" if permalink.endswith("/") else permalink):
            message = f'permalink: the address "{permalink}" is taken; this note is at {notes[path]}'
            problems.append(Diagnostic("address-clash", path, 0, 0, message, "choose another permalink"))
    for path in sorted(formers):
        for address in _of_aliases(notes[path], formers[path][1], lower=lower):
            found.add(address, path, address)
    ordered = sorted(notes)
    for path in ordered:
        former = _quartz(path)
        found.add(former, path, former.lower() if lower else former)
    for path in ordered:
        found.add(_publish(path), path)
    return Redirects(found.pages, (*found.lines.items(), *found.by_case.items()), tuple(problems))


class _Found:
    """The redirects so far."""

    def __init__(self, notes: Mapping[str, str], taken: Iterable[str]) -> None:
        self.pages: dict[str, str] = {}
        self.lines: dict[str, str] = {}
        self.by_case: dict[str, str] = {}
        self._notes = notes
        self._exact = {_bare(page) for page in taken}
        self._owners: dict[str, set[str]] = {fold(name): {""} for name in RESERVED}
        for page in taken:
            self._owners.setdefault(fold(_bare(page)), set()).add(page)

    def add(self, address: str, path: str, file: str = "") -> bool:
        """Let ``address`` lead to the note at ``path``, by the page ``file`` if any disk can hold it.

        False if the address is another page's, or no page's at all.
        """
        target, bare = self._notes[path], _bare(address)
        key = fold(bare)
        owners = self._owners.setdefault(key, set())
        if (owners and target not in owners) or "//" in f"/{bare}" or key.startswith("assets/"):
            return False
        if not owners:
            owners.add(target)
            self.lines[bare] = target
            if is_portable(file):
                self.pages[f"{file}.html"] = path
        elif bare not in self._exact and bare not in self.lines:
            # The note's own address but for its case: a page there would be the note's own on a disk that ignores case.
            self.by_case[bare] = target
        return True


def _bare(page: str) -> str:
    """The address of a page as hosts shorten it: ``a/index.html`` is found at ``a``, too."""
    bare = page.removesuffix(".html").removesuffix("/")
    return "" if bare == "index" else bare.removesuffix("/index")


def _of_aliases(page: str, aliases: tuple[str, ...], *, lower: bool) -> Iterator[str]:
    """Where the note would be, had it an alias for its name: in its folder, then at the root."""
    folder = page.rpartition("/")[0]
    for alias in islice(aliases, _ALIASES):
        address = address_of(alias.strip("/").removesuffix(".md"), lower=lower)
        if address is not None:
            if folder and "/" not in address:
                yield f"{folder}/{address}"
            yield address


def _quartz(path: str) -> str:
    """The address that Quartz 4 gives to the note at ``path``; Quartz 5 has the same in lower case.

    Source: ``slugifyFilePath``, https://github.com/jackyzha0/quartz/blob/v4/quartz/util/path.ts.
    """
    name = re.sub(r"\s", "-", path[: -len(".md")])
    name = name.replace("&", "-and-").replace("%", "-percent").replace("?", "").replace("#", "")
    return re.sub(r"(\A|/)_index\Z", r"\1index", name)


def _publish(path: str) -> str:
    """The address that Obsidian Publish gives to the note at ``path``."""
    return path[: -len(".md")].replace(" ", "+")


def as_lines(found: Redirects, base: str) -> bytes:
    """``_redirects``: a line for each address that has no page, two for one that has. ``base`` is the site's root.

    Characters that mean something there (spaces, ``*``, ``:name``) are escaped.
    """
    paged = {_bare(page) for page in found.pages}
    sources = (
        (source, target)
        for bare, target in found.lines
        for source in ((bare, f"{bare}.html") if bare in paged else (bare,))
    )
    escaped = ((quote(source, safe=_PLAIN), quote(target, safe=_PLAIN)) for source, target in sources)
    lines = (f"{base}{source} {base}{target} 301\n" for source, target in escaped)
    return "".join(islice((line for line in lines if len(line) <= _LINE), _LINES)).encode()


_PLAIN = "/-_.~!$&'()+,;=@"
"""Characters that browsers write as they are in a path and that mean nothing in a line."""
