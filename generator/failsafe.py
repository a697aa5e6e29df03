"""YAML by its failsafe schema: texts as they were written, lists and mappings, each key with its place.

YAML's other schemas turn texts into dates, numbers and truth values that their authors did not always mean, and its
aliases let a few bytes stand for gigabytes. So this loader builds from the parser's events and knows neither. It takes
time in proportion to the text, and every failure is an ``UnreadableError`` with a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

_DEPTH = 20
"""So many lists and mappings may stand inside each other."""

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML was built with it."""


class Entry(NamedTuple):
    """A key's value, and the index in the text where the key stands."""

    at: int
    value: Tree


Tree = str | None | list["Tree"] | dict[str, Entry]
"""``None`` stands for nothing, ``~`` and ``null``; keys are in lower case."""


class UnreadableError(ValueError):
    """What is wrong with a text, at which index, and what to do if that is plain."""

    def __init__(self, problem: str, at: int, hint: str = "") -> None:
        super().__init__(problem, at, hint)
        self.problem = problem
        self.at = at
        self.hint = hint


class Loader:
    """What ``yaml.load`` takes for a loader."""

    def __init__(self, stream: str) -> None:
        self._text = stream
        self._events: Iterator[yaml.Event] = yaml.parse(stream, Loader=_PARSER)

    def get_single_data(self) -> Tree:
        """The one document of the text.

        :raises UnreadableError: for what is no YAML, has anchors, a key twice or a second document, or nests too deep.
        """
        try:
            return self._document()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise UnreadableError(error.problem or "no valid YAML", mark.index if mark else 0) from error
        except yaml.YAMLError as error:
            odd = yaml.reader.Reader.NON_PRINTABLE.search(self._text)
            raise UnreadableError("a control character", odd.start() if odd else 0, "remove it") from error
        except UnicodeEncodeError as error:
            raise UnreadableError("half a character", error.start, "remove it") from error

    def dispose(self) -> None:
        """The parser goes when this loader goes."""

    def _document(self) -> Tree:
        next(self._events)  # the stream's start
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        tree = self._tree(next(self._events), 0)
        next(self._events)  # the document's end
        if not isinstance(event := next(self._events), yaml.StreamEndEvent):
            raise UnreadableError("a second YAML document", _at(event))
        return tree

    def _tree(self, event: yaml.Event, depth: int) -> Tree:
        if getattr(event, "anchor", None):  # an alias has one, too
            raise UnreadableError("anchors (&) and aliases (*) are not read", _at(event))
        if depth > _DEPTH:
            raise UnreadableError("too many lists or mappings inside each other", _at(event))
        if isinstance(event, yaml.ScalarEvent):
            return None if event.implicit[0] and event.value in {"", "~", "null", "Null", "NULL"} else str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._tree(item, depth + 1) for item in self._until(yaml.SequenceEndEvent)]
        mapping: dict[str, Entry] = {}
        for key in self._until(yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                raise UnreadableError("a key that is no text", _at(key))
            name = str(key.value).strip().casefold()
            if name in mapping:
                raise UnreadableError("this key stands twice", _at(key), "keep one of them")
            mapping[name] = Entry(_at(key), self._tree(next(self._events), depth + 1))
        return mapping

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := next(self._events), end):
            yield event


def _at(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0
