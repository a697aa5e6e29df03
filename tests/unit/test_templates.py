"""The default theme: every template, filled from views written by hand, is valid HTML that shows all of its view.

``PAGES`` holds a page of each kind and of each state that a template tells apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import msgspec
import pytest

from generator.model import Course, Domain, Exam, Heading, Ref, Topic
from generator.theme import environment
from generator.views import (
    Backlink,
    BareContent,
    CardView,
    Entry,
    HomeContent,
    ListContent,
    NoteContent,
    Option,
    Page,
    Shell,
    StubContent,
)

ROOT = Path(__file__).parents[2]
ASSETS = (
    "theme.js",
    "site.js",
    "core.js",
    "today.js",
    "choose.js",
    "end.js",
    "exam.js",
    "marked.js",
    "printed.js",
    "progress.js",
    "yourdata.js",
    "memory.js",
    "quiz.js",
    "site.css",
    "quiz.css",
    "icons/favicon.svg",
    "icons/maskable-192.png",
)
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)

# --- views ------------------------------------------------------------------------------------------------------------

SHELL = Shell(
    title="Cloud notes",
    language="en",
    direction="ltr",
    site="cloud-notes",
    csp=CSP,
    assets=tuple((name, f"assets/{name}") for name in ASSETS),
    cards=46,
    styles=(),
    edit_url="",
)


def card(name: str, *, page: str = "streaming/kinesis.html", at_home: bool = True, **changes: Any) -> CardView:
    view = CardView(
        id=name,
        twin=f"twin-{name}",
        hash=f"hash-{name}",
        kind="choice",
        prompt="How many shards does a stream need that takes in 7 MB and 3,000 records a second?",
        context="",
        options=(
            Option(letter="A", html="3", right=False),
            Option(letter="B", html="7", right=True),
            Option(letter="C", html="10", right=False),
        ),
        correct=(1,),
        multiple=False,
        ordered=False,
        graded=True,
        choose=0,
        blanks=(),
        answer="<p>7. The megabytes decide here.</p>",
        explanation="<p>Each shard takes in 1 MB or 1,000 records a second; the larger need decides.</p>",
        read=(Ref(title="Kinesis › Shards", href="streaming/kinesis.html#shards"),),
        to_write=None,
        href=f"{page}#q-{name}",
        anchor=f"q-{name}" if at_home else "",
        place="Streaming/Kinesis.md:41",
    )
    return msgspec.structs.replace(view, **changes)


MULTIPLE = card(
    "replicas",
    prompt="Which measures help a read-heavy database most, with few changes to the application? (choose 2)",
    options=(
        Option(letter="A", html="Keep a standby in a second zone", right=False),
        Option(letter="B", html="Add read replicas, and send reads to them", right=True),
        Option(letter="C", html="Cache the queries that come again and again in <code>ElastiCache</code>", right=True),
        Option(letter="D", html="Encrypt the storage", right=False),
    ),
    correct=(1, 2),
    multiple=True,
    choose=2,
    explanation="<p>Replicas and a cache both take reads off the primary. A standby is there for failover alone.</p>",
    read=(
        Ref(title="RDS › Read replicas", href="databases/rds.html#read-replicas", why="says it in one sentence"),
        Ref(title="ElastiCache", href="databases/elasticache.html"),
    ),
)
TRUE_FALSE = card(
    "order",
    kind="truefalse",
    prompt="Kinesis keeps the order of records across all shards of a stream.",
    options=(Option(letter="A", html="True", right=False), Option(letter="B", html="False", right=True)),
    ordered=True,
    explanation="",
    read=(),
)
CLOZE = card(
    "cloze",
    kind="cloze",
    prompt="A shard gives out ____ MB a second, shared by all readers unless they use ____.",
    options=(),
    correct=(),
    blanks=("2", "enhanced fan-out"),
    answer="<p>2; enhanced fan-out</p>",
    explanation="",
)
OPEN = card(
    "open",
    kind="open",
    prompt="Why is a hot shard a problem even when the stream as a whole has room to spare?",
    context='<p>Think of this producer:</p><div class="code" data-lang="python"><pre class="highlight"><code>'
    '<span class="n">put</span><span class="p">(</span><span class="n">key</span><span class="o">=</span>'
    '<span class="s2">"eu"</span><span class="p">)</span></code></pre></div>',
    options=(),
    correct=(),
    graded=False,
    answer="<p>Limits hold for each shard. Records with one key all go to one shard, so it throttles alone.</p>",
    explanation="",
)
UNSETTLED = card(
    "unsettled", prompt="Which service would you begin with?", correct=(), graded=False, answer="<p>It depends.</p>"
)

BODY = """<p>A stream is cut into <a class="internal-link" href="kinesis.html#shards">shards</a>.</p>
<h2 id="when-a-shard-is-hot">When a shard is hot</h2>
<p>Split it, or choose a key that spreads better.</p>
<h3 id="in-numbers">In numbers</h3>
<div class="table-wrap"><table><tbody><tr><td class="align-right">1 MB</td></tr></tbody></table></div>
<h2 id="questions">Questions</h2>
"""

HOME = Ref(title="Home", href="index.html")
COURSE_CRUMB = Ref(title="Machine learning specialty", href="machine-learning.html")
STREAMING = Ref(title="Streaming", href="streaming/index.html")

NOTE = NoteContent(
    body=(BODY, card("shards"), "\n", MULTIPLE, "\n", TRUE_FALSE, CLOZE, OPEN, UNSETTLED, "<p>That is all.</p>\n"),
    toc=(
        Heading(level=1, depth=1, text="When a shard is hot", id="when-a-shard-is-hot", line=9),
        Heading(level=2, depth=2, text="In numbers", id="in-numbers", line=15),
        Heading(level=1, depth=1, text="Questions", id="questions", line=40),
    ),
    tags=(Ref(title="streaming", href="tags/streaming.html"), Ref(title="aws/data", href="tags/aws/data.html")),
    questions=6,
    quiz="quiz.html#/practice?note=Streaming%2FKinesis.md",
    backlinks=(
        Backlink(
            title="Firehose",
            href="streaming/firehose.html",
            before="… unlike ",
            link="Kinesis Data Streams",
            after=", nothing has to be sized beforehand, and nothing can be read twice …",
        ),
        Backlink(title="Exam outline", href="machine-learning.html", before="", link="Kinesis", after=""),
    ),
    unresolved=("enhanced fan-out", "Apache Flink"),
    date="2025-11-12",
    classes=("wide",),
)
PLAIN = NoteContent(
    body=("<p>One sentence, and no more.</p>\n",),
    toc=(),
    tags=(),
    questions=0,
    quiz="",
    backlinks=(),
    unresolved=(),
    date="",
    classes=(),
)
COURSE = Course(
    title="Machine learning specialty",
    note="Machine learning.md",
    href="machine-learning.html",
    exam=Exam(questions=65, minutes=180, pass_mark=75.0, date="2026-01-02"),
    domains=(
        Domain(
            title="Data engineering",
            href="machine-learning.html#data-engineering",
            weight=20.0,
            topics=(
                Topic(
                    title="Storage",
                    href="machine-learning.html#storage",
                    notes=(Ref(title="S3", href="storage/s3.html"), Ref(title="EFS", href="storage/efs.html")),
                    cards=6,
                ),
                Topic(
                    title="Streaming",
                    href="machine-learning.html#streaming",
                    notes=(
                        Ref(title="Kinesis Data Streams", href="streaming/kinesis.html"),
                        Ref(title="Firehose", href="streaming/firehose.html"),
                        Ref(title="Video Streams", href="video.html"),
                    ),
                    cards=9,
                ),
                Topic(title="Batch jobs", href="", notes=(Ref(title="Batch", href=""),), cards=0),
            ),
            cards=15,
        ),
        Domain(
            title="Exploratory data analysis",
            href="machine-learning.html#eda",
            weight=100 / 3,
            topics=(
                Topic(title="Feature engineering", href="machine-learning.html#features", notes=(), cards=1),
                Topic(
                    title="Looking at data before any model is trained",
                    href="machine-learning.html#looking",
                    notes=(Ref(title="Time series: trend and seasonality", href="eda/time-series.html"),),
                    cards=12,
                ),
            ),
            cards=31,
        ),
        Domain(title="Modeling", href="machine-learning.html#modeling", weight=36.0, topics=(), cards=0),
    ),
    practice=(Ref(title="Practice test 4", href="https://example.org/test", why="20 questions, free"),),
    cards=46,
)
BARE_COURSE = Course(
    title="Networking basics", note="Net.md", href="net.html", exam=Exam(), domains=(), practice=(), cards=0
)
ENTRIES = (
    Entry(title="Firehose", href="streaming/firehose.html", detail="Delivers streams, and sizes itself.", cards=4),
    Entry(title="Kinesis Data Streams", href="streaming/kinesis.html", cards=6, date="2025-11-12"),
    Entry(title="Video", href="streaming/video.html"),
)


def page(kind: str, path: str, title: str, content: Any, **changes: Any) -> Page:
    known: dict[str, Any] = {
        "kind": kind,
        "path": path,
        "title": title,
        "description": "",
        "crumbs": () if kind == "home" else (HOME,),
        "noindex": False,
        "previous": None,
        "next": None,
        "nav": "",
        "content": content,
    }
    return Page(**known | changes)


PAGES = {
    "home": page(
        "home",
        "index.html",
        "Cloud notes",
        HomeContent(
            body=("<p>Notes for the exam in January, written down while reading.</p>\n",),
            courses=(COURSE, BARE_COURSE),
            folders=(Entry(title="Databases", href="databases/index.html", cards=18),),
            notes=ENTRIES,
            all_notes=Ref(title="All 214 notes", href="all.html"),
            cards=46,
        ),
        description="Notes for the exam in January.",
    ),
    "home-empty": page(
        "home",
        "index.html",
        "Cloud notes",
        HomeContent(body=(), courses=(), folders=(), notes=(), all_notes=None, cards=0),
    ),
    "note": page(
        "note",
        "streaming/kinesis.html",
        "Kinesis Data Streams",
        NOTE,
        crumbs=(HOME, COURSE_CRUMB, STREAMING),
        previous=Ref(title="Firehose", href="streaming/firehose.html"),
        next=Ref(title="Managed streaming for Apache Kafka", href="streaming/kafka.html"),
        nav="assets/nav/streaming.js",
        description="Streams, cut into shards.",
    ),
    "note-plain": page("note", "plain.html", "Plain", PLAIN),
    "note-empty": page("note", "empty.html", "Empty", msgspec.structs.replace(PLAIN, body=()), noindex=True),
    "note-long": page(
        "note",
        "bank.html",
        "Question bank",
        msgspec.structs.replace(
            PLAIN,
            body=(
                "<h2>First part</h2>\n",
                *(card(f"a{number}", page="bank.html") for number in range(23)),
                "\n",
                card("a23", page="bank.html"),
                "<h2>Second part</h2>\n",
                card("b0", page="bank.html"),
            ),
            questions=25,
            quiz="quiz.html#/practice?note=Bank.md",
        ),
        previous=Ref(title="Plain", href="plain.html"),
    ),
    "course": page(
        "course",
        "machine-learning.html",
        "Machine learning specialty",
        msgspec.structs.replace(
            NOTE,
            body=("<h2 id='data-engineering'>1. Data engineering (20 %)</h2><p>What the outline says.</p>\n",),
            questions=0,
            course=COURSE,
            course_quiz="quiz.html#/practice?course=Machine%20learning.md",
        ),
    ),
    "course-bare": page("course", "net.html", "Networking basics", msgspec.structs.replace(PLAIN, course=BARE_COURSE)),
    "folder": page(
        "folder",
        "streaming/index.html",
        "Streaming",
        ListContent(
            body=("<p>Data that never ends.</p>\n",),
            folders=(Entry(title="Kafka", href="streaming/kafka/index.html"),),
            notes=ENTRIES,
            newer=None,
            older=Ref(title="Page 2", href="streaming/index-2.html"),
        ),
        crumbs=(HOME, COURSE_CRUMB),
        nav="assets/nav/streaming.js",
    ),
    "folder-empty": page(
        "folder", "e/index.html", "E", ListContent(body=(), folders=(), notes=(), newer=None, older=None)
    ),
    "tag": page(
        "tag",
        "tags/aws.html",
        "#aws",
        ListContent(
            body=(),
            folders=(Entry(title="#aws/data", href="tags/aws/data.html"),),
            notes=ENTRIES,
            newer=Ref(title="Page 1", href="tags/aws.html"),
            older=None,
        ),
    ),
    "stub": page(
        "stub",
        "video.html",
        "Video Streams",
        StubContent(
            mentions=NOTE.backlinks,
            cards=(card("video", at_home=False), msgspec.structs.replace(TRUE_FALSE, anchor="")),
        ),
        noindex=True,
    ),
    "stub-bare": page("stub", "flink.html", "Flink", StubContent(mentions=NOTE.backlinks, cards=()), noindex=True),
    "quiz": page("quiz", "quiz.html", "Practise", BareContent()),
    "missing": page("missing", "404.html", "Page not found", BareContent(), noindex=True),
}

# --- helpers ----------------------------------------------------------------------------------------------------------

ENVIRONMENT = environment(ROOT / "templates")
HEADINGS = {f"h{level}" for level in range(1, 7)}


def render(page: Page, shell: Shell = SHELL) -> str:
    template = ENVIRONMENT.get_template(f"{page.kind}.html")
    return template.render(shell=shell, page=page, asset=dict(shell.assets).__getitem__)


def parse(html: str) -> Element:
    """Parse strictly: the first parse error raises."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def tree(name: str) -> Element:
    return parse(render(PAGES[name]))


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def find(root: Element, tag: str, **attributes: str) -> list[Element]:
    """Elements of a tag; ``class_="a"`` finds those that have this class among theirs, ``data_x`` means ``data-x``."""
    wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return [
        element
        for element in root.iter(tag)
        if all(
            value in (element.get(name) or "").split() or value == element.get(name) for name, value in wanted.items()
        )
    ]


