"""Hostile names: no two pages on one path, every page reachable by its link, nothing moves that need not.

The built sites are emitted to a real folder, and every ``href`` and ``src`` of every page is followed there, fragments
included, as a browser would.
"""

from __future__ import annotations

import posixpath
import tempfile
import unicodedata
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator import config, site, theme
from generator.addresses import Addresses, addresses, with_parents
from generator.emit import emit
from generator.memo import Memo

NASTY = (
    "Note", "note", "NOTE", "My Note", "my-note", "my_note", "(my) note!", "C", "C+", "C++", "C#", "c", "😀",
    "😁", "❤️", "🇩🇪", unicodedata.normalize("NFC", "Café"), unicodedata.normalize("NFD", "Café"), "cafe", "ﬁ",
    "fi", "Straße", "STRASSE", "İ", "i̇", "ı", "CON", "con", "nul", "com1", "CON.txt", "?", "#", "%", "%41",
    "A", "a%20b", "'", '"', "<b>", "&amp;", "`", "_headers", "_redirects", "index", "Index", "INDEX", "README",
    "404", "quiz", "search", "build", "sw", "build.js", "assets", "tags", "x" * 252, "字" * 84, "字" * 83 + "a",
    "a.b", "a..b", "x..", "v1.2", "a b", "a ", " a", "a\u00a0b", "a\u3000b", "a\u200bb", "\u202egnp", "-", "~",
    "+", "index~2", "note~2", "a=b", "[x]", "x|y", "x^y", "{{x}}", "*x*", "\\", ":", "a:b", "ÿ", "日本語",
    "हिन्दी", "عربى", "ไทย", "\u0301", "٣", "²", "①", "\t", "\n", "\x7f", "\x01",
)  # fmt: skip

name = st.sampled_from(NASTY) | st.text(
    st.characters(exclude_characters="/\0", exclude_categories=("Cs",)), min_size=1, max_size=6
)
stem = name.filter(lambda text: not text.startswith(".") and len(text.encode()) <= 252)
path = st.lists(stem, min_size=1, max_size=3).map(lambda steps: "/".join(steps) + ".md")
# A folder cannot have the name of a note on a disk, since that has its ending; so any set of paths is a vault.
paths = st.lists(path, max_size=12, unique=True)


def _every(found: Addresses) -> list[str]:
    """All addresses but those of folders whose page is a note."""
    own = [page for folder, page in found.folders.items() if folder not in found.folder_notes]
    return [*found.notes.values(), *own, *found.stubs.values(), *found.tags.values()]


def _safe(address: str) -> bool:
    segments = address.removesuffix(".html").split("/")
    return all(
        segment
        and segment[0] != "-" != segment[-1]
        and len(segment.encode()) <= 240
        and all(c == "-" or _stays(c) for c in segment)
        for segment in segments
    )


def _stays(c: str) -> bool:
    return c.isalnum() or unicodedata.category(c) in ("Mn", "Mc")


def _folded(address: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address).casefold())


@settings(max_examples=150)
@given(paths, st.lists(stem, max_size=5), st.lists(stem, max_size=4), st.sampled_from(("lower", "keep")))
@example(["F/F.md", "F/index.md", "index.md", "README.md", "f.md", "F.md"], ["F", "quiz"], ["F/f", "index"], "lower")
@example(["Note.md", "note.md", "NOTE.md", "note/Note.md", "Note/x.md"], ["NOTE "], ["a"], "lower")
@example([f"{each}.md" for each in NASTY if len(each.encode()) < 250], [], list(NASTY), "keep")
def test_no_two_pages_on_one_path_and_all_within_safe_characters(
    notes: list[str], stubs: list[str], tags: list[str], case: str
) -> None:
    found = addresses(notes, stubs, tags, case == "lower")
    every = _every(found)
    taken = [_folded(each) for each in every]
    assert len(set(taken)) == len(taken)
    assert not {"quiz.html", "search.html", "404.html", "tags/index.html", "build.js", "sw.js"} & set(taken)
    assert all(map(_safe, every))
    assert all(unicodedata.is_normalized("NFC", each) for each in every)
    files, folders = set(taken), {above for each in taken for above in _above(each)}
    assert not files & folders
    assert found.notes.keys() == set(notes)
    assert found.stubs.keys() == set(stubs)
    assert found.tags.keys() == {above for tag in tags for above in with_parents(tag)}
    for folder, at in found.folders.items():
        inside = at.removesuffix("index.html")
        assert all(page.startswith(inside) for note, page in found.notes.items() if note.rpartition("/")[0] == folder)


def _above(address: str) -> Iterable[str]:
    while "/" in address:
        address = address.rpartition("/")[0]
        yield address


@settings(max_examples=150)
@given(paths, paths)
def test_what_is_unrelated_moves_nothing(notes: list[str], more: list[str]) -> None:
    before = addresses(notes, [], []).notes
    after = addresses({*notes, *more}, [], []).notes
    everyone = [*notes, *more]
    for note, address in before.items():
        rivals = [other for other in everyone if other != note and _rival(note, other)]
        if not rivals:
            assert after[note] == address


