"""The key ladder, rung by rung: what it settles, and what it must leave to the student."""

from __future__ import annotations

import pytest

from generator import cards
from generator.model import CardSource

UNSETTLED: list[int] = []


def card(options: str, answer: str, *, question: str = "Which one is it?") -> CardSource:
    """One card. ``options`` are separated by "|"; those that begin with "A. " are written with letters."""
    texts = options.split("|")
    rows = texts if texts[0].startswith("A") and texts[0][1:2] in {".", ")"} else [f"- {text}" for text in texts]
    found, problems, *_ = cards.read("Note.md", "\n".join([f"##### {question}", *rows, "#card", answer, "^q-1"]))
    assert problems == ()
    assert len(found) == 1
    assert [option.text for option in found[0].options] == (
        [text.partition(" ")[2] for text in texts] if rows is texts else texts
    )
    return found[0]


def codes(found: CardSource) -> list[str]:
    return [problem.code for problem in found.problems]


PLANTS = "Sunflower|Oak tree|Moss|Oak"
LAKES = "A. Lake Onega|B. Lake Ladoga|C. Lake Saimaa|D. Lake Baikal"

SETTLED = [
    # a. the first line is one option
    ("a", PLANTS, "Moss", [2], ""),
    ("a", PLANTS, "Oak", [3], ""),
    ("a", PLANTS, "oak TREE", [1], ""),
    ("a", PLANTS, "**Sunflower**", [0], ""),
    ("a", PLANTS, "Moss!", [2], ""),
    ("a", PLANTS, "Moss\nIt has no roots.", [2], "It has no roots."),
    ("a", "mB|MB|Mb", "MB", [1], ""),
    ("a", "mB|MB|Gb", "Mb;", UNSETTLED, ""),
    ("a", "Use the `tar` tool|Use [the zip tool](zip.md)", "Use the [[zip]] tool", [1], ""),
    ("a", "snake_case_name|camelCaseName", "snake_case_name", [0], ""),
    ("a", "A\u00a0heap|A\u00c2\u00a0stack", "A stack", [1], ""),
    ("a", "- 5 °C|5 °C", "5 °C", UNSETTLED, ""),
    ("a", "Ask “why”|Ask 'how'", 'Ask "why"', [0], ""),
    ("a", "T|A|C|G", "T", [0], ""),
    ("a", "T|A|C|G", "C", [2], ""),
    ("a", "T|A|C|G", "A", UNSETTLED, ""),
    ("a", "T|A|C|G", "A.", UNSETTLED, ""),
    ("a", "A. T|B. A|C. G", "A", UNSETTLED, ""),
    ("c", "A. T|B. A|C. G", "B. A", [1], ""),
    ("c", LAKES, "\u017f", UNSETTLED, ""),
    ("a", "Twin|Twin|Other", "Twin", UNSETTLED, ""),
    ("a", "Hash map|Tree map", "Hash map\nor rather\nTree map", UNSETTLED, ""),
    # b. a list of options
    ("b", PLANTS, "Moss\nOak", [2, 3], ""),
    ("b", PLANTS, "- Moss\n- Sunflower\n\nBoth are plants.", [0, 2], "Both are plants."),
    ("b", PLANTS, "Oak, Moss and Sunflower", [0, 2, 3], ""),
    ("b", PLANTS, "Oak; Moss", [2, 3], ""),
    ("b", PLANTS, "Oak tree + Moss\nThe rest is not.", [1, 2], "The rest is not."),
    ("b", PLANTS, "oak / moss", [2, 3], ""),
    ("b", "Salt and pepper|Vinegar|Oil", "Salt and pepper, Oil", [0, 2], ""),
    ("b", "Salt|Pepper|Salt and pepper|Oil", "Salt and pepper, Oil", UNSETTLED, ""),
    ("b", LAKES, "B. Lake Ladoga\nD. Lake Baikal", [1, 3], ""),
    ("b", LAKES, "A. Lake Onega, C. Lake Saimaa", [0, 2], ""),
    ("b", "T|A|C|G", "A, C", UNSETTLED, ""),
    ("b", "T|A|C|G", "A\nC", UNSETTLED, ""),
    ("b", "T|A|C|G", "T, G", [0, 3], ""),
    ("b", PLANTS, "Moss, Moss", UNSETTLED, ""),
    ("b", PLANTS, "Moss, Fern", UNSETTLED, ""),
    ("b", PLANTS, "Moss, Fern and Oak", UNSETTLED, ""),
    ("b", "Redis|Memcached|Redis, Memcached|Kafka", "Redis, Memcached", [2], ""),
    ("b", "Redis|Memcached|Kafka", "Redis, Memcached", [0, 1], ""),
    # c. letters
    ("c", LAKES, "B", [1], ""),
    ("c", LAKES, "b.", [1], ""),
    ("c", LAKES, "A, C and D", [0, 2, 3], ""),
    ("c", LAKES, "A & B\nThey are neighbours.", [0, 1], "They are neighbours."),
    ("c", LAKES, "C) It holds islands.", [2], "It holds islands."),
    ("c", LAKES, "D. Lake Baikal", [3], ""),
    ("c", LAKES, "D. Lake Baikal. It is the deepest.", [3], "It is the deepest."),
    (
        "c",
        LAKES,
        "D. Lake Baikal holds a fifth of all fresh water.",
        [3],
        "Lake Baikal holds a fifth of all fresh water.",
    ),
    ("c", LAKES, "B\nC", [1, 2], ""),
    ("c", "One hour|Two hours", "B", [1], ""),
    ("c", "1|2|34567", "B", UNSETTLED, ""),
    ("c", LAKES, "E", UNSETTLED, "card-key-conflict"),
    ("c", LAKES, "B. Lake Onega", UNSETTLED, "card-key-conflict"),
    ("c", LAKES, "B. Lake Onega is larger.", UNSETTLED, "card-key-conflict"),
    ("c", LAKES, "B. Onega", UNSETTLED, "card-key-conflict"),
    ("c", LAKES, "B. Lake Ladoga. Lake Onega.", UNSETTLED, "card-key-conflict"),
    ("c", LAKES, "B. Large.\nC. Also large.", UNSETTLED, "card-key-conflict"),
    ("c", LAKES, "A B, A", UNSETTLED, ""),
    (
        "c",
        "A main table|A custom table",
        "A main table is made with each network",
        [0],
        "A main table is made with each network",
    ),
    ("c", "A gateway|Some route table", "A main route table is made with each network", UNSETTLED, ""),
    ("c", "E. coli|C. difficile|S. aureus", "C. difficile", [1], ""),
    ("c", "E. coli|C. difficile|S. aureus", "C. difficile causes colitis.", UNSETTLED, "card-key-conflict"),
    # d. an option and the end of a sentence or line
    ("d", PLANTS, "Moss. It needs no roots.", [2], "It needs no roots."),
    ("d", PLANTS, "Oak tree. It grows old.", [1], "It grows old."),
    ("d", PLANTS, "**Oak.** It grows **old**.", [3], "It grows **old**."),
    ("d", PLANTS, "**Oak. It grows old.** Very.", [3], "**It grows old.** Very."),
    ("d", PLANTS, "moss. It needs no roots.\n\nNor does it flower.", [2], "It needs no roots.\n\nNor does it flower."),
    ("d", "Boil it. Then cool it.|Boil it.|Cool it.", "Boil it. Then cool it. Steam is lost.", [0], "Steam is lost."),
    ("d", "/etc/hosts|/etc|/etc/passwd", "/etc/hosts. It maps names.", [0], "It maps names."),
    ("d", "It rests, because it is a lizard|It hunts", "It rests, because it is a lizard. Cold.", [0], "Cold."),
    ("d", "RDS|RDS Multi AZ", "RDS Multi AZ. It fails over.", [1], "It fails over."),
    ("d", PLANTS, "Moss. Sunflower.", UNSETTLED, ""),
    ("d", PLANTS, "Moss. Sunflower is the better answer.", UNSETTLED, ""),
    ("d", PLANTS, "Moss. No, it is the other one.", UNSETTLED, ""),
    ("d", PLANTS, "Moss. However, it is slow.", [2], "However, it is slow."),
    ("d", PLANTS, "Moss. But the oak is larger.", UNSETTLED, ""),
    ("d", PLANTS, "Moss. And Sunflower, too.", UNSETTLED, ""),
    ("d", PLANTS, "Moss. One might say so.\nOak tree", UNSETTLED, ""),
    ("d", "Boil it. Then cool it.|Boil it.|Cool it.", "Boil it. Then cool it down to zero.", UNSETTLED, ""),
    # e. an option that opens a sentence
    ("e", PLANTS, "Sunflower: its head turns.", [0], "Sunflower: its head turns."),
    ("e", PLANTS, "Oak tree (a broad crown)", [1], "Oak tree (a broad crown)"),
    ("e", PLANTS, "Moss, because it grows on stones.", [2], "Moss, because it grows on stones."),
    ("e", PLANTS, "Sunflower turns with the light.", [0], "Sunflower turns with the light."),
    ("e", "RDS|RDS Multi AZ", "RDS Multi AZ keeps a standby.", [1], "RDS Multi AZ keeps a standby."),
    ("e", PLANTS, "Sunflower turns, moss stays.", UNSETTLED, ""),
    ("e", PLANTS, "Sunflower, however, is no tree; the oak tree is.", UNSETTLED, ""),
    ("e", PLANTS, "Sunflower isn't one, it is the tall tree.", UNSETTLED, ""),
    ("e", PLANTS, "Sunflower turns where others can't.", [0], "Sunflower turns where others can't."),
    ("e", PLANTS, "Sunflower would be too tall.", UNSETTLED, ""),
    ("e", PLANTS, "Sunflower and a fern.", UNSETTLED, ""),
    ("e", "RDS|RDS Multi AZ", "RDS keeps one copy.", [0], "RDS keeps one copy."),
    ("e", "Raise it|Raise it if the load grows", "Raise it if load grows.", [1], ""),
    ("e", PLANTS, "Sunflower Giant is a cultivar.", UNSETTLED, ""),
    ("e", "RDS|RDS Multi AZ", "RDS multi AZ instances fail over, plain RDS stays.", UNSETTLED, ""),
    ("e", "Encrypted|Unencrypted", "Encrypted volumes are safer than unencrypted ones.", UNSETTLED, ""),
    # f. a truncated answer
    ("f", "Take the snapshots home|Leave the snapshots", "Take the snaps...", [0], ""),
    ("f", "Take the snapshots home|Leave the snapshots", "take the…", [0], ""),
    ("f", "Raise the limit of the queue|Lower the limit", "Raise the limit...\nIt is low.", [0], "It is low."),
    ("f", "Raise the limit of the queue|Raise the limit of the topic|Wait", "Raise the limit of the q...", [0], ""),
    ("f", LAKES, "Lake Sai...", [2], ""),
    ("f", "Take the snapshots home|Leave the snapshots", "Take the snaps...\nLeave the snapshots", UNSETTLED, ""),
    ("f", LAKES, "Lake ...", UNSETTLED, ""),
    ("f", LAKES, "L...", UNSETTLED, ""),
    ("f", "Raise the limit of the queue|Raise the limit of the topic|Wait", "Raise the limit ...", UNSETTLED, ""),
    # g. a whole later sentence
    ("g", PLANTS, "It has a crown. Oak tree.", [1], "It has a crown. Oak tree."),
    ("g", LAKES, "The deepest one is meant.\nLake Baikal", [3], "The deepest one is meant.\nLake Baikal"),
    ("g", LAKES, "The deepest. Lake Baikal. It is old.", [3], "The deepest. Lake Baikal. It is old."),
    ("g", LAKES, "Think of seals! lake saimaa!", [2], "Think of seals! lake saimaa!"),
    ("g", "Use one queue|Use two", "Order matters.\n\nUse one queue.", [0], "Order matters.\n\nUse one queue."),
    ("g", PLANTS, "It has no roots. Moss.", UNSETTLED, ""),
    ("g", LAKES, "Larger than Lake Onega. Lake Ladoga.", UNSETTLED, ""),
    ("g", LAKES, "The deepest. Lake Baikal. Lake Ladoga.", UNSETTLED, ""),
    ("g", LAKES, "The deepest. Lake Baikal it is.", UNSETTLED, ""),
    # h. words of one option
    ("h", "A small wooden row boat|A canoe|A ferry", "A wooden boat", [0], ""),
    ("h", "Set up a backup line|Wait", "backup line", UNSETTLED, ""),
    ("h", "Set up a line|Wait", "a line", [0], ""),
    ("h", LAKES, "Saimaa", [2], ""),
    ("h", "Set up a backup line|Wait a day", "a Backup LINE.", [0], ""),
    ("h", LAKES, "Lake", UNSETTLED, ""),
    ("h", "Allow TCP 443|Allow UDP 443|Deny all", "Allow 443", UNSETTLED, ""),
    ("h", "Allow TCP 443|Deny all", "Allow UDP 443", UNSETTLED, ""),
    ("h", "Not encrypted|Deleted", "encrypted", UNSETTLED, ""),
    ("h", "It doesn't scale|It stops", "It scale", UNSETTLED, ""),
    ("h", "Unencrypted disks|Tapes", "encrypted disks", UNSETTLED, ""),
    ("h", "A small wooden row boat|A canoe|A ferry", "boat wooden", UNSETTLED, ""),
    # i. a typo
    ("i", "Impute the missing value|Drop the row", "Impute the mising value", [0], ""),
    ("i", "Impute the missing value|Drop the row", "Mipute the missing value", UNSETTLED, ""),
    ("i", "Impute the missing value|Drop the row", "Imptue the missing vaule", [0], ""),
    ("i", "Gradient descent|Bisection", "Gradiant desent", [0], ""),
    ("i", "Gradient descent|Bisection", "gradient descents!\nIt walks downhill.", [0], "It walks downhill."),
    ("i", "Semantic segmentation|Detection", "Semantik segmentation", [0], ""),
    ("i", "Semantic segmentation|Detection", "Semantik segmentasion of it", UNSETTLED, ""),
    ("i", "Bisection|Recursion", "Bisektion", UNSETTLED, ""),
    ("i", "Amazon SNS topic|Kinesis stream", "Amazon SES topic", UNSETTLED, ""),
    ("i", "Port 4430 is open|Port 22 is open", "Port 4431 is open", UNSETTLED, ""),
    ("i", "Symmetric encryption|Hashing", "Asymmetric encryption", UNSETTLED, ""),
    ("i", "Affective memory|Effective memory", "Afective memory", [0], ""),
    ("i", "Causal consistency|Casual consistency", "Causall consistency", [0], ""),
    ("i", "Stationary points|Stationery points", "Stationry points", UNSETTLED, ""),
]


@pytest.mark.parametrize(("rung", "options", "answer", "correct", "explanation"), SETTLED)
def test_ladder(rung: str, options: str, answer: str, correct: list[int], explanation: str) -> None:
    found = card(options, answer)
    assert list(found.correct) == correct, f"rung {rung}"
    assert found.graded == bool(correct)
    assert found.kind == "choice"
    if correct:
        assert found.explanation.text == explanation
        assert codes(found) == []
    else:
        assert codes(found) == [explanation or "card-key-unresolved"]
        assert found.explanation.text == ""
