"""Things of other sites: what they are called, where people look at them, and which hosts may show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator import config
from generator.links import Pick, outcome
from generator.links.remote import is_allowed
from generator.model import Link, LinkKind, Outcome
from generator.publish import policy

Build = Callable[[Mapping[str, str | bytes]], Any]


def _leads(url: str, *allowed: str, kind: LinkKind = "image") -> Outcome:
    return outcome(Link(kind, url, "", 0, 1), Pick(None), None, allowed)


@pytest.mark.parametrize(
    ("url", "kind", "title", "look"),
    [
        ("https://www.example.org/a.png?x=1", "image", "Picture on example.org", ""),
        ("https://example.org/a", "image", "Picture on example.org", ""),
        ("https://example.org/a.MP4", "image", "Video on example.org", ""),
        ("https://example.org/a.flac", "frame", "Audio on example.org", ""),
        ("https://example.org/a.pdf", "image", "PDF on example.org", ""),
        ("https://example.org/widget", "frame", "Page on example.org", ""),
        ("https://youtu.be/abcdefghijk?t=90", "image", "", "https://www.youtube.com/watch?v=abcdefghijk&t=90s"),
        ("https://www.youtube.com/embed/abc-_fghijk", "frame", "", "https://www.youtube.com/watch?v=abc-_fghijk"),
        ("https://m.youtube.com/shorts/abcdefghijk", "image", "", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://www.youtube.com/watch?v=abcdefghijk&list=x", "image", "", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://www.youtube.com/embed/videoseries?list=x", "frame", "Video on youtube.com", ""),
        ("https://www.youtube.com/watch?v=a%22b", "image", "Video on youtube.com", ""),
        ("https://player.vimeo.com/video/123456?h=1", "frame", "", "https://vimeo.com/123456"),
        ("https://player.vimeo.com/video/123456?h=abc123def", "frame", "", "https://vimeo.com/123456/abc123def"),
        ("https://open.spotify.com/embed/episode/7", "frame", "Audio on open.spotify.com", ""),
        ("https://x.com/somebody/status/1", "image", "Post on x.com", ""),
        ("https://notyoutube.com/embed/abcdefghijk", "image", "Picture on notyoutube.com", ""),
    ],
)  # fmt: skip
def test_a_thing_of_another_site_is_named_and_never_loaded(url: str, kind: LinkKind, title: str, look: str) -> None:
    found = _leads(url, kind=kind)
    assert (found.state, found.media, found.src) == ("external", "", "")
    assert found.title == (title or f"Video on {look.split('/')[2].removeprefix('www.')}")
    assert found.href == (look or url)


@pytest.mark.parametrize(
    ("url", "allowed", "shown"),
    [
        ("https://a.example/x.png", "a.example", True),
        ("https://A.EXAMPLE/x.png", "a.example", True),
        ("https://a.example:443/x.png", "a.example", True),
        ("https://a.example/x.png", "a.example:443", True),
        ("https://a.example:8443/x.png", "a.example:8443", True),
        ("https://a.example:8443/x.png", "a.example", False),
        ("https://a.example/x.png", "a.example:8443", False),
        ("http://a.example/x.png", "a.example", False),
        ("https://b.a.example/x.png", "a.example", False),
        ("https://b.a.example/x.png", "*.a.example", True),
        ("https://c.b.a.example/x.png", "*.a.example", True),
        ("https://a.example/x.png", "*.a.example", False),
        ("https://evila.example/x.png", "*.a.example", False),
        ("https://a.example.evil/x.png", "a.example", False),
        ("https://a.example@evil.example/x.png", "a.example", False),
        ("https://a.example:no/x.png", "a.example", False),
        ("https://a.example:99999/x.png", "a.example", False),
    ],
)
def test_an_allowed_host_is_that_host(url: str, allowed: str, *, shown: bool) -> None:
    assert is_allowed(url, (allowed,)) == shown
    assert (_leads(url, allowed).media == "image") == shown


def test_mail_has_no_host(build: Build) -> None:
    made = build({"N.md": "![](mailto:a@b.example)\n"})
    assert '<a class="external-link" href="mailto:a@b.example" rel="noopener noreferrer">' in made.page("n.html")


def test_frames_load_the_player_of_the_host_that_is_allowed() -> None:
    found = _leads("https://youtu.be/abcdefghijk?t=90s", "www.youtube-nocookie.com", "www.youtube.com")
    assert found.src == "https://www.youtube-nocookie.com/embed/abcdefghijk?start=90"
    assert found.href == "https://www.youtube.com/watch?v=abcdefghijk&t=90s"
    assert _leads("https://youtu.be/abcdefghijk", "youtu.be").media == ""  # it is no player's host
    assert _leads("https://a.example/widget", "a.example", kind="frame").media == "frame"
    assert _leads("https://a.example/film.mp4", "a.example").media == "video"
    assert _leads("https://a.example/paper.pdf", "a.example").media == ""  # in a sandbox no PDF is shown


@pytest.mark.parametrize(
    "host",
    [
        *("*", "*.com", "a.example; script-src *", "'unsafe-inline'", "https://a.example", "a.example/x", "a b", ""),
        *("data:", "a.example:", "a.example:123456", "a.example:*", "A.example", "*.*.example", "a..example", "a.*"),
        *("a.example\n", "a,b", "bücher.example"),
    ],
)
def test_what_is_no_host_is_refused(host: str, tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_bytes(b"allow_hosts = ['''%s''']\n" % host.encode())
    with pytest.raises(config.ConfigError, match="allow_hosts"):
        config.load(tmp_path)


def test_the_policy_allows_the_hosts_for_what_is_shown_and_nothing_else(build: Build) -> None:
    made = build({
        "study.toml": 'exclude = []\nallow_hosts = ["a.example", "*.b.example:8443"]\n',
        "N.md": "![x](https://a.example/x.png) ![y](https://b.example/y.png)\n",
    })  # fmt: skip
    widened = [part for part in policy(config.load(made.root)[0]).split("; ") if "example" in part]
    assert [part.split(" ")[0] for part in widened] == ["img-src", "media-src", "frame-src"]
    assert all(part.endswith(" https://a.example https://*.b.example:8443") for part in widened)
    page = made.page("n.html")
    assert '<img src="https://a.example/x.png" alt="x" referrerpolicy="no-referrer"' in page
    assert '<img src="https://b.example' not in page
    assert made.codes("N.md") == {"image-remote"}


def test_a_page_is_made_anew_when_a_host_is_allowed(build: Build) -> None:
    note = {"N.md": "![x](https://a.example/x.png)\n"}
    before = build(note).built.site["n.html"].digest
    after = build({**note, "study.toml": 'exclude = []\nallow_hosts = ["a.example"]\n'}).built.site["n.html"].digest
    assert before != after
