"""Names for addresses and anchors."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.slug import slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Data Pipeline", "data-pipeline"),
        ("  C++ / C#!", "c-c"),
        ("snake_case & kebab-case", "snake-case-kebab-case"),
        ("v1.2", "v1-2"),
        ("Größe ÄÖÜ ẞ", "größe-äöü-ß"),
        ("日本語 テスト", "日本語-テスト"),
        ("हिन्दी", "हिन्दी"),
        ("İstanbul", "i\u0307stanbul"),
        ("x² ½", "x²-½"),
        ("🔥 hot", "hot"),
        ("🗂️ Index 1️⃣", "index-1"),
        ("!?", ""),
        ("", ""),
    ],
)
def test_letters_and_digits_stay_and_all_else_is_a_hyphen(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_case_can_be_kept() -> None:
    assert slug("Data Pipeline", lower=False) == "Data-Pipeline"


def test_composed_and_decomposed_letters_are_one() -> None:
    assert slug("Cafe\u0301") == slug("Caf\u00e9") == "caf\u00e9"


@given(text=st.text(), lower=st.booleans())
def test_a_slug_is_its_own_slug_and_safe_in_an_address(text: str, *, lower: bool) -> None:
    made = slug(text, lower=lower)
    assert slug(made, lower=lower) == made
    assert unicodedata.is_normalized("NFC", made)
    assert not set(made) & set(" /\\?#%&\"'<>:|*.\n\t")
    assert not made.startswith("-")
    assert not made.endswith("-")
