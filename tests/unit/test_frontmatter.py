from __future__ import annotations

import json
import time
from typing import Any

import msgspec
import pytest

from generator.frontmatter import KEYS, LIMIT, Front, read, split
from generator.model import Diagnostic, Exam, Meta


def whole(yaml: str) -> Meta:
    """What front matter says, where nothing is wrong with it."""
    found, body, problems = read("Note.md", f"---\n{yaml}\n---\nText")
    assert problems == ()
    assert body == yaml.count("\n") + 3
    return found


def meta(yaml: str) -> Meta:
    """What its known keys say."""
    return msgspec.structs.replace(whole(yaml), others="")


def told(text: str) -> list[tuple[str, int, int]]:
    return [(each.code, each.line, each.col) for each in read("Note.md", text)[2]]


def problem(yaml: str) -> Diagnostic:
    (found,) = read("Note.md", f"---\n{yaml}\n---\nText")[2]
    return found


# --- where it is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("", Front("", 0, closed=True)),
        ("Text", Front("", 0, closed=True)),
        ("\n---\na: 1\n---\n", Front("", 0, closed=True)),
        (" ---\na: 1\n---\n", Front("", 0, closed=True)),
        ("----\na: 1\n----\n", Front("", 0, closed=True)),
        ("...\na: 1\n---\n", Front("", 0, closed=True)),
        ("---", Front("", 0, closed=False)),
        ("---\na: 1\nText", Front("a: 1\nText", 0, closed=False)),
        ("---\na: 1\n ---\n----\n--- x", Front("a: 1\n ---\n----\n--- x", 0, closed=False)),
        ("---\n---", Front("\n", 2, closed=True)),
        ("---\na: 1\n---\nText\n---\n", Front("\na: 1\n", 3, closed=True)),
        ("---  \na: 1\nb: 2\n...\t\nText", Front("\na: 1\nb: 2\n", 4, closed=True)),
        ("---\r\na: 1\r\n---\r\nText", Front("\na: 1\r\n", 3, closed=True)),
    ],
)
def test_it_stands_between_the_first_line_and_a_line_that_closes_it(text: str, front: Front) -> None:
    found = split(text)
    assert (found.body, found.closed) == (front.body, front.closed)
    assert found.yaml.replace("\r", "") == front.yaml.replace("\r", "")


def test_lines_of_the_yaml_are_lines_of_the_note() -> None:
    text = "---\na: 1\nb: 2\n---\nText"
    front = split(text)
    assert front.yaml.split("\n")[2] == text.split("\n")[2]
    assert text.split("\n")[front.body :] == ["Text"]


@pytest.mark.parametrize("text", ["", "Text", "---", "---\n", "---\n\nText\n", "---\n## Publish\n\nText"])
def test_a_note_without_front_matter_says_nothing(text: str) -> None:
    assert read("Note.md", text) == (Meta(), 0, ())


@pytest.mark.parametrize("yaml", ["", "\n", "# only a comment", "title:", "tags: []", 'aliases: ""', "exams: 1"])
def test_front_matter_without_values_says_nothing(yaml: str) -> None:
    assert meta(yaml) == Meta()


