"""Embeds of what other sites hold: what it is, where people look at it, and whether it is shown or linked to.

Pages load nothing from elsewhere, but from the hosts in ``allow_hosts``: pictures, films and sound as such, all else in
a frame. The content security policy (``publish.policy``) allows the same hosts and no more.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import SplitResult, parse_qs, urlsplit

from generator import wording
from generator.filekind import kind_of
from generator.model import Link, Outcome

Noun = Literal["Picture", "Video", "Audio", "PDF", "Post", "Page"]

_HOSTS: dict[str, Noun] = {
    "youtube.com": "Video",
    "youtube-nocookie.com": "Video",
    "youtu.be": "Video",
    "vimeo.com": "Video",
    "soundcloud.com": "Audio",
    "spotify.com": "Audio",
    "twitter.com": "Post",
    "x.com": "Post",
}
_FILES: dict[str, Noun] = {"image": "Picture", "video": "Video", "audio": "Audio", "pdf": "PDF"}
_SHOWN: dict[Noun, Literal["image", "video", "audio"]] = {"Picture": "image", "Video": "video", "Audio": "audio"}
_YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live|v)/([A-Za-z0-9_-]{6,20})/?")
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{6,20}")
_VIMEO_PATH = re.compile(r"/(?:video/)?([0-9]{4,12})/?")
_VIMEO_KEY = re.compile(r"[0-9a-f]{6,20}")
"""Of a video that is not listed."""
_SECONDS = re.compile(r"([0-9]{1,6})s?")


class Remote(NamedTuple):
    """A thing of another site."""

    noun: Noun
    look: str
    """The address at which people look at it."""
    frames: tuple[str, ...] = ()
    """Addresses at which a frame can show it."""


def thing(url: str, link: Link) -> Remote:
    """What ``url``, which ``link`` embeds, is. By its host and its ending: nobody asks the other site."""
    parts = urlsplit(url)
    host = _known(parts.hostname or "")
    if host in ("youtube.com", "youtube-nocookie.com", "youtu.be") and (found := _youtube(parts, host)):
        return found
    if host == "vimeo.com" and (number := _VIMEO_PATH.fullmatch(parts.path)):
        key = _VIMEO_KEY.fullmatch(parse_qs(parts.query).get("h", [""])[0])
        look, frame = (f"/{key[0]}", f"?h={key[0]}") if key else ("", "")
        frames = (f"https://player.vimeo.com/video/{number[1]}{frame}",)
        return Remote("Video", f"https://vimeo.com/{number[1]}{look}", frames)
    noun = _FILES.get(kind_of(parts.path)) or _HOSTS.get(host) or ("Page" if link.kind == "frame" else "Picture")
    return Remote(noun, url, (url,) if link.kind == "frame" else ())


def embedded(external: Outcome, link: Link, allowed: tuple[str, ...]) -> Outcome:
    """The outcome of an embed whose address is that of ``external``. ``allowed`` are hosts as in ``allow_hosts``."""
    found = thing(external.href, link)
    host = urlsplit(found.look).hostname
    title = ""
    if host:  # mail has none
        title = wording.text("elsewhere", kind=wording.kind("things", found.noun), host=host.removeprefix("www."))
    for src in found.frames:
        if is_allowed(src, allowed):
            return Outcome("external", found.look, title=title, media="frame", src=src)
    if not found.frames and found.noun in _SHOWN and is_allowed(found.look, allowed):
        return Outcome("external", found.look, title=title, media=_SHOWN[found.noun])
    return Outcome("external", found.look, title=title)


def is_allowed(url: str, allowed: tuple[str, ...]) -> bool:
    """Tell whether the content security policy lets a page load ``url`` from the hosts in ``allowed``."""
    parts = urlsplit(url)
    try:
        port = parts.port or 443
    except ValueError:  # no number
        return False
    host = parts.hostname or ""
    return parts.scheme == "https" and any(_covers(each, host, port) for each in allowed)


def _covers(allowed: str, host: str, port: int) -> bool:
    name, _, number = allowed.partition(":")
    if int(number or 443) != port:
        return False
    return host.endswith(name[1:]) if name.startswith("*.") else host == name


def _known(host: str) -> str:
    """The site that ``host`` is part of, if it is one of ``_HOSTS``; else ``host`` itself."""
    return next((site for site in _HOSTS if host == site or host.endswith(f".{site}")), host)


def _youtube(parts: SplitResult, host: str) -> Remote | None:
    query = parse_qs(parts.query)
    if host == "youtu.be":
        found = _YOUTUBE_ID.fullmatch(parts.path.strip("/"))
    elif parts.path == "/watch":
        found = _YOUTUBE_ID.fullmatch(query.get("v", [""])[0])
    else:
        found = _YOUTUBE_PATH.fullmatch(parts.path)
    name = found[found.re.groups] if found else ""
    if name in ("", "videoseries"):
        return None
    start = _SECONDS.fullmatch((query.get("t") or query.get("start") or [""])[0])
    at, since = (f"&t={start[1]}s", f"?start={start[1]}") if start else ("", "")
    frames = tuple(f"https://{site}/embed/{name}{since}" for site in ("www.youtube-nocookie.com", "www.youtube.com"))
    return Remote("Video", f"https://www.youtube.com/watch?v={name}{at}", frames)


def remote_picture(link: Link, allowed: tuple[str, ...]) -> str:
    """The address of the picture that ``link`` shows, if it is neither in the vault nor at a host in ``allowed``."""
    url = f"{link.target.strip()}#{link.subpath}" if link.subpath else link.target.strip()
    if link.kind == "image" and url.lower().startswith("data:image/"):
        return url
    if link.kind not in ("image", "embed") or not url.lower().startswith(("http://", "https://")):
        return ""
    try:
        return url if thing(url, link).noun == "Picture" and not is_allowed(url, allowed) else ""
    except ValueError:  # brackets that hold no address
        return ""