def links(root: Element) -> dict[str, str]:
    return {text(a): a.get("href") or "" for a in root.iter("a")}


def elements(root: Element) -> Iterator[Element]:
    return (element for element in root.iter() if isinstance(element.tag, str))


every_page = pytest.mark.parametrize("name", PAGES)

# --- every page -------------------------------------------------------------------------------------------------------


@every_page
def test_is_valid_html_with_unique_ids(name: str) -> None:
    root = tree(name)
    ids = [element.get("id") for element in elements(root) if element.get("id") is not None]
    assert len(ids) == len(set(ids))
    assert "" not in ids
    referenced = [element.get("aria-controls") for element in elements(root) if element.get("aria-controls")]
    assert set(referenced) <= set(ids)


@every_page
def test_headings_go_down_step_by_step_from_one_h1(name: str) -> None:
    levels = [int(element.tag[1]) for element in elements(tree(name)) if element.tag in HEADINGS]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(lower - upper <= 1 for upper, lower in pairwise(levels))


@every_page
def test_has_nothing_that_the_content_policy_forbids(name: str) -> None:
    root = tree(name)
    for element in elements(root):
        assert element.tag != "style"
        assert not any(attribute == "style" or attribute.startswith("on") for attribute in element.attrib)
        if element.tag == "script":
            assert element.get("src")
            assert not text(element)
    assert find(root, "meta", http_equiv="Content-Security-Policy")[0].get("content") == CSP


