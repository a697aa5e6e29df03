"""What becomes of a student's progress when the author edits a card: the table of docs/decisions/identity.md.

Every edit is made to a card of its own, all at once: one vault is built, every card is answered in a real browser, the
vault is edited and built again, and the same browser opens the site.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, expect

from generator.config import Config
from generator.memo import Memo
from generator.model import DeckCard
from generator.site import build as built
from generator.theme import default

from .conftest import Serve, build
from .student import check, choose, events, forward, loaded, on_screen, take_new_build, write

TABLE = Path(__file__).parents[2] / "docs" / "decisions" / "identity.md"


class Edit(NamedTuple):
    """Notes before and after. ``kept``: the answer belongs to the edited card, else to none."""

    before: dict[str, str]
    after: dict[str, str]
    kept: bool = True


def card(n: int, question: str = "", options: str = "", right: str = "", explanation: str = "", id_: str = "") -> str:
    """A card whose texts no other has."""
    question = question or f"##### What is made in workshop {n}?"
    options = options or f"- Chairs {n}\n- Tables {n}\n- Doors {n}\n"
    return f"{question}\n{options}#card\n{right or f'Tables {n}'}{explanation}\n{id_}\n"


def one(n: int, before: str, after: str, *, kept: bool = True) -> Edit:
    return Edit({f"Shop {n}.md": before}, {f"Shop {n}.md": after}, kept)


ID = "^q-shop-{}"
EDITS: dict[str, Edit] = {
    "a typing mistake in the question is mended": one(1, card(1, "##### What is maed in workshop 1?"), card(1)),
    "the question is put in other words": one(2, card(2), card(2, "##### Name the product of the second shop.")),
    "the question is put in other words; it has an id": one(
        3, card(3, id_=ID.format(3)), card(3, "##### And in the third?", id_=ID.format(3))
    ),
    "an option is put in other words": one(4, card(4), card(4, options="- Stools 4\n- Tables 4\n- Doors 4\n")),
    "an option is added": one(5, card(5), card(5, options="- Chairs 5\n- Tables 5\n- Doors 5\n- Beds 5\n")),
    "an option is taken away": one(6, card(6), card(6, options="- Chairs 6\n- Tables 6\n")),
    "the options change places": one(7, card(7), card(7, options="- Doors 7\n- Chairs 7\n- Tables 7\n")),
    "another option is the right one": one(8, card(8), card(8, right="Doors 8")),
    "the explanation is written anew": one(9, card(9, explanation=". Of oak."), card(9, explanation=". Of ash.")),
    "the note gets another name": Edit({"Shop 10.md": card(10)}, {"Tenth shop.md": card(10)}),
    "the note moves to another folder": Edit({"Shop 11.md": card(11)}, {"Shops/Shop 11.md": card(11)}),
    "the card moves to another note": Edit({"Shop 12.md": card(12)}, {"Shop 12.md": "None.", "Other 12.md": card(12)}),
    "the heading gets another level": one(13, card(13), card(13, "## What is made in workshop 13?")),
    "the question gets a number": one(14, card(14), card(14, "7. What is made in workshop 14?")),
    "capital letters and punctuation change": one(15, card(15), card(15, "##### what is made in Workshop 15")),
    "words of the question are emphasised and linked": one(
        16, card(16), card(16, "##### What is **made** in [[Shop 1|workshop]] 16?")
    ),
    "the mark moves to the end of the question": one(
        17,
        "##### Who owns workshop 17?\n#card\nNobody 17\n",
        "##### Who owns workshop 17? #card\nNobody 17\n",
    ),
    "dashes become letters": one(
        18, card(18), card(18, options="A. Chairs 18\nB. Tables 18\nC. Doors 18\n", right="B")
    ),
    "the card is written in another dialect": one(
        19,
        "##### Who owns workshop 19?\n#card\nNobody 19\n",
        "Q: Who owns workshop 19?\nA: Nobody 19\n",
    ),
    "an id is added": one(20, card(20), card(20, id_=ID.format(20))),
    "an id is taken away": one(21, card(21, id_=ID.format(21)), card(21)),
    "an id is changed": one(22, card(22, id_=ID.format(22)), card(22, id_=ID.format("new"))),
    "the question says how many to choose": one(
        23, card(23), card(23, "##### What is made in workshop 23? (Choose one.)")
    ),
    "another card is written above it": one(24, card(24), card(124) + card(24)),
    "the card is copied into another note": Edit(
        {"Shop 25.md": card(25)}, {"Shop 25.md": card(25), "Other 25.md": card(25)}
    ),
    "everything is written anew; it has an id": one(
        26,
        card(26, id_=ID.format(26)),
        card(26, "##### Whence the wood?", "- Oslo 26\n- Turku 26\n", "Turku 26", id_=ID.format(26)),
    ),
    "everything is written anew": one(
        27, card(27), card(27, "##### Whence the wood of 27?", "- Oslo 27\n- Turku 27\n", "Turku 27"), kept=False
    ),
    "question and answer are put in other words": one(
        28, card(28), card(28, "##### Which goods leave the shop?", right="Doors 28"), kept=False
    ),
    "the card is deleted, and one with the same options and answer stays": one(
        29,
        card(29, "##### Made in 29?", explanation=".") + card(29, "##### Sold in 29?", explanation="."),
        card(29, "##### Sold in 29?", explanation="."),
        kept=False,
    ),
    "two cards of the same options and answer are put in other words": one(
        30,
        card(30, "##### Made in 30?") + card(30, "##### Sold in 30?"),
        card(30, "##### Which goods are made there, in 30?") + card(30, "##### And which goods are sold, in 30?"),
        kept=False,
    ),
}


def deck(vault: Path) -> tuple[DeckCard, ...]:
    return built(vault, Config(), default(), Memo()).deck.cards


def test_every_kind_of_edit(page: Page, address: Serve, tmp_path: Path) -> None:
    before = {name: text for edit in EDITS.values() for name, text in edit.before.items()}
    vault, site = write(tmp_path / "vault", before), tmp_path / "dist"
    url = address(build(vault, site)) + "quiz.html"
    loaded(page, url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Practise")
    names = dict(enumerate(EDITS))
    notes = {note: n for n, edit in enumerate(EDITS.values()) for note in (*edit.before, *edit.after)}
    # The first card of edit n is answered after 10n ms, the next after 10n + 1: every answer says whose it is.
    taken: Counter[str] = Counter()
    answers = []
    for each in deck(vault):
        answers.append([each.id, each.card.source.twin, each.hash, 10 * notes[each.note] + taken[each.note]])
        taken[each.note] += 1
    page.evaluate(
        """(cards) => Promise.all(cards.map(([card, twin, hash, ms]) => studysite.core.store.record(
            { card, twin, hash, mode: "practice", chosen: [0], right: true, confidence: null, ms })))""",
        answers,
    )
    assert len(events(page)) == len(answers) == len(EDITS) + 2

    for name in before:
        (vault / name).unlink()
    for edit in EDITS.values():
        for name, text in edit.after.items():
            (vault / name).parent.mkdir(exist_ok=True)
            (vault / name).write_text(text)
    build(vault, site)
    take_new_build(page)
    loaded(page, url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Practise")
    log = events(page)
    ids: dict[str, list[str]] = dict(
        page.evaluate("async () => [...await studysite.core.store.states()].map(([card, { ids }]) => [card, ids])")
    )
    given: dict[int, set[int]] = {n: set() for n in names}
    for each in deck(vault):
        given[notes[each.note]] |= {event["ms"] for event in log if event["card"] in ids.get(each.id, [])}
    assert [names[n] for n, own in given.items() if {ms // 10 for ms in own} - {n}] == []  # nobody else's answers
    assert {names[n]: 10 * n in own for n, own in given.items()} == {name: edit.kept for name, edit in EDITS.items()}


def test_the_table_in_the_docs_is_this_one() -> None:
    rows = re.findall(r"^\| (.+?) \| (kept|dropped) \|", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(rows) == {name: "kept" if edit.kept else "dropped" for name, edit in EDITS.items()}
    assert sum(edit.kept for edit in EDITS.values()) >= 18


def test_a_sitting_goes_on_without_a_card_that_is_gone(page: Page, address: Serve, tmp_path: Path) -> None:
    def site(*numbers: int) -> Path:
        cards = (f"##### Which is right of {n}?\n- right {n}\n- wrong {n}\n#card\nright {n}\n" for n in numbers)
        return build(write(tmp_path / "vault", {"Note.md": "\n".join(cards)}), tmp_path / "dist")

    def give() -> None:
        on_screen(page)
        choose(page, "0")
        check(page)
        forward(page)

    url = address(site(0, 1, 2, 3)) + "quiz.html#/practice"
    loaded(page, url)
    give()
    give()
    number = int(re.findall(r"\d", page.locator("legend").inner_text())[-1])
    site(*(n for n in range(4) if n != number))
    take_new_build(page)
    loaded(page, url)
    give()
    expect(page.locator(".end")).to_contain_text("3 of 3")
    assert len(events(page)) == 3
