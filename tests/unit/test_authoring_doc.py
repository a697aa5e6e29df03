"""The authoring guide keeps its word: every example in it is built, and does what the guide says.

What an example shows stands in a comment above it, as ``key: value; key: value``, values parted by ``|``. Examples with
``file`` are the vault that the others are built in, each by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any, TypeGuard

import guide
import pytest

from generator import cli
from generator.cards import read
from generator.config import Config, load
from generator.diagnostics import CODES
from generator.export import json as exporting
from generator.export.face import material
from generator.memo import Memo
from generator.model import CardSource, Transclusion
from generator.new import STARTER
from generator.site import Built, build
from generator.theme import default

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "authoring.md").read_text()
CLASSES = ("code-title", "hll", "inline-field", "math math-inline", "math math-block", "obsidian-only", "mermaid")


ABOUT_THE_WHOLE = {"card-unexplained", "domain-thin", "topic-without-card"}
"""What the author is asked of a vault; examples are none."""
EXAMPLES = list(guide.examples(GUIDE))
FILES = [example for example in EXAMPLES if not example.path.startswith("Example ")]


@pytest.fixture(scope="module")
def vaults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("guide")


def built_in(folder: Path, notes: Iterable[tuple[str, str]]) -> Built:
    """The site of the guide's own files with ``notes`` among them."""
    folder.mkdir()
    (folder / "study.toml").write_text("exclude = []\n")
    guide.attachments(folder)
    for path, text in [*((example.path, example.text) for example in FILES), *notes]:
        (folder / path).write_text(text)
    config, problems = load(folder)
    assert problems == ()
    return build(folder, config, default(), Memo())


def shown(built: Built, path: str) -> dict[str, list[str]]:
    """Everything that an example could claim of the note ``path``."""
    said: dict[str, list[str]] = {
        "says": [each.code for each in built.diagnostics if each.path == path and each.code not in ABOUT_THE_WHOLE],
        "published": ["yes" if path in built.docs else "no"],
    }
    if path not in built.docs:
        return said
    outcomes = built.outcomes[path]
    said["leads"] = [each.href for each in outcomes if each.state in ("note", "external")]
    said["files"] = [each.media for each in outcomes if each.media]
    html = str(built.docs[path].pieces)
    said["classes"] = [name for name in CLASSES if f'class="{name}' in html]
    said["guests"] = [_guest(built, each) for each in built.bodies.of_page(path).embeds]
    said["footnotes"] = [_words("".join(filter(_is_html, each))) for each in built.docs[path].footnotes]
    said["pictures"] = [each.path for each in outcomes if each.media == "image"]
    exported = json.loads(exporting.export(material(built, Config(), "")).data)
    for course in exported["courses"]:
        if course["note"] == path:
            said["domains"] = [f"{each['title']} {each['weight']:.3g}" for each in course["domains"]]
            said["topics"] = [topic["title"] for domain in course["domains"] for topic in domain["topics"]]
    cards = [(row, card.card.source) for row, card in zip(exported["cards"], built.deck.cards, strict=True)]
    own = [(row, source) for row, source in cards if row["note"] == path]
    said["kind"] = [row["kind"] for row, _ in own]
    for row, source in own[:1]:
        said |= _card(row, source)
    return said


def _is_html(piece: object) -> TypeGuard[str]:
    return isinstance(piece, str)


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def _guest(built: Built, shown: Transclusion) -> str:
    """What is shown in place, as it might be written."""
    doc = built.docs[shown.path]
    spans = [span for span in doc.spans if (span.start, span.end) == (shown.start, shown.end)]
    places = [span.name if span.kind == "heading" else f"^{span.name}" for span in spans]
    texts = {heading.id: heading.text for heading in doc.headings}
    return "#".join([doc.title, *(texts.get(place, place) for place in places)])


