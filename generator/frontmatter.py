"""Front matter: the YAML between two ``---`` lines at a note's very start -> ``Meta``.

python-frontmatter cuts the block out and hands it to a loader of our own, which builds texts, lists and mappings from
the YAML parser's events and nothing else: no date, number or ``yes`` turns into what its author did not write, no alias
makes much out of little, and every key knows its line. A value that does not fit is told and ignored, with one
exception: what may have been meant to keep a note private keeps it private.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from frontmatter.default_handlers import YAMLHandler

from generator.failsafe import Entry, Loader, Tree, UnreadableError
from generator.model import Diagnostic, Exam, Meta, Property
from generator.schema import exam, shown
from generator.slug import is_portable

LIMIT = 64 * 1024
"""So many characters of front matter are read."""

_OTHERS = 4_000
"""Characters of other keys and their values that are kept."""

_TILL_THEN = "; till then the note is private"


class Front(NamedTuple):
    """Where a note's front matter is. No front matter: ``Front("", 0, True)``."""

    yaml: str
    """What stands between the two ``---``, from the end of the first line on: its lines count as the note's do."""
    body: int
    """The line, from 0, that the text begins at: 0 without front matter and where nothing closes it."""
    closed: bool


_HANDLER = YAMLHandler(fm_boundary=re.compile(r"^(?:---|\.\.\.)[ \t\r]*$", re.MULTILINE))
_KEY = re.compile(r"""^[ \t]*["']?[\w-]+["']?[ \t]*:(?:\s|\Z)""", re.MULTILINE)
_PRIVATE = re.compile(r"""^[ \t"'{\[,?-]*(?:publish|draft)""", re.MULTILINE | re.IGNORECASE)


def split(text: str) -> Front:
    """Cut off the front matter, which begins at the first line with ``---`` and ends with ``---`` or ``...``."""
    if not text.startswith("---") or not _HANDLER.detect(text):
        return Front("", 0, closed=True)
    try:
        block, _ = _HANDLER.split(text)
    except ValueError:
        return Front(text.partition("\n")[2], 0, closed=False)
    return Front(block, block.count("\n") + 1, closed=True)


def read(path: str, text: str) -> tuple[Meta, int, tuple[Diagnostic, ...]]:
    """The front matter of the note ``text``, the line (from 0) that its body begins at, and what is wrong with it.

    Raises for no text. Front matter that cannot be read says nothing, but that the note is private if a line of it
    begins with ``publish`` or ``draft``.
    """
    front = split(text)
    if not front.yaml or not (front.closed or _KEY.match(front.yaml.lstrip())):
        return Meta(), 0, ()  # none, or a line across the page that no front matter follows

    def unreadable(at: int, problem: str, hint: str) -> tuple[Meta, int, tuple[Diagnostic, ...]]:
        private = _PRIVATE.search(front.yaml) is not None
        body = front.body if _KEY.search(front.yaml) else 0  # prose between two lines across the page stays
        place, hint = _place(front.yaml, at), hint + _TILL_THEN * private
        told = Diagnostic("front-matter-invalid", path, *place, f"front matter: {problem}", hint)
        return Meta(publish=False if private else None), body, (told,)

    if not front.closed:
        return unreadable(0, "it has no end", "close it with a line of its own: ---")
    if len(front.yaml) > LIMIT:
        return unreadable(0, "more than 64 KiB are not read", "move text below it")
    try:
        tree: Tree = _HANDLER.load(front.yaml, Loader=Loader)
    except UnreadableError as error:
        return unreadable(error.at, error.problem, _advice(error, front.yaml))
    if tree is None:
        return Meta(), front.body, ()
    if not isinstance(tree, dict):
        return unreadable(0, "it holds no keys", "write it in lines such as: title: EC2")

    problems: list[Diagnostic] = []

    def told(code: str, entry: Entry, message: str, hint: str) -> None:
        problems.append(Diagnostic(code, path, *_place(front.yaml, entry.at), message, hint))

    links = tuple(_properties(tree, front.yaml, told))
    meta = msgspec.structs.replace(_meta(tree, told), properties=links, others=_others(tree))
    return meta, front.body, tuple(problems)


def _place(text: str, at: int) -> tuple[int, int]:
    """Line and column, both from 1, of a place in a ``Front``'s YAML. Only the note's own line ends count."""
    line = text.count("\n", 0, at) + 1
    return (line, at - text.rfind("\n", 0, at)) if line > 1 else (1, 0)


