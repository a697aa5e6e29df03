"""The site without a network, in a real browser: after one visit, in a subfolder, across deploys, when saving fails."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator import config, site, theme
from generator.memo import Memo

from .conftest import AXE, until

TIDES = "The moon pulls at the sea.\n\n![[shore.png]]\n\n## Spring tides\n\nAt new moon.\n"
CARD = "##### How many high tides has a day?\n- One\n- Two\n#card\nTwo\n^tides\n"
NOTES: dict[str, str | bytes] = {
    "study.toml": 'title = "Sea notes"\nexclude = []\n',
    "Water/Tides.md": TIDES + CARD,
    "Water/Waves.md": "Wind makes waves.\n\n##### What makes waves?\n- Wind\n- Fish\n#card\nWind\n^waves\n",
    "Sails.md": "A sail is a wing. #ships\n",
    "Ropes.md": "Ropes hold sails. See [[Sails]]. #ships\n",
    "Höhe.md": "How high the water stands.\n",
}


def _picture(colour: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), colour).save(made, "PNG")
    return made.getvalue()


NOTES["Water/shore.png"] = _picture("teal")


class Host:
    """A web host on loopback: ``folder`` below ``prefix``, with the headers that the site asks for.

    ``asked`` counts what was asked for, by whom ever; ``broken`` paths answer with 500. A ``pretty`` host drops
    ``.html`` and ``index.html`` from addresses, by a redirect.
    """

    def __init__(self, folder: Path, prefix: str = "/", *, pretty: bool = False) -> None:
        self.folder, self.prefix, self.pretty = folder, prefix, pretty
        self.asked: Counter[str] = Counter()
        self.broken: set[str] = set()
        self._start(0)
        self.port = self._server.server_port
        self.start = f"http://127.0.0.1:{self.port}{prefix}"

    def _start(self, port: int) -> None:
        handler = type("Handler", (_Handler,), {"host": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def resume(self) -> None:
        self._start(self.port)


class _Handler(BaseHTTPRequestHandler):
    host: Host
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        host, path = self.host, unquote(urlsplit(self.path).path)
        path = path.removeprefix(host.prefix) if path.startswith(host.prefix) else "outside"
        host.asked[path] += 1
        if host.pretty and path.endswith(".html"):
            address = re.sub(r"(^|(?<=/))index\.html$|\.html$", "", path)
            self._answer(308, b"", {"Location": quote(host.prefix + address)})
            return
        file = host.folder / path
        if file.is_dir():
            file /= "index.html"
        if host.pretty and not file.is_file():
            file = file.with_name(f"{file.name}.html")
        if path in host.broken:
            self._answer(500, b"broken")
        elif not file.is_file():
            self._answer(404, (host.folder / "404.html").read_bytes(), {"Content-Type": "text/html"})
        else:
            content = file.read_bytes()
            tag = f'"{blake2b(content, digest_size=8).hexdigest()}"'
            known = self.headers["If-None-Match"] == tag
            kind = guess_type(file.name)[0] or "application/octet-stream"
            self._answer(304 if known else 200, b"" if known else content, {"ETag": tag, "Content-Type": kind})

    def _answer(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        everywhere = (self.host.folder / "_headers").read_text().split("/assets/*")[0]
        for line in everywhere.splitlines()[1:]:
            name, _, value = line.strip().partition(": ")
            self.send_header(name, value)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "max-age=0, must-revalidate")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


Hosting = Callable[..., Host]


@pytest.fixture(scope="session")
def browser(whole_browser: Browser) -> Browser:
    """Chromium itself: its headless build installs no site."""
    return whole_browser


@pytest.fixture
def hosting() -> Iterator[Hosting]:
    hosts: list[Host] = []

    def run(folder: Path, prefix: str = "/", *, pretty: bool = False) -> Host:
        hosts.append(Host(folder, prefix, pretty=pretty))
        return hosts[-1]

    yield run
    for host in hosts:
        host.stop()


def _site(folder: Path, notes: Mapping[str, str | bytes], *, installable: bool = True) -> Path:
    """The site of a vault of ``notes``. Built in this process: two sites of a test differ by their notes alone."""
    vault, made = folder / "vault", folder / "site"
    _write(vault, {name: text.encode() if isinstance(text, str) else text for name, text in notes.items()})
    built = site.build(vault, config.load(vault)[0], theme.default(), Memo(), installable=installable)
    _write(made, {path: output.make() for path, output in built.site.items()})
    return made


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _site(tmp_path_factory.mktemp("sea"), NOTES)


@pytest.fixture(scope="module")
def new(old: Path) -> Path:
    """The same site after an edit: one note and its card have changed."""
    edited = TIDES.replace("moon pulls", "moon tugs") + CARD.replace("a day", "one day")
    return _site(old.parent / "later", {**NOTES, "Water/Tides.md": edited})


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _build_id(folder: Path) -> str:
    found = re.search(r'"id":"(\w+)"', (folder / "build.js").read_text())
    assert found is not None
    return found[1]


def _unplug(context: BrowserContext, host: Host) -> None:
    """No network, and no server either: what the browser's switch overlooks fails all the same."""
    context.set_offline(True)
    host.stop()


