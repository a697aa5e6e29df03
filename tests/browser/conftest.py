"""What the browser tests share: a server on loopback, the same pages from disk, and a page that forgives nothing.

Every test that asks for ``page`` fails at any console error or warning, any uncaught exception, any CSP report and any
failed request, unless it takes the complaint out of ``complaints`` because it caused it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect

from .history import vault as cloud_vault
from .student import NOTES, write

expect.set_options(timeout=20_000)  # a busy machine is slow, and what never comes fails all the same

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
AXE = Path(__file__).parents[2] / "assets/node_modules/axe-core/axe.min.js"


CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def installed(*names: str) -> str:
    """The first program of these that is on the PATH."""
    found = next(filter(None, map(shutil.which, names)), None)
    assert found is not None, f"none of {', '.join(names)} is on the PATH"
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, nothing but the page, and no sandbox for root, who can't have one.

    Its headless build where there is one, as Playwright takes when it downloads one: the same engine opens pages in
    half the time.
    """
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    program = installed("chromium-headless-shell", *CHROMIUM)
    return {**browser_type_launch_args, "executable_path": program, "args": [*quiet, *root]}


@pytest.fixture(scope="session")
def whole_browser(launch_browser: Callable[..., Browser]) -> Iterator[Browser]:
    """Chromium itself, for what its headless build hasn't got: a viewer of PDFs, and sites that can be installed."""
    browser = launch_browser(executable_path=installed(*CHROMIUM))
    yield browser
    browser.close()


def build(vault: Path, out: Path) -> Path:
    """Builds ``vault`` with the command that users run."""
    command = Path(sys.executable).with_name("studysite")
    subprocess.run([command, "build", vault, "-o", out, "--quiet"], check=True)
    return out


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


Serve = Callable[[Path], str]


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The address of ``folder`` on a server of its own, which ends in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Opens pages over http and from disk, but where the closest ``places`` mark names fewer ways."""
    if "address" in metafunc.fixturenames:
        said = metafunc.definition.get_closest_marker("places")
        metafunc.parametrize("address", said.args if said else ["http", "file"], indirect=True)


@pytest.fixture
def address(request: pytest.FixtureRequest, context: BrowserContext) -> Iterator[Serve]:
    """Folder -> the address it can be opened at, which ends in a slash: over http, from disk, or where it was saved."""
    with ExitStack() as servers:
        ways: dict[str, Serve] = {
            "http": lambda folder: servers.enter_context(hosted(folder)),
            "file": lambda folder: folder.as_uri() + "/",
            "offline": lambda folder: saved(folder, context),
        }
        yield ways[request.param]


def saved(folder: Path, context: BrowserContext) -> str:
    """Where the browser has saved the site in ``folder``: there is neither a network nor a server any more."""
    with hosted(folder) as start:
        page = context.new_page()
        page.goto(start)
        expect(page.locator("[data-offline]")).to_have_text("Works offline.")
        page.close()
    context.set_offline(True)
    return start


@pytest.fixture
def complaints(context: BrowserContext) -> Iterator[list[str]]:
    """What the pages of this test's context complained of; the test fails if anything is left in the end."""
    found: list[str] = []

    def heard(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            found.append(said.text)

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # that one is not asked for any more, since the page was left
            found.append(f"failed: {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            found.append(f"{response.status}: {response.url}")

    def watch(page: Page) -> None:
        page.on("console", heard)
        page.on("pageerror", lambda error: found.append(str(error)))
        page.on("requestfailed", failed)
        page.on("response", answered)

    context.add_init_script(
        "addEventListener('securitypolicyviolation', (e) => console.error('CSP', e.violatedDirective, e.blockedURI))"
    )
    context.on("page", watch)
    yield found
    assert found == []


@pytest.fixture
def page(complaints: list[str], context: BrowserContext) -> Page:
    """A page of a browser of its own, watched."""
    return context.new_page()


def until(page: Page, condition: str, arg: object = None) -> None:
    """Waits until the function ``condition`` of the page, which may be asynchronous, holds for ``arg``.

    ``Page.wait_for_function`` takes a promise itself for a yes, and the pages' policy forbids its second try.
    """
    deadline = time.monotonic() + 20
    while not page.evaluate(condition, arg):
        assert time.monotonic() < deadline, f"in vain: {condition}"
        page.wait_for_timeout(20)


# --- looks ------------------------------------------------------------------------------------------------------------


def without_violations(page: Page, name: str) -> None:
    """At both widths and in both themes, axe-core finds nothing and nothing scrolls sideways. ``name``: what it is."""
    page.add_script_tag(path=AXE)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = page.evaluate(
                """async (tags) => {
                    const { violations } = await axe.run(document, { preload: false, runOnly: tags });
                    return violations.map((each) => [each.id, each.nodes.map((node) => node.html)]);
                }""",
                ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            )
            assert found == [], f"{name}, {scheme}, {width} px: {json.dumps(found, indent=1)}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, f"{name} scrolls sideways at {width} px"


# --- sites ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sky(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sky")
    return build(write(folder / "vault", NOTES), folder / "dist")


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of three domains, for a student with a history."""
    folder = tmp_path_factory.mktemp("cloud")
    return build(cloud_vault(folder / "vault"), folder / "dist")


@pytest.fixture(scope="session")
def row(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve cards of one kind, the first option right: for what happens from card to card."""
    cards = [f"##### What is {n} plus nothing?\n- {n}\n- {n + 50}\n#card\n{n}\n^q-{n}\n" for n in range(1, 13)]
    folder = tmp_path_factory.mktemp("row")
    return build(write(folder / "vault", {"Sums.md": "\n".join(cards)}), folder / "dist")


@pytest.fixture
def quiz(address: Serve, sky: Path) -> str:
    return address(sky) + "quiz.html"


@pytest.fixture
def sums(address: Serve, row: Path) -> str:
    return address(row) + "quiz.html"


@pytest.fixture
def web(row: Path) -> Iterator[str]:
    """Over http alone: what a browser's tools do to a site, they do to no folder."""
    with hosted(row) as address:
        yield address + "quiz.html"
