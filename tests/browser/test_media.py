"""Films, recordings, PDFs and what stands for things that are not shown, in a real browser, over http and from disk."""

from __future__ import annotations

import base64
import io
import math
import wave
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from .conftest import AXE, Serve, build, until

pytestmark = pytest.mark.places("http")

NOTE = """\
Text before.

![[film.webm|How dough rises]] and after ![[talk.wav]]

![[paper.pdf#page=2]]

- ![[talk.wav|A talk on bread]]

![[data.zip]] ![[Board.canvas]] ![[leaves.png]]

![A leaf](https://elsewhere.example/leaf.png) ![](https://www.youtube.com/watch?v=abcdefghijk)

<iframe src="https://elsewhere.example/map"></iframe>

##### What do you hear? ![[talk.wav]]
#card
![[talk.wav]]
"""
RECORD = """async () => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 64, height: 36});
    const context = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(20), {mimeType: "video/webm"});
    const parts = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.start();
    for (let step = 0; step < 8; step++) {
        context.fillStyle = `hsl(${step * 40} 60% 50%)`;
        context.fillRect(0, 0, 64, 36);
        await new Promise((done) => setTimeout(done, 60));
    }
    await new Promise((done) => { recorder.onstop = done; recorder.stop(); });
    return btoa(String.fromCharCode(...new Uint8Array(await new Blob(parts).arrayBuffer())));
}"""


@pytest.fixture(scope="session")
def browser(whole_browser: Browser) -> Browser:
    """Chromium itself: its headless build shows no PDF."""
    return whole_browser


@pytest.fixture(scope="module")
def media(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a film, a recording and a PDF, all made here."""
    folder = tmp_path_factory.mktemp("media")
    vault = folder / "vault"
    vault.mkdir()
    page = browser.new_page()
    (vault / "film.webm").write_bytes(base64.b64decode(page.evaluate(RECORD)))
    page.close()
    sound = io.BytesIO()
    with wave.open(sound, "wb") as out:
        out.setparams((1, 1, 8_000, 0, "NONE", ""))
        out.writeframes(bytes(128 + round(60 * math.sin(at / 6)) for at in range(8_000)))
    (vault / "talk.wav").write_bytes(sound.getvalue())
    sheets = [Image.new("RGB", (60, 80), shade) for shade in ("white", "grey")]
    sheets[0].save(vault / "paper.pdf", save_all=True, append_images=sheets[1:])
    (vault / "data.zip").write_bytes(b"PK" * 1_000)
    (vault / "Board.canvas").write_text("{}")
    (vault / "Media.md").write_text(NOTE)
    (vault / "study.toml").write_text('title = "Media"\nexclude = []\n')
    return build(vault, folder / "site")


def _ready(page: Page) -> None:
    players = ".markdown-rendered :is(video, .player > audio)"
    until(page, "(all) => [...document.querySelectorAll(all)].every((e) => e.readyState > 0)", players)


@pytest.mark.places("http", "file")
def test_films_and_recordings_play_pdfs_show_and_nothing_comes_from_elsewhere(
    page: Page, address: Serve, media: Path
) -> None:
    home = address(media)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_event("framenavigated", predicate=lambda frame: "paper-" in frame.url):
        page.goto(home + "media.html")
        page.locator(".player iframe").scroll_into_view_if_needed()
    _ready(page)
    assert page.locator("video").evaluate("(e) => [e.videoWidth, e.videoHeight, e.error]") == [64, 36, None]
    assert page.locator("audio").first.evaluate("(e) => e.duration") == 1
    assert [url for url in asked if url.startswith(("http", "file")) and not url.startswith(home)] == []
    expect(page.get_by_role("link", name="Video on youtube.com")).to_be_visible()
    expect(page.get_by_text("Canvas, only in Obsidian")).to_be_visible()
    expect(page.locator(".missing-media")).to_contain_text("leaves.png")
    with page.expect_download() as saved:
        page.get_by_role("link", name="data.zip").click()
    name = saved.value.suggested_filename
    # From disk, browsers take no page's word for a file's name.
    assert name == "data.zip" if home.startswith("http") else name.startswith("data-")


def test_a_recording_plays_to_its_end(page: Page, address: Serve, media: Path) -> None:
    page.goto(address(media) + "media.html")
    _ready(page)
    audio = page.locator("audio").first
    audio.evaluate("async (e) => { e.muted = true; e.currentTime = 0.8; await e.play(); }")
    until(page, "() => document.querySelector('audio').ended")


def test_on_paper_and_phones_a_link_stands_for_what_they_cannot_show(page: Page, address: Serve, media: Path) -> None:
    page.goto(address(media) + "media.html")
    page.emulate_media(media="print")
    expect(page.locator(".player iframe")).to_be_hidden()
    expect(page.locator("video")).to_be_hidden()
    expect(page.get_by_role("link", name="paper.pdf")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(browser: Browser, media: Path, scheme: Any, width: int) -> None:
    touch = width == 320
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, has_touch=touch, is_mobile=touch, bypass_csp=True
    )
    page = context.new_page()
    page.goto(media.as_uri() + "/media.html")
    expect(page.locator(".player iframe")).to_be_visible(visible=not touch)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.add_script_tag(path=AXE)
    options = {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        "iframes": False,  # the PDF viewer is the browser's own
    }
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    context.close()