UPDATE = "navigator.serviceWorker.getRegistration().then((r) => r.update()).then(() => undefined)"
WAITING = "async () => (await navigator.serviceWorker.getRegistration()).waiting !== null"
INSTALLED = "async () => !(await navigator.serviceWorker.getRegistration()).installing"
GONE = "async () => (await navigator.serviceWorker.getRegistration()) === undefined"
KEPT = "caches.keys().then(([name]) => caches.open(name)).then((c) => c.keys()).then((k) => k.map((r) => r.url))"


@pytest.mark.parametrize(
    ("prefix", "pretty"),
    [("/", False), ("/study/", False), ("/", True), ("/study/", True)],
    ids=["root", "subfolder", "pretty-root", "pretty-subfolder"],
)
def test_after_one_visit_everything_works_without_a_network(
    page: Page, context: BrowserContext, hosting: Hosting, old: Path, prefix: str, *, pretty: bool
) -> None:
    host = hosting(old, prefix, pretty=pretty)
    page.goto(host.start)
    expect(page.locator("[data-offline]")).to_have_text("Works offline.", timeout=15000)
    assert host.asked["outside"] == 0
    _unplug(context, host)
    ways = {
        "water/tides.html?utm=1#spring-tides": "Tides",
        "water/waves": "Waves",
        "sails.html": "Sails",
        "ropes?a=b&c": "Ropes",
        "höhe.html": "Höhe",
        "water/": "Water",
        "water": "Water",
        "tags/ships.html": "#ships",
        "index.html": "Sea notes",
        "": "Sea notes",
    }
    for address, title in ways.items():
        page.goto(host.start + address)
        expect(page.locator("h1")).to_have_text(title)
        expect(page.locator("html")).to_have_attribute("data-build", _build_id(old))
        assert page.evaluate("[...document.images].every((image) => image.complete && image.naturalWidth > 0)")
    assert page.evaluate("document.styleSheets.length") > 0
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(host.start + "water/tides.html")
    expect(page.locator("img[src*=shore]")).to_be_visible()
    page.get_by_role("navigation", name="Notes").get_by_role("link", name="Waves").click()
    expect(page.locator("h1")).to_have_text("Waves")
    page.goto(host.start + "quiz.html#/card/tides")
    page.locator("[data-card] input[value='1']").check(force=True)
    page.locator("[data-card] [type=submit]").first.click()
    expect(page.locator("[data-result=right]")).to_be_visible()


def test_what_is_not_saved_says_so_and_comes_with_the_network(
    page: Page, context: BrowserContext, hosting: Hosting, old: Path, tmp_path: Path
) -> None:
    host = hosting(old)
    page.goto(host.start)
    expect(page.locator("[data-offline]")).to_have_text("Works offline.")
    _unplug(context, host)
    page.goto(host.start + "water/later.html?x=1")
    expect(page.locator("h1")).to_have_text("You are offline")
    page.locator("main").get_by_role("link", name="first page").click()
    expect(page.locator("h1")).to_have_text("Sea notes")
    page.go_back()
    host.folder = _site(tmp_path, {**NOTES, "Water/Later.md": "Written later.\n"})
    host.resume()
    context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.locator("h1")).to_have_text("Later")
    assert page.url == host.start + "water/later.html?x=1"


