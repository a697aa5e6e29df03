"""``studysite serve`` as a process: who may ask, and that every way of saving a note shows up."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.serve.ranges import UnsatisfiableError, asked


class Serving:
    """A running ``studysite serve`` on a vault."""

    def __init__(self, vault: Path, cache: Path) -> None:
        command = [sys.executable, "-m", "generator.cli", "serve", vault, "--cache-dir", cache]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self.process.stdout is not None
        self.streams: list[http.client.HTTPConnection] = []
        self.said = self.process.stdout.readline()
        found = re.search(r"http://localhost:(\d+)/", self.said)
        assert found, self.said + self.process.stdout.read()
        self.port = int(found[1])

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Host": f"localhost:{self.port}", **headers})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), data

    def text(self, path: str) -> str:
        return self.get(path)[2].decode()

    def events(self) -> Iterator[dict[str, object]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        self.streams.append(connection)
        connection.request("GET", "/_studysite/events", headers={"Host": f"localhost:{self.port}"})
        with connection.getresponse() as answer:
            assert answer.getheader("Content-Type") == "text/event-stream"
            for line in answer:
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])

    def close(self) -> None:
        for stream in self.streams:
            stream.close()
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=10)
        assert self.process.returncode == 130
        assert "Traceback" not in said

    def soon(self, holds: Callable[[], bool], seconds: float = 10) -> None:
        """Waits until ``holds``: a test machine may be slow, so the bar of one second is measured elsewhere."""
        until = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < until, "it never showed"
            time.sleep(0.02)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    (root / "sub").mkdir(parents=True)
    (root / "study.toml").write_text("exclude = []\n")
    (root / "Note.md").write_text("first words\n")
    (root / "Other.md").write_text("See [[Note]].\n")
    (root / "sub" / "Deep.md").write_text("deep words\n")
    return root


@pytest.fixture
def serving(vault: Path, tmp_path: Path) -> Iterator[Serving]:
    running = Serving(vault, tmp_path / "cache")
    yield running
    running.close()


def test_pages_as_a_host_would_serve_them(serving: Serving) -> None:
    assert "first words" in serving.text("/note.html")
    assert serving.text("/note") == serving.text("/note.html")
    assert "Deep" in serving.text("/sub/")
    status, headers, body = serving.get("/nothing/here.html")
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert b"Page not found" in body
    _, headers, _ = serving.get("/")
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert serving.get("/note.html", **{"If-None-Match": headers["ETag"]})[0] == 200
    _, headers, _ = serving.get("/note.html")
    assert serving.get("/note.html", **{"If-None-Match": headers["ETag"]})[0] == 304


def test_the_page_that_draws_diagrams_is_served_as_it_is(serving: Serving, vault: Path) -> None:
    assert "unsafe" not in serving.get("/note.html")[1]["Content-Security-Policy"]
    (vault / "Note.md").write_text("```mermaid\ngraph LR\n```\n")
    serving.soon(lambda: '"drawing"' in serving.text("/build.js"))
    found = re.search(r'"drawing":"([^"]+)"', serving.text("/build.js"))
    assert found
    _, headers, body = serving.get(f"/{found[1]}")
    assert "style-src 'self' 'unsafe-inline'" in headers["Content-Security-Policy"]
    assert b"_studysite" not in body


@pytest.mark.parametrize(
    ("header", "size", "part"),
    [
        (None, 10, None),
        ("bytes=0-", 10, range(10)),
        ("bytes=0-1", 10, range(2)),
        ("bytes=3-3", 10, range(3, 4)),
        (" Bytes=3-99 ", 10, range(3, 10)),
        ("bytes=-4", 10, range(6, 10)),
        ("bytes=-99", 10, range(10)),
        ("bytes=5-2", 10, None),
        ("bytes=-", 10, None),
        ("bytes=0-1,4-5", 10, None),
        ("lines=0-1", 10, None),
        ("bytes=a-b", 10, None),
    ],
)
def test_the_part_that_a_player_asks_for(header: str | None, size: int, part: range | None) -> None:
    assert asked(header, size) == part


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=10-", 10), ("bytes=10-20", 10), ("bytes=-0", 10), ("bytes=0-", 0)]
)
def test_a_part_that_is_not_there(header: str, size: int) -> None:
    with pytest.raises(UnsatisfiableError):
        asked(header, size)


def test_films_are_sent_in_parts(serving: Serving, vault: Path) -> None:
    film = bytes(range(256)) * 4_000
    (vault / "film.mp4").write_bytes(film)
    (vault / "Note.md").write_text("![[film.mp4]]\n")
    serving.soon(lambda: "film-" in serving.text("/note.html"))
    (path,) = re.findall(r'<video[^>]* src="([^"]+)"', serving.text("/note.html"))
    status, headers, body = serving.get(f"/{path}")
    assert (status, body, headers["Accept-Ranges"]) == (200, film, "bytes")
    tag = headers["ETag"]
    status, headers, body = serving.get(f"/{path}", Range="bytes=1000-300999")
    assert (status, body) == (206, film[1000:301_000])
    assert (headers["Content-Range"], headers["Content-Length"]) == ("bytes 1000-300999/1024000", "300000")
    assert serving.get(f"/{path}", **{"Range": "bytes=0-1", "If-Range": tag})[0] == 206
    assert serving.get(f"/{path}", **{"Range": "bytes=0-1", "If-Range": '"another"'})[0] == 200
    status, headers, body = serving.get(f"/{path}", Range="bytes=1024000-")
    assert (status, headers["Content-Range"], body) == (416, "bytes */1024000", b"")
    assert serving.get("/note.html", Range="bytes=0-1")[0] == 200
    (vault / "film.mp4").write_bytes(film[:1000])
    serving.soon(lambda: path not in serving.text("/note.html"))


def test_a_browser_that_leaves_before_its_answer_is_nothing_to_tell_of(serving: Serving) -> None:
    for _ in range(20):
        leaving = socket.create_connection(("127.0.0.1", serving.port), timeout=2)
        leaving.sendall(f"GET /note.html HTTP/1.1\r\nHost: localhost:{serving.port}\r\n\r\n".encode() * 50)
        leaving.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # reset, not closed
        leaving.close()
    assert serving.get("/note.html")[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "localhost"])
def test_other_hosts_are_refused(serving: Serving, host: str) -> None:
    assert serving.get("/note.html", Host=host)[0] == 403
    assert serving.get("/_studysite/events", Host=host)[0] == 403


def test_other_origins_are_refused(serving: Serving) -> None:
    assert serving.get("/note.html", Origin="https://evil.example")[0] == 403
    assert serving.get("/note.html", Origin="null")[0] == 403
    assert serving.get("/note.html", Origin="http://[")[0] == 403
    assert serving.get("/note.html", Origin=f"http://localhost:{serving.port}")[0] == 200


def test_no_other_machine_can_connect(serving: Serving) -> None:
    outside = socket.gethostbyname(socket.gethostname())
    if outside.startswith("127."):
        outside = "127.0.0.2"  # another address of this machine: a server on all of them would answer here too
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((outside, serving.port), timeout=2).close()


@pytest.mark.parametrize(
    "path", ["/../study.toml", "/%2e%2e/study.toml", "/study.toml", "/Note.md", "/.studysite/x", "//etc/passwd", "//["]
)
def test_only_the_site_is_served(serving: Serving, path: str) -> None:
    assert serving.get(path)[0] == 404


def in_place(path: Path, text: str) -> None:
    path.write_text(text)


def temp_and_rename(path: Path, text: str) -> None:
    temp = path.with_name(f".{path.name}.tmp")
    temp.write_text(text)
    temp.replace(path)


def temp_outside(path: Path, text: str) -> None:
    temp = path.parents[1] / "elsewhere.tmp"
    temp.write_text(text)
    temp.replace(path)


def as_vim_does(path: Path, text: str) -> None:
    backup = path.with_name(path.name + "~")
    path.rename(backup)
    path.write_text(text)
    backup.unlink()


def as_syncthing_does(path: Path, text: str) -> None:
    temp = path.with_name(f".syncthing.{path.name}.tmp")
    temp.write_text(text)
    os.utime(temp, (1_000_000_000, 1_000_000_000))
    temp.replace(path)


def in_halves(path: Path, text: str) -> None:
    with path.open("w") as file:
        file.write(text[: len(text) // 2])
        file.flush()
        time.sleep(0.1)
        file.write(text[len(text) // 2 :])


def of_the_same_size_and_time(path: Path, text: str) -> None:
    before = path.stat()
    path.write_text(text.ljust(before.st_size)[: max(before.st_size, len(text))])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "save",
    [in_place, temp_and_rename, temp_outside, as_vim_does, as_syncthing_does, in_halves, of_the_same_size_and_time],
)
def test_every_way_of_saving_shows(serving: Serving, vault: Path, save: Callable[[Path, str], None]) -> None:
    for words in ("second thoughts", "third ones"):
        save(vault / "Note.md", words)
        serving.soon(lambda words=words: words in serving.text("/note.html"))


def test_many_files_at_once_as_a_checkout_brings_them(serving: Serving, vault: Path) -> None:
    for number in range(300):
        folder = vault / f"part {number % 7}"
        folder.mkdir(exist_ok=True)
        (folder / f"Bulk {number}.md").write_text(f"bulk words {number}\n")
    serving.soon(lambda: serving.get("/part-5/bulk-299.html")[0] == 200, 30)
    shutil.rmtree(vault / "part 5")
    serving.soon(lambda: serving.get("/part-5/bulk-299.html")[0] == 404, 30)


def test_folders_that_move_and_a_root_that_is_replaced(serving: Serving, vault: Path) -> None:
    (vault / "sub").rename(vault / "moved")
    serving.soon(lambda: serving.get("/moved/deep.html")[0] == 200)
    assert serving.get("/sub/deep.html")[0] == 404
    vault.rename(vault.with_name("old"))
    vault.mkdir()
    (vault / "Note.md").write_text("a new vault\n")
    serving.soon(lambda: "a new vault" in serving.text("/note.html"))
    (vault / "Note.md").write_text("still watched\n")
    serving.soon(lambda: "still watched" in serving.text("/note.html"))


def test_a_settings_file_that_cannot_be_used_keeps_the_last_good_site(serving: Serving, vault: Path) -> None:
    events = serving.events()
    assert next(events)["problems"] == []
    (vault / "study.toml").write_text('titel = "x"\n')
    told = next(events)
    assert told["changed"] == []
    (problem,) = told["problems"]  # type: ignore[misc]
    assert "titel" in problem["message"]
    assert "first words" in serving.text("/note.html")
    (vault / "study.toml").write_text('title = "Mended"\nexclude = []\n')
    while (told := next(events))["problems"]:
        pass
    assert "Mended" in serving.text("/note.html")


def test_pages_hear_what_changed_and_what_is_wrong(serving: Serving, vault: Path) -> None:
    events = serving.events()
    next(events)
    (vault / "Note.md").write_text("now with ![[gone.png]]\n")
    told = next(events)
    assert "note.html" in told["changed"]  # type: ignore[operator]
    assert "sub/deep.html" not in told["changed"]  # type: ignore[operator]
    (problem,) = told["problems"]  # type: ignore[misc]
    assert (problem["path"], problem["line"], problem["col"], problem["page"]) == ("Note.md", 1, 10, "note.html")


def test_nothing_is_built_while_nobody_writes(serving: Serving, vault: Path) -> None:
    serving.text("/note.html")
    status = Path(f"/proc/{serving.process.pid}/stat")
    if not status.exists():  # no such file on this system: what follows is about Linux
        return
    time.sleep(1.5)  # the watch's own first look
    before = sum(map(int, status.read_text().rsplit(")", 1)[1].split()[11:13]))
    for _ in range(20):
        (vault / "Note.md").read_text()
        time.sleep(0.05)
    after = sum(map(int, status.read_text().rsplit(")", 1)[1].split()[11:13]))
    assert after - before <= 5  # hundredths of a second of processor time


def test_nothing_is_written_but_the_cache(serving: Serving, vault: Path) -> None:
    (vault / "Note.md").write_text("again\n")
    serving.soon(lambda: "again" in serving.text("/note.html"))
    assert sorted(p.relative_to(vault).as_posix() for p in vault.rglob("*")) == [
        "Note.md",
        "Other.md",
        "study.toml",
        "sub",
        "sub/Deep.md",
    ]


def test_a_port_that_is_taken_is_one_clear_message(serving: Serving, vault: Path) -> None:
    command = [sys.executable, "-m", "generator.cli", "serve", vault, "--port", str(serving.port), "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert "Address already in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_cache_that_cannot_be_used_is_said_and_done_without(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    command = [sys.executable, "-m", "generator.cli", "serve", vault, "--cache-dir", tmp_path / "file" / "cache"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "note: no cache is kept" in process.stdout.readline()
        assert "http://localhost:" in process.stdout.readline()
        process.terminate()
