"""From a draft to a card: its kind, its key, its fingerprints, and what its author should mend."""

from __future__ import annotations

from generator.cards import key, kinds
from generator.cards.draft import Draft
from generator.cards.fingerprint import question_fingerprint, twin_fingerprint
from generator.cards.plain import Plain
from generator.model import CardKind, CardSource, Diagnostic, Passage


def missing(path: str, draft: Draft) -> Diagnostic | None:
    """What a draft lacks to be a card at all: a question, or both options and an answer."""
    if not Plain(draft.question.text).text:
        return Diagnostic(
            "card-no-question",
            path,
            draft.marker + 1,
            0,
            "#card has no question above it",
            "write the question directly above #card, and an empty line above the question",
        )
    if not draft.answer.text and not draft.options:
        return _no_answer(path, draft)
    return None


def card(path: str, draft: Draft) -> CardSource:
    """The card that a draft makes. It always makes one: where the key is not settled, the student judges."""
    question, answer = draft.question, Plain(draft.answer.text)
    problems: list[Diagnostic] = []
    options, explanation = draft.options, Passage("", draft.answer.line)
    correct: tuple[int, ...] = ()
    multiple = ordered = False
    kind: CardKind = "open"
    blanks: tuple[str, ...] = ()
    asked: int | None = None
    truth = None if options else kinds.truth(question.text, answer)
    if options:
        kind = "choice"
        plain = [Plain(option.text) for option in options]
        asked = kinds.choose(Plain(question.text))
        verdict = key.solve(plain, answer, lettered=draft.lettered, single=asked in {None, 1})
        correct = verdict.correct
        explanation = _explanation(draft, answer, verdict.rest) if correct else explanation
        guess = None if correct else key.suggestion(plain, answer)
        problem = _key_problem(path, draft, verdict, asked=asked, guess=guess)
        problems += [problem] if problem else []
        multiple = len(correct) > 1 or (asked is not None and asked != 1)
        ordered = kinds.keeps_order(plain, Plain(explanation.text))
    elif truth is not None:
        kind = "truefalse"
        question = Passage(truth.statement, question.line)
        options = (Passage("True", question.line), Passage("False", question.line))
        ordered = True
        if truth.value is None:
            problems.append(_unresolved(path, draft, "neither true nor false", "begin the answer with True or False"))
        else:
            correct = (0,) if truth.value else (1,)
            explanation = _explanation(draft, answer, truth.rest)
    elif count := kinds.blanks(question.text):
        kind = "cloze"
        blanks = kinds.typed(count, answer)
    return CardSource(
        start=draft.start,
        end=draft.end,
        line=question.line,
        kind=kind,
        question=question,
        options=options,
        answer=draft.answer,
        explanation=explanation,
        correct=correct,
        multiple=multiple,
        ordered=ordered,
        graded=bool(correct or blanks),
        blanks=blanks,
        choose=asked or 0,
        id=draft.id or question_fingerprint(kinds.unlabelled(question.text)),
        explicit=bool(draft.id),
        twin=twin_fingerprint((option.text for option in draft.options), draft.answer.text),
        tags=draft.tags,
        problems=tuple(problems),
    )


def _explanation(draft: Draft, answer: Plain, rest: int) -> Passage:
    """What is left of the answer from the plain position ``rest`` on."""
    text, lines = answer.cut(rest) if rest else (answer.source, 0)
    return Passage(text.strip(), draft.answer.line + lines)


def _key_problem(
    path: str, draft: Draft, verdict: key.Verdict, *, asked: int | None, guess: int | None
) -> Diagnostic | None:
    """What is wrong with a choice card's key; ``guess`` is the option to suggest."""
    line = draft.answer.line + 1
    if verdict.correct:
        if not asked or len(verdict.correct) == asked:
            return None
        message = f"the question asks for {asked}, but the answer names {len(verdict.correct)}"
        hint = "mend the number in the question or the options in the answer"
        return Diagnostic("card-choose-mismatch", path, line, 0, message, hint)
    if not draft.answer.text:
        return _no_answer(path, draft)
    if verdict.conflict:
        return Diagnostic("card-key-conflict", path, line, 0, verdict.conflict, "make both name the same option")
    first = "the right option's text" if guess is None else f'"{draft.options[guess].text}"'
    return _unresolved(
        path, draft, "none of the options for sure", f"if that is the answer, put {first} alone on the line below #card"
    )


def _unresolved(path: str, draft: Draft, names: str, hint: str) -> Diagnostic:
    return Diagnostic("card-key-unresolved", path, draft.answer.line + 1, 0, f"the answer names {names}", hint)


def _no_answer(path: str, draft: Draft) -> Diagnostic:
    return Diagnostic(
        "card-no-answer",
        path,
        draft.marker + 1,
        0,
        "#card has no answer below it",
        "write the answer in the line below #card",
    )
