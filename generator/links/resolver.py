"""Which of the files that a link could mean it does mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from generator.links.names import Candidates
from generator.links.written import fold, written_path
from generator.model import Compact, Link


class Pick(Compact, frozen=True, gc=False):
    """The file that a link means, by vault path (``None``: none), and what to tell the author about the way there."""

    path: str | None
    how: str = ""
    """``""`` as Obsidian does it, ``alias`` or ``title`` by our last tier, ``ambiguous`` among ``others``, ``drawing``
    where a drawing without a picture is to be shown."""
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
