"""The schema of ``study.toml``: every key, what it takes and what it means.

Validation, the hints in error messages and ``docs/configuration.md`` all come from ``KEYS``. The keys of ``exam:`` in
front matter are those of ``[exam]``, so both are checked here.
"""

from __future__ import annotations

import datetime as dt
import difflib
import json
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, NamedTuple, get_args

import msgspec
from msgspec import Meta

from generator.diagnostics import CODES, Rule
from generator.model import Exam

Dialect = Literal[
    "card",
    "card-callout",
    "question-answer",
    "inline",
    "multiline",
    "task-list",
    "question-callout",
    "highlight-cloze",
    "bracket-cloze",
    "curly-cloze",
    "bold-cloze",
]
"""The ways to write a card, see ``docs/authoring.md``."""

DEFAULT_DIALECTS: tuple[Dialect, ...] = tuple(
    each for each in get_args(Dialect) if each not in ("curly-cloze", "bold-cloze")
)
"""All but those that ``study.toml`` has to ask for: in most notes these marks mean something else."""


class Key(NamedTuple):
    """A key of ``study.toml``."""

    type: Any
    """What ``msgspec.convert`` checks a value against."""
    expected: str
    """The same in words that complete "expected ..."."""
    meaning: str
    clean: Callable[[Any], object] = lambda value: value
    """Turns a checked value into the one that ``Config`` holds."""