@every_page
def test_loads_its_own_files_alone_and_in_order(name: str) -> None:
    view = PAGES[name]
    root = tree(name)
    loaded = [element.get("src") or "" for element in root.iter("script")]
    loaded += [element.get("href") or "" for element in root.iter("link")]
    assert all(path.startswith(view.root + "assets/") or path == view.root + "build.js" for path in loaded)
    scripts = [
        (path.rpartition("/")[2], script.get("defer") is not None)
        for path, script in zip(loaded, root.iter("script"), strict=False)
    ]
    own = {"quiz": ("core.js", "quiz.js"), "home": ("today.js",), "course": ("today.js",)}.get(name, ())
    assert scripts == [("theme.js", False), *((script, True) for script in ("site.js", *own, "build.js"))]


@every_page
def test_says_who_it_is_and_how_to_get_on(name: str) -> None:
    view = PAGES[name]
    root = tree(name)
    html = root if root.tag == "html" else next(root.iter("html"))
    assert (html.get("lang"), html.get("dir"), html.get("data-site")) == ("en", "ltr", "cloud-notes")
    assert html.get("data-root") == view.root
    assert html.get("data-core") == view.root + "assets/core.js"
    assert text(next(root.iter("title"))).startswith(view.title)
    assert text(next(root.iter("h1"))) == view.title
    main = next(root.iter("main"))
    assert [a.get("href") for a in find(root, "a", class_="skip")] == [f"#{main.get('id')}"]
    assert links(next(root.iter("header")))["Cloud notes"] == view.root + "index.html"
    assert bool(find(root, "meta", name="robots")) == view.noindex
    assert len(find(root, "p", role="status")) == (0 if view.kind == "quiz" else 1)