# --- what it says -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yaml", "fields"),
    [
        ("title: EC2", {"title": "EC2"}),
        ("Title: 'EC2: basics'", {"title": "EC2: basics"}),
        ("title: 010", {"title": "010"}),
        ("title: 1.10", {"title": "1.10"}),
        ("title: yes", {"title": "yes"}),
        ("title: 2026-09-30", {"title": "2026-09-30"}),
        ("title: >\n  Two\n  lines\n", {"title": "Two lines"}),
        ("aliases: EC2", {"aliases": ("EC2",)}),
        ("aliases: EC2, Elastic Compute Cloud", {"aliases": ("EC2", "Elastic Compute Cloud")}),
        ("aliases: [EC2, 'A, B', EC2, '', null]", {"aliases": ("EC2", "A, B")}),
        ("alias: EC2", {"aliases": ("EC2",)}),
        ("tags: aws", {"tags": ("aws",)}),
        ("tags: aws, exam/practice  x", {"tags": ("aws", "exam/practice", "x")}),
        ("tags:\n- aws\n- '#über-1'\n- 日本\n- aws", {"tags": ("aws", "über-1", "日本")}),
        ("tag: '#aws #x'", {"tags": ("aws", "x")}),
        ("tags: a\ntag: b", {"tags": ("a",)}),
        ("description: On  servers", {"description": "On servers"}),
        ("permalink: aws/ec2", {"permalink": "aws/ec2"}),
        ("cssclasses: [wide, 'a b']", {"cssclasses": ("wide", "a", "b")}),
        ("cssclass: wide a", {"cssclasses": ("wide", "a")}),
        ("date: 2026-09-30", {"date": "2026-09-30"}),
        ("date: '2026-09-30 10:15'", {"date": "2026-09-30T10:15:00"}),
        ("date: 2026-09-30T10:15:00Z", {"date": "2026-09-30T10:15:00+00:00"}),
        ("created: 2024-01-01\nupdated: 2025-01-01\ndate: 2026-01-01", {"date": "2026-01-01"}),
        ("created: 2024-01-01\nupdated: 2025-01-01", {"date": "2025-01-01"}),
        ("created: 2024-01-01\nupdated: last week", {"date": "2024-01-01"}),
        ("cards-deck: AWS::Compute::EC2", {"deck": ("AWS", "Compute", "EC2")}),
        ("domain: Compute", {"domain": "Compute"}),
        ("exam:", {"exam": Exam(), "is_course": True}),
        ("exam: {}", {"exam": Exam(), "is_course": True}),
        (
            "exam:\n  questions: 65\n  minutes: '180'\n  pass_mark: 72.5\n  date: 2026-09-30\n  Unanswered: skipped",
            {"exam": Exam(65, 180, 72.5, "2026-09-30", unanswered_wrong=False), "is_course": True},
        ),
        ("exam: {questions: 65, minutes: }", {"exam": Exam(questions=65), "is_course": True}),
        ("up: [Compute, [x]]\nrelated: {a: [b, {c: d}]}\nx: !!int 3", {}),
    ],
)
def test_what_each_key_says(yaml: str, fields: dict[str, Any]) -> None:
    assert meta(yaml) == Meta(**fields)


def test_the_examples_of_all_keys_are_good() -> None:
    for name, key in KEYS.items():
        found = meta(f"{name}: {key.example}")
        assert (found != Meta()) is (name != "draft")


@pytest.mark.parametrize(
    ("yaml", "publish"),
    [
        ("publish: true", True),
        ("PUBLISH: 'Yes'", True),
        ('"publish": "on"', True),
        ("publish : 1", True),
        ("publish: false", False),
        ('publish: "False"', False),
        ("' publish ': no", False),
        ("publish: OFF", False),
        ("publish: 0", False),
        ("{publish: false}", False),
        ("? publish\n: false", False),
        ("draft: true", False),
        ("draft: true\npublish: true", False),
        ("draft: false", None),
        ("draft: false\npublish: true", True),
        ("published: false", None),
    ],
)
def test_what_is_published(yaml: str, *, publish: bool | None) -> None:
    assert meta(yaml) == Meta(publish=publish)


@pytest.mark.parametrize("value", ["maybe", "", "~", "[true]", "{}", "'true false'", "2", "draft"])
@pytest.mark.parametrize("key", ["publish", "draft", "Draft"])
def test_a_note_is_private_while_nobody_knows_what_was_meant(key: str, value: str) -> None:
    found, _, problems = read("Note.md", f"---\ntitle: x\n{key}: {value}\n---\n")
    assert found == Meta(title="x", publish=False)
    assert [(each.code, each.line, each.col) for each in problems] == [("front-matter-value", 3, 1)]
    assert "private" in problems[0].hint


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("title: [a, b]", 'title cannot be ["a", "b"]'),
        ("title: {a: b}", 'title cannot be {"a": "b"}'),
        ("aliases: {a: b}", 'aliases cannot be {"a": "b"}'),
        ("aliases: [a, [b]]", 'aliases cannot be ["b"]'),
        ("date: tomorrow", 'date cannot be "tomorrow"'),
        ("date: 2026-02-30", 'date cannot be "2026-02-30"'),
        ("date: 2026-02-03T25:00", 'date cannot be "2026-02-03T25:00"'),
        ("date: 1611111111111", 'date cannot be "1611111111111"'),
        ("cards-deck: [a]", 'cards-deck cannot be ["a"]'),
        ("domain: [a]", 'domain cannot be ["a"]'),
        ("exam: soon", 'exam cannot be "soon"'),
        ("exam: [1]", 'exam cannot be ["1"]'),
        (
            "description: [" + "long, " * 50 + "]",
            'description cannot be ["long", "long", "long", "long", "long", "long", "long", "l…',
        ),
    ],
)
def test_a_value_that_does_not_fit_is_told_and_ignored(yaml: str, message: str) -> None:
    found = problem(f"permalink: x\n{yaml}")
    assert (found.code, found.line, found.col, found.message) == ("front-matter-value", 3, 1, message)
    assert read("Note.md", f"---\npermalink: x\n{yaml}\n---\n")[0] in (
        Meta(permalink="x"),
        Meta(permalink="x", aliases=("a",)),
    )


