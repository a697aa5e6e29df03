"""One note, seen as a course: which headings are domains and topics, what they weigh, and what else it offers."""

from __future__ import annotations

import pytest

from generator import outline
from generator.model import Doc, Source
from generator.outline import Draft
from generator.outline.course import clean
from generator.parse import Settings, parse


def doc(text: str) -> Doc:
    return parse(Source("Course.md", text), Settings())


def draft(text: str) -> Draft:
    found = outline.draft(doc(text))
    assert found is not None
    return found


def domains(text: str) -> list[tuple[str, float]]:
    found = outline.draft(doc(text))
    return [(domain.title, domain.weight) for domain in found.domains] if found else []


@pytest.mark.parametrize(
    ("heading", "title", "weight"),
    [
        ("1. Data Engineering (20%)", "Data Engineering", 20),
        ("2.Exploratory Analysis (EDA) (24%)", "Exploratory Analysis (EDA)", 24),
        ("3) Soil (25-30 %)", "Soil", 27.5),
        ("Soil 25–30%", "Soil", 27.5),
        ("Soil: 20 to 25 %", "Soil", 22.5),
        ("Soil – 22.5%", "Soil", 22.5),
        ("Soil [22,5 %]", "Soil", 22.5),
        ("Domain 4: Soil (20% of scored content)", "Soil", 20),
        ("Domain 4 (20%): Soil", "Soil", 20),
        ("4.2 Soil (weight: 20%)", "Soil", 20),
        ("3-tier designs (20%)", "3-tier designs", 20),
        ("**Soil** (20%)", "Soil", 20),
    ],
)
def test_a_heading_loses_its_number_and_tells_its_weight(heading: str, title: str, weight: float) -> None:
    assert domains(f"# {heading}\n# Rest ({100 - weight}%)\n")[0] == (title, weight)


def test_a_title_that_is_nothing_but_a_number_stays() -> None:
    assert clean("7.") == "7."


@pytest.mark.parametrize(
    "text",
    [
        "# One (40%)\n",
        "# One (100%)\n",
        "# One (30%)\n# Two (30%)\n",
        "# One (70%)\n# Two (70%)\n",
        "# One (50%)\n## Two (50%)\n",
        "# A\n## One (50%)\n# B\n## Two (50%)\n",
        "# One 50\n# Two 50\n",
        "One (50%)\n\nTwo (50%)\n",
        "```\n# One (50%)\n# Two (50%)\n```\n",
    ],
)
def test_what_is_no_course(text: str) -> None:
    assert outline.draft(doc(text)) is None


def test_weighted_siblings_may_stand_at_any_level_beside_others() -> None:
    text = "# Exam\n## Intro\n## One (50%)\n### Sub (30%)\n## Two (60%)\n## Questions\n"
    assert domains(text) == [("One", 50), ("Two", 60)]


def test_front_matter_makes_a_course_with_any_weights_or_none() -> None:
    assert domains("---\nexam:\n  minutes: 30\n---\n# One (10%)\n# Two (20%)\n") == [("One", 10), ("Two", 20)]
    bare = draft("---\nexam:\n---\n# One\n## Two\n")
    assert bare.domains == ()


def test_topics_are_all_headings_under_a_domain_and_list_what_is_only_a_link() -> None:
    text = """\
# 1. One (50%)
- [[Direct]]
##### 1.1 First
- [[A]]
- See [[B]] for more
	- [c](C%20note.md)
- [outside](https://example.org)
- [[#Second]]
## Second
### [[D]]
# Two (50%)
# Rest
- [[E]]
"""
    course, links = draft(text), doc(text).links
    one, two = course.domains
    assert [(topic.title, [links[at].target for at in topic.links]) for topic in one.topics] == [
        ("First", ["A", "C%20note.md"]),
        ("Second", []),
        ("D", ["D"]),
    ]
    assert [links[at].target for at in one.links] == ["Direct"]
    assert two.topics == ()
    assert [links[at].target for at in course.named] == ["Direct", "A", "B", "C%20note.md", "D"]


def test_what_a_card_links_to_is_not_named_by_the_outline() -> None:
    course = draft("# One (50%)\n## T\n##### What?\n- [[A]]\n- b\n#card\nb\n\n# Two (50%)\n")
    assert course.named == ()
    assert [topic.title for topic in course.domains[0].topics] == ["T"]


@pytest.mark.parametrize(
    ("section", "title"),
    [
        ("### Mock 1\nLink: https://example.org/a\nName: The long one", "Mock 1: The long one"),
        ("### Mock 1\nName: The long one\nLink: https://example.org/a", "Mock 1: The long one"),
        ("### Mock 1\n- Link: https://example.org/a\n- Name: The long one", "Mock 1: The long one"),
        ("### Mock 1\nhttps://example.org/a", "Mock 1"),
        ("### Mock 1\nName: Mock 1\nLink: https://example.org/a", "Mock 1"),
        ("### 1. Mock\n- [Sixty questions](https://example.org/a)", "Mock: Sixty questions"),
        ("### [Mock 1](https://example.org/a)", "Mock 1"),
    ],
)
def test_a_section_that_holds_only_a_link_is_further_practice(section: str, title: str) -> None:
    text = f"# One (50%)\n# Two (50%)\n# More\n{section}\n"
    (practice,) = draft(text).practice
    assert practice.title == title
    assert doc(text).links[practice.link].target == "https://example.org/a"


@pytest.mark.parametrize(
    "section",
    [
        "### Mock 1\nI liked https://example.org/a a lot.",
        "### Mock 1\nhttps://example.org/a https://example.org/b",
        "### Mock 1\n[[Another note]]",
        "### Mock 1\nLink: https://example.org/a\n\nAnd so on.",
        "### Mock 1\nhttps://example.org/a\n#### More\nWords.",
        "### Mock 1\nhttps://example.org/a\n\n##### What?\n- a\n- b\n#card\nb",
        "### Mock 1\n[write](mailto:a@example.org)",
    ],
)
def test_a_section_that_holds_more_is_not(section: str) -> None:
    assert draft(f"# One (50%)\n# Two (50%)\n# More\n{section}\n").practice == ()


def test_a_topics_section_is_a_topic_not_practice() -> None:
    course = draft("# One (50%)\n## Docs\nhttps://example.org/a\n# Two (50%)\n")
    assert course.practice == ()
    assert [topic.title for topic in course.domains[0].topics] == ["Docs"]
