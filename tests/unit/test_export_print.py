"""The worksheet: one valid file that needs no other, with every question, and their key at its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import html5lib

Build = Callable[[Mapping[str, str | bytes]], Any]


def test_it_is_one_valid_file_without_scripts_and_links(build: Build, cards: dict[str, str | bytes]) -> None:
    page = build({**cards, "study.toml": 'exclude = []\ntitle = "Trees & <more>"\nlanguage = "de"\n'}).export(
        "printable"
    )
    text = page.data.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    assert page.cards == 8
    assert '<html lang="de">' in text
    assert "<h1>Trees &amp; &lt;more&gt;</h1>" in text
    assert not re.search(r"<script|<link|<a |\son\w+=|javascript:|url\(", text)
    assert re.findall(r'src="([^"]{22})', text) == ["data:image/png;base64,"]


def test_questions_have_room_and_the_key_follows(build: Build, cards: dict[str, str | bytes]) -> None:
    text = build(cards).export("printable").data.decode()
    asked, _, key = text.partition('<div class="answers">')
    items = asked.split('<div class="question"')[1:]
    assert len(items) == 8
    assert items[1].count('class="circle"') == 3
    assert items[2].count('class="box"') == 4
    assert (items[4].count('class="line"'), items[6].count('class="line"')) == (2, 4)
    assert "stomata" not in asked
    assert "<b>B</b> <strong>Carbon dioxide</strong>" in key
    assert "<b>A, B</b>" in key
    assert re.findall(r'<ol class="(?:questions|key)" start="(\d)">', text) == ["1", "2", "1", "2"]


def test_questions_stand_under_their_domains_in_the_order_of_the_course(build: Build) -> None:
    files = {
        "Course.md": "# Beta (60%)\n##### Of beta?\n#card\nb\n\n# Alpha (40%)\n##### Of alpha?\n#card\na\n",
        "A.md": "##### Of none?\n#card\nn\n",
    }
    text = build(files).export("printable").data.decode()
    headings = re.findall("<h2>(.*?)</h2>", text)
    assert headings == ["Beta", "Alpha", "A"] * 2
    assert [text.index(f"Of {name}?") for name in ("beta", "alpha", "none")] == sorted(
        text.index(f"Of {name}?") for name in ("beta", "alpha", "none")
    )


def test_long_explanations_are_cut_short(build: Build) -> None:
    files = {"A.md": f"##### Which?\n- a\n- b\n#card\na. {'word & ' * 90}\n"}
    text = build(files).export("printable").data.decode()
    assert 30 < text.count("word &amp;") < 60
    assert "…" in text
