"""What a careful reader would ask the author about the deck as a whole: answers that disagree, gaps, habits.

Nothing here says that a card is wrong; each is a question that one look at the place settles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import comb

from generator.model import Course, DeckCard, Diagnostic, Doc
from generator.outline.words import Words, words

PAPER = 50
"""Questions of a paper, where the course doesn't say."""
_ENOUGH = 12
"""Cards from which on the places of their keys tell something."""
_SHOWN = 5
"""Lines that are named where many cards have one problem."""
_CHANCE = 0.001
"""How unlikely chance has to be to be ruled out."""
# An explanation with one of these speaks of another option to tell why it is none.
_CONTRAST = frozenset((
    "not", "no", "never", "nor", "neither", "none", "without", "unlike", "instead", "rather", "than", "whereas",
    "while", "but", "however", "although", "though", "only", "wrong", "incorrect", "false", "would", "could",
    "cannot", "can't", "isn't", "aren't", "doesn't", "don't", "didn't", "won't", "wouldn't", "other", "others",
    "both",
))  # fmt: skip


def lint(cards: Sequence[DeckCard], courses: Iterable[Course], docs: Mapping[str, Doc]) -> tuple[Diagnostic, ...]:
    """Every question about ``cards`` and ``courses``; ``docs`` are the published notes by path."""
    gaps = (problem for course in courses for problem in _gaps(course, cards, docs[course.note]))
    doubts = (problem for card in cards for problem in _doubts(card))
    return (*_disagreements(cards), *doubts, *_unexplained(cards), *_biases(cards), *gaps)


def _problem(card: DeckCard, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, card.note, card.card.source.line + 1, 0, message, hint)


def _place(card: DeckCard) -> str:
    return f"{card.note}:{card.card.source.line + 1}"


# --- cards beside cards -----------------------------------------------------------------------------------------------


def _disagreements(cards: Sequence[DeckCard]) -> Iterator[Diagnostic]:
    """Cards that ask the same in other places."""
    asked: dict[Words, DeckCard] = {}
    for card in cards:
        question = tuple(words(card.card.prompt_text))
        first = asked.setdefault(question, card)
        if first is card:
            continue
        if _key(card) and _key(first) and _key(card) != _key(first) and _options(card) & _key(first):
            message = f"{_place(first)} asks the same and has another answer"
            yield _problem(card, "card-answers-differ", message, "find out which one is right, and mend the other")
        else:
            yield _problem(card, "card-same-question", f"{_place(first)} asks the same", "make one card of the two")


def _key(card: DeckCard) -> frozenset[Words]:
    return frozenset(tuple(words(card.card.option_texts[index])) for index in card.card.source.correct)


def _options(card: DeckCard) -> frozenset[Words]:
    return frozenset(tuple(words(text)) for text in card.card.option_texts)


def _biases(cards: Sequence[DeckCard]) -> Iterator[Diagnostic]:
    """Notes whose right options stand in one place more often than chance would put them there."""
    by_note: dict[str, list[DeckCard]] = defaultdict(list)
    for card in cards:
        source = card.card.source
        if source.kind == "choice" and len(source.correct) == 1 and not source.multiple:
            by_note[card.note].append(card)
    for own in by_note.values():
        if len(own) < _ENOUGH:
            continue
        place, hits = Counter(card.card.source.correct[0] for card in own).most_common(1)[0]
        size = sum(len(card.card.option_texts) for card in own) / len(own)
        if size * _at_least(hits, len(own), 1 / size) < _CHANCE:
            message = f"the right option is number {place + 1} in {hits} of {len(own)} cards"
            yield _problem(own[0], "card-key-bias", message, "vary it: printed and exported cards keep this order")


def _at_least(hits: int, of: int, chance: float) -> float:
    """The probability of ``hits`` or more successes in ``of`` trials: the upper tail of the binomial distribution."""
    return sum(comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(hits, of + 1))


# --- a card by itself -------------------------------------------------------------------------------------------------


def _unexplained(cards: Sequence[DeckCard]) -> Iterator[Diagnostic]:
    """One word a note, since a note without explanations often has many cards."""
    by_note: dict[str, list[DeckCard]] = defaultdict(list)
    for card in cards:
        if not card.read:
            by_note[card.note].append(card)
    for own in by_note.values():
        message = "no note explains this card's answer"
        if len(own) > 1:
            lines = ", ".join(str(card.card.source.line + 1) for card in own[:_SHOWN])
            more = f" and {len(own) - _SHOWN} more" if len(own) > _SHOWN else ""
            message = f"no note explains the answers of {len(own)} cards here (lines {lines}{more})"
        hint = "write it down in a note, or link one in the card"
        yield _problem(own[0], "card-unexplained", message, hint)


def _doubts(card: DeckCard) -> Iterator[Diagnostic]:
    other = _supported(card)
    if other:
        message = f'the explanation names "{other}" and not the option that is the key'
        yield _problem(card, "card-explains-other", message, "check the key, or name the right option too")


def _supported(card: DeckCard) -> str:
    """The one wrong option that the explanation of a card names without a word of contrast; empty if there is none."""
    source = card.card.source
    said = words(source.explanation.text)
    if len(source.correct) != 1 or not said or _CONTRAST & set(said):
        return ""
    text = f" {' '.join(said)} "
    named = [index for index, option in enumerate(card.card.option_texts) if f" {' '.join(words(option))} " in text]
    wrong = [index for index in named if index not in source.correct and len(words(card.card.option_texts[index])) > 1]
    return card.card.option_texts[wrong[0]] if len(wrong) == 1 and len(named) == 1 else ""


# --- courses ----------------------------------------------------------------------------------------------------------


def _gaps(course: Course, cards: Sequence[DeckCard], doc: Doc) -> Iterator[Diagnostic]:
    """Domains with too few cards for a paper, topics with none."""
    lines = {heading.id: heading.line + 1 for heading in doc.headings}
    paper = course.exam.questions or PAPER
    graded = Counter(card.domain for card in cards if card.course == course.note and card.card.source.graded)
    for domain in course.domains:
        line = lines.get(domain.href.partition("#")[2], 0)
        needed = round(paper * domain.weight / 100)
        if graded[domain.title] < needed and course.cards:
            has = f"{graded[domain.title]} that can be graded"
            message = f'a paper of {paper} takes {needed} questions from "{domain.title}", which has {has}'
            hint = "write more; a mock exam takes the rest from elsewhere"
            yield Diagnostic("domain-thin", course.note, line, 0, message, hint)
        for topic in domain.topics:
            if not topic.cards and course.cards:
                line = lines.get(topic.href.partition("#")[2], 0)
                message = f'no card is about "{topic.title}"'
                yield Diagnostic("topic-without-card", course.note, line, 0, message, "write a question on it")
