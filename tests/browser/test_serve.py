"""Writing with the site open beside: pages follow every save, stay where they were, and say what is wrong."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import until

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "vault", ignore=shutil.ignore_patterns(".studysite")))


@pytest.fixture
def served(vault: Path, tmp_path: Path) -> Iterator[str]:
    command = [Path(sys.executable).with_name("studysite"), "serve", vault, "--cache-dir", tmp_path / "cache"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    found = re.search(r"http://localhost:\d+/", process.stdout.readline())
    assert found
    yield found[0]
    process.terminate()
    process.communicate(timeout=10)


def test_a_save_shows_in_the_open_page_within_a_blink(page: Page, served: str, vault: Path) -> None:
    page.goto(served + "kinesis.html")
    note = vault / "Kinesis.md"
    text = note.read_text(encoding="utf-8")
    took = []
    for number in range(7):
        words = f"Fresh words, number {number}."
        page.wait_for_load_state()
        page.wait_for_timeout(200)
        began = time.monotonic()
        note.write_text(text + f"\n{words}\n", encoding="utf-8")
        page.get_by_text(words).wait_for()
        took.append(time.monotonic() - began)
    # The bar is 0.3 s on a machine that does nothing else; here other tests run beside it.
    assert statistics.median(took) < 1.0, took


def test_the_reader_stays_where_they_were(page: Page, served: str, vault: Path) -> None:
    page.set_viewport_size({"width": 900, "height": 500})
    page.goto(served + "sagemaker.html")
    page.evaluate("scrollTo({top: 1500, behavior: 'instant'})")
    page.wait_for_timeout(100)
    before = page.evaluate("scrollY")
    assert before > 1000
    note = vault / "SageMaker.md"
    note.write_text(note.read_text(encoding="utf-8") + "\nWords at the end.\n", encoding="utf-8")
    page.get_by_text("Words at the end.").wait_for(state="attached")
    until(page, "(before) => Math.abs(scrollY - before) < 2", before)


def test_a_page_that_a_save_does_not_touch_is_left_alone(page: Page, served: str, vault: Path) -> None:
    page.goto(served + "glue.html")
    page.evaluate("window.mark = 'still here'")
    other = vault / "Kinesis.md"
    other.write_text(other.read_text(encoding="utf-8") + "\nNothing about its neighbour.\n", encoding="utf-8")
    page.wait_for_timeout(1500)
    assert page.evaluate("window.mark") == "still here"


def test_what_is_wrong_is_shown_over_the_note_and_goes_when_it_is_mended(page: Page, served: str, vault: Path) -> None:
    page.goto(served + "glue.html")
    note = vault / "Glue.md"
    good = note.read_text(encoding="utf-8")
    note.write_text("---\ntags: [unclosed\n---\nThe body is still here. ![[nowhere.png]]\n", encoding="utf-8")
    panel = page.locator(".live-panel")
    expect(panel).to_contain_text("Glue.md:3")
    expect(panel).to_contain_text('no file named "nowhere.png" in the vault')
    expect(page.locator("main")).to_contain_text("The body is still here.")
    page.keyboard.press("Escape")
    expect(panel.get_by_text("nowhere.png")).to_be_hidden()
    page.reload()
    expect(panel).to_contain_text("2 problems here")
    expect(panel.get_by_text("nowhere.png")).to_be_hidden()
    note.write_text(good, encoding="utf-8")
    expect(panel).to_have_count(0)
    expect(page.locator("h1")).to_have_text("Glue")


def test_settings_that_cannot_be_used_keep_the_last_good_page(page: Page, served: str, vault: Path) -> None:
    page.goto(served + "glue.html")
    settings = vault / "study.toml"
    good = settings.read_text()
    settings.write_text("titel = 'x'\n")
    expect(page.locator(".live-panel")).to_contain_text('did you mean "title"?')
    expect(page.locator("h1")).to_have_text("Glue")
    settings.write_text(good)
    expect(page.locator(".live-panel")).to_have_count(0)


def test_a_note_that_is_renamed_leaves_a_stub_where_the_outline_names_it(page: Page, served: str, vault: Path) -> None:
    page.goto(served + "glue.html")
    (vault / "Glue.md").rename(vault / "Gluten.md")
    expect(page.locator("html[data-page=stub]")).to_be_attached()
    expect(page.locator("main")).to_contain_text("Nobody has written this note yet")
    page.goto(served + "gluten.html")
    expect(page.locator("h1")).to_have_text("Gluten")


def test_a_question_that_was_just_written_can_be_practised(page: Page, served: str, vault: Path) -> None:
    page.goto(served + "index.html")
    (vault / "Fresh.md").write_text("##### Which is it?\n- this\n- that\n#card\nthat\n", encoding="utf-8")
    page.get_by_role("link", name="Fresh").first.wait_for()
    page.goto(served + "quiz.html#/practice?note=Fresh.md")
    card = page.locator("[data-card]")
    card.locator("input[value='1']").check(force=True)
    card.locator("[type=submit]").first.click()
    expect(page.locator("[data-result=right]")).to_be_visible()


def test_a_page_from_the_browsers_cache_is_not_reloaded_for_ever(page: Page, served: str, vault: Path) -> None:
    page.goto(served + "glue.html")
    other = vault / "Kinesis.md"
    other.write_text(other.read_text(encoding="utf-8") + "\nOnly this page has changed.\n", encoding="utf-8")
    page.goto(served + "kinesis.html")
    page.get_by_text("Only this page has changed.").wait_for()
    page.wait_for_load_state("load")
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    page.goto(served + "glue.html")
    page.wait_for_timeout(1500)
    assert loads == [served + "glue.html"]


def test_no_other_page_can_read_the_notes_by_loading_their_scripts(
    page: Page, served: str, tmp_path: Path, complaints: list[str]
) -> None:
    spy = tmp_path / "spy.html"
    spy.write_text(f"""<!doctype html><script>got = []; studysite = {{register: (name) => got.push(name)}}</script>
        <script src="{served}build.js"></script>""")
    page.goto(spy.as_uri())
    assert page.evaluate("got") == []
    assert f"failed: {served}build.js" in complaints
    complaints.clear()