@every_page
def test_landmarks_of_one_kind_have_names_of_their_own(name: str) -> None:
    names = [nav.get("aria-label") for nav in tree(name).iter("nav")]
    assert all(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["home-empty", "note-plain", "folder", "tag", "missing"])
def test_a_site_without_cards_has_no_quiz(name: str) -> None:
    assert "quiz.html" in render(PAGES[name])
    html = render(PAGES[name], msgspec.structs.replace(SHELL, cards=0))
    assert "quiz.html" not in html
    assert "core.js" not in html


# --- hostile text -----------------------------------------------------------------------------------------------------

HOSTILE = """'"></a></p></title><script>alert(1)</script><img src=x onerror=alert(1)>&lt;{{ 7 * 7 }}`"""
HTML_FIELDS = {"body", "prompt", "context", "html", "answer", "explanation"}
FIXED_FIELDS = {"kind", "path", "direction", "date", "assets", "csp", "language"}


def hostile(value: Any) -> Any:
    """The same view with hostile text at the end of every field that holds plain text or an address."""
    if isinstance(value, msgspec.Struct):
        changes: dict[str, Any] = {}
        for field in value.__struct_fields__:
            inner = getattr(value, field)
            if field in FIXED_FIELDS or (field in HTML_FIELDS and isinstance(inner, str)):
                continue
            changes[field] = hostile(inner)
        return msgspec.structs.replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(
            item if isinstance(item, str) and item.startswith(("<", "\n")) else hostile(item) for item in value
        )
    return value + HOSTILE if isinstance(value, str) and value else value


