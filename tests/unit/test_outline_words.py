"""What counts as a word, and which names a text holds."""

from __future__ import annotations

import pytest

from generator.outline.words import Names, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Use S3, (or EFS)!", "use s3 or efs"),
        ("2.5 GB, 1,000 rows. 5.", "2.5 gb 1,000 rows 5"),
        ("C++ and C# or C.", "c++ and c# or c"),
        ("#tag a+b 1 + 2 +x", "tag a b 1 2 x"),
        ("/opt/ml/code sage_maker", "opt ml code sage_maker"),
        ("the model’s 'best' run", "the model s best run"),
        ("STRASSE straße Cafe\u0301", "strasse strasse café"),
        ("浅い焙煎", "浅 い 焙 煎"),
        ("", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected.split()


def test_no_phrase_reaches_across_a_line_end() -> None:
    assert len(words("one\ntwo")) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a batch of Batch jobs", ["batch service"]),
        ("a batch of jobs", []),
        ("STEP functions and s3", ["workflows"]),
        ("step functional", []),
        ("S3 before Step Functions", ["storage", "workflows"]),
        ("C and C++", ["c++"]),
        ("Step\nFunctions", []),
    ],
)
def test_names_in_a_text(text: str, expected: list[str]) -> None:
    names = Names(
        [("Batch", "batch service"), ("Step Functions", "workflows"), ("S3", "storage"), ("C++", "c++"), ("C", "c")]
    )
    assert list(names.within(text)) == expected