_Path = Annotated[str, Meta(pattern=r"^(?!/)(?!(?:.*/)?\.\.(?:/|\Z))[^\\\x00-\x1f]+\Z")]
_Host = Annotated[str, Meta(pattern=r"^(\*\.[a-z0-9-]+\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?\Z")]
_Url = Annotated[str, Meta(pattern=r"""^(https?://[^\s/?#@"'<>;,\\]+(/[^\s"'<>\\]*)?)?\Z""")]
_BaseUrl = Annotated[str, Meta(pattern=r"""^(https?://[^\s/?#@"'<>;,\\]+(/[^\s?#"'<>\\]*)?)?\Z""")]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _folders(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return value if isinstance(value, str) else tuple(each.rstrip("/") for each in value)


def _snippet(name: str) -> str:
    path = name if "/" in name else f".obsidian/snippets/{name}"
    return path if path.endswith(".css") else f"{path}.css"


KEYS: Mapping[str, Mapping[str, Key]] = {
    "": {
        "title": Key(
            Annotated[str, Meta(pattern=r"\S")], "text", "Name of the site. Default: the name of the vault.", _one_line
        ),
        "description": Key(str, "text", "A sentence on the site, for search engines and link previews.", _one_line),
        "language": Key(
            Annotated[str, Meta(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")],
            'a language tag such as "en" or "pt-BR"',
            "Language of the notes.",
        ),
        "base_url": Key(
            _BaseUrl,
            'an address such as "https://notes.example/aws/"',
            "Where the site will be. Only the 404 page in a subfolder needs it: other pages work anywhere.",
            lambda url: url and url.rstrip("/") + "/",
        ),
        "slug": Key(
            Literal["lower", "keep"],
            '"lower" or "keep"',
            "Whether addresses are in lower case or keep the case of file names.",
        ),
        "stubs": Key(
            Literal["outline", "all", "off"],
            '"outline", "all" or "off"',
            "Which notes that nobody has written yet get a page that collects their mentions: those that a course "
            "lists, all that are linked to, or none.",
        ),
        "publish": Key(
            Literal["all", "marked"] | tuple[_Path, ...],
            '"all", "marked" or a list of folders such as ["Course", "Notes/Public"]',
            "Which notes are published: all, those with `publish: true`, or those in these folders. `publish` and "
            "`draft` in a note win over it.",
            _folders,
        ),
        "exclude": Key(
            tuple[_Path, ...],
            'a list of globs from the vault\'s folder such as ["Templates/**", "*.draft.md"]',
            "Files that are never published, beside those that Obsidian's own settings exclude.",
        ),
        "strict_line_breaks": Key(
            bool,
            "true or false",
            "Whether a single line break is only a space, as in plain Markdown. Default: as in Obsidian's settings.",
        ),
        "allow_hosts": Key(
            tuple[_Host, ...],
            'a list of host names such as ["upload.example.org", "*.example.com"]',
            "Other sites whose pictures, films and frames are shown in place, so that they learn who reads. By default "
            "there are none, and a link stands there.",
        ),
        "snippets": Key(
            tuple[_Path, ...],
            'a list of names such as ["wide"] or of files such as ["css/wide.css"]',
            "Your own CSS, which every page loads after the theme's: snippets of Obsidian by their names, or files of "
            "the vault.",
            lambda names: tuple(map(_snippet, names)),
        ),
        "edit_url": Key(
            _Url,
            'an address such as "https://git.example/me/notes/edit/main/"',
            "Where notes can be edited; a note's path is added to it.",
        ),
    },
    "site": {
        "id": Key(
            Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]{1,64}\Z")],
            'up to 64 letters, digits, "-", "_" or "."',
            "The name under which browsers keep a student's progress; to change it is to start anew. Default: from "
            "the first course's title, else the site's.",
        ),
    },
    "cards": {
        "dialects": Key(
            tuple[Dialect, ...],
            f"a list of {', '.join(map(json.dumps, get_args(Dialect)))}",
            "The ways of writing cards that are read.",
        ),
        "tag": Key(
            Annotated[str, Meta(pattern=r"^#?[^\s#]+\Z")],
            'a tag such as "flashcards"',
            "The tag that makes a note's questions cards in every dialect.",
            lambda tag: tag.removeprefix("#"),
        ),
        "include": Key(
            tuple[_Path, ...],
            'a list of globs such as ["Cards/**"]',
            "Notes that are read as if they had that tag.",
        ),
    },
    "exam": {
        "questions": Key(Annotated[int, Meta(ge=1, le=9999)], "a number of questions", "How many it has."),
        "minutes": Key(Annotated[int, Meta(ge=1, le=9999)], "a number of minutes", "How long it takes."),
        "pass_mark": Key(
            Annotated[float, Meta(ge=0, le=100)], "percent, from 0 to 100", "What share of right answers passes."
        ),
        "date": Key(dt.date, "a date such as 2026-09-30", "The day of the exam: reviews are planned up to it.", str),
        "unanswered": Key(
            Literal["wrong", "skipped"],
            '"wrong" or "skipped"',
            "Whether a question without an answer counts as wrong or not at all.",
        ),
    },
    "rules": {
        code: Key(Rule, '"off", "info", "warning" or "error"', meaning) for code, (_, meaning) in sorted(CODES.items())
    },
}
"""Section -> key -> what it takes. The keys above the first section are those of ``""``."""


class Wrong(NamedTuple):
    """A key that cannot be used, why, and what to write instead."""

    key: str
    message: str
    hint: str


def check(section: str, values: Mapping[str, object], *, text: bool = False) -> tuple[dict[str, Any], list[Wrong]]:
    """The good values of a section, cleaned, and what is wrong with the others.

    :param text: numbers may come as text, as they do from front matter.
    """
    good: dict[str, Any] = {}
    wrong = []
    for name, value in values.items():
        key = KEYS[section].get(name)
        if key is None:
            what = f"section [{name}]" if isinstance(value, dict) and not section else f"key {shown(name)}"
            where = f" in [{section}]" if section else ""
            wrong.append(Wrong(name, f"there is no {what}{where}", _nearest(section, name)))
            continue
        try:
            good[name] = key.clean(msgspec.convert(value, key.type, strict=not text))
        except msgspec.ValidationError:
            wrong.append(Wrong(name, f"{name} cannot be {shown(value)}", f"expected {key.expected}"))
    return good, wrong


def shown(value: object) -> str:
    """A value as a message quotes it: not much of it, and on one line."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"


def exam(values: Mapping[str, object], *, text: bool = False) -> tuple[Exam, list[Wrong]]:
    """An ``[exam]`` section, or an ``exam:`` of front matter, where numbers are ``text``."""
    good, wrong = check("exam", values, text=text)
    unanswered = good.pop("unanswered", None)
    return Exam(**good, unanswered_wrong=None if unanswered is None else unanswered == "wrong"), wrong


def _nearest(section: str, name: str) -> str:
    """What the author may have meant: a key or section with a name like ``name``, wherever it belongs."""

    def plain(text: str) -> str:
        return re.sub(r"[\W_]", "", text).lower()

    places = {} if section else {plain(each): f"[{each}]" for each in KEYS if each}
    for other in sorted(KEYS, key=lambda each: each != section):
        place = "" if other == section else f" in [{other}]" if other else " above the first section"
        for key in KEYS[other]:
            places.setdefault(plain(key), f'"{key}"{place}')
    match = difflib.get_close_matches(plain(name), places, 1, 0.55)
    if match:
        return f"did you mean {places[match[0]]}?"
    return f"there are {', '.join(KEYS[section])}"