def _rival(note: str, other: str) -> bool:
    """Can ``other`` want the address of ``note``, or of a folder that holds it? Only if letters and digits agree."""
    ours, theirs = note.split("/"), other.split("/")
    roles = {"index.md", "readme.md", f"{ours[-2]}.md" if len(ours) > 1 else ""}  # which note is its folder's page
    if _folded(ours[-1]) in map(_folded, roles) and _folded(theirs[-1]) in map(_folded, roles):
        return True
    together = list(zip(ours, theirs, strict=False))
    return any(one != two and _letters(one) == _letters(two) for one, two in together)


def _letters(segment: str) -> str:
    return "".join(filter(_stays, _folded(segment.removesuffix(".md"))))


@settings(max_examples=100)
@given(stem, paths)
def test_a_longer_newcomer_moves_nobody(newcomer: str, notes: list[str]) -> None:
    notes = [note for note in notes if "/" not in note and len(note) <= len(newcomer) + 2]
    notes = [note for note in notes if _folded(note) not in ("index.md", "readme.md")]
    before = addresses(notes, [], []).notes
    after = addresses({*notes, f"{newcomer}.md"}, [], []).notes
    moved = {note for note in notes if note != f"{newcomer}.md" and before[note] != after[note]}
    always_hashed = any(addresses([note], [], []).notes[note] == after[f"{newcomer}.md"] for note in moved)
    assert not moved or always_hashed


# --- a whole site -----------------------------------------------------------------------------------------------------


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key in ("href", "src") and value is not None:
                self.links.append(value)
            elif key == "id" and value is not None:
                self.ids.append(value)


def _broken(root: Path) -> list[str]:
    """Every link of every page below ``root`` that leads to no file, or to no element of one."""
    pages = {file.relative_to(root).as_posix(): _Page(file.read_text()) for file in root.rglob("*.html")}
    wrong = []
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            url = urlsplit(link)
            if url.scheme or url.netloc:
                continue
            target = posixpath.normpath(f"{path}/../{unquote(url.path)}") if url.path else path
            fragment = unquote(url.fragment)
            if not (root / target).is_file() or target.startswith(".."):
                wrong.append(f"{path}: {link}: no file")
            elif fragment and not fragment.startswith("/") and fragment not in pages[target].ids:
                wrong.append(f"{path}: {link}: no element")
    return wrong


def _emitted(files: dict[str, str]) -> tuple[site.Built, list[str], set[str]]:
    with tempfile.TemporaryDirectory() as folder:
        vault, out = Path(folder) / "vault", Path(folder) / "site"
        for path_, text in files.items():
            (vault / path_).parent.mkdir(parents=True, exist_ok=True)
            (vault / path_).write_text(text)
        built = site.build(vault, config.load(vault)[0], theme.default(), Memo())
        emit(built.site, out, vault=vault)
        return built, _broken(out), {file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file()}


def _linked(text: str) -> str:
    """A Markdown link that names exactly this file, whatever its name holds."""
    return "".join(f"%{byte:02X}" for byte in text.encode())


@settings(max_examples=10)
@given(paths)
@example([f"{each}.md" for each in NASTY])
@example([f"{each}/{each}.md" for each in NASTY if len(each.encode()) < 120 and each != "\n"])
@example([f"{each}/n.md" for each in NASTY])
def test_every_page_of_a_site_is_reached_by_its_link(notes: list[str]) -> None:
    notes = [note for note in notes if note != "Start.md"]
    text = "\n\n".join(f"[go](/{_linked(note)}#Part) #tag{number % 3}/x" for number, note in enumerate(notes))
    body = "# Part\n\nWords ^b\n\n[[#Part]] [[#^b]] [[Start]] ![](gone.png) #a/b\n\n"
    body += "##### Which?\n- this\n- that\n#card\nthis\n"
    built, broken, files = _emitted({**dict.fromkeys(notes, body), "Start.md": text, "study.toml": "exclude = []\n"})
    assert broken == []
    assert set(built.docs) == {*notes, "Start.md"}
    led = [outcome for outcome in built.outcomes["Start.md"] if outcome.state == "note"]
    assert [outcome.path for outcome in led] == notes
    assert len({_folded(outcome.href) for outcome in led}) == len(notes)
    assert len(set(map(_folded, files))) == len(files)


def test_stubs_tags_pictures_courses_and_long_lists_link_to_what_is_there() -> None:
    course = "# One (60%)\n## T\n- [[Ghost]]\n- [[C++]]\n- [[quiz]]\n# Two (40%)\n## U\n- [[N 1]]\n- [[Ghost!]]\n"
    notes = {f"list/N {number}.md": f"[[Ghost]] #tag{number % 2} [[N {number + 1}#H]]\n# H\n" for number in range(230)}
    built, broken, files = _emitted({
        "Course.md": course, "c.md": "", "C#.md": "", "index.md": "[[Course#Two (40%)]]", "list/list.md": "[[c]]",
        "d.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>', "p.md": "![[d.svg]] [[d.svg]]",
        **notes,
    })  # fmt: skip
    assert broken == []
    assert {"ghost.html", "list/index~3.html", "tags/tag0~2.html"} <= files
    assert len(built.docs) == 236