def skeleton(html: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(element.tag, tuple(sorted(element.attrib))) for element in elements(parse(html))]


@every_page
def test_hostile_text_in_any_field_stays_text(name: str) -> None:
    attacked = render(hostile(PAGES[name]), hostile(SHELL))
    assert skeleton(attacked) == skeleton(render(PAGES[name]))
    root = parse(attacked)
    assert text(next(root.iter("h1"))) == " ".join((PAGES[name].title + HOSTILE).split())
    assert "{{ 7 * 7 }}" in attacked


# --- cards ------------------------------------------------------------------------------------------------------------


def form(name: str, card_id: str) -> Element:
    return find(tree(name), "form", data_card=card_id)[0]


def test_a_card_carries_what_grading_it_needs() -> None:
    card = form("note", "replicas")
    assert {key: value for key, value in card.attrib.items() if key.startswith("data-")} == {
        "data-card": "replicas",
        "data-twin": "twin-replicas",
        "data-hash": "hash-replicas",
        "data-kind": "choice",
        "data-correct": "1,2",
        "data-blanks": "[]",
        "data-graded": "",
        "data-choose": "2",
    }
    assert msgspec.json.decode(form("note", "cloze").get("data-blanks") or "") == ["2", "enhanced fan-out"]
    assert form("note", "order").get("data-ordered") == ""
    assert form("note", "open").get("data-graded") is None
    assert card.get("id") == "q-replicas"