def test_tags_that_obsidian_would_not_accept_are_left_out() -> None:
    found, _, problems = read("Note.md", "---\ntags: [ok, two words, 2026, a.b, '#', [x], 1/2, y1984]\n---\n")
    assert found.tags == ("ok", "y1984")
    assert [each.code for each in problems] == ["tag-invalid"]
    assert problems[0].message == 'tags cannot be [["x"], "two words", "2026", "a.b", "", "1/2"]'


def test_a_wrong_value_in_an_exam_leaves_the_others() -> None:
    text = "---\ntitle: x\nexam:\n  questions: many\n  minuts: 90\n  pass_mark: 72\n---\n"
    found, _, problems = read("Note.md", text)
    assert found == Meta(title="x", exam=Exam(pass_mark=72.0), is_course=True)
    assert [(each.line, each.col, each.message, each.hint) for each in problems] == [
        (4, 3, 'exam: questions cannot be "many"', "expected a number of questions"),
        (5, 3, 'exam: there is no key "minuts" in [exam]', 'did you mean "minutes"?'),
    ]


# --- what cannot be read ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yaml", "line", "col", "hint"),
    [
        ("title: EC2: basics", 2, 11, 'title: "EC2: basics"'),
        ("x: 1\ntitle: *new*", 3, 12, 'title: "*new*"'),
        ("x: é ü\ntitle: @home", 3, 8, 'title: "@home"'),
        ("x:\n\ty: 1", 3, 1, "spaces"),
        ("title: {{title}}", 2, 9, 'title: "{{title}}"'),
        ("title: [a", 3, 1, "bracket"),
        ("x: &a 1", 2, 4, 'x: "&a 1"'),
        ("x: *a", 2, 4, 'x: "*a"'),
        ("x: 1\nX: 2", 3, 1, "keep one"),
        ("x: 1\ny: \x00", 3, 4, "remove"),
        ("x: 1\ny: \x07", 3, 4, "remove"),
        ("x: \ud800", 2, 4, "remove"),
        ("x: 1\n--- y", 3, 1, "quote"),
        ("x: " + "[" * 60, 2, 24, "put it in quotes"),
    ],
)
def test_yaml_that_cannot_be_read_is_told_with_its_place(yaml: str, line: int, col: int, hint: str) -> None:
    found = problem(yaml)
    assert (found.code, found.line, found.col) == ("front-matter-invalid", line, col)
    assert hint in found.hint
    assert read("Note.md", f"---\n{yaml}\n---\nText")[:2] == (Meta(), yaml.count("\n") + 3)


def test_other_line_ends_of_yaml_do_not_count() -> None:
    assert told("---\nx: '\x85\u2028\u2029'\ny: [\n---\n")[0][:2] == ("front-matter-invalid", 4)


@pytest.mark.parametrize(
    "line",
    ["publish: false", "Publish: true", " 'publish': x", '"draft": 1', "- draft", "{publish: no", "publish", "drafted"],
)
@pytest.mark.parametrize("broken", ["title: a: b\n{}", "{}\ntitle: a: b", "x: [\n{}", "{}\n\tx: 1", "# Plan\n{}\n: ["])
def test_what_cannot_be_read_but_speaks_of_publishing_is_private(broken: str, line: str) -> None:
    found, _, problems = read("Note.md", "---\n" + broken.replace("{}", line) + "\n---\n")
    assert found == Meta(publish=False)
    assert [each.code for each in problems] == ["front-matter-invalid"]
    assert "private" in problems[0].hint


