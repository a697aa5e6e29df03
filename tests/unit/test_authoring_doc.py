"""The authoring guide keeps its word: every example in it is built, and does what the guide says.

What an example shows stands in a comment above it, as ``key: value; key: value``, values parted by ``|``. Examples with
``file`` are the vault that the others are built in, each by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image

from generator import cli
from generator.cards import read
from generator.config import load
from generator.diagnostics import CODES
from generator.export import json as exporting
from generator.memo import Memo
from generator.model import CardSource
from generator.site import Built, build
from generator.theme import default

GUIDE = (Path(__file__).parents[2] / "docs" / "authoring.md").read_text()
EXAMPLE = re.compile(r"(?:^<!-- ([^\n]+) -->\n)?^```markdown\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KEYS = {
    *("answer", "blanks", "deck", "domain", "domains", "explanation", "file", "id", "kind", "leads", "pictures"),
    *("prompt", "published", "right", "says", "tags", "topics"),
}


class Example(NamedTuple):
    path: str
    text: str
    shows: dict[str, list[str]]


def examples() -> list[Example]:
    found = []
    for number, (comment, text) in enumerate(EXAMPLE.findall(GUIDE), 1):
        pairs = [part.split(": ", 1) for part in comment.split("; ")] if comment else []
        shows = {key: value.split(" | ") for key, value in pairs}
        found.append(Example(shows.pop("file", [f"Example {number}.md"])[0], text, shows))
    return found


EXAMPLES = examples()
FILES = [example for example in EXAMPLES if not example.path.startswith("Example ")]


@pytest.fixture(scope="module")
def vaults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("guide")


def built_in(folder: Path, notes: Iterable[tuple[str, str]]) -> Built:
    """The site of the guide's own files with ``notes`` among them."""
    folder.mkdir()
    (folder / "study.toml").write_text("exclude = []\n")
    Image.new("RGB", (60, 40)).save(folder / "leaf.png")
    for path, text in [*((example.path, example.text) for example in FILES), *notes]:
        (folder / path).write_text(text)
    config, problems = load(folder)
    assert problems == ()
    return build(folder, config, default(), Memo())


def shown(built: Built, path: str) -> dict[str, list[str]]:
    """Everything that an example could claim of the note ``path``."""
    said: dict[str, list[str]] = {
        "says": [each.code for each in built.diagnostics if each.path == path],
        "published": ["yes" if path in built.docs else "no"],
    }
    if path not in built.docs:
        return said
    outcomes = built.outcomes[path]
    said["leads"] = [each.href for each in outcomes if each.state in ("note", "external")]
    said["pictures"] = [each.path for each in outcomes if each.media == "image"]
    exported = json.loads(exporting.export(built.deck, built.docs, built.outcomes))
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


def _card(row: dict[str, Any], source: CardSource) -> dict[str, list[str]]:
    return {
        "right": [row["options"][index] for index in row["correct"]],
        "blanks": list(source.blanks),
        "explanation": [" ".join(unescape(re.sub(r"<[^>]*>", "", row["explanation_html"])).split())],
        "deck": row["deck"],
        **{key: [row[key]] for key in ("id", "prompt", "answer", "domain")},
        "tags": row["tags"],
    }


def test_every_example_is_marked_with_what_it_shows() -> None:
    assert len(EXAMPLES) == GUIDE.count("```markdown") > 25
    for example in EXAMPLES:
        assert example.shows or example in FILES, example.text
        assert example.shows.keys() <= KEYS


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.path)
def test_example(example: Example, vaults: Path) -> None:
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


@cache
def before() -> CardSource:
    return card(FLOWER)


@pytest.mark.parametrize(
    "after",
    [
        card(FLOWER, answer="Ovary. It swells."),
        card(FLOWER, options="- Petal\n- Ovary\n- Stem\n"),
        card("##### which part of the *flower* becomes the fruit"),
    ],
)
def test_progress_stays(after: CardSource) -> None:
    assert after.id == before().id


def test_progress_follows_a_reworded_question_by_its_options_and_answer() -> None:
    assert card(OTHER).id != before().id
    assert card(OTHER).twin == before().twin
    assert card(OTHER, answer="Ovary. It swells.").twin != before().twin


def test_an_id_outlives_every_edit() -> None:
    assert card(FLOWER, answer="Ovary ^fruit").id == card(OTHER, answer="Ovary. It swells.\n^fruit").id == "fruit"


def test_every_problem_of_cards_and_links_is_explained_and_none_that_does_not_exist() -> None:
    named = set(re.findall(r"`((?:card|link|image|domain|weights|obsidian)-[a-z-]+)`", GUIDE)) - {"card-duplicate = "}
    assert named <= CODES.keys()
    assert {code for code in CODES if code.startswith(("card-", "link-"))} <= named


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
