"""Every Markdown syntax by example: tests/fixtures/markdown holds a file a syntax, and so does docs/authoring.md.

An example is a title, the Markdown and the HTML, each between lines of a single dot. ``pytest --update-fixtures``
writes what comes out today, for review. Links lead where their names say: see ``_outcome``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest

from generator import links
from generator.filekind import APP_ONLY, kind_of
from generator.filling import Filler
from generator.filling.card import card_view
from generator.filling.footnote import Footnotes
from generator.model import Body, Card, DeckCard, Image, Link, Outcome, Source, Text
from generator.parse import Settings, parse
from generator.slug import slug

FOLDER = Path(__file__).parents[1] / "fixtures" / "markdown"
_EXAMPLE = re.compile(r"^(?P<title>[^\n]+)\n\.\n(?P<markdown>.*?)^\.\n(?P<html>.*?)^\.$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    file: str
    title: str
    markdown: str
    html: str


def _examples(file: Path) -> list[Example]:
    found = _EXAMPLE.finditer(file.read_text(encoding="utf-8"))
    return [Example(file.stem, each["title"], each["markdown"], each["html"]) for each in found]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    files = sorted(FOLDER.glob("*.md"))
    if metafunc.config.getoption("--update-fixtures"):
        for file in files:
            _update(file)
    examples = [example for file in files for example in _examples(file)]
    metafunc.parametrize("example", examples, ids=[f"{each.file}: {each.title}" for each in examples])


def _update(file: Path) -> None:
    texts = (f"{each.title}\n.\n{each.markdown}.\n{_html(each.markdown)}.\n" for each in _examples(file))
    file.write_text("\n".join(texts), encoding="utf-8")


def _html(markdown: str) -> str:
    doc = parse(Source("Example.md", markdown), Settings())
    assert "please report this note" not in {problem.hint for problem in doc.problems}, doc.problems
    body = Body(Text(doc, tuple(map(_outcome, doc.links)), tuple(map(_placed, doc.cards))))
    filler = Filler(body, "", Footnotes(linked=True))
    parts = filler.fill(doc.pieces)
    html = "".join(part if isinstance(part, str) else _card(body, part.card) for part in parts) + filler.footnotes()
    return html if not html or html.endswith("\n") else html + "\n"


def _placed(card: Card) -> DeckCard:
    return DeckCard("id", "", "Example.md", card, (), (), None, None, "", (), None, ())


def _card(body: Body, card: int) -> str:
    """A card as it might be shown, line by line."""
    placed = body.text.cards[card]
    assert placed is not None
    view = card_view(placed, body, "")
    lines = [f"[card] {view.prompt}", view.context.strip(), *(f"[option] {each.html}" for each in view.options)]
    lines += [f"[answer] {view.answer.strip()}"]
    return "".join(f"{line}\n" for line in lines if line)


def _outcome(link: Link) -> Outcome:
    """What a link leads to in a vault that has everything but what is called "Missing"."""
    if link.kind == "tag":
        return Outcome("tag", f"tags/{link.target}.html")
    if links.is_url(link):
        return links.outcome(link, links.Pick(None), None, ("pictures.example", "www.youtube.com"))
    target = links.written_path(link)
    if target.startswith("Missing") and links.names_file(link):
        return Outcome("missing-asset")
    kind = kind_of(target)
    if kind in APP_ONLY:
        return Outcome("unpublished", path=target, title=target, media=kind)
    if kind in {"video", "audio", "pdf"} or target.endswith(".zip"):
        place = f"#{link.subpath}" if link.subpath else ""
        return Outcome("asset", f"assets/{target}{place}", target, target, kind, length=1_234_567)
    if target.endswith(".png"):
        return Outcome("asset", f"assets/{target}", media="image", image=Image(640, 480))
    if target.startswith("Missing"):
        return Outcome("missing-note")
    page = slug(target.removesuffix(".md")) or "example"
    fragment = link.subpath if link.subpath.startswith("^") else slug(unquote(link.subpath.rsplit("#", 1)[-1]))
    return Outcome("note", f"{page}.html" + (f"#{fragment}" if fragment else ""), title=target)


def test_example(example: Example) -> None:
    assert _html(example.markdown) == example.html