def test_a_deploy_never_mixes_builds_and_is_taken_over_when_the_reader_agrees(
    page: Page, context: BrowserContext, hosting: Hosting, old: Path, new: Path
) -> None:
    host = hosting(old)
    page.goto(host.start + "quiz.html")
    expect(page.locator("[data-offline]")).to_have_text("Works offline.")
    before, after = _files(old), _files(new)
    host.folder = new
    host.asked.clear()

    # The open page goes on with its own build, whose data files the server has no more.
    shard = next(path for path in before.keys() - after.keys() if "cards-" in path)
    page.goto(host.start + "quiz.html#/card/tides")
    expect(page.locator("[data-card]")).to_contain_text("How many high tides has a day?")
    assert host.asked[shard] == 0

    page.evaluate(UPDATE)
    until(page, WAITING)
    changed = {path for path, content in after.items() if before.get(path) != content}
    assert set(host.asked) <= changed
    assert {path for path in changed if path.endswith(".html")} <= set(host.asked)

    # Nothing is offered over an open question; another tab is still of the old build, and offers the new one.
    expect(page.get_by_text("A new version is here")).to_be_hidden()
    other = context.new_page()
    other.goto(host.start + "water/tides.html")
    expect(other.locator("html")).to_have_attribute("data-build", _build_id(old))
    expect(other.locator("main")).to_contain_text("moon pulls")
    top = other.locator("h1").bounding_box()
    expect(other.get_by_text("A new version is here")).to_be_visible()
    assert other.locator("h1").bounding_box() == top

    other.get_by_role("button", name="Update").click()
    expect(other.locator("main")).to_contain_text("moon tugs")
    for each in (page, other):
        expect(each.locator("html")).to_have_attribute("data-build", _build_id(new))
        expect(each.get_by_text("A new version is here")).to_have_count(0)
    expect(page.locator("[data-card]")).to_contain_text("How many high tides has one day?")
    kept = {unquote(urlsplit(url).path)[1:] for url in other.evaluate(KEPT)}
    assert kept <= after.keys()
    _unplug(context, host)
    other.goto(host.start + "water/tides.html")
    expect(other.locator("main")).to_contain_text("moon tugs")


