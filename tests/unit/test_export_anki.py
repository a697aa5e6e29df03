"""The package for Anki, read back: what is in its database, and what a second import would find."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest
from PIL import Image

from generator.export.anki.notetype import FIELDS

Build = Callable[[Mapping[str, str | bytes]], Any]


class Package(NamedTuple):
    notes: dict[str, dict[str, str]]
    """guid -> field -> value, with ``deck``, ``tags`` and ``mod`` among them."""
    model: dict[str, Any]
    media: dict[str, bytes]


def unpacked(data: bytes) -> Package:
    with ZipFile(BytesIO(data)) as archive, closing(sqlite3.connect(":memory:")) as base:
        assert archive.testzip() is None
        base.deserialize(archive.read("collection.anki2"))
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        version, models, decks = base.execute("SELECT ver, models, decks FROM col").fetchone()
        assert version == 11
        ((mid, model),) = json.loads(models).items()
        names = {int(key): deck["name"] for key, deck in json.loads(decks).items()}
        rows = base.execute(
            "SELECT guid, mid, notes.mod, tags, flds, did, ord FROM notes JOIN cards ON nid = notes.id ORDER BY due"
        ).fetchall()
        assert len(rows) == base.execute("SELECT count(*) FROM notes").fetchone()[0]
        notes = {}
        for guid, kind, mod, tags, values, deck, template in rows:
            assert (str(kind), template) == (mid, 0)
            fields = dict(zip(FIELDS, values.split("\x1f"), strict=True))
            notes[guid] = {**fields, "deck": names[deck], "tags": tags, "mod": mod}
        media = {name: archive.read(number) for number, name in json.loads(archive.read("media")).items()}
    assert len(notes) == len(rows)
    return Package(notes, model, media)


def note(package: Package, question: str) -> dict[str, str]:
    (found,) = (note for note in package.notes.values() if question in note["Question"])
    return found


def guid(package: Package, question: str) -> str:
    (found,) = (key for key, note in package.notes.items() if question in note["Question"])
    return found


def test_every_kind_of_card_is_there_with_its_fields(build: Build, cards: dict[str, str | bytes]) -> None:
    package = unpacked(build(cards).export("anki", 1_700_000_000).data)
    assert len(package.notes) == 8
    gas = note(package, "Which gas")
    assert gas["Options"] == (
        '<ol type="A" class="options key"><li>Oxygen ~ = # { } : \\ %50%</li>'
        '<li class="right"><strong>Carbon dioxide</strong></li><li>Nitrogen -&gt; air</li></ol>'
    )
    assert (gas["Answer"], gas["Kind"], gas["Typed"]) == ("<strong>Carbon dioxide</strong>", "choice", "")
    assert gas["Explanation"].startswith("It enters by <code>stomata {x: 1}</code>")
    assert (gas["deck"], gas["tags"]) == ("Biology::Plants/Trees & 'more'", " green hash plant::leaf ")
    assert gas["Source"] == "Trees.md:7"
    two = note(package, "Pick two")
    assert 'class="options key multiple"' in two["Options"]
    assert two["Options"].count('<li class="right">') == 2
    assert "[sound:" not in two["Options"]
    red = note(package, "chlorophyll")
    assert '<ol type="A" class="options key ordered"><li>True</li><li class="right">False</li>' in red["Options"]
    assert note(package, "A tree has")["Typed"] == "roots, leaves"
    code = note(package, "What does this print")
    assert code["Question"].startswith("<p>What does this print?</p><div><pre><code>def f(x):\n\t")
    assert (code["Options"], code["Explanation"]) == ("", "")
    assert "<blockquote>" in code["Answer"]
    judged = note(package, "Which one is it")
    assert judged["Options"] == '<ol type="A" class="options"><li>first</li><li>second</li></ol>'
    assert judged["Answer"] == "neither of them, it depends"


def test_pictures_come_along_as_they_are_and_no_others(build: Build, cards: dict[str, str | bytes]) -> None:
    large = BytesIO()
    Image.effect_noise((1600, 1200), 90).save(large, "PNG")
    files = {
        **cards,
        "img/root.png": large.getvalue(),
        "Other.md": "![[other.png]]",
        "other.png": cards["img/root.png"],
    }
    package = unpacked(build(files).export("anki").data)
    ((name, raw),) = package.media.items()
    assert raw == large.getvalue()
    assert re.fullmatch(r"root-[0-9a-f]{10}\.png", name)
    assert f'<img src="{name}" alt="a root"' in note(package, "Pick two")["Options"]


def test_links_are_whole_where_the_site_has_an_address(build: Build, cards: dict[str, str | bytes]) -> None:
    gas = note(unpacked(build(cards).export("anki").data), "Which gas")
    assert "See Leaf and" in gas["Question"]
    assert gas["Read"].startswith("Leaf › Veins, Leaf, ")
    at_home = {**cards, "study.toml": 'exclude = []\nbase_url = "https://bio.example/"\n'}
    gas = note(unpacked(build(at_home).export("anki").data), "Which gas")
    assert 'See <a href="https://bio.example/leaf.html">Leaf</a>' in gas["Question"]
    assert gas["Source"] == '<a href="https://bio.example/trees.html#card-gas">Trees.md:7</a>'
    assert gas["Read"].startswith('<a href="https://bio.example/leaf.html#veins">Leaf › Veins</a>, ')


def test_an_edited_card_stays_the_same_note_whatever_becomes_of_it(build: Build, cards: dict[str, str | bytes]) -> None:
    before = unpacked(build(cards).export("anki", 1_700_000_000).data)
    text = str(cards["Trees.md"])
    text = text.replace("##### Which gas do", "##### Now which gas do").replace("- Oxygen", "- Neon\n- Oxygen")
    text = text.replace("- first\n- second\n", "").replace("Biology::", "Botany::")
    (build({}).root / "Trees.md").unlink()
    after = unpacked(build({**cards, "Trees.md": "", "moved/Wood.md": text}).export("anki", 1_700_000_100).data)
    assert after.notes.keys() == before.notes.keys()
    key = guid(before, "Which gas")
    assert after.notes[key]["Question"].startswith("Now which gas")
    assert "Neon" in after.notes[key]["Options"]
    key = guid(before, "Which one is it")
    assert (before.notes[key]["Kind"], after.notes[key]["Kind"], after.notes[key]["Options"]) == ("choice", "open", "")
    assert {note["mod"] for note in after.notes.values()} == {1_700_000_100}
    assert (after.model["id"], after.model["name"]) == (before.model["id"], "studysite")
    for part in ("flds", "tmpls"):
        assert [(each["id"], each["name"]) for each in after.model[part]] == [
            (each["id"], each["name"]) for each in before.model[part]
        ]


def test_vaults_with_ids_of_their_own_never_share_a_note(build: Build, cards: dict[str, str | bytes]) -> None:
    before = unpacked(build(cards).export("anki").data)
    after = unpacked(build({"study.toml": 'exclude = []\n[site]\nid = "trees"\n'}).export("anki").data)
    assert not before.notes.keys() & after.notes.keys()


def test_what_anki_relies_on_to_update_notes_does_not_change(build: Build, cards: dict[str, str | bytes]) -> None:
    """Were one of these to change, notes that people have imported would not be updated any more, or come twice."""
    package = unpacked(build(cards).export("anki").data)
    assert package.model["id"] == 1429958260568
    assert tuple(field["name"] for field in package.model["flds"]) == (
        *("Question", "Answer", "Options", "Explanation", "Kind", "Source", "Typed", "Read"),
    )
    assert [template["name"] for template in package.model["tmpls"]] == ["Card"]
    assert guid(package, "Which gas") == "e41329260c44fc10b702"


@pytest.mark.parametrize("deck", ["a::b", '"A"::b', "A :: B", "::"])
def test_decks_that_differ_in_case_only_are_one(build: Build, deck: str) -> None:
    files = {"A.md": "---\ncards-deck: a::b\n---\n##### Q?\n#card\nx\n",
             "B.md": f"---\ncards-deck: '{deck}'\n---\n##### R?\n#card\ny\n"}  # fmt: skip
    with ZipFile(BytesIO(build(files).export("anki").data)) as archive, closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(archive.read("collection.anki2"))
        names = [each["name"] for each in json.loads(base.execute("SELECT decks FROM col").fetchone()[0]).values()]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name == name.strip() and '"' not in name for name in names)
    assert {"Default", "a::b"} <= {name.casefold() if name != "Default" else name for name in names}