def test_options_are_inputs_whose_value_is_their_index() -> None:
    several = list(form("note", "replicas").iter("input"))
    assert [(box.get("type"), box.get("value")) for box in several] == [("checkbox", str(index)) for index in range(4)]
    one = list(form("note", "shards").iter("input"))
    assert [(box.get("type"), box.get("value")) for box in one] == [("radio", str(index)) for index in range(3)]
    assert len({box.get("name") for box in (*several, *one)}) == 2


def test_the_question_is_the_legend_and_says_once_how_many_to_choose() -> None:
    legend = next(form("note", "replicas").iter("legend"))
    assert text(legend).startswith("2 Which measures")
    assert text(legend).endswith("(choose 2)")
    assert text(legend).count("choose") == 1
    unsaid = msgspec.structs.replace(PLAIN, body=(card("all", choose=0, multiple=True),), questions=1, quiz="quiz.html")
    assert "choose all that are right" in render(page("note", "all.html", "All", unsaid))
    asked = form("note", "open")
    assert "put" in text(find(asked, "div", class_="context")[0])
    assert "put" not in text(next(asked.iter("legend")))


def test_the_answer_can_be_read_without_scripts() -> None:
    details = next(form("note", "replicas").iter("details"))
    assert details.get("open") is None
    assert [text(key) for key in find(details, "p", class_="key")] == [
        "B Add read replicas, and send reads to them",
        "C Cache the queries that come again and again in ElastiCache",
    ]
    assert "Replicas and a cache" in text(details)
    assert links(details)["Read: RDS › Read replicas"] == "../databases/rds.html#read-replicas"
    assert "says it in one sentence" in text(details)
    assert "Your notes don’t explain this yet." in text(next(form("note", "order").iter("details")))
    assert [text(key) for key in find(form("note", "cloze"), "p", class_="key")] == ["1 2", "2 enhanced fan-out"]
    assert "throttles alone" in text(next(form("note", "open").iter("details")))
    assert "It depends." in text(next(form("note", "unsettled").iter("details")))


def test_one_submit_button_answers_and_waits_for_its_script() -> None:
    for card_id, label in (
        ("shards", "Check"),
        ("cloze", "Check"),
        ("open", "Show answer"),
        ("unsettled", "Show answer"),
    ):
        (button,) = form("note", card_id).iter("button")
        assert (button.get("type"), text(button), button.get("disabled")) == ("submit", label, "")
        assert "js" in (button.get("class") or "").split()


def test_a_card_away_from_its_place_links_to_it() -> None:
    card = form("stub", "order")
    assert card.get("id") is None
    assert links(card)["Where the question stands"] == "streaming/kinesis.html#q-order"
    assert "Where the question stands" not in links(form("note", "order"))


def test_a_choice_that_the_key_can_not_meet_is_marked() -> None:
    content = msgspec.structs.replace(
        PLAIN, body=(card("odd", choose=2, multiple=True),), questions=1, quiz="quiz.html"
    )
    assert "asks for 2, and its key has 1" in render(page("note", "odd.html", "Odd", content))


