"""Answers browsers from memory, on loopback alone.

Who asks must name this machine as the host, and a page that asks must be of this site: else any web page could read
the notes by way of a name that it points to 127.0.0.1, or by loading the data scripts, which say where they came from
in no ``Origin``; so browsers are told to hand no file to another site's page (``Cross-Origin-Resource-Policy``). Pages
carry the production's content security policy.
``_studysite/`` holds what only ``serve`` has: the script that reloads and shows problems, and the stream of events that
it listens to.
"""

from __future__ import annotations

import json
import mimetypes
import os
import queue
import sys
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from socket import socket
from types import TracebackType
from typing import Any, BinaryIO, ClassVar, Self
from urllib.parse import unquote

from generator.serve.live import Change, Live, build_id
from generator.serve.ranges import UnsatisfiableError, asked

_OWN = "_studysite/"
_HTTP = 80
_FIRST_PORT = 8000
_PORTS = 20
_HEARTBEAT = 15.0
"""Seconds after which a comment is sent down a silent stream, so that a browser that has gone is noticed."""
_CHUNK = 1 << 18
"""Bytes of a large file that are in memory at a time."""
_NOTHING: Mapping[str, str] = {}
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
}


class Server:
    """An HTTP server in threads of its own, from entering its context to leaving it."""

    def __init__(self, live: Live, port: int | None) -> None:
        """Raises ``OSError`` if ``port`` (or, without one, every port that is tried) is taken."""
        self._listeners: set[queue.SimpleQueue[Change | None]] = set()
        self._lock = threading.Lock()
        self._http = _bound(port)
        self._http.site = self
        self.live = live
        self.port: int = self._http.server_address[1]
        self.address = f"http://localhost:{self.port}/"
        names = ("localhost", "127.0.0.1", "[::1]")
        port_said = frozenset(f"{name}:{self.port}" for name in names)
        self.hosts = port_said | frozenset(names) if self.port == _HTTP else port_said  # browsers leave 80 unsaid
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for listener in self.listeners():
            listener.put(None)
        self._http.shutdown()
        self._http.server_close()

    def tell(self, change: Change) -> None:
        """Send ``change`` to every page that listens."""
        for listener in self.listeners():
            listener.put(change)

    def listeners(self) -> list[queue.SimpleQueue[Change | None]]:
        """The streams that are open now."""
        with self._lock:
            return list(self._listeners)

    def listen(self) -> queue.SimpleQueue[Change | None]:
        """A new stream of changes; ``None`` in it means the end."""
        listener: queue.SimpleQueue[Change | None] = queue.SimpleQueue()
        with self._lock:
            self._listeners.add(listener)
        return listener

    def forget(self, listener: queue.SimpleQueue[Change | None]) -> None:
        """The page has gone."""
        with self._lock:
            self._listeners.discard(listener)


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows this would let two servers have one port
    site: Server

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """Say what went wrong, but for a browser that left before it had its answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _bound(port: int | None) -> _Http:
    wanted = [port] if port is not None else [*range(_FIRST_PORT, _FIRST_PORT + _PORTS), 0]
    for number in wanted:
        try:
            return _Http(("127.0.0.1", number), _Handler)
        except OSError:
            if number == wanted[-1]:
                raise
    raise AssertionError(wanted)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "studysite"
    sys_version = ""
    server: _Http
    timeout: ClassVar[float] = 60.0

    def do_GET(self) -> None:
        """Answer with a file of the site or a stream of events."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """The same without the body."""
        self._answer(body=False)

    def log_message(self, *_: object) -> None:
        """Says nothing: the terminal is for problems."""

    def _answer(self, *, body: bool) -> None:
        site = self.server.site
        if self.headers.get("Host", "").lower() not in site.hosts:
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"studysite serves this machine only\n", body=body)
            return
        origin = self.headers.get("Origin")
        if origin is not None and origin.lower().removeprefix("http://") not in site.hosts:
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"studysite answers its own pages only\n", body=body)
            return
        path = unquote(self.path.partition("?")[0]).lstrip("/")
        if path == f"{_OWN}events":
            self._stream()
        elif path.startswith(_OWN):
            self._own(path.removeprefix(_OWN), body=body)
        else:
            self._file(path, body=body)

    def _file(self, path: str, *, body: bool) -> None:
        """A file of the site: as named, with ``.html`` added, a folder's index, else the page for what is not there."""
        files = self.server.site.live.site  # of one build, whatever is built meanwhile
        names = (path or "index.html", f"{path}.html", f"{path.rstrip('/')}/index.html")
        name = next((name for name in names if name in files), None)
        status = HTTPStatus.OK if name else HTTPStatus.NOT_FOUND
        output = files[name or "404.html"]
        kind, build = _type(name or "404.html"), build_id(files)
        is_page = kind.startswith("text/html") and not (name or "").startswith("assets/")  # there the frame's is
        tag = f'"{output.digest}{build if is_page else ""}"'  # a page as it is sent names its build
        if name and self.headers.get("If-None-Match") == tag:
            self._send(HTTPStatus.NOT_MODIFIED, "", b"", tag=tag, body=False)
            return
        try:
            file = output.open() if output.open else BytesIO(output.make())
        except OSError as error:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", f"{error}\n".encode(), body=body)
            return
        with file:
            if is_page:
                self._send(status, kind, _with_live(file.read(), build), tag=tag, body=body)
            else:
                self._part(kind, file, tag, body=body)

    def _part(self, kind: str, file: BinaryIO, tag: str, *, body: bool) -> None:
        """A file, or the part of it that is asked for."""
        size = file.seek(0, os.SEEK_END)
        changed = self.headers.get("If-Range", tag) != tag
        more = {"Accept-Ranges": "bytes"}
        try:
            part = None if changed else asked(self.headers.get("Range"), size)
        except UnsatisfiableError:
            more["Content-Range"] = f"bytes */{size}"
            self._head(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "", 0, more=more)
            return
        status = HTTPStatus.OK if part is None else HTTPStatus.PARTIAL_CONTENT
        if part is None:
            part = range(size)
        else:
            more["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
        self._head(status, kind, len(part), tag=tag, more=more)
        file.seek(part.start)
        left = len(part) if body else 0
        while left and (data := file.read(min(left, _CHUNK))):
            self.wfile.write(data)
            left -= len(data)
        if left:  # it has become shorter: what was promised can't be sent any more
            self.close_connection = True

    def _own(self, name: str, *, body: bool) -> None:
        data = self.server.site.live.theme.live.get(name)
        if data is None:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"no such file\n", body=body)
        else:
            self._send(HTTPStatus.OK, _type(name), data, body=body)

    def _send(self, status: HTTPStatus, kind: str, data: bytes, *, body: bool, tag: str = "") -> None:
        self._head(status, kind, None if status == HTTPStatus.NOT_MODIFIED else len(data), tag=tag)
        if body:
            self.wfile.write(data)

    def _head(
        self, status: HTTPStatus, kind: str, length: int | None, *, tag: str = "", more: Mapping[str, str] = _NOTHING
    ) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        if tag:
            self.send_header("ETag", tag)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Content-Security-Policy", self.server.site.live.policy)
        self.end_headers()

    def _stream(self) -> None:
        """Server-sent events until either side ends (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
        site = self.server.site
        listener = site.listen()
        try:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            self._event("hello", {"build": build_id(site.live.site), "problems": site.live.problems})
            while True:
                try:
                    change = listener.get(timeout=_HEARTBEAT)
                except queue.Empty:
                    self.wfile.write(b":\n\n")
                    continue
                if change is None:
                    return
                self._event(
                    "build", {"build": build_id(site.live.site), "changed": change.paths, "problems": change.problems}
                )
        except OSError:
            return
        finally:
            site.forget(listener)

    def _event(self, name: str, data: dict[str, Any]) -> None:
        self.wfile.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())
        self.wfile.flush()


def _with_live(page: bytes, build: str) -> bytes:
    """``page`` with the script that reloads it. The script's address names the build that the page is of."""
    head = (
        f'<link rel="stylesheet" href="/{_OWN}live.css">\n<script src="/{_OWN}live.js?{build}" defer></script>\n</head>'
    )
    return page.replace(b"<html ", b"<html data-live ", 1).replace(b"</head>", head.encode(), 1)


def _type(name: str) -> str:
    ending = name[name.rfind(".") :] if "." in name else ""
    return _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
