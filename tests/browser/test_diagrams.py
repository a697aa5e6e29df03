"""Mermaid diagrams in a real browser: drawn when they come near, in both themes, offline too; never more than drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import AXE, Serve, build, hosted
from .student import write

pytestmark = pytest.mark.places("http")

TIDES = """\
```mermaid
flowchart LR
  accTitle: How tides come
  accDescr: The moon pulls, the water rises
  Moon --> Water
```

Between.

```mermaid
flowchart LR
  this is -> no diagram ((
```
"""
KINDS = (
    "sequenceDiagram\n  Moon->>Sea: pulls",
    "stateDiagram-v2\n  [*] --> Low\n  Low --> High: flood",
    "classDiagram\n  Sea <|-- Bay",
    "erDiagram\n  SEA ||--o{ BAY : has",
    'pie title Water\n  "salt" : 97\n  "fresh" : 3',
    "gantt\n  dateFormat YYYY-MM-DD\n  section Tide\n  Flood :a1, 2026-01-01, 1d",
    "mindmap\n  root((Sea))\n    Tides\n    Waves",
    "timeline\n  title Sea\n  1872 : Challenger",
    "gitGraph\n  commit\n  branch dev\n  commit",
    "journey\n  title Day\n  section Sea\n    Swim: 5: Me",
    "quadrantChart\n  x-axis Low --> High\n  y-axis Low --> High\n  A: [0.3, 0.6]",
    'flowchart TD\n  A@{ shape: doc } --> B["$$x^2$$"]',
)
HOSTILE = (
    'flowchart LR\n  A["<img src=x onerror=parent.document.title=666>"] --> B["<script>top.document.title=666"]',
    'flowchart LR\n  A --> B\n  click A "javascript:parent.document.title=666"\n  click B call alert(1)',
    """%%{init: {"securityLevel": "loose", "htmlLabels": true}}%%
