"""``study.toml`` and ``.obsidian/`` -> ``Config``: what an author may decide, checked before anything is built.

A mistake in ``study.toml`` stops the build, because a site that is not what its author decided may show what should
stay private; all mistakes are told at once. ``.obsidian/`` is written by Obsidian and read by nobody, so a broken file
in it is a problem like any other. ``study.toml`` wins where both speak of one setting; what one of the two excludes,
the other does not bring back.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from generator.diagnostics import Rule
from generator.model import Diagnostic, Exam, Value
from generator.schema import DEFAULT_DIALECTS, KEYS, Dialect, Wrong, check, exam

STUDY = "study.toml"
OBSIDIAN = ".obsidian"


class Cards(Value, frozen=True, gc=False):
    """``[cards]``: how questions are found in notes."""

    dialects: tuple[Dialect, ...] = DEFAULT_DIALECTS
    tag: str = "flashcards"
    """Without ``#``."""
    include: tuple[str, ...] = ()


class Config(Value, frozen=True, gc=False):
    """All settings of a vault, valid. ``schema.KEYS`` tells what they mean, but for those that no key sets."""

    title: str | None = None
    description: str = ""
    language: str = "en"
    base_url: str = ""
    """Empty, or with a slash at its end."""
    site_id: str | None = None
    slug: Literal["lower", "keep"] = "lower"
    stubs: Literal["outline", "all", "off"] = "outline"
    publish: Literal["all", "marked"] | tuple[str, ...] = "all"
    exclude: tuple[str, ...] = ()
    strict_line_breaks: bool = False
    allow_hosts: tuple[str, ...] = ()
    snippets: tuple[str, ...] = ()
    edit_url: str = ""
    cards: Cards = Cards()
    exam: Exam = Exam()
    rule_pairs: tuple[tuple[str, Rule], ...] = ()
    """``[rules]``, sorted by code; pairs, so that the whole can be hashed."""
    attachments: str | None = None
    """Obsidian's folder for attachments as it stores it: ``/``, a vault path, or ``./`` and a path from the note."""
    ignored_folders: tuple[str, ...] = ()
    """Obsidian's folders of templates and daily notes, sorted, without slashes at their ends."""
    ignore_filters: tuple[str, ...] = ()
    """Obsidian's "Excluded files", as it stores them: the start of a path, or a regular expression between slashes."""

    @property
    def rules(self) -> Mapping[str, Rule]:
        """``[rules]`` as ``diagnostics.severity`` takes it."""
        return dict(self.rule_pairs)


class ConfigError(Exception):
    """Settings that cannot be used. Its text is for the author: a line a problem, with the file and the line in it."""


def find_vault(start: Path, given: Path | None = None) -> Path:
    """The vault that a command works on, as an absolute path: a site without a title takes the folder's name.

    ``given`` if it is a folder; else the nearest folder upwards from ``start`` with a ``study.toml``, else the nearest
    one with an ``.obsidian``, else ``content`` in ``start``.

    :raises ConfigError: where there is none.
    """
    if given is not None:
        if not given.is_dir():
            raise ConfigError(f"{given}: {'not a folder' if given.exists() else 'there is no such folder'}")
        return given.resolve()
    start = start.resolve()
    for name in (STUDY, OBSIDIAN):
        for folder in (start, *start.parents):
            if (folder / name).is_file() if name == STUDY else (folder / name).is_dir():
                return folder
    if (start / "content").is_dir():
        return (start / "content").resolve()
    raise ConfigError(
        f"{start}: no vault here: no {STUDY} and no {OBSIDIAN}/ in this folder or above it, and no content/ in it "
        "(name the vault's folder, or make one with: studysite new DIR)"
    )


