"""The catalogue of the texts of pages: it is whole, it is used, and nothing beside it puts a word on a page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from io import BytesIO
from itertools import count
from pathlib import Path

import msgspec
import pytest
from jinja2 import UndefinedError, nodes
from PIL import Image

from generator import config, installed, site, theme, wording
from generator.markdown import dataview
from generator.memo import Memo, salt
from generator.wording import Catalogue

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").glob("*.html"))
ENVIRONMENT = theme.environment(ROOT / "templates")

Content = Mapping[str, str | bytes]


def write(root: Path, files: Content) -> None:
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


# --- texts ------------------------------------------------------------------------------------------------------------


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        wording.text("noSuchText")
    with pytest.raises(KeyError):
        wording.counted("noSuchText", 1)
    with pytest.raises(KeyError):
        wording.text("readMore", name="Kinesis")
    with pytest.raises(UndefinedError):
        ENVIRONMENT.from_string("{{ say.noSuchText }}").render()


def test_a_file_that_lacks_a_part_is_refused() -> None:
    whole = msgspec.json.decode(wording.raw())
    assert msgspec.json.decode(wording.raw(), type=Catalogue).texts == whole["texts"]
    for part in whole:
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(
                msgspec.json.encode({key: value for key, value in whole.items() if key != part}), type=Catalogue
            )


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "no cards yet"), (1, "1 card"), (2, "2 cards"), (21, "21 cards"), (101, "101 cards"), (1201, "1,201 cards")],
)
def test_numbers_choose_their_form(count: int, said: str) -> None:
    assert wording.counted("cards", count) == said


@pytest.mark.parametrize(("count", "form"), [(0, "#"), (1, "one"), (11, "#"), (21, "one"), (111, "#"), (321, "one")])
def test_the_language_says_which_numbers_take_which_form(
    count: int, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in Russian.
    ones = [number for number in range(200) if number % 10 == 1 and number % 100 != 11]
    texts = Catalogue({}, {"x": {"one": "one", "other": "#"}}, {}, [], ones, " ", ",")
    monkeypatch.setattr(wording, "catalogue", lambda: texts)
    assert wording.counted("x", count) == form.replace("#", str(count))


def test_numbers_and_dates_are_those_of_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [wording.number(each) for each in (75.0, 33.3, 1234567)] == ["75", "33.3", "1,234,567"]
    assert wording.number(1.04, ".1f") == "1.0"
    assert wording.date("2026-01-02T08:00") == "2 January 2026"
    texts = Catalogue({}, {}, {}, ["{day}. Januar {year}"], [1], ".", ",")
    monkeypatch.setattr(wording, "catalogue", lambda: texts)
    assert wording.number(12345.5) == "12.345,5"
    assert wording.date("2026-01-02") == "2. Januar 2026"


def test_each_month_has_its_dates() -> None:
    assert [wording.date(f"1999-{month:02}-30") for month in (1, 5, 12)] == [
        "30 January 1999",
        "30 May 1999",
        "30 December 1999",
    ]
    assert len(set(wording.catalogue().dates)) == 12


def test_every_query_that_is_known_has_a_name() -> None:
    assert wording.catalogue().kinds["queries"].keys() == dataview.QUERIES.keys()


def test_results_are_kept_for_these_texts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = salt.__wrapped__()
    assert before == salt()
    monkeypatch.setattr(wording, "raw", lambda: b"{}")
    assert salt.__wrapped__() != before


# --- who asks for them ------------------------------------------------------------------------------------------------


def asked_by_templates() -> Iterator[tuple[str, str]]:
    """``texts`` or ``forms``, and a name there."""
    for file in TEMPLATES:
        parsed = ENVIRONMENT.parse(file.read_text(encoding="utf-8"))
        for got in parsed.find_all(nodes.Getattr):
            if isinstance(got.node, nodes.Name) and got.node.name == "say":
                yield "texts", got.attr
        for call in parsed.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "counted":
                assert isinstance(call.args[0], nodes.Const)
                yield "forms", call.args[0].value


def asked_by_code() -> Iterator[tuple[str, str]]:
    """The same, and ``kinds``; names that are computed are left out."""
    lists = {"wording.text": "texts", "wording.counted": "forms", "wording.kind": "kinds"}
    for file in sorted((ROOT / "generator").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (part := lists.get(ast.unparse(node.func))):
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    yield part, name.value


def test_every_text_that_is_asked_for_is_there_and_every_other_is_not() -> None:
    known = msgspec.structs.asdict(wording.catalogue())
    asked = {*asked_by_templates(), *asked_by_code()}
    assert {(part, name) for part, name in asked if name not in known[part]} == set()
    computed = {("texts", name) for name in ("true", "false", "kilobytes", "megabytes")} | {("kinds", "tasks")}
    assert {(part, name) for part in ("texts", "forms", "kinds") for name in known[part]} == asked | computed


def test_no_site_holds_the_file() -> None:
    made = theme.default().outputs()
    assert not [path for path, output in made.items() if output.make() == wording.raw()]
    assert not [path for path, output in made.items() if b"Skip to the text" in output.make()]


# --- no other words ---------------------------------------------------------------------------------------------------

SPOKEN = ("title", "aria-label", "aria-description", "alt", "placeholder", "label")
"""Attributes that people read or hear."""


class Words(HTMLParser):
    """All that HTML shows or says, but code, keys, and what is hidden from those who listen."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if name in SPOKEN and value]
        if not self._silent and (tag in ("code", "kbd", "script", "style") or ("aria-hidden", "true") in attrs):
            self._silent = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_no_template_has_words_of_its_own(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    html = "".join(value for _, kind, value in ENVIRONMENT.lex(source) if kind == "data")
    html = re.sub(r' data-[a-z]+=""', "", html)  # a block may hold nothing but attributes
    assert [said for said in Words(html).said if re.search(r"\w", said)] == []
    strings = [const.value for const in ENVIRONMENT.parse(source).find_all(nodes.Const) if isinstance(const.value, str)]
    assert [value for value in strings if re.search(r"\b[A-Z]|[a-z]\s+[a-z]", value)] == []


def png(width: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, 40)).save(out, "PNG")
    return out.getvalue()