def test_an_offer_can_wait(page: Page, hosting: Hosting, old: Path, new: Path) -> None:
    host = hosting(old)
    page.goto(host.start + "quiz.html#/card/tides")
    expect(page.locator("[data-offline]")).to_have_text("Works offline.")
    host.folder = new
    page.evaluate(UPDATE)
    until(page, WAITING)
    expect(page.locator("[data-card]")).to_be_visible()
    expect(page.get_by_text("A new version is here")).to_be_hidden()
    page.goto(host.start + "quiz.html#/")
    expect(page.get_by_text("A new version is here")).to_be_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate("axe.run().then((found) => found.violations.map((each) => each.id))") == []
    page.get_by_role("button", name="Later").click()
    expect(page.get_by_text("A new version is here")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("data-build", _build_id(old))


@pytest.mark.parametrize("path", ["water/tides.html", "build.js"])
def test_a_failed_update_leaves_the_old_version_whole(
    page: Page, context: BrowserContext, hosting: Hosting, old: Path, new: Path, path: str
) -> None:
    host = hosting(old)
    page.goto(host.start + "sails.html")
    expect(page.locator("[data-offline]")).to_have_text("Works offline.")
    host.folder = new
    host.broken = {path}
    page.evaluate(UPDATE)
    until(page, INSTALLED)
    assert host.asked["sw.js"] == 2
    assert not page.evaluate(WAITING)
    for name in ("water/tides.html", "quiz.html#/card/tides", "water/waves.html"):
        page.goto(host.start + name)
        expect(page.locator("html")).to_have_attribute("data-build", _build_id(old))
    page.goto(host.start + "water/tides.html")
    expect(page.locator("main")).to_contain_text("moon pulls")

    host.broken = set()
    page.evaluate(UPDATE)
    page.get_by_role("button", name="Update").click()
    expect(page.locator("main")).to_contain_text("moon tugs")


def test_a_large_site_saves_its_core_unasked_and_the_rest_on_demand(
    page: Page, context: BrowserContext, hosting: Hosting, tmp_path: Path
) -> None:
    large = {f"Many/Note {number}.md": f"Number {number}.\n" for number in range(1000, 1620)}
    large["Many/Note 1619.md"] = "The last one.\n\n![[far.png]]\n"
    before = _site(tmp_path / "a", {**NOTES, **large, "far.png": _picture("red")})
    host = hosting(before)
    page.goto(host.start)
    foot = page.locator("[data-offline]")
    expect(foot).to_have_attribute("data-offline", "partly", timeout=30000)
    kept = [unquote(urlsplit(url).path)[1:] for url in page.evaluate(KEPT)]
    files = _files(before)
    assert len(kept) == 500
    assert sum(len(files[path]) for path in kept) <= 10_000_000
    assert {path for path in files if path.startswith("assets/data/cards-")} <= set(kept)
    assert {"index.html", "quiz.html", "404.html", "build.js"} <= set(kept)
    last = "many/note-1619.html"
    assert last not in kept

    # A page that comes from a newer build is that build's page throughout; kept ones stay what they are.
    after = _site(tmp_path / "b", {**NOTES, **large, "Many/Note 1618.md": "Edited.\n", "far.png": _picture("red")})
    host.folder = after
    page.goto(host.start + "many/note-1618.html")
    expect(page.locator("main")).to_contain_text("Edited.")
    expect(page.locator("html")).to_have_attribute("data-build", _build_id(after))
    page.goto(host.start)
    expect(page.locator("html")).to_have_attribute("data-build", _build_id(before))
    # Saving would mix the two builds: it is refused.
    page.get_by_role("button", name="for offline use").click()
    expect(foot).to_contain_text("Not everything could be saved.")
    host.folder = before
    page.get_by_role("button", name="Save").click()
    expect(foot).to_have_text("Works offline.", timeout=30000)

    # An update of all that is saved fetches what has changed, and nothing else.
    host.folder = after
    host.asked.clear()
    page.evaluate(UPDATE)
    page.get_by_role("button", name="Update").click(timeout=30000)
    expect(page.locator("html")).to_have_attribute("data-build", _build_id(after))
    expect(foot).to_have_text("Works offline.")
    changed = {path for path, content in _files(after).items() if files.get(path) != content}
    assert set(host.asked) <= changed
    _unplug(context, host)
    page.goto(host.start + "many/note-1618.html")
    expect(page.locator("main")).to_contain_text("Edited.")
    page.goto(host.start + last)
    assert page.evaluate("document.images[0].decode().then(() => document.images[0].naturalWidth)") == 8


def test_a_site_that_is_being_written_gives_up_what_was_kept(
    page: Page, hosting: Hosting, old: Path, tmp_path: Path
) -> None:
    host = hosting(old)
    page.goto(host.start + "sails.html")
    expect(page.locator("[data-offline]")).to_have_text("Works offline.")
    host.folder = _site(tmp_path, NOTES, installable=False)
    page.evaluate(UPDATE)
    expect(page.locator("html")).to_have_attribute("data-build", _build_id(host.folder))
    until(page, GONE)
    assert page.evaluate("caches.keys()") == []
    expect(page.locator("[data-offline]")).to_be_empty()


def test_from_disk_nothing_is_said_of_it(page: Page, old: Path) -> None:
    page.goto(old.as_uri() + "/sails.html")
    page.wait_for_selector("html[data-build]")
    expect(page.locator("[data-offline]")).to_be_empty()
    assert page.locator("link[rel=manifest]").count() == 0


def test_a_device_can_install_it(page: Page, context: BrowserContext, hosting: Hosting, old: Path) -> None:
    host = hosting(old, "/study/")
    page.goto(host.start + "water/tides.html")
    expect(page.locator("[data-offline]")).to_have_text("Works offline.")
    session = context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == host.start + "manifest.webmanifest"
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors] == ["in-incognito"]  # as every page of a browser under test
