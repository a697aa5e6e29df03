"""From a draft to a card: its kind, its key, its fingerprints, and what its author should mend."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.cards import key, kinds
from generator.cards.draft import Draft
from generator.cards.fingerprint import question_fingerprint, twin_fingerprint
from generator.cards.plain import Plain
from generator.model import CardKind, CardSource, Diagnostic, Passage

_DOMAIN = re.compile(r"(?:^|\n)[ \t]*domain::[ \t]+(\S[^\n]*?)[ \t]*\Z", re.IGNORECASE)
"""As Dataview writes a field, on the last line of the answer."""


class _Parts(NamedTuple):
    """A draft and its passages as plain text."""

    path: str
    draft: Draft
    question: Plain
    options: tuple[Plain, ...]
    answer: Plain

    def problem(self, code: str, message: str, hint: str) -> Diagnostic:
        """A problem at the answer, or at the marker where there is none."""
        line = self.draft.answer.line if self.answer.text else self.draft.marker
        return Diagnostic(code, self.path, line + 1, 0, message, hint)

    def explanation(self, rest: int) -> Passage:
        """What is left of the answer from the plain position ``rest`` on."""
        text, lines = self.answer.cut(rest) if rest else (self.answer.source, 0)
        return Passage(text.strip(), self.draft.answer.line + lines)


class _Judged(NamedTuple):
    """What the rules say of a card. ``options`` and ``explanation`` are as in ``CardSource``."""

    kind: CardKind
    question: Passage
    explanation: Passage
    options: tuple[Passage, ...] = ()
    correct: tuple[int, ...] = ()
    multiple: bool = False
    ordered: bool = False
    blanks: tuple[str, ...] = ()
    choose: int = 0
    problems: tuple[Diagnostic, ...] = ()


def compile_card(path: str, draft: Draft) -> CardSource | Diagnostic:
    """The card that a draft makes, or what it lacks to be one: a question, or both options and an answer.

    A card whose key is not settled is one: the student judges.
    """
    draft, domain = _fields(draft)
    options = tuple(Plain(option.text) for option in draft.options)
    parts = _Parts(path, draft, Plain(draft.question.text), options, Plain(draft.answer.text))
    if not parts.question.text:
        hint = "write the question directly above #card, and an empty line above the question"
        return Diagnostic("card-no-question", path, draft.marker + 1, 0, "#card has no question above it", hint)
    if not parts.answer.text and not options and draft.kind != "open":
        return _no_answer(parts)
    judged = _judged(parts)
    return CardSource(
        start=draft.start,
        end=draft.end,
        line=judged.question.line,
        kind=judged.kind,
        question=judged.question,
        options=judged.options,
        answer=draft.answer,
        explanation=judged.explanation,
        correct=judged.correct,
        multiple=judged.multiple,
        ordered=judged.ordered,
        graded=bool(judged.correct or judged.blanks),
        blanks=judged.blanks,
        choose=judged.choose,
        id=draft.id or question_fingerprint(kinds.unlabelled(parts.question.text)),
        explicit=bool(draft.id),
        twin=twin_fingerprint([option.text for option in options], parts.answer.text),
        tags=draft.tags,
        domain=domain,
        problems=judged.problems,
    )


def _fields(draft: Draft) -> tuple[Draft, str]:
    """The draft without the field that ends its answer, and the domain that it names."""
    found = _DOMAIN.search(draft.answer.text)
    if found is None:
        return draft, ""
    return draft._replace(answer=Passage(draft.answer.text[: found.start()].rstrip(), draft.answer.line)), found[1]


def _judged(parts: _Parts) -> _Judged:
    if parts.options:
        return _choice(parts)
    if parts.draft.kind == "open":
        return _open(parts)
    return (parts.draft.kind is None and _truth(parts)) or _cloze(parts) or _open(parts)


def _choice(parts: _Parts) -> _Judged:
    draft = parts.draft
    asked = kinds.choose(parts.question)
    if draft.correct is not None:
        verdict = key.Verdict(draft.correct)
    else:
        verdict = key.solve(parts.options, parts.answer, lettered=draft.lettered, single=asked in {None, 1})
    correct = verdict.correct
    explanation = parts.explanation(verdict.rest) if correct else Passage("", draft.answer.line)
    if draft.explanation is not None:
        explanation = draft.explanation
    return _Judged(
        "choice",
        draft.question,
        explanation,
        draft.options,
        correct,
        multiple=len(correct) > 1 or asked not in {None, 1},
        ordered=kinds.keeps_order(parts.options, Plain(explanation.text)),
        choose=asked or 0,
        problems=_key_problems(parts, verdict, asked or 0),
    )


def _truth(parts: _Parts) -> _Judged | None:
    question = parts.draft.question
    truth = kinds.truth(question.text, parts.answer)
    if truth is None:
        return None
    pair = (Passage("True", question.line), Passage("False", question.line))
    statement = Passage(truth.statement, question.line)
    if truth.value is None:
        hint = "begin the answer with True or False"
        problem = parts.problem("card-key-unresolved", "the answer says neither true nor false", hint)
        nothing = Passage("", parts.draft.answer.line)
        return _Judged("truefalse", statement, nothing, pair, ordered=True, problems=(problem,))
    explanation = parts.explanation(truth.rest)
    return _Judged("truefalse", statement, explanation, pair, (0 if truth.value else 1,), ordered=True)


def _cloze(parts: _Parts) -> _Judged | None:
    question = parts.draft.question
    count = kinds.blanks(question.text)
    nothing = Passage("", parts.draft.answer.line)
    return _Judged("cloze", question, nothing, blanks=kinds.typed(count, parts.answer)) if count else None


def _open(parts: _Parts) -> _Judged:
    return _Judged("open", parts.draft.question, Passage("", parts.draft.answer.line))


def _key_problems(parts: _Parts, verdict: key.Verdict, asked: int) -> tuple[Diagnostic, ...]:
    """What is wrong with a choice card's key: nothing, or one thing."""
    if verdict.correct:
        named = len(verdict.correct)
        if asked in {0, named}:
            return ()
        message = f"the question asks for {asked}, but the answer names {named}"
        hint = "mend the number in the question or the options in the answer"
        return (parts.problem("card-choose-mismatch", message, hint),)
    if not parts.answer.text:
        return (_no_answer(parts),)
    if verdict.conflict:
        return (parts.problem("card-key-conflict", verdict.conflict, "make both name the same option"),)
    guess = key.suggestion(parts.options, parts.answer)
    if guess is None:
        hint = "write the right option's text alone on the line below #card"
    else:
        option = parts.options[guess].text.replace("\n", " ")
        hint = f'if it is "{option}", write that alone on the line below #card'
    return (parts.problem("card-key-unresolved", "the answer names none of the options for sure", hint),)


def _no_answer(parts: _Parts) -> Diagnostic:
    return parts.problem("card-no-answer", "#card has no answer below it", "write the answer in the line below #card")