def test_what_cannot_be_read_and_speaks_of_nothing_is_published_as_usual() -> None:
    assert read("Note.md", "---\ntitle: a: b # not to publish\n---\n")[0] == Meta()


def test_front_matter_without_an_end_is_told_and_stays_in_the_text() -> None:
    assert read("Note.md", "---\ntitle: x\n\nText")[:2] == (Meta(), 0)
    assert told("---\ntitle: x\n\nText") == [("front-matter-invalid", 1, 0)]
    assert read("Note.md", "---\n\ntitle: x\npublish: false\n\nText")[0] == Meta(publish=False)


@pytest.mark.parametrize("prose", ["Some words", "# A heading\n\nand words: with: colons", "- a\n- b"])
def test_prose_between_two_lines_across_the_page_stays_in_the_text(prose: str) -> None:
    assert read("Note.md", f"---\n{prose}\n---\n")[:2] == (Meta(), 0)
    assert [code for code, *_ in told(f"---\n{prose}\n---\n")] == ["front-matter-invalid"]


def test_front_matter_over_its_limit_is_not_read() -> None:
    fits = "title: x\n#".ljust(LIMIT - 2, "#")
    assert meta(fits) == Meta(title="x")
    found, body, problems = read("Note.md", f"---\n{fits}#\ndraft: true\n---\n")
    assert (found, body) == (Meta(publish=False), 5)
    assert "64 KiB" in problems[0].message


# --- how long it takes ------------------------------------------------------------------------------------------------

BOMB = "a0: &a0 {k: v}\n" + "".join(f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 14))


@pytest.mark.parametrize(
    "yaml",
    [
        BOMB,
        "[" * 60_000,
        "- " * 30_000,
        "? " * 30_000,
        "{a: " * 15_000,
        "a: [" + "1," * 30_000 + "]",
        "tags: [" + "1," * 30_000 + "]",
        "tags: " + "1 " * 30_000,
        "exam:\n" + "".join(f" minuts{n}: 1\n" for n in range(4000)),
        "x" * 60_000 + ": 1",
        "? " + "x" * 60_000 + "\n: 1",
        "exam: {? " + "m" * 60_000 + "\n : 1}",
        "".join(f"k{n}: 1\n" for n in range(6000)),
        " " * 60_000,
        "\n" * 60_000,
        "a: '" + "\n" * 60_000,
        "title: a: " + "b" * 20_000,
        "draft " * 10_000,
        "---- " * 10_000,
    ],
)
def test_hostile_front_matter_takes_no_time(yaml: str) -> None:
    start = time.perf_counter()
    _, _, problems = read("Note.md", f"---\n{yaml}\n---\n")
    assert time.perf_counter() - start < 5  # mostly hundredths; a loader that follows aliases takes minutes
    assert sum(len(each.message) + len(each.hint) for each in problems) < 10_000


def test_aliases_are_refused() -> None:
    assert len(BOMB) < 1000
    for yaml in (BOMB, "x: *a", "[&a b]"):
        assert "aliases" in problem(yaml).message


# --- other keys -------------------------------------------------------------------------------------------------------


def test_other_keys_are_kept_as_they_were_written() -> None:
    found = whole(
        "title: Ferns\nrating: 4\nplaces: [Alps, {name: Jura}]\nseen: 2026-01-02\nempty:\nexam: {questions: 3}"
    )
    assert json.loads(found.others) == {
        "rating": "4",
        "places": ["Alps", {"name": "Jura"}],
        "seen": "2026-01-02",
        "empty": None,
    }
    assert whole("title: Ferns").others == ""


def test_more_of_other_keys_than_a_note_may_hold_is_not_kept() -> None:
    assert len(whole(f"story: {'x' * 3_900}").others) > 3_900
    assert whole(f"story: {'x' * 4_000}").others == ""


def test_other_keys_of_any_kind_survive_the_cache() -> None:
    found, _, _ = read("Note.md", '---\nodd: "\\ud800 \\0 \\u2028 é"\n---\n')
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Meta) == found
