"""The bytes at an address: over http and https, or in the address itself (``data:``). Nothing else is ever opened."""

from __future__ import annotations

import base64
import binascii
import time
from http.client import HTTPException
from typing import IO
from urllib import request
from urllib.error import HTTPError
from urllib.parse import quote, unquote_to_bytes

MAX_BYTES = 25_000_000
_SILENCE = 20.0
"""Seconds without a byte."""
_PATIENCE = 120.0
"""Seconds for one picture."""
_CHUNK = 65_536
_HEADERS = {
    "User-Agent": "studysite fetch-media",  # some hosts answer nobody without a name
    "Accept": "image/png, image/jpeg, image/gif, image/webp, image/svg+xml, image/*;q=0.5",
}


class FetchError(Exception):
    """A picture cannot be had; the text says why."""


def _opener() -> request.OpenerDirector:
    """Unlike ``urlopen``, one that knows neither ``file:`` nor ``ftp:``."""
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        request.HTTPHandler(),
        request.HTTPSHandler(),
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
        request.HTTPRedirectHandler(),
    ):
        opener.add_handler(handler)
    return opener


def download(url: str) -> bytes:
    """What is at ``url``, whatever it is. Raises ``FetchError``."""
    scheme = url.partition(":")[0].lower()
    if scheme == "data":
        return _inline(url)
    if scheme not in ("http", "https"):
        raise FetchError(f"{scheme}: is not fetched")
    try:
        asked = request.Request(quote(url, safe="/:?#[]@!$&'()*+,;=%~"), headers=_HEADERS)  # noqa: S310  # as checked
        with _opener().open(asked, timeout=_SILENCE) as answer:
            data = _read(answer)
            said = answer.headers.get("Content-Length")
    except HTTPError as error:
        error.close()
        raise FetchError(f"the server says {error.code} {error.reason}") from error
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise FetchError(f"it cannot be fetched: {getattr(reason, 'strerror', None) or reason}") from error
    if said and said.isdecimal() and int(said) != len(data):
        raise FetchError("the connection broke off")
    return data


def _read(answer: IO[bytes]) -> bytes:
    end = time.monotonic() + _PATIENCE
    data = bytearray()
    while part := answer.read(_CHUNK):
        data += part
        if len(data) > MAX_BYTES:
            raise FetchError(f"it has more than {MAX_BYTES // 1_000_000} MB")
        if time.monotonic() > end:
            raise FetchError("it takes too long")
    return bytes(data)


def _inline(url: str) -> bytes:
    """The content of a ``data:`` URL (RFC 2397)."""
    head, comma, body = url.partition(",")
    try:
        if not comma:
            raise FetchError("it holds nothing")
        raw = unquote_to_bytes(body)
        return base64.b64decode(raw, validate=True) if head.lower().endswith(";base64") else raw
    except binascii.Error as error:
        raise FetchError(f"it is damaged: {error}") from error