def _advice(error: UnreadableError, text: str) -> str:
    """What to do about what the YAML parser says of ``text``."""
    if error.hint:
        return error.hint
    line = text[text.rfind("\n", 0, error.at) + 1 :].split("\n", 1)[0]
    if line.lstrip(" ").startswith("\t"):
        return "indent with spaces, not with tabs"
    if found := re.fullmatch(r"[ \t]*([\w -]{1,40}):[ \t]+(.{1,80})", line):
        return f"if this is text, put it in quotes: {found[1]}: {json.dumps(found[2], ensure_ascii=False)}"
    return "close each quote and bracket, and put text with one of : # [ { & * @ ` in quotes"


# --- values -----------------------------------------------------------------------------------------------------------


def _text(tree: Tree) -> tuple[str | None, list[Tree]]:
    return (" ".join(tree.split()) or None, []) if isinstance(tree, str) else (None, [tree] if tree else [])


def _items(tree: Tree, separator: str) -> tuple[tuple[str, ...], list[Tree]]:
    """A list's texts, or the parts of a text; each once, in order."""
    if isinstance(tree, str):
        tree = list(re.split(separator, tree))
    if not isinstance(tree, list):
        return (), [tree] if tree else []
    texts = [_text(item) for item in tree]
    return tuple(dict.fromkeys(text for text, _ in texts if text)), [bad for _, each in texts for bad in each]


def _permalink(tree: Tree) -> tuple[str | None, list[Tree]]:
    text, bad = _text(tree)
    address = unicodedata.normalize("NFC", text or "").removeprefix("/").removesuffix(".html")
    if address.removesuffix("index") in {"", "/"}:
        return None, bad or ([text] if text else [])
    return (address, []) if is_portable(address.removesuffix("/")) else (None, [text])


def _names(tree: Tree) -> tuple[tuple[str, ...], list[Tree]]:
    return _items(tree, ",")


def _classes(tree: Tree) -> tuple[tuple[str, ...], list[Tree]]:
    names, bad = _items(tree, ",")
    return tuple(dict.fromkeys(each for name in names for each in name.split())), bad


def _tags(tree: Tree) -> tuple[tuple[str, ...], list[Tree]]:
    names, bad = _items(tree, r"[,\s]")
    tags = dict.fromkeys(name.lstrip("#") for name in names)
    return tuple(filter(_TAG.fullmatch, tags)), [*bad, *(tag for tag in tags if not _TAG.fullmatch(tag))]


_TAG = re.compile(r"""(?![\d/]+\Z)[^\s\u2000-\u206f\u2e00-\u2e7f!"#$%&'()*+,.:;<=>?@\[\\\]^`{|}~]+""")
"""What Obsidian takes for a tag: any characters but spaces and punctuation, not digits alone."""