def _card(row: dict[str, Any], source: CardSource) -> dict[str, list[str]]:
    return {
        "right": [row["options"][index] for index in row["correct"]],
        "blanks": list(source.blanks),
        "explanation": [_words(row["explanation_html"])],
        "deck": row["deck"],
        **{key: [row[key]] for key in ("id", "prompt", "answer", "domain")},
        "tags": row["tags"],
    }


def test_every_example_is_marked_with_what_it_shows() -> None:
    assert len(EXAMPLES) == GUIDE.count("```markdown") > 25
    for example in EXAMPLES:
        assert example.shows or example in FILES, example.text


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.path)
def test_example(example: guide.Example, vaults: Path) -> None:
    notes = [] if example in FILES else [(example.path, example.text)]
    told = shown(built_in(vaults / example.path, notes), example.path)
    nothing = {"says": [], "right": [], "blanks": []} if "kind" in example.shows else {"says": []}
    claims = {"published": ["yes"]} | nothing | example.shows
    assert {key: told.get(key) for key in claims} == claims


# --- what the text says beside its examples ---------------------------------------------------------------------------


def card(question: str, options: str = "- Ovary\n- Petal\n", answer: str = "Ovary") -> CardSource:
    (only,) = read("Note.md", f"{question}\n{options}#card\n{answer}\n").cards
    return only


FLOWER = "##### Which part of the flower becomes the fruit?"
OTHER = "##### What grows into the fruit?"


def test_a_statement_needs_no_label_and_a_question_does() -> None:
    assert card("##### Fungi are plants.", options="", answer="False. They are not.").kind == "truefalse"
    assert card("##### Are fungi plants?", options="", answer="False. They are not.").kind == "open"
    labelled = card("##### T/F: Are fungi plants?", options="", answer="No.")
    assert (labelled.kind, labelled.correct) == ("truefalse", (1,))


@pytest.mark.parametrize("answer", ["glucose", "glucose; oxygen; water", "glucose; oxygen. Both are released"])
def test_other_answers_than_blanks_are_for_the_student_to_judge(answer: str) -> None:
    assert not card("##### Photosynthesis makes ____ and ____.", options="", answer=answer).graded


@pytest.mark.parametrize("answer", ["glucose, oxygen", "glucose\noxygen"])
def test_answers_of_blanks_may_stand_between_commas_or_on_lines(answer: str) -> None:
    assert card("##### Photosynthesis makes ____ and ____.", options="", answer=answer).blanks == ("glucose", "oxygen")


def test_options_that_speak_of_others_and_explanations_that_name_letters_keep_the_order() -> None:
    assert not card(FLOWER).ordered
    assert card(FLOWER, options="- Ovary\n- Petal\n- All of the above\n").ordered
    assert card(FLOWER, answer="Ovary. Option B withers.").ordered


@pytest.mark.parametrize(
    "hidden",
    [
        f"```\n{FLOWER}\n#card\nOvary\n```",
        f"%%\n{FLOWER}\n#card\nOvary\n%%",
        f"> [!note]\n> {FLOWER}\n> #card\n> Ovary",
    ],
)
def test_nothing_in_code_comments_and_callouts_is_a_card(hidden: str) -> None:
    assert read("Note.md", hidden).cards == ()


@pytest.mark.parametrize(
    "after",
    [
        card(FLOWER, answer="Ovary. It swells."),
        card(FLOWER, options="- Petal\n- Ovary\n- Stem\n"),
        card("##### which part of the *flower* becomes the fruit"),
    ],
)
def test_progress_stays(after: CardSource) -> None:
    assert after.id == card(FLOWER).id


def test_progress_follows_a_reworded_question_by_its_options_and_answer() -> None:
    assert card(OTHER).id != card(FLOWER).id
    assert card(OTHER).twin == card(FLOWER).twin
    assert card(OTHER, answer="Ovary. It swells.").twin != card(FLOWER).twin


def test_an_id_outlives_every_edit() -> None:
    assert card(FLOWER, answer="Ovary ^fruit").id == card(OTHER, answer="Ovary. It swells.\n^fruit").id == "fruit"