FULL: Content = {
    "study.toml": 'title = "Ω"\nexclude = []\nstubs = "all"\nedit_url = "https://example.org/"\n',
    "α.md": """\
---
tags: [β/γ]
date: 2025-11-12
aliases: [ααα]
ανω: "[[δ]]"
---
# α

- [ ] α
- [x] β
- [/] γ
- [κ] δ

α[^1] β[^1] γ[^2]

[^1]: α
[^2]: β

![[wide.png|100]]

![[film.mp4]]

![[βιβ.pdf]]

![[ψ.canvas]] ![[ω.base]] ![[missing.png|λ]] ![[ζ.zip]]

![η](https://example.org/x.png)
![θ](https://www.youtube.com/embed/abcdefgh)

`= this.file.name`

```dataview
LIST
```

```base
x
```

```mermaid
α
```

> [!ξ] Ξ
> Ο

[[κ]]

##### Ποιο? [[δ]]
- α
- β
#card
β
Γιατί
^one

##### α (choose 2)
- α
- β
- γ
#card
- α
- β
- γ
^two

##### True/False: α
#card
False. β
^three

##### α ____ β ____
#card
α, β
^four

##### Ποιο?
- α
- β
- γ
#card
- α
- β
^all

##### πππ ____
#card
ξξξ
^five

##### ρρρ ____
#card
ωωω
^named

##### Τι?
#card
Αυτό
^six

##### Τι άλλο?
- α
- β
#card
^none

##### Ποιο?
- α
- β
#card
γ
^seven
""",
    "δ.md": """\
---
exam: {questions: 1, minutes: 1, pass_mark: 70, date: 2026-01-02}
---
# 1. α (100 %)

## τττ

- [[α]]
- [[πππ]]
- [[ρρρ]]

# Practice tests

- [α](https://example.org/)
""",
    "σ.md": "---\nexam: {questions: 65, minutes: 180}\n---\n# 1. α (100 %)\n",
    "φ/υ.md": "",
    "φ/τ/τ.md": "χ",
    "ρρρ.md": "ρ",
    "film.mp4": b"x" * 1_500,
    "βιβ.pdf": b"%PDF-" + b"x" * 2_000_000,
    "ψ.canvas": "{}",
    "ω.base": "views: []",
    "ζ.zip": b"PK",
    "wide.png": png(900),
    **{f"{number}.md": f"{number}\n" for number in range(13)},
    **{f"φ/{number}.md": f"{number}\n" for number in range(101)},
}
"""All that gets words of the site's own; what the notes say has no Latin letter."""
MANY = "".join(f"##### {number}?\n#card\n{number}\n^q{number}\n\n{number}\n\n" for number in range(42))
VAULTS = {
    "full": FULL,
    "many": {"study.toml": 'title = "Ω"\nstubs = "off"\n', "α.md": MANY + "[[β]]"},
    "empty": {"study.toml": 'title = "Ω"\n'},
}
FOREIGN = re.compile(
    r"\b(?:MP4|PDF|ZIP|youtube\.com|example\.org|film|missing|Practice tests|choose 2|[A-Z])\b|\.(?:mp4|pdf|png|zip)\b"
)
"""Endings, hosts and names of files; what is grammar in notes; letters of options."""


def test_a_translated_catalogue_leaves_no_english_word_on_any_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = wording.catalogue()
    numbers = count(1)

    def translated(text: str) -> str:
        """A number of its own, and what is to be filled in."""
        return " ".join([f"«{next(numbers)}»", *re.findall(r"{\w+}|#", text)])

    texts = msgspec.structs.replace(
        own,
        texts={name: translated(text) for name, text in own.texts.items()},
        forms={name: {form: translated(text) for form, text in each.items()} for name, each in own.forms.items()},
        kinds={name: {key: translated(text) for key, text in each.items()} for name, each in own.kinds.items()},
        dates=[translated(text) for text in own.dates],
    )
    monkeypatch.setattr(wording, "catalogue", lambda: texts)
    look = theme.Theme(ROOT / "templates", installed.client())
    pages = {}
    for name, files in VAULTS.items():
        write(tmp_path / name, files)
        made = site.build(tmp_path / name, config.load(tmp_path / name)[0], look, Memo()).site
        pages |= {f"{name}/{path}": output.make().decode() for path, output in made.items() if path.endswith(".html")}
    said = [(path, words) for path, html in pages.items() for words in Words(html).said]
    assert [each for each in said if re.search(r"[A-Za-z]|[{}]", FOREIGN.sub("", each[1]))] == []
    shown = {number for html in pages.values() for number in re.findall("«[0-9]+»", html)}
    # The program makes no page yet that needs these, though templates and code are ready for it.
    never = {"emptyFolder", "emptyTag", "narrowerTags", "file", "question"}
    assert {name for name, text in texts.texts.items() if text.split()[0] not in shown} == never
