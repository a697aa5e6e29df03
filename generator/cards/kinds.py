"""What kind of card a question is, and which lists of options must keep their order: rules 8 and 9 of the grammar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.cards.plain import Plain
from generator.formula import masked

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TF = r"(?:T\s?/\s?F|true\s?/\s?false|true or false)"
_LABEL = re.compile(rf"[*_]*\(?\s*{_TF}\s*(?:\)|[:.?*_]|(?=\s|$))[*_]*\s*[:.]?[*_]*\s*", re.IGNORECASE)
_END_LABEL = re.compile(rf"\({_TF}\??\)\s*$", re.IGNORECASE)
_TRUTH = re.compile(r"(true|false|yes|no|t|f)(?=$|\n|[.,;:!)]|\s+[-–—(])[.,;:!)]*", re.IGNORECASE)
_OTHER_TRUTH = re.compile(r"\s*(?:and|or|,)?\s*(?:true|false)\b", re.IGNORECASE)
_COUNT = rf"(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)}|all)\b"
_CHOOSE = re.compile(
    r"(?:^|[(\[.?!:;]\s*|\n)(?:please\s+)?(?:choose|select|pick|check|mark|tick)\s+(?:(?:the|any|exactly|best)\s+)*"
    + _COUNT,
    re.IGNORECASE,
)
_ANSWERS = re.compile(rf"\({_COUNT}\s+(?:(?:correct|right)\s+)?(?:answers?|options?)\)", re.IGNORECASE)
_BLANK = re.compile(r"_{2,}")
_PROSE = re.compile(r"\. |\n")

_JOINED = r"\s*(?:,|and|or|nor|&|\+)\s*"
_LETTER = r"\(?[a-h1-9]\b\)?"
_REFERS = re.compile(
    r"\b(?:all|none|both|neither|any|either|each|some|two|one)\b(?:\s+of)?\s+(?:the\s+)?"
    r"(?:above|below|these|those|them|others?|previous|following|listed|options|answers|choices)\b"
    r"|^(?:all|none|both|neither|any)\b(?:\s+(?:correct|true|apply|are\s+\w+))?[.!]?$"
    rf"|\b(?:both|neither|either|only|options?|answers?|choices?)\s+{_LETTER}(?:{_JOINED}{_LETTER})*",
    re.IGNORECASE,
)
_SIGN = r"\(?(?:[a-h]|\d|i{1,3}|iv|vi{0,3})\)?"
_COMBINATION = re.compile(rf"{_SIGN}(?:(?:{_JOINED}|\s+){_SIGN})+(?:\s+only)?[.]?$", re.IGNORECASE)
_VERB = r"(?:is|are|was|were|can|cannot|does|has|would|isn't|aren't|can't|doesn't)\b"
_NAMED_LETTER = re.compile(
    r"\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?|[Ll]etters?|[Ss]tatements?)\s+\(?[A-H]\b|\([A-H]\)"
    rf"|(?:^|[.;:,(\n]\s*|\b(?:and|or|but|while|since|because)\s+)[A-H]\s+(?:{_VERB}|and\s+[A-H]\b)|(?:^|\n)[A-H](?:\.\)|[.):])\s"
)


class Truth(NamedTuple):
    """A true/false card: the statement without its label, what the answer says, and where its explanation begins."""

    statement: str
    value: bool | None
    rest: int


def choose(question: Plain) -> int | None:
    """How many options the question asks for: "(Choose 2)", "Select three ..."; 0 for "all that apply"."""
    found = _CHOOSE.search(question.text) or _ANSWERS.search(question.text)
    if found is None:
        return None
    word = found["n"].lower()
    return 0 if word == "all" else _NUMBERS.index(word) + 1 if word in _NUMBERS else int(word)


def unlabelled(question: str) -> str:
    """The question without "T/F:"; the same string if it has no such label."""
    label = _LABEL.match(question)
    return question[label.end() :] if label else _END_LABEL.sub("", question)


def truth(question: str, answer: Plain) -> Truth | None:
    """Whether a card without options is one of true and false, and which.

    T, F, Yes and No count after a label only; without one, True or False do below a statement, which is no question.
    """
    statement = unlabelled(question)
    found = _TRUTH.match(answer.text)
    if statement != question:
        value = found[1].lower() in {"true", "yes", "t"} if found else None
        return Truth(statement, value, found.end() if found else 0)
    if found is None or len(found[1]) < 4 or Plain(question).text.endswith("?"):
        return None
    if _OTHER_TRUTH.match(answer.text, found.end()):
        return None
    return Truth(statement, found[1].lower() == "true", found.end())


def blanks(question: str) -> int:
    """How many blanks a text has: two or more underscores without letter or digit beside them, not in code or math."""
    text = masked(question)
    return sum(
        not (text[found.start() - 1 : found.start()].isalnum() or text[found.end() : found.end() + 1].isalnum())
        for found in _BLANK.finditer(text)
    )


def typed(count: int, answer: Plain) -> tuple[str, ...]:
    """What belongs in each of ``count`` blanks: the answer's lines, or its parts between ";" or ",".

    Empty where their numbers differ or a part is too long to be typed: then the student judges.
    """
    for separator in ("\n", ";", ","):
        parts = tuple(part.strip() for part in answer.text.split(separator))
        if len(parts) == count:
            return parts if all(0 < len(part) <= 60 and not _PROSE.search(part) for part in parts) else ()
    return ()


def keeps_order(options: Sequence[Plain], explanation: Plain) -> bool:
    """An option speaks of others ("All of the above", "Both A and B", "1, 4"), or the explanation names letters."""
    return any(_REFERS.search(option.text) or _COMBINATION.match(option.text) for option in options) or bool(
        _NAMED_LETTER.search(explanation.text)
    )
