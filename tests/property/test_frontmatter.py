from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from generator.frontmatter import KEYS, read, split
from generator.model import Meta

TEXT = st.text(st.characters(codec=None, categories=None), max_size=60)
"""Any characters at all, lone surrogates among them."""

YAML = st.lists(
    st.one_of(
        TEXT,
        st.sampled_from(
            [
                "---",
                "...",
                "\n",
                "\n",
                ": ",
                "- ",
                "[",
                "]",
                "{",
                "}",
                "'",
                '"',
                "&a ",
                "*a",
                "<<",
                "!!int ",
                "|",
                ">",
                "#",
                "~",
            ]
        ),
        st.sampled_from(
            [*KEYS, "exam", "questions", "minutes", "true", "false", "65", "9" * 30, "2026-09-30", "\t", "  "]
        ),
    ),
    max_size=25,
).map("".join)


@given(YAML, st.booleans())
def test_no_text_raises_and_the_lines_are_the_notes(text: str, closed: bool) -> None:  # noqa: FBT001 - Hypothesis gives it
    note = f"---\n{text}" + "\n---\nText" * closed
    meta, body, problems = read("Note.md", note)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(meta), type=Meta) == meta
    lines = note.split("\n")
    assert body == 0 or lines[body - 1].rstrip(" \t\r") in ("---", "...")
    for each in problems:
        assert 1 <= each.line <= len(lines)
        assert 0 <= each.col <= len(lines[each.line - 1]) + 1
        assert each.message
        assert each.hint


@given(TEXT)
def test_no_text_raises_without_front_matter(text: str) -> None:
    read("Note.md", text)


@given(YAML)
def test_the_parts_are_the_note(text: str) -> None:
    note = f"---\n{text}\n---\nText"
    front = split(note)
    assert front.closed
    lines = note.split("\n")
    assert front.yaml == "\n" + "".join(f"{line}\n" for line in lines[1 : front.body - 1])


WORDS = st.text(st.characters(categories=["L", "N", "Zs", "P", "S"], codec="utf-8"), min_size=1, max_size=30)


@given(st.sampled_from(["title", "description", "domain"]), WORDS)
def test_any_text_in_quotes_comes_back(key: str, text: str) -> None:
    quoted = text.replace("'", "''")
    meta, _, problems = read("Note.md", f"---\n{key}: '{quoted}'\n---\n")
    assert (getattr(meta, key) or "") == " ".join(text.split())
    assert problems == ()


@given(YAML, st.sampled_from(["publish: false", "Publish: 'no'", "draft: yes", "  publish: false", '"draft": true']))
def test_a_line_that_keeps_a_note_private_is_never_lost(text: str, line: str) -> None:
    """Whatever else the front matter is, as long as that line stands in it and begins no text over several lines."""
    note = f"---\n{line}\n{text.replace('---', '').replace('...', '')}\n---\nText"
    assert read("Note.md", note)[0].publish is False