flowchart LR
  A["<iframe srcdoc='<script>top.document.title=666</script>'></iframe>"] --> B""",
    '%%{init: {"themeCSS": "</style><img src=x onerror=parent.document.title=666>"}}%%\nflowchart LR\n  A --> B',
    'classDiagram\n  class A~<svg onload=parent.document.title=666>~\n  link A "javascript:parent.document.title=666"',
    "sequenceDiagram\n  participant A as <svg/onload=parent.document.title=666>\n  A->>A: <b onclick=1>x",
)
CARD = (
    "##### Where does this lead?\n- To B\n- To A\n#card\nTo B, see:\n\n```mermaid\ngraph LR\n  A --> B\n```\n\n^lead\n"
)


def _fenced(*sources: str) -> str:
    return "\n\n".join(f"```mermaid\n{source}\n```" for source in sources) + "\n"


@pytest.fixture(scope="module")
def sea(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diagrams")
    notes = {
        "study.toml": "exclude = []\n",
        "Tides.md": TIDES,
        "Far.md": "Words.\n\n" * 200 + TIDES,
        "Kinds.md": _fenced(*KINDS),
        "Hostile.md": _fenced(*HOSTILE),
        "Card.md": CARD,
    }
    return build(write(folder / "vault", notes), folder / "site")


def _is_drawn(page: Page) -> None:
    """Scrolls down until everything has been drawn or given up."""
    page.wait_for_selector("html[data-build]")
    for _ in range(60):
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(100)
        if page.locator(".mermaid:not([data-drawn])").count() == 0:
            return
    raise AssertionError(page.locator(".mermaid:not([data-drawn])").count())


BROKEN = "() => [...document.images].filter((i) => i.complete && !i.naturalWidth).length"


@pytest.mark.places("http", "file")
def test_a_diagram_is_drawn_and_one_that_can_not_be_stays_its_source(page: Page, address: Serve, sea: Path) -> None:
    page.goto(address(sea) + "tides.html")
    _is_drawn(page)
    drawn, failed = page.locator(".mermaid").all()
    picture = drawn.get_by_role("img", name="How tides come. The moon pulls, the water rises")
    expect(picture).to_have_count(1)  # of the two, one belongs to the other theme
    box = picture.bounding_box()
    assert box
    assert min(box["width"], box["height"]) > 30
    expect(drawn.get_by_text("Moon --> Water")).to_be_hidden()
    drawn.get_by_text("Diagram as text").click()
    expect(drawn.get_by_text("Moon --> Water")).to_be_visible()
    expect(failed.get_by_text("this is -> no diagram")).to_be_visible()
    expect(failed).to_contain_text("could not be drawn")
    assert page.evaluate(BROKEN) == 0


def test_every_kind_of_diagram_is_drawn_without_a_complaint(page: Page, address: Serve, sea: Path) -> None:
    page.goto(address(sea) + "kinds.html")
    _is_drawn(page)
    drawn = page.locator(".mermaid").evaluate_all("all => all.map((each) => each.dataset.drawn)")
    assert drawn == ["yes"] * len(KINDS)
    assert page.evaluate(BROKEN) == 0


def test_nothing_is_loaded_until_a_diagram_is_near(page: Page, address: Serve, sea: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address(sea) + "far.html")
    page.wait_for_selector("html[data-build]")
    page.wait_for_timeout(500)
    assert not [url for url in asked if "/diagram." in url or "/drawing." in url]
    _is_drawn(page)
    assert len([url for url in asked if "/diagram." in url]) == 1


def test_the_drawing_follows_the_theme_and_paper_is_light(page: Page, address: Serve, sea: Path) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(address(sea) + "tides.html")
    _is_drawn(page)
    light, dark = page.locator(".drawing .light"), page.locator(".drawing .dark")
    expect(light).to_be_visible()
    expect(dark).to_be_hidden()
    page.emulate_media(color_scheme="dark")
    expect(dark).to_be_visible()
    expect(light).to_be_hidden()
    page.emulate_media(color_scheme="dark", media="print")
    expect(light).to_be_visible()
    expect(dark).to_be_hidden()


def test_a_diagram_in_a_card_is_drawn_in_the_quiz(page: Page, address: Serve, sea: Path) -> None:
    page.goto(address(sea) + "quiz.html#/card/lead")
    page.locator("[data-card] input").first.check(force=True)
    page.locator("[data-card] [type=submit]").first.click()
    expect(page.locator(".why").get_by_role("img", name="Diagram")).to_be_visible()


def test_the_source_can_be_read_without_scripts(browser: Browser, sea: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sea.as_uri() + "/tides.html")
    expect(page.get_by_text("Moon --> Water")).to_be_visible()
    context.close()


@pytest.mark.parametrize("bypass", [False, True])
def test_a_diagrams_text_runs_nothing(browser: Browser, sea: Path, *, bypass: bool) -> None:
    context = browser.new_context(bypass_csp=bypass, service_workers="block")
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    with hosted(sea) as start:
        page.goto(start + "hostile.html")
        _is_drawn(page)
        page.wait_for_timeout(500)
        assert "666" not in page.title()
        assert len(context.pages) == 1
        assert all(frame.url.startswith(start) for frame in page.frames)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(browser: Browser, sea: Path, scheme: Any, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    with hosted(sea) as start:
        for name in ("tides", "kinds"):
            page.goto(f"{start}{name}.html")
            _is_drawn(page)
            page.add_script_tag(path=AXE)
            found = page.evaluate("axe.run(document)")["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


# --- as a host sends it -----------------------------------------------------------------------------------------------


class _Host(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def end_headers(self) -> None:
        """Sends every file with what ``_headers`` has for all of them."""
        everywhere = Path(self.directory, "_headers").read_text().split("\n/")[0]
        for line in everywhere.splitlines()[1:]:
            name, _, value = line.strip().partition(": ")
            self.send_header(name, value)
        super().end_headers()


@contextmanager
def _host(folder: Path) -> Iterator[tuple[str, ThreadingHTTPServer]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=folder))
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", server
    server.shutdown()
    server.server_close()


def test_a_host_with_our_headers_shows_it_and_after_one_visit_no_network_is_needed(
    page: Page, context: BrowserContext, sea: Path
) -> None:
    with _host(sea) as (start, server):
        page.goto(start)
        expect(page.locator("[data-offline]")).to_have_text("Works offline.", timeout=15000)
        context.set_offline(True)
        server.shutdown()
        page.goto(start + "tides.html")
        _is_drawn(page)
        expect(page.get_by_role("img", name="How tides come")).to_be_visible()