def test_a_long_run_of_cards_folds_after_the_twentieth() -> None:
    root = tree("note-long")
    folds = find(root, "details", class_="more")
    assert [text(next(fold.iter("summary"))) for fold in folds] == ["All 25 questions", "More questions"]
    assert [len(list(fold.iter("form"))) for fold in folds] == [4, 1]
    assert len(list(root.iter("form"))) == 25
    assert not any(element.tag == "h2" for fold in folds for element in elements(fold))


# --- kinds of page ----------------------------------------------------------------------------------------------------


def test_a_note_shows_all_around_its_text() -> None:
    root = tree("note")
    known = links(root)
    assert known["#streaming"] == "../tags/streaming.html"
    assert known["Quiz me before I read"] == "../quiz.html#/practice?note=Streaming%2FKinesis.md&mode=pretest"
    assert known["Practise 6 questions"] == "../quiz.html#/practice?note=Streaming%2FKinesis.md"
    assert [text(time) for time in root.iter("time")] == ["12 November 2025"]
    assert next(root.iter("time")).get("datetime") == "2025-11-12"
    assert [text(item) for item in find(root, "nav", aria_label="Breadcrumbs")[0].iter("li")] == [
        "Home",
        "Machine learning specialty",
        "Streaming",
    ]
    contents = find(root, "nav", aria_label="On this page")[0]
    assert links(contents) == {
        "When a shard is hot": "#when-a-shard-is-hot",
        "In numbers": "#in-numbers",
        "Questions": "#questions",
    }
    backlink = find(root, "li", class_="back")[0]
    assert text(backlink).startswith("Firehose… unlike Kinesis Data Streams, nothing has to be")
    assert [text(name) for name in find(root, "ul", class_="unwritten")[0].iter("li")] == [
        "enhanced fan-out",
        "Apache Flink",
    ]
    turn = find(root, "nav", class_="turn")[0]
    assert [(a.get("rel"), a.get("href")) for a in turn.iter("a")] == [
        ("prev", "../streaming/firehose.html"),
        ("next", "../streaming/kafka.html"),
    ]
    assert "wide" in (find(root, "div", class_="markdown-rendered")[0].get("class") or "").split()


def test_siblings_come_from_the_folder_and_without_scripts_from_its_page() -> None:
    side = find(tree("note"), "nav", class_="side")[0]
    assert side.get("data-nav") == "../assets/nav/streaming.js"
    assert links(side) == {"Streaming": "../streaming/index.html"}


def test_a_note_without_cards_tells_how_to_write_one() -> None:
    assert find(tree("note-plain"), "details", class_="howto")
    assert not find(tree("note"), "details", class_="howto")
    assert "This note is empty so far." in text(tree("note-empty"))


def test_a_course_is_a_map_of_its_exam() -> None:
    root = tree("course")
    assert text(find(root, "ul", class_="facts")[0]) == (
        "exam of 65 questions 180 minutes pass mark 75 % 46 cards exam on 2 January 2026"
    )
    main = next(root.iter("main"))
    assert find(main, "a", class_="main")[0].get("href") == "quiz.html#/practice?course=Machine%20learning.md"
    domains = find(root, "li", class_="domain")
    assert [text(next(domain.iter("h3"))) for domain in domains] == [
        "Data engineering",
        "Exploratory data analysis",
        "Modeling",
    ]
    assert [text(find(domain, "span", class_="w")[0]) for domain in domains] == ["20 %", "33.3 %", "36 %"]
    rows = [find(domain, "div", class_="row")[0] for domain in domains]
    assert [(row.get("data-course"), row.get("data-domain")) for row in rows] == [
        ("Machine learning.md", str(index)) for index in range(3)
    ]
    practice = [a.get("href") for a in root.iter("a") if text(a).startswith("Practise ")]
    assert practice == [
        "quiz.html#/practice?course=Machine%20learning.md&domain=Data%20engineering",
        "quiz.html#/practice?course=Machine%20learning.md&domain=Exploratory%20data%20analysis",
    ]
    batch = next(item for item in domains[0].iter("li") if text(item).startswith("Batch jobs"))
    assert "no cards yet" in text(batch)
    assert links(domains[0])["Firehose"] == "streaming/firehose.html"
    assert links(root)["Practice test 4"] == "https://example.org/test"
    headings = [text(element) for element in elements(root) if element.tag == "h2"]
    assert headings.index("What the exam covers") < headings.index("1. Data engineering (20 %)")


