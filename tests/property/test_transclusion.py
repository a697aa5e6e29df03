"""However notes are shown in notes: pages stay small and well-formed, no id stands twice, every footnote is found."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator import config, site, theme
from generator.memo import Memo

NAMES = ("A", "B", "C", "D")
PLACES = ("", "#One", "#Two", "#^item", "#^quote", "#^words", "#Gone")
VOID = frozenset(("meta", "link", "img", "input", "br", "hr", "circle", "path"))

embeds = st.builds(lambda name, place: f"![[{name}{place}]]", st.sampled_from(NAMES), st.sampled_from(PLACES))
frames = st.sampled_from(
    (
        "{}\n\n",
        "Before {} after\n{}\n\n",
        "- {}\n- item {} ^item\n\n",
        "> {} ^quote\n\n",
        "> [!tip]- Title {}\n> {}\n\n",
        "| a |\n|---|\n| {} |\n\n",
        "# One\n{}\n\n",
        "## Two\n\nWords{} ^words\n\n",
        "Said[^1] and^[so {}].\n\n[^1]: A footnote {}, see[^2].\n\n[^2]: Another.\n\n",
        "##### What {}?\n- this {}\n- that\n#card\nthis[^1]\n\n{}\n^card\n\n",
    )
)
part = st.builds(lambda frame, shown: frame.replace("{}", shown), frames, embeds)
vaults = st.fixed_dictionaries({name: st.lists(part, max_size=4).map("".join) for name in NAMES})


class _Strict(HTMLParser):
    """Every element ends where it should."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.fragments: set[str] = set()
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.update(filter(None, [found.get("id")]))
        if (found.get("href") or "").startswith("#fn"):
            self.fragments.add((found["href"] or "")[1:])
        assert not (tag in {"a", "form"} and tag in self.open), "neither stands in another"
        assert not (tag in {"div", "ul", "h2", "p"} and "p" in self.open), "a paragraph holds words"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@settings(max_examples=60)
@given(vaults)
def test_any_notes_in_notes(notes: Mapping[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "study.toml").write_text("exclude = []\n")
        for name, text in notes.items():
            (root / f"{name}.md").write_text(text)
        built = site.build(root, config.load(root)[0], theme.default(), Memo())
        for path, output in built.site.items():
            if path.endswith(".html"):
                page = _Strict(output.make().decode())
                assert [name for name, count in page.ids.items() if count > 1] == [], path
                assert page.fragments <= page.ids.keys(), path