def load(vault: Path) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The settings of ``vault``, and what is wrong with those that Obsidian wrote.

    :raises ConfigError: for a ``study.toml`` that cannot be used.
    """
    fields = _study(vault)
    found, problems = _obsidian(vault)
    if "exclude" not in fields and not (vault / OBSIDIAN).is_dir():
        message = "nothing says which folders hold templates and daily notes, so their notes are published too"
        hint = 'write exclude = ["Templates/**"] for a folder of that name, or exclude = [] if there is none'
        problems.append(Diagnostic("obsidian-settings-missing", STUDY, 0, 0, message, hint))
    return Config(**found | fields), tuple(problems)


def with_base_url(config: Config, url: str) -> Config:
    """``config`` for a site at ``url``, as ``--base-url`` gives it.

    :raises ConfigError: where ``url`` is no http(s) address.
    """
    good, wrong = check("", {"base_url": url})
    if wrong:
        raise ConfigError(f"--base-url: {wrong[0].message} ({wrong[0].hint})")
    return msgspec.structs.replace(config, **good)


def _study(vault: Path) -> dict[str, Any]:
    """The fields of ``Config`` that ``study.toml`` sets."""
    path = vault / STUDY
    try:
        data = read(vault, STUDY)
        text = "" if data is None else data.decode("utf-8-sig")
        tables: dict[str, Any] = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:  # TOML, UTF-8, a date that is none
        place = re.fullmatch(r"(?s)(.*) \(at line (\d+), column (\d+)\)", str(error))
        where, what = (f":{place[2]}:{place[3]}", place[1]) if place else ("", str(error))
        hint = " (text stands in quotes)" if what == "Invalid value" else ""
        raise ConfigError(f"{path}{where}: not valid TOML: {what}{hint}") from error

    lines = _lines(text)
    problems: list[tuple[int, str]] = []

    def told(section: str, wrong: Iterable[Wrong]) -> None:
        for key, message, hint in wrong:
            places = ((section, key), (section, ""), ("", section)) if section else (("", key), (key, ""))
            line = next((lines[place] for place in places if place in lines), 0)
            problems.append((line, f"{path}{f':{line}' if line else ''}: {message} ({hint})"))

    sections: dict[str, dict[str, Any]] = {}
    for name in filter(None, KEYS):
        table = tables.pop(name, {})
        if not isinstance(table, dict):
            told("", [Wrong(name, f"{name} is a section", f"write [{name}] above its keys")])
            table = {}
        sections[name] = table
    fields, wrong = check("", tables)
    told("", wrong)
    good = {}
    for name in ("site", "cards", "rules"):
        good[name], wrong = check(name, sections[name])
        told(name, wrong)
    fields["exam"], wrong = exam(sections["exam"])
    told("exam", wrong)
    if problems:
        raise ConfigError("\n".join(message for _, message in sorted(problems)))
    rules = tuple(sorted(good["rules"].items()))
    return fields | {"site_id": good["site"].get("id"), "cards": Cards(**good["cards"]), "rule_pairs": rules}


def _lines(text: str) -> dict[tuple[str, str], int]:
    """(section, key) -> the line, from 1, where it is set first; ``(section, "")`` for its header.

    ``tomllib`` tells no places. Good enough to find one's way: a line inside a multi-line string may pass for a key.
    """
    lines: dict[tuple[str, str], int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"""\s*\[+\s*["']?([^\]"']+?)["']?\s*\]""", line):
            section = header[1]
            lines.setdefault((section, ""), number)
        elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*[=.]""", line):
            lines.setdefault((section, key[1]), number)
    return lines


_OBSIDIAN_SETTINGS: tuple[tuple[str, str, Any, str], ...] = (
    ("app.json", "strictLineBreaks", bool, "neither true nor false"),
    ("app.json", "attachmentFolderPath", str, "no text"),
    ("app.json", "userIgnoreFilters", tuple[str, ...], "no list of texts"),
    ("daily-notes.json", "folder", str, "no text"),
    ("templates.json", "folder", str, "no text"),
)
"""File, key, what it holds, and what it is when it does not."""


def _obsidian(vault: Path) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The fields of ``Config`` that Obsidian's settings give, and what is wrong with these."""
    problems: list[Diagnostic] = []

    def told(file: str, message: str) -> None:
        hint = "what Obsidian excludes by it is published; save the setting in Obsidian again"
        problems.append(Diagnostic("obsidian-settings-invalid", f"{OBSIDIAN}/{file}", 0, 0, message, hint))

    files: dict[str, dict[str, Any]] = {}
    for file in sorted({file for file, *_ in _OBSIDIAN_SETTINGS}):
        try:
            data = read(vault, f"{OBSIDIAN}/{file}")
            files[file] = {} if data is None else msgspec.convert(json.loads(data), dict[str, Any])
        except OSError as error:
            told(file, f"cannot be read: {error.strerror or error}")
        except (ValueError, RecursionError) as error:
            told(file, f"is no JSON: {error}")
        except msgspec.ValidationError:
            told(file, "holds no JSON object")

    found: dict[tuple[str, str], Any] = {}
    for file, key, kind, otherwise in _OBSIDIAN_SETTINGS:
        value = files.get(file, {}).get(key)
        try:
            found[file, key] = None if value is None else msgspec.convert(value, kind)
        except msgspec.ValidationError:
            told(file, f"{key} is {otherwise}")

    folders = {(found.get((file, "folder")) or "").strip("/") for file in ("daily-notes.json", "templates.json")}
    fields: dict[str, Any] = {
        "attachments": found.get(("app.json", "attachmentFolderPath")),
        "ignored_folders": tuple(sorted(folders - {""})),
        "ignore_filters": found.get(("app.json", "userIgnoreFilters")) or (),
        "strict_line_breaks": found.get(("app.json", "strictLineBreaks")) or False,
    }
    return fields, problems


def read(vault: Path, path: str) -> bytes | None:
    """A file of ``vault``; ``None`` where there is none.

    :raises OSError: where it cannot be read, is no file, or a symlink leads out of the vault.
    """
    try:
        real = (vault / path).resolve()
        inside = real.is_relative_to(vault.resolve())
    except RuntimeError as error:  # Python < 3.13: a loop of symlinks
        raise OSError(str(error)) from error
    if not inside:
        raise OSError("a symlink leads out of the vault")
    if not real.exists():
        if (vault / path).is_symlink():
            raise OSError("a symlink that leads nowhere")
        return None
    if not real.is_file():
        raise OSError("not a file")
    return real.read_bytes()
