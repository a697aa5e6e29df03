"""Obsidian's settings, copied into ``study.toml``: what the vault excludes, and how it breaks lines.

``.obsidian/`` often stays on one computer, and a build elsewhere would publish more than the author's. Only keys and
globs that are missing are added, by an edit of the text, so that comments and order stay; the edit is written only if
it reads back as what it was meant to be.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from generator.config import OBSIDIAN, STUDY, Config, load, read
from generator.schema import check
from generator.upkeep.rewriting import ChangedError, rewrite

_COMMENT = "# From Obsidian's settings, which are not everywhere where the site is built."
_EXCLUDE = re.compile(r"""^[ \t]*(?:exclude|"exclude"|'exclude')[ \t]*=[ \t]*\[""", re.MULTILINE)


class Refused(Exception):  # noqa: N818  # it tells what happened, as FileExistsError does
    """The settings cannot be copied. Its text is for the person who asked."""


def adopt(vault: Path) -> tuple[str, ...]:
    """Copy Obsidian's settings into the vault's ``study.toml``; returns what was added, as lines of it.

    :raises Refused: where there are none, or they cannot be copied safely; nothing is written then.
    :raises ConfigError: for a ``study.toml`` that cannot be used.
    :raises OSError: where it cannot be written.
    """
    if not (vault / OBSIDIAN).is_dir():
        raise Refused(f"{vault}: there is no {OBSIDIAN}/, so there are no settings to copy")
    config, problems = load(vault)
    if problems:
        raise Refused(f"{vault}: {problems[0].path}: {problems[0].message} (save the setting in Obsidian again)")
    old = read(vault, STUDY)
    text = (old or b"").decode("utf-8-sig")
    edited, added = adopted(text, config)
    if added:
        try:
            rewrite(vault / STUDY, old, edited.encode())
        except ChangedError as error:
            raise Refused(str(error)) from error
    return added


def adopted(text: str, config: Config) -> tuple[str, tuple[str, ...]]:
    """``text`` of ``study.toml`` with what ``config`` has from Obsidian and it has not, and what that is.

    :raises Refused: where ``text`` cannot be edited safely.
    """
    tables = tomllib.loads(text)
    own = tables.get("exclude")
    globs = [_folder(each) for each in config.ignored_folders] + [_glob(each) for each in config.ignore_filters]
    missing = [glob for glob in dict.fromkeys(globs) if glob and glob not in (own or ())]
    if check("", {"exclude": missing})[1]:
        raise Refused(f"{STUDY}: exclude cannot name all of {', '.join(missing)} (write it yourself)")
    listed = ", ".join(json.dumps(glob, ensure_ascii=False) for glob in missing)
    wanted = dict(tables)
    lines = []
    if own is None:
        lines.append(f"exclude = [{listed}]")
        wanted["exclude"] = missing
    if config.strict_line_breaks and "strict_line_breaks" not in tables:
        lines.append("strict_line_breaks = true")
        wanted["strict_line_breaks"] = True
    added = list(lines)
    edited = text
    if own is not None and missing:
        edited = _EXCLUDE.sub(lambda start: start[0] + listed + ", " * bool(own), text, count=1)
        wanted["exclude"] = missing + own
        added.append(f"exclude = [{listed}, …]")
    if lines:
        end = "\r\n" if "\r\n" in text else "\n"
        edited = end.join([_COMMENT, *lines, *([""] if text else []), edited])
    try:
        safe = tomllib.loads(edited) == wanted
    except tomllib.TOMLDecodeError:
        safe = False
    if not safe:
        raise Refused(f"{STUDY}: cannot be edited safely (add to it yourself: {'; '.join(added)})")
    return edited, tuple(added)


def _folder(folder: str) -> str:
    return f"{_escaped(folder)}/**"


def _glob(rule: str) -> str:
    """One of Obsidian's excluded files, which are the beginnings of paths, as a glob; empty if it matches nothing."""
    if len(rule) > 1 and rule.startswith("/") and rule.endswith("/"):
        raise Refused(
            f"{STUDY}: Obsidian excludes {rule}, a regular expression, and exclude takes globs "
            "(write globs for the same files there yourself)"
        )
    if not rule.strip("/") or rule.startswith("/"):
        return ""
    glob = f"{_escaped(rule)}**" if rule.endswith("/") else f"{_escaped(rule)}*"
    return glob if "/" in glob else f"./{glob}"


def _escaped(path: str) -> str:
    return re.sub(r"[*?\[]", r"[\g<0>]", path)