def test_every_problem_of_cards_and_links_is_explained_and_none_that_does_not_exist() -> None:
    named = set(re.findall(r"`((?:card|link|image|embed|domain|weights|obsidian)-[a-z-]+)`", GUIDE)) - {
        "card-duplicate = "
    }
    assert named <= CODES.keys()
    assert {code for code in CODES if code.startswith(("card-", "embed-", "image-", "link-"))} <= named


def test_the_commands_are_those_that_there_are() -> None:
    lines = re.findall(r"^\| `studysite ([^`]+)` \|", GUIDE, re.MULTILINE)
    assert {cli._parser().parse_args(re.sub(r"[\[\]]", "", line).split()).command for line in lines} == {
        *("new", "serve", "build", "check", "export"),
    }


def test_weights_that_miss_100_are_scaled(vaults: Path) -> None:
    outline = "# A (25-30%)\n# B (60%)\n"
    built = built_in(vaults / "scaled", [("Course.md", outline)])
    told = shown(built, "Course.md")
    assert told["says"] == ["weights-scaled"]
    assert told["domains"] == ["A 31.4", "B 68.6"]


def test_the_outline_makes_pages_of_its_unwritten_notes_and_mentions_are_no_topic_notes(vaults: Path) -> None:
    built = built_in(vaults / "course", [])
    assert {"respiration.html", "crossing-peas.html"} <= built.site.keys()
    (course,) = built.deck.courses
    notes = {topic.title: [note.title for note in topic.notes] for domain in course.domains for topic in domain.topics}
    assert notes == {"Energy": ["Photosynthesis", "Respiration"], "Structure": [], "Mendel's laws": ["Crossing peas"]}


def test_the_name_of_the_progress_is_in_every_page_and_can_be_set(vaults: Path) -> None:
    built = built_in(vaults / "named", [])
    assert b'data-site="botany"' in built.site["photosynthesis.html"].make()
    (setting,) = re.findall(r"^```toml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    (vaults / "named" / "study.toml").write_text(f'title = "Another"\nexclude = []\n{setting}')
    config, _ = load(vaults / "named")
    again = build(vaults / "named", config, default(), Memo())
    assert b'data-site="botany"' in again.site["photosynthesis.html"].make()


# --- the guides together ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["authoring.md", "hosting.md"])
def test_links_of_the_guides_lead_to_headings_that_are_there(name: str) -> None:
    links = re.findall(r"\]\(([a-z]+\.md)?#([^)]+)\)", (DOCS / name).read_text())
    assert links
    for page, anchor in links:
        headings = re.findall(r"^#+ (.+)$", (DOCS / (page or name)).read_text(), re.MULTILINE)
        assert anchor in [re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings]


def test_the_hosting_guide_shows_the_netlify_toml_of_a_new_vault() -> None:
    (shown_there,) = re.findall(r"^```toml\n(.*?)^```$", (DOCS / "hosting.md").read_text(), re.MULTILINE | re.DOTALL)
    assert (STARTER / "netlify.toml").read_text().endswith(f"\n{shown_there}")


# --- the guide as a site ----------------------------------------------------------------------------------------------


def test_every_example_is_shown_with_what_becomes_of_it(tmp_path: Path) -> None:
    guide.write(tmp_path / "guide")
    config, problems = load(tmp_path / "guide")
    assert problems == ()
    built = build(tmp_path / "guide", config, default(), Memo())
    told = [each for each in built.diagnostics if each.path == "authoring.md"]
    assert {each.code for each in told} == {"link-unpublished"}  # the one example that says it is private
    assert len(told) == 1
    hosts = [shown.path for shown in built.bodies.of_page("authoring.md").embeds]
    published = [f"Examples/{each.path}" for each in EXAMPLES if f"Examples/{each.path}" in built.docs]
    assert len(published) == len(EXAMPLES) - 1
    assert set(published) <= set(hosts)
    page = built.site[built.hrefs["authoring.md"]].make().decode()
    assert page.count("What becomes of it") == len(EXAMPLES)