def test_a_course_without_cards_tells_how_to_write_one() -> None:
    main = next(tree("course-bare").iter("main"))
    assert "#card" in text(main)
    assert not find(main, "a", class_="main")
    assert not find(main, "li", class_="domain")


def test_home_leads_to_courses_folders_and_notes() -> None:
    main = next(tree("home").iter("main"))
    known = links(main)
    assert known["Practise"] == "quiz.html"
    assert known["Machine learning specialty"] == "machine-learning.html"
    assert known["Databases"] == "databases/index.html"
    assert known["All 214 notes"] == "all.html"
    assert "Your first card" in text(tree("home-empty"))
    assert "There is no note here yet" in text(tree("home-empty"))


def test_lists_show_entries_and_the_way_to_more() -> None:
    root = tree("folder")
    assert links(root)["Firehose"] == "../streaming/firehose.html"
    assert "Delivers streams, and sizes itself." in text(root)
    assert "6 cards · 12 November 2025" in text(root)
    assert find(root, "a", rel="next")[0].get("href") == "../streaming/index-2.html"
    assert "Narrower tags" in text(tree("tag"))
    assert "Nothing stands in this folder yet." in text(tree("folder-empty"))


def test_a_stub_says_who_waits_for_it() -> None:
    root = tree("stub")
    assert "Nobody has written this note yet." in text(root)
    assert links(root)["Firehose"] == "streaming/firehose.html"
    assert [card.get("data-card") for card in root.iter("form")] == ["video", "order"]
    assert "Questions that name it" not in text(tree("stub-bare"))


def test_the_quiz_page_has_a_place_for_the_app_and_words_for_those_without_scripts() -> None:
    root = tree("quiz")
    (place,) = find(root, "div", id="quiz")
    assert "needs JavaScript" in text(next(place.iter("noscript")))
    assert [link.get("href") for link in find(root, "link", rel="stylesheet")] == ["assets/site.css", "assets/quiz.css"]


# --- colours ----------------------------------------------------------------------------------------------------------


def themes() -> dict[str, dict[str, str]]:
    """Hexadecimal colours of ``tokens.css`` by the selector of their block."""
    css = (ROOT / "assets/css/tokens.css").read_text("utf-8")
    blocks = re.findall(r"(:root[^{]*)\{([^}]*)\}", css)
    return {selector.strip(): dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body)) for selector, body in blocks}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, by WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_the_dark_theme_is_the_same_by_the_system_and_by_choice() -> None:
    known = themes()
    assert known[':root:not([data-theme="light"])'] == known[':root[data-theme="dark"]']
    assert set(known[":root"]) == set(known[':root[data-theme="dark"]'])


@pytest.mark.parametrize("selector", [":root", ':root[data-theme="dark"]'])
def test_text_stands_out_from_its_ground(selector: str) -> None:
    colours = themes()[selector]
    for ground in ("paper", "raised", "sunk", "mark"):
        assert contrast(colours["ink"], colours[ground]) >= 7
    toned = ("ink-2", "ink-3", "accent", "right", "wrong", *(f"d{number}" for number in range(1, 7)))
    for ground in ("paper", "raised", "sunk"):
        assert all(contrast(colours[tone], colours[ground]) >= 4.5 for tone in toned), ground
    for tone in ("right", "wrong", "accent"):
        assert contrast(colours[tone], colours[f"{tone}-soft"]) >= 4.5
        assert contrast(colours["ink"], colours[f"{tone}-soft"]) >= 7
    assert contrast(colours["accent-ink"], colours["accent"]) >= 4.5
