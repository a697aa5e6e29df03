"""``studysite new``: what it makes, what it refuses, and that the starter vault is an example to follow."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from generator import cli, new
from generator.config import Config, load
from generator.export import json as exporting
from generator.export.face import material
from generator.memo import Memo
from generator.site import Built, build
from generator.theme import default


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "notes"
    new.create(folder)
    return folder


@pytest.fixture(scope="module")
def built(vault: Path) -> Built:
    return made(vault)


def made(vault: Path) -> Built:
    config, problems = load(vault)
    assert problems == ()
    return build(vault, config, default(), Memo())


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("there", ["nothing", "an empty folder"])
def test_it_fills_a_new_or_empty_folder_and_says_what_to_do_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], there: str
) -> None:
    folder = tmp_path / "my courses" / "notes"
    if there == "an empty folder":
        folder.mkdir(parents=True)
    assert cli.main(["new", str(folder)]) == 0
    assert files(folder) == files(new.STARTER)
    assert {".obsidian/app.json", ".gitignore", "netlify.toml", "study.toml", "index.md"} <= files(folder).keys()
    said = capsys.readouterr().out
    assert f"studysite build '{folder}'" in said
    assert f"studysite serve '{folder}'" in said
    assert "Obsidian" in said


def test_the_folder_one_stands_in_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "."]) == 0
    assert Path.cwd().samefile(tmp_path)
    assert files(tmp_path) == files(new.STARTER)


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".hidden").write_text("mine")
    assert cli.main(["new", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"studysite: {tmp_path} is not empty (a new vault needs a folder of its own)\n"
    assert files(tmp_path) == {".hidden": b"mine"}


def test_a_vault_that_is_there_already_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".obsidian").mkdir()
    assert cli.main(["new", str(tmp_path)]) == 2
    assert "studysite check --write-config" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [tmp_path / ".obsidian"]


def test_a_file_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes").write_text("mine")
    assert cli.main(["new", str(tmp_path / "notes")]) == 2
    assert f"{tmp_path / 'notes'} is a file" in capsys.readouterr().err
    assert files(tmp_path) == {"notes": b"mine"}


def test_nothing_is_left_behind_by_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read = Path.read_bytes
    seen = []

    def full(path: Path) -> bytes:
        seen.append(path)
        if len(seen) > 6:
            raise OSError(28, "No space left on device")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", full)
    assert cli.main(["new", str(tmp_path / "a" / "notes")]) == 1
    assert "cannot be written: No space left on device" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_installation_gives_a_vault_that_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "installed"
    shutil.copytree(new.STARTER, installed)
    for path in [*installed.rglob("*"), installed]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    monkeypatch.setattr(new, "STARTER", installed)
    new.create(tmp_path / "notes")
    assert all(path.stat().st_mode & 0o200 for path in (tmp_path / "notes").rglob("*"))
    for path in [installed, *installed.rglob("*")]:
        path.chmod(0o755)


# --- the starter vault ------------------------------------------------------------------------------------------------


def test_it_builds_without_a_problem_but_the_note_that_is_left_to_write(built: Built) -> None:
    assert [(each.code, each.path) for each in built.diagnostics] == [("card-unexplained", "Forgetting.md")]


def test_templates_stay_private_wherever_obsidians_settings_are_missing(
    vault: Path, built: Built, tmp_path: Path
) -> None:
    assert built.private == ("Templates/Topic.md",)
    elsewhere = tmp_path / "notes"
    shutil.copytree(vault, elsewhere, ignore=shutil.ignore_patterns(".obsidian"))
    again = made(elsewhere)
    assert again.private == built.private
    assert {path: output.digest for path, output in again.site.items()} == {
        path: output.digest for path, output in built.site.items()
    }


def test_what_obsidian_excludes_and_study_toml_excludes_is_the_same(vault: Path) -> None:
    config, _ = load(vault)
    from_obsidian = {*config.ignored_folders, *(each.rstrip("/") for each in config.ignore_filters)}
    assert {each.removesuffix("/**") for each in config.exclude} == from_obsidian


def test_every_link_of_its_site_leads_somewhere(built: Built) -> None:
    pages = {path: Page(output.make().decode()) for path, output in built.site.items() if path.endswith(".html")}
    checked = 0
    for path, page in pages.items():
        for link in page.links:
            url = urlsplit(link)
            if url.scheme or link.startswith("//"):
                continue
            target = unquote(urljoin(f"/{path}", url.path)[1:])
            assert target in built.site, f"{path}: {link}"
            if url.fragment and target in pages and target != "quiz.html":
                assert unquote(url.fragment) in pages[target].ids, f"{path}: {link}"
            checked += 1
    assert checked > 100


class Page(HTMLParser):
    """The addresses that a page leads to or loads, and the ids in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            elif name == "id" and value:
                self.ids.add(value)


def test_it_has_cards_of_each_kind_with_their_keys(built: Built) -> None:
    cards = json.loads(exporting.export(material(built, Config(), "")).data)["cards"]
    assert {card["kind"] for card in cards} == {"choice", "truefalse", "cloze", "open"}
    for note in ("How to write a card.md", "Forgetting.md"):
        assert {"choice", "cloze", "open"} <= {card["kind"] for card in cards if card["note"] == note}
    for card in cards:
        assert card["problems"] == []
        assert card["graded"] == (card["kind"] != "open"), card["prompt"]
        assert bool(card["correct"]) == (card["kind"] in ("choice", "truefalse")), card["prompt"]
    several = {card["prompt"]: len(card["correct"]) for card in cards if card["multiple"]}
    assert len(several) == 2
    assert set(several.values()) == {2}


def test_its_cards_lead_to_the_section_that_answers_them(built: Built) -> None:
    cards = json.loads(exporting.export(material(built, Config(), "")).data)["cards"]
    unexplained = [card["prompt"] for card in cards if card["course"] and not card["read"]]
    # The question about the note that nobody has written, on purpose.
    assert unexplained == ["Why is it a bad bargain to give up a night's sleep to study for an exam?"]
    assert all("#" in card["read"][0]["href"] for card in cards if card["course"] and card["read"])


def test_its_course_weighs_100_percent_and_names_a_note_that_is_not_written(built: Built) -> None:
    (course,) = built.deck.courses
    assert sum(domain.weight for domain in course.domains) == 100
    topics = [topic for domain in course.domains for topic in domain.topics]
    assert all(topic.cards for topic in topics)
    assert "sleep.html" in built.site
    assert "Sleep.md" not in built.docs


def test_the_note_on_cards_shows_every_example_as_it_is_written(vault: Path) -> None:
    text = (vault / "How to write a card.md").read_text()
    shown = re.findall(r"```markdown\n(.*?)```", text, re.DOTALL)
    assert len(shown) == 5
    for example in shown:
        assert text.count(f"\n{example}") == 2, example