def _date(tree: Tree) -> tuple[str | None, list[Tree]]:
    text, bad = _text(tree)
    if text is None:
        return None, bad
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text).isoformat(), []
        if _DAY.match(text):
            return dt.datetime.fromisoformat(text).isoformat(), []
    except ValueError:
        pass
    return None, [text]


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Python takes any digits for a date or time, such as those of an epoch."""


def _deck(tree: Tree) -> tuple[tuple[str, ...], list[Tree]]:
    text, bad = _text(tree)
    return tuple(filter(None, map(str.strip, (text or "").split("::")))), bad


def _yes_or_no(tree: Tree) -> tuple[bool | None, list[Tree]]:
    word = tree.strip().casefold() if isinstance(tree, str) else ""
    if word in {"true", "yes", "on", "1"}:
        return True, []
    return (False, []) if word in {"false", "no", "off", "0"} else (None, [tree])


_EXAM_KEYS = 20
"""So many keys of ``exam`` are looked at: to find what a wrong one may have meant takes its time."""


class Key(NamedTuple):
    """A key of front matter."""

    field: str
    """Of ``Meta``."""
    read: Callable[[Tree], tuple[Any, list[Tree]]]
    """The value and what in it is wrong. A value that is ``None`` or empty is as if it were not there."""
    example: str
    meaning: str
    code: str = "front-matter-value"
    """Of the problem of a wrong value; empty: none is told, since others use the key for other things."""


KEYS: Mapping[str, Key] = {
    "title": Key("title", _text, "EC2", "Name of the note's page. Default: the name of its file."),
    "aliases": Key("aliases", _names, "[EC2, Instances]", "Other names that links may use."),
    "alias": Key("aliases", _names, "EC2", "The same."),
    "tags": Key("tags", _tags, "[aws, exam/practice]", "Tags, with or without `#`.", "tag-invalid"),
    "tag": Key("tags", _tags, "aws", "The same.", "tag-invalid"),
    "description": Key("description", _text, "Virtual servers", "A sentence, for lists and search engines."),
    "publish": Key("publish", _yes_or_no, "true", "Whether the note is published, whatever `study.toml` says."),
    "draft": Key("draft", _yes_or_no, "false", "`true` keeps the note private, even with `publish: true`."),
    "permalink": Key("permalink", _permalink, "aws/ec2", "Another address of the note; it leads to the note's page."),
    "cssclasses": Key("cssclasses", _classes, "[wide]", "Classes of the page, for your own CSS."),
    "cssclass": Key("cssclasses", _classes, "wide", "The same."),
    "date": Key("date", _date, "2026-09-30", "The note's date, with or without a time."),
    "updated": Key("date", _date, "2026-09-30", "The same, where there is no `date`.", ""),
    "created": Key("date", _date, "2026-09-30", "The same, where there is neither.", ""),
    "cards-deck": Key(
        "deck", _deck, "AWS::Compute", "The deck of the note's cards; `::` stands between deck and subdeck."
    ),
    "domain": Key("domain", _text, "Compute", "The domain of a course that the note's cards belong to."),
}
"""The keys that are read, upper and lower case alike, beside ``exam``. The first good one of a field counts."""


def _meta(tree: dict[str, Entry], told: Callable[[str, Entry, str, str], None]) -> Meta:
    fields: dict[str, Any] = {}
    for name, key in KEYS.items():
        if name not in tree:
            continue
        value, bad = key.read(tree[name].value)
        private = bool(bad) and key.read is _yes_or_no
        if private:
            value = name == "draft"
        if value not in (None, ()):
            fields.setdefault(key.field, value)
        if bad and key.code:
            what = f"{name} cannot be {_shown(bad[0] if len(bad) == 1 else bad)}"
            told(key.code, tree[name], what, f"write for example: {name}: {key.example}" + _TILL_THEN * private)
    if fields.pop("draft", False):
        fields["publish"] = False
    if "exam" in tree:
        fields |= _exam(tree["exam"], told)
    return Meta(**fields)


def _exam(entry: Entry, told: Callable[[str, Entry, str, str], None]) -> dict[str, Any]:
    if entry.value is None:
        return {"exam": Exam(), "is_course": True}
    if not isinstance(entry.value, dict):
        what = f"exam cannot be {_shown(entry.value)}"
        told("front-matter-value", entry, what, "write below it, indented: questions: 65")
        return {}
    said = {name: each for name, each in islice(entry.value.items(), _EXAM_KEYS) if each.value is not None}
    found, wrong = exam({name: _plain(each.value) for name, each in said.items()}, text=True)
    for name, message, hint in wrong:
        told("front-matter-value", said[name], f"exam: {message}", hint)
    return {"exam": found, "is_course": True}


def _others(tree: dict[str, Entry]) -> str:
    """The keys that nothing here reads, with their values, as JSON."""
    found = {name: _plain(entry.value) for name, entry in tree.items() if name not in KEYS and name != "exam"}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""
    return text if len(text) <= _OTHERS else ""


_LINK = re.compile(r"\[\[((?:[^\[\]\n]|\[(?!\[)|\](?!\]))+)\]\]")


def _properties(tree: dict[str, Entry], text: str, told: Callable[[str, Entry, str, str], None]) -> Iterator[Property]:
    """The links among the values of ``text``'s keys. As in Obsidian, a value is a link as a whole or not at all."""
    for name, entry in tree.items():
        if name in KEYS or name == "exam":
            continue
        start = entry.at
        for inner, written in _links(entry.value):
            quoted = written.endswith("]]")
            found = text.find(written, start)
            if found < 0 and not quoted:
                continue  # a list in a list, which nobody meant for a link
            at = found if found >= 0 else entry.at  # a value may be written with escapes
            start = max(start, found + 1)
            if not quoted:
                message = f"[[{inner}]] without quotes is a list in a list to Obsidian, and no link"
                told("link-unquoted", Entry(at, None), message, f'write "[[{inner}]]"')
            line, col = _place(text, at)
            yield Property(name, inner, line - 1, col)


def _links(tree: Tree) -> Iterator[tuple[str, str]]:
    """The inside of each link in ``tree``, and how it begins in the text; whole if it stands in quotes."""
    if isinstance(tree, str):
        if link := _LINK.fullmatch(tree.strip()):
            yield link[1], link[0]
    elif isinstance(tree, list):
        match tree:
            case [[str(first), *more]] if not _LINK.fullmatch(first) and all(isinstance(each, str) for each in more):
                yield ", ".join(map(str, (first, *more))), f"[[{first}"
            case _:
                for item in tree:
                    yield from _links(item)


def _plain(tree: Tree) -> object:
    """``tree`` without its places."""
    if isinstance(tree, dict):
        return {name: _plain(entry.value) for name, entry in tree.items()}
    return [_plain(item) for item in tree] if isinstance(tree, list) else tree


def _shown(tree: Tree) -> str:
    return shown(_plain(tree)) if tree is not None else "empty"
