"""Every diagnostic code is drawn by a vault, at the file and line that the author has to look at."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from generator import config
from generator.diagnostics import CODES, ordered
from generator.memo import Memo
from generator.model import Diagnostic
from generator.site import build
from generator.theme import default

File = str | bytes
CARD = "##### Which one?\n- this one\n- that one\n#card\n"
BIASED = "".join(
    f"##### Question {n}?\nA. wrong {n}\nB. right {n}\nC. false {n}\nD. bad {n}\n#card\nright {n}\n\n"
    for n in range(12)
)
COURSE = "# 1. Sea (50%)\n## Waves\n- [[Tide]]\n# 2. Land (50%)\n## Hills\n- [[Hill]]\n"


def _picture() -> bytes:
    raw = BytesIO()
    Image.new("RGB", (64, 64)).save(raw, "JPEG")
    return raw.getvalue()


VAULTS: dict[str, tuple[dict[str, File], str, int]] = {
    "address-clash": ({"A.md": "---\npermalink: /x\n---\n", "B.md": "---\npermalink: /x\n---\n"}, "B.md", 0),
    "card-answers-differ": ({"A.md": f"{CARD}this one\n", "B.md": f"{CARD}that one\n"}, "B.md", 1),
    "card-choose-mismatch": ({"A.md": CARD.replace("one?", "one? (Choose two.)") + "this one\n"}, "A.md", 5),
    "card-duplicate": ({"A.md": f"{CARD}this one\n", "B.md": f"{CARD}this one\n"}, "B.md", 1),
    "card-duplicate-id": ({"A.md": "A?\n#card\n1\n^q\n\nB?\n#card\n2\n^q\n"}, "A.md", 6),
    "card-explains-other": ({"A.md": f"{CARD}this one\nPeople like that one.\n"}, "A.md", 1),
    "card-key-bias": ({"A.md": BIASED}, "A.md", 1),
    "card-key-conflict": ({"A.md": "Which one?\nA. this one\nB. that one\n#card\nA. that one\n"}, "A.md", 5),
    "card-key-unresolved": ({"A.md": f"{CARD}Who knows.\n"}, "A.md", 5),
    "card-no-answer": ({"A.md": "Text.\n\nWhy?\n#card\n"}, "A.md", 4),
    "card-no-question": ({"A.md": "Text.\n\n#card\nBecause.\n"}, "A.md", 3),
    "card-same-question": ({"A.md": "Why?\n#card\nSo.\n", "B.md": "Why?\n#card\nThus.\n"}, "B.md", 1),
    "card-unexplained": ({"A.md": "Text.\n\nWhy?\n#card\nSo.\n"}, "A.md", 3),
    "domain-thin": ({"Course.md": COURSE, "Tide.md": f"{CARD}this one\n"}, "Course.md", 1),
    "domain-unknown": ({"A.md": "Text.\n\nWhy?\n#card\nSo.\ndomain:: Sky\n"}, "A.md", 3),
    "embed-cycle": ({"A.md": "![[B]]\n", "B.md": "Text.\n\n![[A]]\n"}, "A.md", 1),
    "embed-limit": ({"A.md": "![[B]] " * 301, "B.md": "Text.\n"}, "A.md", 1),
    "embed-remote": ({"A.md": "![A film](https://www.youtube.com/watch?v=abcdefghijk)\n"}, "A.md", 1),
    "embed-unsupported": ({"A.md": "Text.\n\n![[table.csv]]\n", "table.csv": "1,2\n"}, "A.md", 3),
    "front-matter-invalid": ({"A.md": "---\na: [\n---\n"}, "A.md", 3),
    "front-matter-value": ({"A.md": "---\ntitle: [1]\n---\n"}, "A.md", 2),
    "html-dropped": ({"A.md": "Text.\n\n<script>x</script>\n"}, "A.md", 3),
    "image-damaged": ({"A.md": "![[p.jpg]]\n", "p.jpg": _picture()[:-40]}, "A.md", 1),
    "image-missing": ({"A.md": "Text.\n\n![[p.png]]\n"}, "A.md", 3),
    "image-remote": ({"A.md": "![](https://example.org/p.png)\n"}, "A.md", 1),
    "image-unreadable": ({"A.md": "![[p.png]]\n", "p.png": b"no picture"}, "A.md", 1),
    "link-alias": ({"A.md": "[[Wave]]\n", "B.md": "---\naliases: [Wave]\n---\n"}, "A.md", 1),
    "link-ambiguous": ({"A.md": "[[N]]\n", "x/N.md": "", "y/N.md": ""}, "A.md", 1),
    "link-block-missing": ({"A.md": "[[B#^none]]\n", "B.md": "Text.\n"}, "A.md", 1),
    "link-heading-missing": ({"A.md": "[[B#None]]\n", "B.md": "Text.\n"}, "A.md", 1),
    "link-missing": ({"A.md": "Text.\n[[None]]\n"}, "A.md", 2),
    "link-scheme": ({"A.md": "[x](javascript:alert)\n"}, "A.md", 1),
    "link-unpublished": ({"A.md": "[[B]]\n", "B.md": "---\npublish: false\n---\n"}, "A.md", 1),
    "link-unquoted": ({"A.md": "---\nup: [[B]]\n---\n", "B.md": "Text.\n"}, "A.md", 2),
    "math-unknown": ({"A.md": "Text.\n\n$\\nonsense{x}$\n"}, "A.md", 3),
    "note-too-large": ({"A.md": "> " * 200 + "x\n"}, "A.md", 0),
    "note-unreadable": ({"A.md": "PATH"}, "A.md", 0),
    "obsidian-settings-invalid": ({"A.md": "", ".obsidian/app.json": "no JSON"}, ".obsidian/app.json", 0),
    "obsidian-settings-missing": ({"A.md": ""}, "study.toml", 0),
    "query-unsupported": ({"A.md": "Text.\n\n```dataview\nLIST\n```\n"}, "A.md", 3),
    "snippet-load": (
        {"A.md": "", "study.toml": 'snippets = ["s"]', ".obsidian/snippets/s.css": 'p {}\n@import "x";'},
        ".obsidian/snippets/s.css",
        2,
    ),
    "snippet-missing": ({"A.md": "", "study.toml": 'snippets = ["s"]'}, ".obsidian/snippets/s.css", 0),
    "tag-invalid": ({"A.md": "---\ntags: [a b!]\n---\n"}, "A.md", 2),
    "text-encoding": ({"A.md": b"Text.\n\xff\n"}, "A.md", 2),
    "text-mojibake": ({"A.md": "Text.\n\u00c2\u00a0x\n"}, "A.md", 2),
    "topic-without-card": ({"Course.md": COURSE, "Tide.md": f"{CARD}this one\n"}, "Course.md", 5),
    "weights-scaled": ({"Course.md": COURSE.replace("50%", "45%")}, "Course.md", 1),
}
"""Code -> the files of a vault that draws it, and where."""


def told(vault: Path) -> tuple[Diagnostic, ...]:
    settings, problems = config.load(vault)
    return ordered((*problems, *build(vault, settings, default(), Memo()).diagnostics))


def test_no_code_is_left_out() -> None:
    assert VAULTS.keys() == CODES.keys()


@pytest.mark.parametrize("code", VAULTS)
def test_a_vault_that_draws_it(tmp_path: Path, code: str) -> None:
    files, path, line = VAULTS[code]
    for name, content in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if content == "PATH":
            file.symlink_to(tmp_path / "gone" / name)
        elif isinstance(content, bytes):
            file.write_bytes(content)
        else:
            file.write_text(content, encoding="utf-8")
    found = [each for each in told(tmp_path) if each.code == code]
    assert [(each.path, each.line) for each in found[:1]] == [(path, line)]
    assert all(each.message for each in found)
