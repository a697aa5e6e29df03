"""A vault's courses and cards: what is placed where, counted, told apart, and where its answers can be read."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from generator import outline
from generator.links import Facts, Names, outcome, resolve
from generator.model import DeckCard, Doc, Exam, Outcome, Ref, Source
from generator.outline import Deck
from generator.parse import Settings, parse

SEED = Path(__file__).parents[3] / "shared" / "vaults" / "seed"

COURSE = """\
# 1. Brewing Basics (25%)
## Beans
- [[Arabica]]
- [[Robusta]]
## Water
- [[Filtered Water]]
# 2. Roast & Grind Control (RGC) (45%)
## Roasting
- [[Drum Roaster]]
- The [[Cinnamon Roast]] is a light one
# 3. Modelling Flavour (30%)
## Tasting
- Cupping
"""
QUESTION = "##### {}\n- {}\n- something else\n#card\n{}\n\n"


def question(text: str, right: str = "a plain answer") -> str:
    return QUESTION.format(text, right, right)


def built(
    notes: dict[str, str], exam: Exam | None = None, *, stubs: bool = True, private: tuple[str, ...] = ()
) -> Deck:
    """The deck of a vault, its links resolved as the site does; ``private`` notes are known and not published."""
    parsed = {path: parse(Source(path, text), Settings()) for path, text in sorted(notes.items())}
    docs = {path: doc for path, doc in parsed.items() if path not in private}
    hrefs = {path: path.removesuffix(".md").lower().replace(" ", "-") + ".html" for path in docs}
    known = Names(parsed, [(alias, path) for path, doc in parsed.items() for alias in doc.meta.aliases], [])

    def leads_to(doc: Doc, index: int) -> Outcome:
        link = doc.links[index]
        if link.kind == "tag":
            return Outcome("tag", f"tags/{link.target}.html")
        pick = resolve(doc.path, link, known.candidates(link))
        if pick.path is None:
            facts = Facts("stub", f"{link.target.lower()}.html", link.target) if stubs else None
        elif pick.path in private:
            facts = Facts("private")
        else:
            facts = Facts("note", hrefs[pick.path], docs[pick.path].title, docs[pick.path].headings)
        return outcome(link, pick, facts)

    outcomes = {path: tuple(leads_to(doc, index) for index in range(len(doc.links))) for path, doc in docs.items()}
    drafts = {path: draft for path, doc in docs.items() if (draft := outline.draft(doc))}
    return outline.deck(docs, drafts, outcomes, hrefs, exam)


def only(deck: Deck) -> DeckCard:
    (card,) = deck.cards
    return card


def codes(deck: Deck) -> list[str]:
    return [problem.code for problem in deck.problems]


# --- placing ----------------------------------------------------------------------------------------------------------


def test_a_card_under_a_domain_heading_of_the_course_is_in_that_domain() -> None:
    card = only(built({"Coffee.md": COURSE + question("How hot?")}))
    assert (card.course, card.domain) == ("Coffee.md", "Modelling Flavour")


@pytest.mark.parametrize(
    ("heading", "domain"),
    [
        ("Brewing Basics", "Brewing Basics"),
        ("1) BREWING BASICS", "Brewing Basics"),
        ("Brewing Basics (25%)", "Brewing Basics"),
        ("RGC", "Roast & Grind Control (RGC)"),
        ("Roast and Grind Control", "Roast & Grind Control (RGC)"),
        ("Grind Control", "Roast & Grind Control (RGC)"),
        ("Modeling Flavor", "Modelling Flavour"),
        ("Control", None),
        ("Flavour Modelling", None),
        ("Basics of Brewing", None),
        ("Grind Control Questions", None),
        ("Practice", None),
    ],
)
def test_a_section_title_means_a_domain_as_a_whole_or_not_at_all(heading: str, domain: str | None) -> None:
    card = only(built({"Coffee.md": f"{COURSE}# 4. Questions\n### {heading}\n{question('How hot?')}"}))
    assert (card.course, card.domain) == ("Coffee.md", domain)


def test_a_title_in_full_counts_more_than_one_without_its_parentheses() -> None:
    course = "# Storage (Files) (50%)\n# Storage (Blocks) (50%)\n# Q\n## {}\n" + question("Why?")
    assert only(built({"C.md": course.format("Storage (Blocks)")})).domain == "Storage (Blocks)"
    assert only(built({"C.md": course.format("Storage")})).domain is None


def test_the_domain_heading_counts_more_than_a_title_beneath_it() -> None:
    card = only(built({"Coffee.md": f"{COURSE}## Brewing Basics\n{question('How hot?')}"}))
    assert card.domain == "Modelling Flavour"


def test_a_run_of_words_that_two_domains_share_means_neither() -> None:
    course = "# Data Quality Rules (50%)\n# Data Quality Tools (50%)\n# Questions\n## Data Quality\n" + question("Why?")
    assert only(built({"C.md": course})).domain is None


def test_the_innermost_heading_that_means_a_domain_decides() -> None:
    text = f"{COURSE}# RGC\n## Brewing Basics\n### Hard ones\n{question('How hot?')}"
    assert only(built({"Coffee.md": text})).domain == "Brewing Basics"


def test_cards_of_a_topics_note_are_in_its_domain_unless_a_heading_says_otherwise() -> None:
    note = question("How many chromosomes?") + "## Modelling Flavour\n" + question("Which acid?", "citric acid")
    deck = built({"Coffee.md": COURSE, "Arabica.md": note})
    assert [card.domain for card in deck.cards] == ["Brewing Basics", "Modelling Flavour"]
    assert {card.course for card in deck.cards} == {"Coffee.md"}


def test_a_note_that_is_only_mentioned_is_of_the_course_but_of_no_domain() -> None:
    card = only(built({"Coffee.md": COURSE, "Cinnamon Roast.md": question("How dark?")}))
    assert (card.course, card.domain) == ("Coffee.md", None)


def test_a_note_belongs_to_the_first_domain_that_lists_it() -> None:
    course = "# A (50%)\n## One\n- [[Arabica]]\n# B (50%)\n## Two\n- [[Arabica]]\n"
    assert only(built({"C.md": course, "Arabica.md": question("Why?")})).domain == "A"


def test_a_domain_can_list_notes_without_a_topic() -> None:
    course = "# A (50%)\n- [[Arabica]]\n# B (50%)\n"
    deck = built({"C.md": course, "Arabica.md": question("Why?")})
    assert only(deck).domain == "A"
    assert deck.courses[0].domains[0].topics == ()


def test_of_two_courses_that_list_a_note_the_first_by_path_has_its_cards() -> None:
    course = "# {} (50%)\n- [[Arabica]]\n# Rest (50%)\n"
    deck = built({"b.md": course.format("B"), "a.md": course.format("A"), "Arabica.md": question("Why?")})
    assert (only(deck).course, only(deck).domain) == ("a.md", "A")
    assert [(course.note, course.cards) for course in deck.courses] == [("a.md", 1), ("b.md", 0)]


def test_front_matter_decides_over_headings_and_lists() -> None:
    note = "---\ndomain: Modeling flavour\n---\n# Brewing Basics\n" + question("Why?")
    deck = built({"Coffee.md": COURSE, "Arabica.md": note})
    assert only(deck).domain == "Modelling Flavour"
    assert codes(deck) == []


def test_front_matter_may_name_the_domain_of_another_course() -> None:
    notes = {"Coffee.md": COURSE, "Tea.md": "# Leaves (50%)\n# Pots (50%)\n"}
    card = only(built({**notes, "Arabica.md": "---\ndomain: Pots\n---\n" + question("Why?")}))
    assert (card.course, card.domain) == ("Tea.md", "Pots")


def test_a_domain_that_no_course_has_is_reported_with_the_nearest_and_the_next_rule_decides() -> None:
    deck = built({"Coffee.md": COURSE, "Arabica.md": "---\ndomain: Brewing Basic\n---\n" + question("Why?")})
    assert only(deck).domain == "Brewing Basics"
    (problem,) = deck.problems
    assert (problem.code, problem.path) == ("domain-unknown", "Arabica.md")
    assert problem.hint == 'did you mean "Brewing Basics"?'


def test_a_note_that_no_course_reaches_has_no_course_unless_one_course_alone_has_its_domain() -> None:
    notes = {"Coffee.md": COURSE, "x/Else.md": "## RGC\n" + question("Why?") + "## Other\n" + question("How?", "so")}
    deck = built(notes)
    assert [(card.course, card.domain) for card in deck.cards] == [
        ("Coffee.md", "Roast & Grind Control (RGC)"),
        (None, None),
    ]
    twice = built({**notes, "Tea.md": "# RGC (50%)\n# Leaves (50%)\n"})
    assert [card.course for card in twice.cards] == [None, None]


# --- courses ----------------------------------------------------------------------------------------------------------


def test_a_course_tells_its_weights_topics_notes_and_counts() -> None:
    notes = {
        "Coffee.md": COURSE + question("Is Robusta bitter?"),
        "Arabica.md": question("How many chromosomes?", "forty-four") + question("Where does it grow?", "high up"),
        "Drum Roaster.md": question("What turns?", "the drum"),
    }
    (course,) = built(notes).courses
    assert (course.title, course.note, course.href, course.cards) == ("Coffee", "Coffee.md", "coffee.html", 4)
    assert [(each.title, each.weight, each.cards) for each in course.domains] == [
        ("Brewing Basics", 25, 2),
        ("Roast & Grind Control (RGC)", 45, 1),
        ("Modelling Flavour", 30, 1),
    ]
    assert course.domains[0].href == "coffee.html#1-brewing-basics-25"
    beans, water = course.domains[0].topics
    assert (beans.title, beans.href, beans.cards) == ("Beans", "coffee.html#beans", 3)  # two inside, one names Robusta
    assert [(note.title, note.href) for note in beans.notes] == [
        ("Arabica", "arabica.html"),
        ("Robusta", "robusta.html"),
    ]
    assert water.cards == 0
    assert course.domains[2].topics[0].cards == 1  # the card under its heading


def test_a_card_tells_which_topics_of_its_own_domain_it_is_about() -> None:
    notes = {
        "Coffee.md": COURSE + question("Is Robusta bitter?"),
        "Arabica.md": question("Does [[Filtered Water]] help?", "Robusta"),
        "Other.md": question("What of Robusta?"),
    }
    cards = built(notes).cards
    assert [(card.note, card.domain, card.topics) for card in cards] == [
        ("Arabica.md", "Brewing Basics", (0, 1)),
        ("Coffee.md", "Modelling Flavour", (0,)),  # not the topic of the domain that it only names
        ("Other.md", None, ()),
    ]


def test_a_topics_unwritten_notes_have_no_address_without_stubs_and_private_ones_are_not_told() -> None:
    (course,) = built({"Coffee.md": COURSE, "Arabica.md": "x"}, stubs=False, private=("Arabica.md",)).courses
    assert [(note.title, note.href) for note in course.domains[0].topics[0].notes] == [("Robusta", "")]


def test_a_course_is_no_note_of_its_own_topics() -> None:
    text = "# A (50%)\n## Back\n- [[C]]\n# B (50%)\n"
    assert built({"C.md": text}).courses[0].domains[0].topics[0].notes == ()


def test_a_card_of_one_course_names_nothing_in_another() -> None:
    course = "# A (50%)\n## Cups\n- [[Mug]]\n# B (50%)\n"
    first, second = built({"a.md": course + question("A Mug?"), "b.md": course}).courses
    assert (first.domains[0].topics[0].cards, second.domains[0].topics[0].cards) == (1, 0)


def test_naming_is_by_whole_words_aliases_count_and_short_names_keep_their_case() -> None:
    course = "# A (50%)\n## Cups\n- [[Mug]]\n## Machines\n- [[Moka Pot]]\n# B (50%)\n"
    notes = {
        "C.md": course,
        "Moka Pot.md": "---\naliases: [Bialetti]\n---\nx",
        "q.md": question("Can a mug crack?", "1x")
        + question("A smuggler's Muggy cup?", "2x")
        + question("A Mug?", "3x")
        + question("Who sells the bialetti?", "4x")
        + question("A moka pot or a moka cup?", "5x"),
    }
    (course,) = built(notes).courses
    assert [topic.cards for topic in course.domains[0].topics] == [1, 2]
    assert course.domains[0].cards == 0  # naming is no belonging


def test_the_longer_of_two_names_is_meant() -> None:
    text = "# A (50%)\n## One\n- [[Roaster]]\n## Two\n- [[Roaster Drum]]\n## Three\n- [[Drum Kit]]\n# B (50%)\n"
    (course,) = built({"C.md": text, "q.md": question("What is a roaster drum kit?")}).courses
    assert [topic.cards for topic in course.domains[0].topics] == [0, 1, 0]


def test_weights_that_do_not_add_up_are_scaled_and_reported() -> None:
    deck = built({"C.md": "intro\n\n# A (30%)\n# B (60%)\n"})
    assert [domain.weight for domain in deck.courses[0].domains] == [pytest.approx(100 / 3), pytest.approx(200 / 3)]
    (problem,) = deck.problems
    assert (problem.code, problem.path, problem.line) == ("weights-scaled", "C.md", 3)
    assert "90" in problem.message


def test_rounded_weights_are_kept_as_written() -> None:
    deck = built({"C.md": "# A (33.3%)\n# B (33.3%)\n# C (33.3%)\n"})
    assert [domain.weight for domain in deck.courses[0].domains] == [33.3, 33.3, 33.3]
    assert deck.problems == ()


def test_the_exam_is_what_the_note_says_and_else_what_the_settings_say() -> None:
    general = Exam(questions=10, minutes=20)
    own = "---\nexam:\n  minutes: 90\n---\n" + COURSE
    assert built({"C.md": own}, general).courses[0].exam == Exam(questions=10, minutes=90)
    assert built({"C.md": COURSE}, general).courses[0].exam == general
    assert built({"C.md": COURSE}).courses[0].exam == Exam()


def test_further_practice_keeps_its_link() -> None:
    text = COURSE + "# Mock exams\n### Test 4\nLink: https://example.org/mock?id=4#start\nName: The long one\n"
    (course,) = built({"C.md": text}).courses
    (ref,) = course.practice
    assert (ref.title, ref.href) == ("Test 4: The long one", "https://example.org/mock?id=4#start")


# --- decks, tags, addresses -------------------------------------------------------------------------------------------


def test_the_deck_is_what_the_note_says_else_its_tag_else_its_folder_and_title() -> None:
    notes = {
        "x/A.md": "---\ncards-deck: Drinks::Hot\ntags: [flashcards/other]\n---\n" + question("One?"),
        "x/B.md": "---\ntags: [coffee, flashcards/drinks/cold]\n---\n" + question("Two?"),
        "x/y/C.md": question("Three?"),
    }
    assert [card.deck for card in built(notes).cards] == [("Drinks", "Hot"), ("drinks", "cold"), ("x", "y", "C")]


def test_tags_are_the_notes_and_the_cards_without_markers() -> None:
    front = "---\ntags: [coffee, flashcards/a, card, flashcardsets]\n---\n"
    text = "##### Why?\n- a thing\n#card #hard #coffee\na thing\n"
    assert only(built({"A.md": front + text})).tags == ("coffee", "flashcardsets", "hard")


def test_cards_come_by_note_and_line_with_an_address_each() -> None:
    deck = built({"b.md": question("Two?"), "a.md": question("One?") + question("And?")})
    assert [(card.note, card.card.source.line) for card in deck.cards] == [("a.md", 0), ("a.md", 6), ("b.md", 0)]
    assert [card.href for card in deck.cards] == [f"{card.note[0]}.html#card-{card.id}" for card in deck.cards]


# --- identity ---------------------------------------------------------------------------------------------------------


def test_a_card_alone_keeps_its_fingerprint_or_its_own_id() -> None:
    deck = built({"a.md": question("One?") + "##### Two?\n- it\n#card\nit\n^q-two\n"})
    assert [card.id for card in deck.cards] == [deck.cards[0].card.source.id, "q-two"]


def test_one_question_with_other_options_is_told_apart_by_content_not_by_order() -> None:
    first, second = {"a.md": question("Which?", "this")}, {"b.md": question("Which?", "that")}
    deck = built({**first, **second})
    ids = {card.note: card.id for card in deck.cards}
    source = deck.cards[0].card.source
    assert ids["a.md"] == f"{source.id}-{source.twin[:6]}"
    assert ids["a.md"] != ids["b.md"]
    moved = built({"z.md": first["a.md"], **second})
    assert {card.id for card in moved.cards} == set(ids.values())
    assert codes(deck) == []


def test_the_same_card_twice_is_asked_once_and_told() -> None:
    deck = built({"b.md": "text\n\n" + question("Which?"), "a.md": question("Which?")})
    card = only(deck)
    assert (card.note, card.id) == ("a.md", card.card.source.id)
    (problem,) = deck.problems
    assert (problem.code, problem.path, problem.line) == ("card-duplicate", "b.md", 3)
    assert "a.md:1" in problem.message


def test_one_explicit_id_on_two_cards_is_reported_and_both_stay() -> None:
    text = "##### {}\n- {}\n#card\n{}\n^1626790679442\n\n"
    deck = built({"a.md": text.format("One?", "it", "it"), "b.md": text.format("Two?", "that", "that")})
    assert len({card.id for card in deck.cards}) == 2
    assert all(card.id.startswith("1626790679442-") for card in deck.cards)
    assert [(problem.code, problem.path) for problem in deck.problems] == [("card-duplicate-id", "b.md")]
    assert [card.problems for card in deck.cards] == [(), ("card-duplicate-id",)]


def test_cards_of_one_explicit_id_that_differ_in_the_question_alone_both_stay() -> None:
    text = "##### T/F: {} is hot.\n#card\nTrue\n^q-1\n\n"
    deck = built({"a.md": text.format("Tea") + text.format("Fire")})
    assert len({card.id for card in deck.cards}) == 2
    assert codes(deck) == ["card-duplicate-id"]


def test_a_hash_follows_the_text_and_nothing_else() -> None:
    base = only(built({"a.md": question("Which?")})).hash
    assert only(built({"b.md": "words before\n\n" + question("Which?")})).hash == base
    assert only(built({"a.md": question("Which one?")})).hash != base


# --- reading ----------------------------------------------------------------------------------------------------------


def read(deck: Deck) -> list[tuple[str, str]]:
    return [(ref.title, ref.href) for ref in deck.cards[0].read]


def test_the_section_that_holds_the_right_option_is_where_to_read() -> None:
    text = "Of water.\n\n## Heat\nUse a Flat Burr, they say.\n\n## Cold\nIce.\n\n## Questions\n" + question(
        "How?", "flat burr"
    )
    assert read(built({"Mill.md": text})) == [("Mill › Heat", "mill.html#heat")]


def test_what_stands_before_the_first_heading_is_the_page_itself() -> None:
    assert read(built({"Mill.md": "Use a flat burr.\n\n## Q\n" + question("How?", "flat burr")})) == [
        ("Mill", "mill.html")
    ]


@pytest.mark.parametrize(
    ("right", "text"),
    [
        ("burr", "burrs and a coffeeburr"),
        ("flat burr", "flat\n\nburr"),
        ("flat burr", "a burr that is flat"),
        ("flat burr mill", "a flat burr in a burr mill"),
        ("5 bar", "at 2.5 bar"),
        ("C", "C is a letter"),
        ("Both of these", "Both of these are fine"),
        ("42", "42 is a number"),
    ],
)
def test_parts_of_words_and_words_that_say_nothing_are_no_place_to_read(right: str, text: str) -> None:
    assert read(built({"Mill.md": f"{text}\n\n## Q\n{question('How?', right)}"})) == []


def test_a_statement_is_not_looked_for_by_its_truth() -> None:
    assert read(built({"A.md": "True words.\n\n## Q\n##### T/F: Tea is hot.\n#card\nTrue\n"})) == []


def test_of_several_sections_the_shortest_is_read_and_one_of_that_title_before_it() -> None:
    text = "## Long\nA flat burr is one of the many things that a mill may have.\n## Short\nThe flat burr.\n"
    asked = "## Q\n" + question("How?", "flat burr")
    assert read(built({"Mill.md": text + asked})) == [("Mill › Short", "mill.html#short")]
    titled = text + "## Flat Burr\nTwo discs which turn against each other and so on and so forth, evenly.\n" + asked
    assert read(built({"Mill.md": titled})) == [("Mill › Flat Burr", "mill.html#flat-burr")]


def test_a_note_of_that_title_is_read_from_its_first_words() -> None:
    notes = {
        "Coffee.md": COURSE + "# Q\n" + question("What grows high?", "Arabica"),
        "Arabica.md": "A shrub that likes thin air and was the first of its kind to be grown.\n",
        "Robusta.md": "Not Arabica.",
    }
    assert read(built(notes)) == [("Arabica", "arabica.html")]


def test_its_own_note_comes_before_the_courses_notes_and_other_notes_are_not_read() -> None:
    notes = {
        "Coffee.md": COURSE,
        "Arabica.md": "## Height\nIt wants thin air.\n## Q\n" + question("What does it want?", "thin air"),
        "Robusta.md": "Not thin air.",
        "Drum Roaster.md": question("What is missing up there?", "thick air"),
        "Cinnamon Roast.md": "In thick air.",
        "Elsewhere.md": "Thick air.",
    }
    deck = built(notes)
    assert [[ref.title for ref in card.read] for card in deck.cards] == [["Arabica › Height"], ["Cinnamon Roast"]]


def test_a_list_item_that_is_only_a_link_does_not_explain() -> None:
    course = COURSE + "# Q\n" + question("What grows high?", "Arabica")
    assert read(built({"Coffee.md": course})) == []


def test_each_right_option_has_its_place_and_there_are_three_at_most() -> None:
    text = "".join(f"## {name}\nThe {name} cup.\n" for name in ("red", "green", "blue", "black"))
    options = "".join(f"- the {name} cup\n" for name in ("red", "green", "blue", "black", "white"))
    card = f"##### Which four?\n{options}#card\nthe red cup\nthe green cup\nthe blue cup\nthe black cup\n"
    assert read(built({"Cups.md": f"{text}## Q\n{card}"})) == [
        ("Cups › red", "cups.html#red"),
        ("Cups › green", "cups.html#green"),
        ("Cups › blue", "cups.html#blue"),
    ]


def test_links_of_the_card_come_first_and_one_to_a_section_is_enough() -> None:
    notes = {
        "Mill.md": "The flat burr.\n\n## Q\n##### How?\n- flat burr\n- none\n#card\nflat burr. See {}.\n",
        "Other.md": "## Part\nwords",
    }
    whole = {**notes, "Mill.md": notes["Mill.md"].format("[[Other]]")}
    assert read(built(whole)) == [("Other", "other.html"), ("Mill", "mill.html")]
    section = {**notes, "Mill.md": notes["Mill.md"].format("[[Other#Part]]")}
    assert read(built(section)) == [("Other › Part", "other.html#part")]
    outside = {**notes, "Mill.md": notes["Mill.md"].format("[the guide](https://example.org/a#b)")}
    deck = built(outside)
    assert [(ref.title, ref.href, ref.why) for ref in only(deck).read] == [
        ("the guide", "https://example.org/a#b", "linked in the card"),
        ("Mill", "mill.html", "holds the answer"),
    ]


def test_a_link_without_words_is_called_by_its_host_and_a_broken_address_does_no_harm() -> None:
    card = "##### How?\n- a\n- b\n#card\na. See https://example.org/long/way and [](http://[::1/x).\n"
    titles = [ref.title for ref in only(built({"Q.md": card})).read]
    assert titles[0] == "example.org"
    assert len(titles) < 3


def test_a_link_in_a_wrong_option_leads_nowhere() -> None:
    text = "##### How?\n- [[Right]]\n- [[Wrong]]\n#card\nRight\n"
    notes = {"Q.md": text, "Right.md": "x", "Wrong.md": "y"}
    assert read(built(notes)) == [("Right", "right.html")]


def test_a_short_free_answer_and_typed_blanks_are_looked_for_a_long_answer_is_not() -> None:
    text = "## Mill\nIt grinds with a flat burr.\n## Q\n"
    assert read(built({"A.md": f"{text}What grinds?\n#card\na flat burr\n"})) == [("A › Mill", "a.html#mill")]
    assert read(built({"A.md": f"{text}It grinds with a ____ burr.\n#card\nflat\n"})) == [("A › Mill", "a.html#mill")]
    long = "one two three four five six seven eight nine"
    assert read(built({"A.md": f"{long}\n\n## Q\nWhat is said?\n#card\n{long}\n"})) == []


def test_the_topic_note_that_a_card_names_is_the_last_resort_and_only_if_it_is_written() -> None:
    course = (
        COURSE + "# Q\n" + question("What is good about Robusta?", "its price") + question("And Arabica?", "its taste")
    )
    deck = built({"Coffee.md": course, "Robusta.md": "A plant."})
    assert [[(ref.title, ref.href) for ref in card.read] for card in deck.cards] == [[("Robusta", "robusta.html")], []]


def test_a_topic_note_that_only_a_wrong_option_names_is_no_place_to_read() -> None:
    course = COURSE + "# Q\n##### What is dear?\n- a rare bean\n- Robusta\n#card\na rare bean\n"
    assert read(built({"Coffee.md": course, "Robusta.md": "A plant."})) == []


def test_a_topic_note_is_not_added_to_a_better_place() -> None:
    course = COURSE + "# Prices\nOf green beans: a low price.\n# Q\n" + question("Why Robusta?", "a low price")
    assert read(built({"Coffee.md": course, "Robusta.md": "A plant."})) == [("Coffee › Prices", "coffee.html#prices")]


def test_ten_times_the_notes_take_about_ten_times_the_time() -> None:
    def seconds(count: int) -> float:
        words = [f"w{number}" for number in range(50)]
        notes = {}
        for number in range(count):
            text = " ".join(words[(number * step) % 50] for step in range(1, 60))
            asked = question(f"What is number {number}?", f"w{number % 50} w{number % 7} w{number % 11}")
            notes[f"n{number}.md"] = f"{text}\n\n## Q\n{asked}"
        items = "".join(f"- [[n{number}]]\n" for number in range(count))
        notes["C.md"] = f"# A (50%)\n## T\n{items}# B (50%)\n"
        parsed = {path: parse(Source(path, text), Settings()) for path, text in sorted(notes.items())}
        outcomes = {
            path: tuple(Outcome("note", f"{link.target}.html", f"{link.target}.md") for link in doc.links)
            for path, doc in parsed.items()
        }
        drafts = {"C.md": draft} if (draft := outline.draft(parsed["C.md"])) else {}
        start = time.process_time()
        assert len(outline.deck(parsed, drafts, outcomes, {path: path for path in parsed}, None).cards) == count
        return time.process_time() - start

    seconds(10)
    assert seconds(800) < 25 * seconds(80) + 0.1


# --- the note that the project was made for ---------------------------------------------------------------------------


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed note is not in this checkout")
def test_the_seed() -> None:
    (path,) = SEED.glob("*.md")
    deck = built({path.name: path.read_text(encoding="utf-8")})
    (course,) = deck.courses
    assert [(domain.weight, domain.cards) for domain in course.domains] == [(20, 5), (24, 5), (36, 5), (20, 5)]
    assert Counter(card.domain for card in deck.cards)[None] == 4
    assert sum(len(domain.topics) for domain in course.domains) == 13
    assert len(course.practice) == 6
    assert all(ref.href.startswith("https://") for ref in course.practice)
    assert deck.problems == ()
    draft = outline.draft(parse(Source(path.name, path.read_text(encoding="utf-8")), Settings()))
    assert draft is not None
    links = parse(Source(path.name, path.read_text(encoding="utf-8")), Settings()).links
    assert len({links[index].target for index in draft.named}) == 13


# --- a card that says its domain --------------------------------------------------------------------------------------


def test_a_card_may_say_its_domain_itself() -> None:
    own = "##### Which is strong?\n#card\nRobusta, by far.\ndomain:: Modelling Flavour\n^q-strong\n"
    deck = built({"Course.md": COURSE, "Arabica.md": f"{question('Which is mild?')}{own}"})
    assert [(card.domain, card.card.answer_text) for card in deck.cards] == [
        ("Brewing Basics", "a plain answer"),
        ("Modelling Flavour", "Robusta, by far."),
    ]
    assert deck.problems == ()


def test_a_domain_that_a_card_makes_up_is_told_at_its_line() -> None:
    note = "##### Which is mild?\n#card\nArabica\ndomain:: Modeling Flavor of beans\n"
    deck = built({"Course.md": COURSE, "Arabica.md": f"Text.\n\n{note}"})
    assert [(each.code, each.path, each.line) for each in deck.problems] == [("domain-unknown", "Arabica.md", 3)]
    assert deck.cards[0].domain == "Brewing Basics"


def test_a_field_above_the_answers_end_is_a_part_of_it() -> None:
    deck = built({"Note.md": "##### Which is mild?\n#card\ndomain:: of names\nis something else\n"})
    assert deck.cards[0].card.source.domain == ""
    assert "of names" in deck.cards[0].card.answer_text


def test_a_card_that_no_note_explains_says_which_topic_is_to_be_written() -> None:
    notes = {"Course.md": COURSE, "Arabica.md": "##### Which is stronger than Arabica?\n#card\nRobusta, by far.\n"}
    (card,) = built(notes).cards
    assert card.to_write is None  # it names a note that is written
    notes["Arabica.md"] = "##### Which is the stronger bean?\n#card\nRobusta, by far.\n"
    (card,) = built(notes).cards
    assert (card.read, card.to_write) == ((), Ref("Robusta", "robusta.html"))
    (card,) = built(notes, stubs=False).cards
    assert card.to_write == Ref("Robusta", "")
