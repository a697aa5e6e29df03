"""``check --fix-ids``: ids under cards that have none, and not a byte more."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import cli
from generator.config import Config, load
from generator.memo import Memo
from generator.parse import Settings
from generator.site import Built, build
from generator.theme import default
from generator.upkeep import fixids
from generator.upkeep.fixids import Fixed, fix_ids


def built(vault: Path) -> Built:
    return build(vault, load(vault)[0], default(), Memo())


def fixed(vault: Path) -> tuple[Fixed, ...]:
    made = built(vault)
    return fix_ids(vault, made.docs, made.deck.cards, Settings.of(Config()))


def ids(vault: Path) -> list[str]:
    return [card.id for card in built(vault).deck.cards]


NOTES = {
    "below the answer": ("##### Why?\n#card\nBecause.\n\nText.\n", "##### Why?\n#card\nBecause.\n^{}\n\nText.\n"),
    "at the end of the file": ("Why?\n#card\nBecause.", "Why?\n#card\nBecause.\n^{}"),
    "with options": (
        "##### Which?\n- this\n- that\n#card\nthat. It is.\n",
        "##### Which?\n- this\n- that\n#card\nthat. It is.\n^{}\n",
    ),
    "below a list": ("##### Which?\n#card\n- this\n- that\n", "##### Which?\n#card\n- this\n- that\n^{}\n"),
    "below code": ("##### How?\n#card\n```\nso\n```\n", "##### How?\n#card\n```\nso\n```\n^{}\n"),
    "on the line": ("#flashcards\n\n- One :: 1\n- Text\n", "#flashcards\n\n- One :: 1 ^{}\n- Text\n"),
    "a deletion": ("#flashcards\n\nIce is ==cold==.\n", "#flashcards\n\nIce is ==cold==. ^{}\n"),
    "letters": ("Q: Why?\nA: So.\n\nText.\n", "Q: Why?\nA: So.\n^{}\n\nText.\n"),
    "a lone question mark": ("#flashcards\n\nWhy?\n?\nSo.\n", "#flashcards\n\nWhy?\n?\nSo.\n^{}\n"),
    "tasks": (
        "#flashcards\n\nWhich?\n- [ ] this\n- [x] that\n",
        "#flashcards\n\nWhich?\n- [ ] this\n- [x] that\n^{}\n",
    ),
    "a callout": ("> [!card] Why?\n> So.\n", "> [!card] Why?\n> So.\n\n^{}\n"),
    "foreign line ends": (
        "##### Why?\r\n#card\r\nSo.\r\n\r\nText.\r\n",
        "##### Why?\r\n#card\r\nSo.\r\n^{}\r\n\r\nText.\r\n",
    ),
    "old line ends": ("Why?\r#card\rSo.\r", "Why?\r#card\rSo.\r^{}\r"),
    "front matter and a mark": (
        "\ufeff---\ntags: [x]\n---\n##### Why?\n#card\nSo.\n",
        "\ufeff---\ntags: [x]\n---\n##### Why?\n#card\nSo.\n^{}\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), NOTES.values(), ids=NOTES.keys())
def test_an_id_is_written_and_nothing_else(tmp_path: Path, before: str, after: str) -> None:
    note = tmp_path / "Note.md"
    note.write_bytes(before.encode())
    note.chmod(0o640)
    known = ids(tmp_path)
    assert len(known) == 1
    assert fixed(tmp_path) == (Fixed("Note.md", 1),)
    assert note.read_bytes().decode() == after.format(known[0])
    assert ids(tmp_path) == known  # so progress stays
    assert note.stat().st_mode & 0o777 == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["Note.md"]
    assert fixed(tmp_path) == ()


def test_cards_that_have_one_and_cards_that_share_their_lines_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "Note.md").write_text("Why?\n#card\nSo.\n^q-1\n\nTin #card-reverse\nSn\n")
    assert fixed(tmp_path) == ()


def test_all_cards_of_a_note(tmp_path: Path) -> None:
    text = "".join(f"##### Why {n}?\n- a {n}\n- b {n}\n#card\na {n}\n\n" for n in range(20))
    (tmp_path / "Note.md").write_text(f"{text}Who?\n#card\nNobody\n^q-1\n")
    known = ids(tmp_path)
    assert fixed(tmp_path) == (Fixed("Note.md", 20),)
    assert ids(tmp_path) == known
    assert all(card.card.source.explicit for card in built(tmp_path).deck.cards)


def test_a_note_that_is_saved_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "Note.md"
    note.write_text("Why?\n#card\nSo.\n")
    inserted = fixids._inserted

    def saved(*given: object) -> bytes:
        note.write_text("Who?\n")
        return inserted(*given)  # type: ignore[arg-type]  # as it is called

    made = built(tmp_path)
    monkeypatch.setattr(fixids, "_inserted", saved)
    (told,) = fix_ids(tmp_path, made.docs, made.deck.cards, Settings())
    assert (told.written, "saved meanwhile" in told.problem) == (0, True)
    assert note.read_text() == "Who?\n"
    assert [file.name for file in tmp_path.iterdir()] == ["Note.md"]


def test_a_note_that_is_not_in_utf_8_is_left_alone(tmp_path: Path) -> None:
    raw = "Why? é\n#card\nSo.\n".encode("latin-1")
    (tmp_path / "Note.md").write_bytes(raw)
    assert fixed(tmp_path) == (Fixed("Note.md", 0, "it is not in UTF-8"),)
    assert (tmp_path / "Note.md").read_bytes() == raw


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "Note.md").write_text("##### Why?\n#card\nSo, see [[Note]].\n")
    (tmp_path / "study.toml").write_text("exclude = []\n")
    assert cli.main(["check", "--fix-ids", "--no-cache", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.err == "Note.md: 1 id written\n"
    assert "1 card" in said.out
    assert (tmp_path / "Note.md").read_text().count("^") == 1


def test_check_tells_of_cards_that_are_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "Note.md").write_text("Tin :: Sn\n\nLead :: Pb\n\nWhy?\n?\nSo.\n")
    (tmp_path / "study.toml").write_text("exclude = []\n")
    assert cli.main(["check", "--no-cache", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert '2 cards in 1 note are not read: written as "inline" (tag the notes' in said
    assert '1 card in 1 note is not read: written as "multiline" (tag the notes' in said
