"""What a link leads to, from the few facts about the file that it means."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from generator.filekind import APP_ONLY
from generator.links.remote import embedded
from generator.links.resolver import Pick
from generator.links.written import FOLLOWED, decoded, fold, is_url, names_file
from generator.model import EMBEDS, Compact, Heading, Image, Link, Outcome

_HEADING_SPACE = re.compile(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+")


class Facts(Compact, frozen=True, gc=False):
    """What a link needs to know of its target, be it a note, an asset or a page for a note still to be written.

    ``href`` is empty where there is nothing to go to: a private note, a file that cannot be shown.
    """

    kind: str
    """``note``, ``private``, ``stub``, ``tag`` or a ``media`` kind."""
    href: str = ""
    title: str = ""
    headings: tuple[Heading, ...] = ()
    blocks: tuple[str, ...] = ()
    """Anchors of the blocks that its author named: ``^`` and the name in lower case."""
    cards: tuple[str, ...] = ()
    """Ids of the cards that its author named, without ``^``."""
    image: Image | None = None
    problem: str = ""
    flaw: str = ""
    """What its author should mend although it is shown."""
    length: int = 0
    """Bytes of an asset."""


def heading_key(text: str) -> str:
    """The form in which a subpath and a heading are compared: as Obsidian does, not as slugs."""
    return " ".join(_HEADING_SPACE.sub(" ", fold(text)).split())


def _heading_keys(heading: Heading) -> tuple[str, ...]:
    return tuple(heading_key(text) for text in (heading.text, heading.source) if text)


def find_heading(headings: tuple[Heading, ...], keys: list[str]) -> Heading | None:
    """The first heading that ``keys`` lead to, each inside of the one before; ``None`` if there is none.

    ``keys`` are ``heading_key`` of the steps of ``A#B``, at least one.
    """
    chain: list[tuple[int, int]] = []  # level and number of keys matched by the headings we are inside of
    for heading in headings:
        while chain and chain[-1][0] >= heading.level:
            chain.pop()
        matched = chain[-1][1] if chain else 0
        if keys[matched] in _heading_keys(heading):
            matched += 1
            if matched == len(keys):
                return heading
        chain.append((heading.level, matched))
    return None


def anchor(link: Link, facts: Facts) -> str | None:
    """The id that the link's subpath names: empty for the top of the note, ``None`` if the note has no such place."""
    steps = [decoded(link, step).strip() for step in link.subpath.split("#") if step.strip()]
    if not steps:
        return ""
    if steps[-1].startswith("^"):
        block = steps[-1].lower()
        if block in facts.blocks:
            return block
        if link.kind in EMBEDS:
            return None  # a card is shown at its own place, and in the quiz
        return next((f"card-{card}" for card in facts.cards if card.lower() == block[1:]), None)
    keys = [heading_key(step) for step in steps]
    found = find_heading(facts.headings, keys)
    if found is None and keys[0] == heading_key(facts.title):
        # A first heading that says what the title says is shown as the title, and is no heading of its own.
        found = find_heading(facts.headings, keys[1:]) if keys[1:] else None
        if not keys[1:]:
            return ""
    if found is None and link.kind == "markdown" and any(heading.id == steps[-1] for heading in facts.headings):
        return steps[-1]  # as other programs write [text](#some-heading), which Obsidian does not follow
    return found.id if found else None


def outcome(link: Link, pick: Pick, facts: Facts | None, allowed: tuple[str, ...] = ()) -> Outcome:
    """What ``link`` leads to. ``facts`` are those of ``pick.path``, of the tag, or of the stub of a missing name.

    ``allowed`` are the hosts whose things are shown in place.
    """
    if is_url(link):
        found = _external(link)
        return embedded(found, link, allowed) if found.state == "external" and link.kind in EMBEDS else found
    if facts is None:
        return Outcome("missing-asset" if link.kind in EMBEDS and names_file(link) else "missing-note")
    if facts.kind == "private":
        return Outcome("unpublished")
    path = pick.path or ""
    if pick.how == "drawing":
        return Outcome("unpublished", path=path, title=facts.title, media="drawing")
    if facts.kind == "stub":
        return Outcome("stub", facts.href, title=facts.title)
    if facts.kind == "tag":
        return Outcome("tag", facts.href, title=facts.title)
    if facts.kind == "note":
        place = anchor(link, facts)
        fragment = f"#{place.replace('^', '%5E')}" if place else ""  # a URL must not hold it
        return Outcome("note", facts.href + fragment, path, facts.title, lost=place is None)
    if facts.kind in APP_ONLY:
        return Outcome("unpublished", path=path, title=facts.title, media=facts.kind)  # type: ignore[arg-type]  # a file's kind is one of media's
    if not facts.href:
        return Outcome("missing-asset", path=path)
    fragment = "#" + quote(link.subpath, safe="=&,%+") if link.subpath and facts.kind in ("pdf", "image") else ""
    return Outcome("asset", facts.href + fragment, path, facts.title, facts.kind, facts.image, facts.length)  # type: ignore[arg-type]  # all other kinds are media's


def _external(link: Link) -> Outcome:
    url = link.target.strip()
    if link.subpath:
        url += f"#{link.subpath}"
    try:
        urlsplit(url)
    except ValueError:  # brackets that hold no address
        return Outcome("rejected")
    return Outcome("external", url) if url.lower().startswith(FOLLOWED) else Outcome("rejected")
