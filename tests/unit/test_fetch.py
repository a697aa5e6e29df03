"""``studysite fetch-media``: pictures of a real server come into the vault, and of the notes only addresses change."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import pytest
from PIL import Image

from generator import config, vault
from generator.upkeep import fetch
from generator.upkeep.fetch import web as over_http
from generator.upkeep.fetch.web import FetchError

from .conftest import Content, write


def picture(kind: str = "PNG", colour: str = "red") -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, kind)
    return out.getvalue()


SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='3' height='4'/>"
PNG = picture()
PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/red.png": (200, {}, PNG),
    "/other/red.png": (200, {}, picture(colour="blue")),
    "/Same%20red.png": (200, {}, PNG),
    "/photo.png": (200, {"Content-Type": "text/plain"}, picture("JPEG")),
    "/plot?id=7&size=2": (200, {}, picture("WEBP")),
    "/plot_(1).svg": (200, {}, SVG),
    "/ümlaut.gif": (200, {}, picture("GIF")),
    "/moved.png": (302, {"Location": "/red.png"}, b""),
    "/file.png": (302, {"Location": "file:///etc/passwd"}, b""),
    "/loop.png": (302, {"Location": "/loop.png"}, b""),
    "/page.png": (200, {"Content-Type": "image/png"}, b"<!doctype html><p>not here</p>"),
    "/bad.svg": (200, {}, SVG.replace(b"/>", b"><script/></svg>")),
    "/cut.png": (200, {}, picture("PNG")[:-40]),
    "/short.png": (200, {"Content-Length": "999999"}, PNG),
    "/con.png": (200, {}, PNG),
    "/..%2f..%2fup.png": (200, {}, PNG),
    "/": (200, {}, PNG),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = PAGES.get(self.path) or PAGES.get(unquote(self.path))
        status, headers, body = found or (404, {}, b"")
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(autouse=True)
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


Run = Callable[[Mapping[str, Content]], tuple[fetch.Report, list[str]]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def ran(files: Mapping[str, Content]) -> tuple[fetch.Report, list[str]]:
        write(tmp_path, {"study.toml": "exclude = []\n", **files})
        settings = config.load(tmp_path)[0]
        lines: list[str] = []
        notes = fetch.remote_pictures(tmp_path, settings)
        return fetch.fetch(tmp_path, settings, notes, lines.append, lambda *_: None), lines

    return ran


def test_every_way_to_write_a_picture(run: Run, web: str, tmp_path: Path) -> None:
    before = (
        f"\ufeffA ![]({web}/red.png) and ![[{web}/red.png|300]], ![[ {web}/other/red.png ]]\r\n"
        f'- ![A \\] plot](<{web}/plot?id=7&size=2> "title")\r'
        f"> [!note] ![alt [with] brackets|100x50]( {web}/plot_(1).svg 'title' )\n"
        f"> <img width=3 src='{web}/plot?id=7&amp;size=2' alt=x>\n\n"
        f"<div>\n<IMG alt='a' SRC={web}/photo.png></div>\n\n"
        f"| a | b |\n|---|---|\n| ![x\\|100]({web}/ümlaut.gif) | ![[{web}/moved.png\\|50]] |\n"
    )
    after = (
        "\ufeffA ![](attachments/red.png) and ![[attachments/red.png|300]], ![[ attachments/red-X.png ]]\r\n"
        '- ![A \\] plot](<attachments/plot.webp> "title")\r'
        "> [!note] ![alt [with] brackets|100x50]( attachments/plot-1.svg 'title' )\n"
        "> <img width=3 src='attachments/plot.webp' alt=x>\n\n"
        "<div>\n<IMG alt='a' SRC=attachments/photo.jpg></div>\n\n"
        "| a | b |\n|---|---|\n| ![x\\|100](attachments/%C3%BCmlaut.gif) | ![[attachments/moved.png\\|50]] |\n"
    )
    report, lines = run({"Note.md": before.encode()})
    blue = next(path.name for path in (tmp_path / "attachments").iterdir() if path.name.startswith("red-"))
    assert (tmp_path / "Note.md").read_bytes().decode() == after.replace("red-X.png", blue)
    assert report == (7, 1, 0), lines
    assert (tmp_path / "attachments/red.png").read_bytes() == PNG
    assert (tmp_path / "attachments" / blue).read_bytes() == PAGES["/other/red.png"][2]
    # The site shows every one of them, and there is nothing left to do.
    assert fetch.remote_pictures(tmp_path, config.load(tmp_path)[0]) == ()
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()]


def test_what_is_no_picture_of_another_site_stays(run: Run, web: str, tmp_path: Path) -> None:
    note = (
        f"[link]({web}/red.png) {web}/red.png `![]({web}/red.png)` %%![]({web}/red.png)%% ![](own.png)\n\n"
        f"```\n![]({web}/red.png)\n```\n\n![](https://www.youtube.com/watch?v=abcdefghijk) ![](ftp://x.y/z.png)\n"
        "<iframe src='https://example.org/'></iframe> $![]$\n"
    )
    assert run({"Note.md": note})[0] == (0, 0, 0)
    assert (tmp_path / "Note.md").read_text() == note


def test_a_picture_in_the_note_itself(run: Run, tmp_path: Path) -> None:
    code = base64.b64encode(PNG).decode()
    report, lines = run({"Note.md": f"![A dot](data:image/png;base64,{code})\n\n![](data:image/png;base64,AAAA)\n"})
    assert (tmp_path / "Note.md").read_text().startswith("![A dot](attachments/picture.png)\n")
    assert (report.copied, report.failed) == (1, 1)
    assert all(len(line) < 120 for line in lines)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/gone.png", "the server says 404"),
        ("/file.png", "not allowed"),
        ("/loop.png", "redirect"),
        ("/page.png", "a web page"),
        ("/bad.svg", "scripts"),
        ("/cut.png", "damaged"),
        ("/short.png", "broke off"),
    ],
)
def test_one_that_cannot_be_had_is_told_and_keeps_no_other_back(
    run: Run, web: str, tmp_path: Path, path: str, why: str
) -> None:
    report, lines = run({"Note.md": f"\n![]({web}{path}) ![]({web}/red.png)\n"})
    assert report == (1, 1, 1)
    assert (tmp_path / "Note.md").read_text() == f"\n![]({web}{path}) ![](attachments/red.png)\n"
    (said,) = [line for line in lines if line.startswith("Note.md:2: ")]
    assert why in said
    assert [file.name for file in (tmp_path / "attachments").iterdir()] == ["red.png"]


def test_a_server_that_is_not_there(run: Run) -> None:
    report, lines = run({"Note.md": "![](http://127.0.0.1:1/a.png) ![](http://[bad/x.png)"})
    assert (report.copied, report.failed) == (0, 1)
    assert "refused" in lines[0]


def test_no_more_than_the_limit(web: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(over_http, "MAX_BYTES", 100)
    with pytest.raises(FetchError, match="more than"):
        over_http.download(f"{web}/red.png")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.y/z", "//x.y/z", "/etc/passwd", "javascript:x"])
def test_no_other_scheme_is_opened(url: str) -> None:
    with pytest.raises(FetchError, match="is not fetched"):
        over_http.download(url)


@pytest.mark.parametrize(
    ("setting", "note", "folder"),
    [
        ('{"attachmentFolderPath": "/"}', "a/N.md", ""),
        ('{"attachmentFolderPath": "./"}', "a/N.md", "a/"),
        ('{"attachmentFolderPath": "./My pics"}', "a/N.md", "a/My pics/"),
        ('{"attachmentFolderPath": "Pics/Deep"}', "a/N.md", "Pics/Deep/"),
        ("{}", "N.md", "attachments/"),
    ],
)
def test_pictures_go_where_obsidian_puts_attachments(
    run: Run, web: str, tmp_path: Path, setting: str, note: str, folder: str
) -> None:
    assert run({".obsidian/app.json": setting, note: f"![]({web}/red.png) ![[{web}/red.png]]"})[0] == (1, 1, 0)
    assert (tmp_path / folder / "red.png").is_file()
    assert (tmp_path / note).read_text() == f"![]({folder.replace(' ', '%20')}red.png) ![[{folder}red.png]]"


def test_a_folder_for_pictures_that_is_there_is_taken(run: Run, web: str, tmp_path: Path) -> None:
    assert run({"Assets/x.png": PNG, "N.md": f"![]({web}/con.png)"})[0].copied == 1
    assert (tmp_path / "N.md").read_text() == "![](Assets/picture-con.png)"


@pytest.mark.parametrize("setting", ["../out", "./../..", ".hidden", "a/.b", "link"])
def test_no_folder_that_is_hidden_or_outside(run: Run, web: str, tmp_path: Path, setting: str) -> None:
    root = tmp_path / "vault"
    write(root, {".obsidian/app.json": f'{{"attachmentFolderPath": "{setting}"}}'})
    (root / "link").symlink_to(tmp_path)
    with pytest.raises(FetchError, match="folder for attachments"):
        fetch.folder_of(root, config.load(root)[0], "N.md")


def test_a_folder_that_leads_out_of_the_vault_is_not_taken(tmp_path: Path) -> None:
    write(tmp_path / "vault", {"study.toml": "exclude = []\n"})
    (tmp_path / "vault/attachments").symlink_to(tmp_path)
    with pytest.raises(FetchError, match="not in the vault"):
        fetch.folder_of(tmp_path / "vault", config.load(tmp_path / "vault")[0], "N.md")


def test_nothing_is_overwritten_and_one_picture_is_kept_once(run: Run, web: str, tmp_path: Path) -> None:
    files = {"attachments/RED.png": b"the author's", "attachments/Same-red.png": PNG}
    note = f"![]({web}/red.png) ![]({web}/Same%20red.png) ![]({web}/..%2f..%2fup.png) ![]({web}/)"
    report, lines = run({**files, "N.md": note})
    assert report.failed == 0, lines
    assert {name: (tmp_path / name).read_bytes() for name in files} == files
    names = sorted(path.name for path in (tmp_path / "attachments").iterdir())
    assert len(names) == 5
    assert {"up.png", "picture.png"} < set(names)
    assert "![](attachments/Same-red.png)" in (tmp_path / "N.md").read_text()


def test_a_note_saved_meanwhile_is_left_alone(
    run: Run, web: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fetch.edited

    def edited(raw: bytes, *rest: object) -> bytes:
        if raw.startswith(b"One"):
            (tmp_path / "One.md").write_text("One, changed")
        return real(raw, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(fetch, "edited", edited)
    report, lines = run({"One.md": f"One ![]({web}/red.png)", "Two.md": f"Two ![]({web}/red.png)"})
    assert report == (1, 1, 1)
    assert (tmp_path / "One.md").read_text() == "One, changed"
    assert "saved meanwhile" in lines[-1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["One.md", "Two.md", "attachments", "study.toml"]


def test_what_cannot_be_written_in_place_is_told(run: Run, web: str, tmp_path: Path) -> None:
    note = f"![x][r]\n\n[r]: {web}/red.png\n"
    report, lines = run({"N.md": note, "U.md": f"![]({web}/red.png)".encode("utf-16")})
    assert report == (0, 0, 1)
    assert "stands elsewhere" in lines[0]
    assert (tmp_path / "N.md").read_text() == note


def test_mode_link_and_privacy(run: Run, web: str, tmp_path: Path) -> None:
    write(tmp_path, {"real/Note.md": f"---\npublish: false\n---\n![]({web}/red.png)", "Templates/T.md": "x"})
    (tmp_path / "real/Note.md").chmod(0o640)
    (tmp_path / "Linked.md").symlink_to("real/Note.md")
    report, _ = run({})
    assert report.copied == 1
    assert (tmp_path / "Linked.md").is_symlink()
    assert (tmp_path / "real/Note.md").stat().st_mode & 0o777 == 0o640
    assert "attachments/red.png" in (tmp_path / "real/Note.md").read_text()
    assert vault.scan(tmp_path, config.load(tmp_path)[0]).assets[0].path == "attachments/red.png"


def test_the_command(web: str, tmp_path: Path) -> None:
    write(tmp_path, {"study.toml": "exclude = []\n", "N.md": f"a\n![]({web}/red.png)\n![]({web}/gone.png)\n"})

    def command(*more: str) -> tuple[int, str]:
        call = [sys.executable, "-m", "generator.cli", "fetch-media", str(tmp_path), *more]
        done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=60)
        assert done.stderr == ""
        return done.returncode, done.stdout

    before = (tmp_path / "N.md").read_bytes()
    code, said = command("--dry-run")
    assert code == 0
    assert f"N.md:2: {web}/red.png -> attachments/\n" in said
    assert "2 pictures of other sites in 1 note\n" in said
    assert (tmp_path / "N.md").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["N.md", "study.toml"]
    code, said = command()
    assert code == 1
    assert f"{web}/red.png -> attachments/red.png\n" in said
    assert "1 picture copied, 1 note changed, 1 failed\n" in said
    (tmp_path / "N.md").write_text("![](attachments/red.png)")
    assert command() == (0, "0 pictures of other sites in 0 notes\n")
