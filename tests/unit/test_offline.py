"""Which files a visitor's browser keeps, what the worker is told of them, and how a device shows the installed site."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from generator import config, offline, publish, site, theme
from generator.media import Copy, Kind, Medium
from generator.memo import Memo
from generator.model import Choice, Image, Output
from generator.theme import output
from generator.views import Shell

from .conftest import Content, Made

MB = 1_000_000


def _file(size: int) -> Output:
    return output(b"x" * size)


def _medium(name: str, size: int, kind: Kind = "image", path: str = "") -> Medium:
    return Medium(path or name, kind, f"assets/media/{name}", f"{size:032}", size=size)


def _listing(made: Output) -> dict[str, Any]:
    first, rest = made.make().split(b"\n", 1)
    assert rest == b"client"
    found: dict[str, Any] = json.loads(first.removeprefix(b"self.listing=").removesuffix(b";"))
    return found


def _worker(pages: Mapping[str, Output], media: list[Medium], shell: Mapping[str, Output] | None = None) -> Output:
    shell = shell or {"index.html": _file(10)}
    files = {**pages, **shell, **{medium.href: _file(1) for medium in media}}
    more, made = offline.full_list(files, shell)
    return offline.worker(b"client", "b1", {**files, more: made}, [*shell], [*pages], media, more)


def test_never_more_than_five_hundred_files() -> None:
    pages = {f"{number:04}.html": _file(100) for number in range(700)}
    listing = _listing(_worker(pages, [_medium("a.png", 5), _medium("b.png", 7)]))
    assert list(listing["files"]) == ["index.html", *list(pages)[:499]]
    assert listing["more"]["files"] == 203
    assert listing["more"]["bytes"] == 201 * 100 + 12


def test_never_more_than_ten_megabytes() -> None:
    pages = {f"{number}.html": _file(3 * MB) for number in range(5)}
    media = [_medium("a.png", 2 * MB), _medium("b.png", MB // 2), _medium("c.mp4", 100, "video")]
    listing = _listing(_worker(pages, media))
    assert list(listing["files"]) == ["index.html", "0.html", "1.html", "2.html", "assets/media/b.png"]
    assert listing["more"]["files"] == 4
    assert listing["more"]["bytes"] == 2 * 3 * MB + 2 * MB + 100


def test_the_shell_is_kept_whatever_it_weighs() -> None:
    shell = {f"assets/data/cards-{number}.js": _file(6 * MB) for number in range(2)}
    listing = _listing(_worker({"a.html": _file(1)}, [_medium("a.png", 1)], shell))
    assert list(listing["files"]) == list(shell)
    assert listing["more"]["files"] == 2


def test_pages_that_nobody_put_in_order_come_after_those_in_order() -> None:
    files = {name: _file(1) for name in ("tags/a.html", "z.html", "b.html", "index.html")}
    made = offline.worker(b"client", "b1", files, ["index.html"], ["z.html"], [], "list.json")
    assert list(_listing(made)["files"]) == ["index.html", "z.html", "b.html", "tags/a.html"]


def test_two_files_of_the_vault_may_be_one_picture() -> None:
    media = [_medium("a.png", 11 * MB, path=path) for path in ("x/a.png", "y/a.png")]
    listing = _listing(_worker({}, media))
    assert listing["more"]["files"] == 1
    assert listing["more"]["bytes"] == 11 * MB


def test_of_a_large_picture_everybody_gets_what_pages_load_and_not_the_picture_itself() -> None:
    copies = (Copy(480, "1" * 32, 30, "assets/media/a-480.webp"), Copy(1280, "2" * 32, 70, "assets/media/a-1280.webp"))
    image = Image(4000, 3000, tuple(Choice(copy.width, copy.href) for copy in copies))
    large = Medium("a.jpg", "image", "assets/media/a.jpg", "0" * 32, image, size=900, copies=copies)
    listing = _listing(_with_copies(large))
    assert list(listing["files"]) == ["index.html", "assets/media/a-1280.webp", "assets/media/a-480.webp"]
    assert (listing["more"]["files"], listing["more"]["bytes"]) == (1, 900)
    choices = (Choice(480, copies[0].href), Choice(1000, large.href))
    loaded = replace(large, image=Image(1000, 700, choices), copies=copies[:1])
    assert "assets/media/a.jpg" in _listing(_with_copies(loaded))["files"]


def _with_copies(medium: Medium) -> Output:
    files = {href: _file(1) for href in (medium.href, *(copy.href for copy in medium.copies))}
    files["index.html"] = _file(10)
    more, made = offline.full_list(files, ["index.html"])
    return offline.worker(b"client", "b1", {**files, more: made}, ["index.html"], [], [medium], more)


def test_what_hosts_and_search_engines_read_is_kept_by_nobody() -> None:
    names = ("_headers", "_redirects", "robots.txt", "sitemap.xml", "feed.xml", ".studysite-manifest")
    files = {name: _file(1) for name in names} | {"build.js": _file(1), "assets/licenses.txt": _file(1)}
    _, made = offline.full_list(files, [])
    assert set(json.loads(made.make())) == {"build.js", "assets/licenses.txt"}


def test_pages_are_weighed_only_when_the_worker_is_wanted() -> None:
    made: list[str] = []

    def page(name: str) -> Output:
        def make() -> bytes:
            made.append(name)
            return b"page"

        return Output(name, make)

    pages = {f"{number:04}.html": page(f"{number:04}.html") for number in range(5000)}
    worker = _worker(pages, [])
    assert made == []
    worker.make()
    assert 499 < len(made) < 650


def test_the_digest_tells_every_difference() -> None:
    def worker(client: bytes = b"client", build: str = "b1", name: str = "a.html", size: int = 1) -> str:
        files = {name: _file(1)}
        return offline.worker(client, build, files, [], [name], [_medium("a.png", size)], "list").digest

    assert worker() == worker()
    assert len({worker(), worker(client=b"other"), worker(build="b2"), worker(name="b.html"), worker(size=2)}) == 5


Build = Callable[[Mapping[str, Content]], Made]
NOTES = {
    "Exam.md": "---\nexam: {}\n---\n# 1. All (100%)\n## Topics\n- [[Sub/Listed]]\n",
    "Alone.md": "Alone. #tag\n",
    "Sub/Listed.md": "##### Why?\n- A\n- B\n#card\nA\n",
    "Another/Deep.md": "Deep.\n",
}


def test_the_worker_knows_every_file_of_its_build(build: Build) -> None:
    made = build(NOTES)
    files = made.built.site
    listing = json.loads(made.files["sw.js"].partition(b"\n")[0].removeprefix(b"self.listing=").removesuffix(b";"))
    more = json.loads(made.files[listing["more"]["list"]])
    for path, revision in (listing["files"] | more).items():
        assert files[path].digest.startswith(revision)
    assert f'"id":"{listing["build"]}"' in made.page("build.js")
    unlisted = files.keys() - listing["files"].keys() - more.keys()
    assert unlisted == {"_headers", "_redirects", "sw.js", listing["more"]["list"]}
    assert not any("/sw." in path for path in files)
    order = [
        path for path in listing["files"] if path in ("exam.html", "sub/listed.html", "alone.html", "another/deep.html")
    ]
    assert order == ["exam.html", "sub/listed.html", "alone.html", "another/deep.html"]


def test_the_same_vault_gives_the_same_worker_and_an_edit_another(build: Build) -> None:
    first, second = build(NOTES), build(NOTES)
    assert first.files["sw.js"] == second.files["sw.js"]
    assert first.built.site["sw.js"].digest == second.built.site["sw.js"].digest
    edited = build({**NOTES, "Alone.md": "Not alone any more.\n"})
    assert edited.built.site["sw.js"].digest != first.built.site["sw.js"].digest
    assert edited.files["sw.js"] != first.files["sw.js"]


def test_while_somebody_writes_a_worker_only_removes_another(build: Build) -> None:
    root = build(NOTES).root
    built = site.build(root, config.load(root)[0], theme.default(), Memo(), installable=False)
    assert built.site["sw.js"].make().startswith(b"self.listing=null;\n")
    assert b"offline" not in built.site["build.js"].make()
    assert "manifest.webmanifest" not in built.site


def test_the_manifest_names_files_of_the_site(build: Build) -> None:
    made = build({**NOTES, "study.toml": 'title = "Notes on the sea and its ships"\ndescription = "All of it."\n'})
    found = json.loads(made.files["manifest.webmanifest"])
    assert found["name"] == "Notes on the sea and its ships"
    assert found["short_name"] == "Notes on the"
    assert found["description"] == "All of it."
    assert (found["start_url"], found["scope"], found["display"]) == ("./", "./", "standalone")
    assert {(icon["sizes"], icon["purpose"]) for icon in found["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("192x192", "maskable"),
        ("512x512", "maskable"),
    }
    assert {icon["src"] for icon in found["icons"]} <= made.built.site.keys()


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Sea", "Sea"),
        ("Twelve chars", "Twelve chars"),
        ("Thermodynamics", "Thermodynami"),
        ("Law of the sea", "Law of the"),
    ],
)
def test_a_short_name_fits_under_an_icon(title: str, short: str) -> None:
    assets = tuple((f"icons/{name}-{size}.png", "x") for name in ("icon", "maskable") for size in (192, 512))
    shell = Shell(title, "en", "ltr", "site", "", assets, 0, (), "")
    assert json.loads(offline.manifest(shell, config.Config()))["short_name"] == short


def test_hosts_are_told_to_ask_again_for_what_names_the_build() -> None:
    told = publish.headers(config.Config(), ()).decode()
    for name in ("build.js", "sw.js"):
        assert f"/{name}\n  Cache-Control: no-cache\n" in told
