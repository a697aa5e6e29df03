"""The table of everything that can be wrong with a vault, and how problems are told to people and to machines.

Stages never print. They return ``Diagnostic`` values, which travel in the value that has the problem, so a warm build
tells all of them again. Codes are words and stay: people write them into ``[rules]`` and into their scripts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from generator.model import Diagnostic, Severity, Wanted

Rule = Literal["off", "info", "warning", "error"]

CODES: Mapping[str, tuple[Severity, str]] = {
    "address-clash": (
        "warning",
        "Two notes would have had the same address, one of them got a longer one; or a permalink is taken already.",
    ),
    "card-answers-differ": ("warning", "The same question in two places, with different answers."),
    "card-choose-mismatch": ("warning", "A card asks for a number of options that its key does not have."),
    "card-duplicate": ("info", "The same card stands in two places; the quiz asks it once."),
    "card-duplicate-id": ("warning", "Two cards carry the same explicit id."),
    "card-explains-other": ("info", "An explanation that names a wrong option and not the right one."),
    "card-key-bias": ("info", "In a note's cards the right option stands in one place far too often."),
    "card-key-conflict": ("warning", "An answer names one option by letter and another by text."),
    "card-key-unresolved": ("warning", "The answer does not settle which option is right; the card is self-graded."),
    "card-no-answer": ("warning", "A card without an answer."),
    "card-no-question": ("warning", "A card without a question."),
    "card-same-question": ("info", "The same question in two places, with other options or another answer."),
    "card-unexplained": ("info", "Cards whose answers no note explains."),
    "domain-thin": ("info", "A domain with fewer cards than a mock exam takes from it."),
    "domain-unknown": ("warning", "A card or note names a domain that no course has."),
    "embed-cycle": ("warning", "A note that is embedded in itself, straight or by way of others; a link stands there."),
    "embed-limit": ("warning", "More notes in notes than one page shows; links stand for the rest."),
    "embed-remote": (
        "warning",
        "A film, player or page from another site; a link is shown, since pages load nothing from elsewhere.",
    ),
    "embed-unsupported": ("info", "A kind of file that is not shown in place; a link or its name stands there."),
    "front-matter-invalid": ("error", "Front matter that cannot be read as YAML."),
    "front-matter-value": ("warning", "A front matter value of the wrong kind; it is ignored."),
    "html-dropped": ("warning", "HTML that is not allowed on the site was left out."),
    "image-damaged": ("warning", "An image file that ends too early; what is there of it is shown."),
    "image-missing": ("error", "An embedded image that is not in the vault."),
    "image-remote": (
        "warning",
        "An image from another site; a link is shown, since pages load nothing from elsewhere.",
    ),
    "image-unreadable": ("error", "An image file that cannot be read."),
    "link-alias": ("info", "A link that only an alias or title resolves; Obsidian would not follow it as written."),
    "link-ambiguous": ("warning", "A link that several notes answer to equally well."),
    "link-block-missing": ("warning", "A link to a block id that the note does not have."),
    "link-heading-missing": ("warning", "A link to a heading that the note does not have."),
    "link-missing": ("warning", "A link to a note that does not exist."),
    "link-scheme": ("warning", "A link with a scheme that is not followed."),
    "link-unpublished": ("info", "A link to a note that is not published; its text is shown without the link."),
    "link-unquoted": ("warning", "A link in front matter without quotes, in which Obsidian sees no link."),
    "math-unknown": ("warning", "A formula that cannot be rendered; its source is shown."),
    "note-too-large": ("error", "A note over its budget; its source is shown as text."),
    "note-unreadable": ("error", "A note that cannot be read."),
    "obsidian-settings-invalid": ("error", "A file of .obsidian/ that cannot be read; what it excludes is published."),
    "obsidian-settings-missing": (
        "warning",
        "Neither .obsidian/ nor study.toml says which folders hold templates and daily notes.",
    ),
    "query-unsupported": ("info", "A query of Obsidian or of a plugin; a word about it stands in place of its result."),
    "snippet-load": ("warning", "A CSS snippet would load something; that part of it is left out."),
    "snippet-missing": ("error", "A CSS snippet that study.toml names cannot be read."),
    "tag-invalid": ("warning", "A tag that Obsidian would not accept."),
    "text-encoding": ("warning", "A note that is not valid UTF-8."),
    "text-mojibake": ("info", "Characters that were garbled by a wrong encoding; they are shown as a space."),
    "topic-without-card": ("info", "A topic of a course that no card is about."),
    "weights-scaled": ("warning", "The weights of a course's domains do not add up to 100; they are scaled."),
}
"""Code -> its severity unless ``[rules]`` says otherwise, and what it means in one sentence."""


def severity(diagnostic: Diagnostic, rules: Mapping[str, Rule]) -> Severity | None:
    """How grave ``diagnostic`` is under ``rules``; ``None`` where they switch it off."""
    rule = rules.get(diagnostic.code, CODES[diagnostic.code][0])
    return None if rule == "off" else rule


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By path, line and column, each once: the order in which people and scripts read them."""
    return tuple(sorted(set(diagnostics), key=lambda d: (d.path, d.line, d.col, d.code, d.message, d.hint)))


def counts(diagnostics: Iterable[Diagnostic], rules: Mapping[str, Rule]) -> Counter[Severity]:
    """How many there are of each severity."""
    return Counter(grave for each in diagnostics if (grave := severity(each, rules)) is not None)


def as_text(diagnostic: Diagnostic, grave: Severity) -> str:
    """``Note.md:41:7: warning[link-missing] no note named "Ec3" (did you mean "EC2"?)``."""
    place = diagnostic.path
    if diagnostic.line:
        place += f":{diagnostic.line}"
        if diagnostic.col:
            place += f":{diagnostic.col}"
    hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
    return f"{place}: {grave}[{diagnostic.code}] {diagnostic.message}{hint}"


def as_github(diagnostic: Diagnostic, grave: Severity) -> str:
    """A workflow command that GitHub shows beside the line, its special characters escaped as its docs ask."""
    level = {"error": "error", "warning": "warning", "info": "notice"}[grave]
    text = diagnostic.message + (f" ({diagnostic.hint})" if diagnostic.hint else "")
    data = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    path = diagnostic.path.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    place = f"file={path}"
    if diagnostic.line:
        place += f",line={diagnostic.line}"
        if diagnostic.col:
            place += f",col={diagnostic.col}"
    return f"::{level} {place},title={diagnostic.code}::{data}"


def as_json(diagnostics: Iterable[Diagnostic], rules: Mapping[str, Rule], wanted: Iterable[Wanted]) -> bytes:
    """``{"diagnostics": [...], "wanted": [...]}`` in UTF-8.

    A diagnostic has ``code``, ``severity``, ``path``, ``line``, ``col``, ``message`` and ``hint``; a note to write has
    ``name``, ``count`` and ``places``, each with ``path``, ``line`` and ``col``.
    """
    rows = []
    for each in diagnostics:
        grave = severity(each, rules)
        if grave is not None:
            rows.append(
                {
                    "code": each.code,
                    "severity": grave,
                    "path": each.path,
                    "line": each.line,
                    "col": each.col,
                    "message": each.message,
                    "hint": each.hint,
                }
            )
    unwritten = [
        {
            "name": each.name,
            "count": len(each.places),
            "places": [{"path": path, "line": line, "col": col} for path, line, col in each.places],
        }
        for each in wanted
    ]
    return msgspec.json.format(msgspec.json.encode({"diagnostics": rows, "wanted": unwritten}), indent=2) + b"\n"
