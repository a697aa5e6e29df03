"""Every name in a vault, and so what a link could mean by its words alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from generator.links.written import fold, is_url, written_path
from generator.model import Compact, Link


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


_NOTHING = Candidates()


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
            return _NOTHING
        whole = fold(target)
        name = whole.rpartition("/")[2]
        literal, notes = self._files.get(name), self._files.get(f"{name}.md")
        aliases, titles = self._aliases.get(whole), self._titles.get(whole)
        if not (literal or notes or aliases or titles):
            return _NOTHING
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
