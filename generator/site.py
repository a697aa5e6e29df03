"""``build``: the pipeline on one screen. A vault goes in, a site comes out, nothing is written.

Every stage is a pure function behind the memo; what the lines here pass on is all that a stage depends on. No stage
gets the whole vault, but for those whose product is the whole: names, addresses, the deck.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator import assembly, outline, resolution, snippets, transclusion, vault
from generator.addresses import addresses
from generator.config import Config
from generator.diagnostics import ordered
from generator.memo import Memo
from generator.model import Diagnostic, Doc, Outcome, Site
from generator.outline import Deck
from generator.parse import Settings
from generator.progress import Tick
from generator.resolution import Picks
from generator.shelf import Shelf
from generator.theme import Theme
from generator.transclusion import Bodies
from generator.workers import parsed


class Built(NamedTuple):
    """A site, and what else there is to say of the vault."""

    site: Site
    docs: Mapping[str, Doc]
    """Published notes by path."""
    outcomes: Mapping[str, tuple[Outcome, ...]]
    picks: Picks
    """Which file each of a note's links means."""
    hrefs: Mapping[str, str]
    """Published note -> its page."""
    bodies: Bodies
    deck: Deck
    private: tuple[str, ...]
    """Paths of the notes that are not published."""
    diagnostics: tuple[Diagnostic, ...]


def build(
    root: Path,
    config: Config,
    theme: Theme,
    memo: Memo,
    *,
    jobs: int = 1,
    out: Path | None = None,
    tick: Tick | None = None,
    installable: bool = True,
    shelf: Shelf | None = None,
    shrinking: Tick | None = None,
) -> Built:
    """The site of the vault at ``root``; ``out`` is passed over if it lies inside. ``tick`` hears how parsing goes on.

    ``installable``: browsers keep the site, so that it works offline; else one that they kept is given up.
    ``shelf``: large pictures get smaller copies, which are kept there, and ``shrinking`` hears how that goes on;
    without one, pages show the pictures themselves.

    Raises ``OSError`` only if ``root`` itself cannot be listed: a note that cannot be read is a diagnostic.
    """
    # Read and parse.
    found = vault.scan(root, config, out)
    styles, unstyled = snippets.load(root, config.snippets)
    settings = Settings.of(config)
    sources = {note.path: memo("read", note.path, (root, note), vault.read) for note in found.notes}
    calls = {path: (source, settings) for path, source in sources.items()}
    notes = memo.many("parse", calls, Doc, partial(parsed, jobs=jobs, tick=tick))
    docs = {path: doc for path, doc in notes.items() if vault.is_published(path, doc.meta.publish, config)}
    private = frozenset((*notes, *found.withheld)) - docs.keys()

    # Resolve: names before publication, addresses of published pages only.
    known = resolution.names(memo, notes, found.withheld, found.assets)
    picks = resolution.picks(memo, docs, known, found.assets)
    drafts = {path: draft for path, doc in docs.items() if (draft := memo("draft", path, (doc,), outline.draft))}
    stubs = resolution.stubs(config.stubs, docs, {path: draft.named for path, draft in drafts.items()}, picks)
    tags = tuple(sorted({tag for doc in docs.values() for tag in doc.tags}))
    where = memo("addresses", "", (tuple(docs), stubs, tags, config.slug == "lower"), addresses)
    media = resolution.media_of(memo, root, docs, found.assets, picks)
    if shelf is not None:
        media = resolution.with_copies(memo, root, media, shelf, jobs, shrinking)
    resolved = resolution.resolved(memo, docs, picks, known, private, where, media, config.allow_hosts)
    outcomes = {path: each.outcomes for path, each in resolved.items()}

    # The deck and its courses, then every file.
    answers = {path: memo("answers", path, (doc,), outline.answers) for path, doc in docs.items()}
    deck = memo("deck", "", (docs, drafts, outcomes, where.notes, config.exam, answers, config.cards.tag), outline.deck)
    shown = transclusion.shown(memo, docs, outcomes)
    bodies = Bodies(docs, outcomes, deck.cards, shown)
    files = (docs, outcomes, bodies, deck, where, media, shelf or Shelf(), styles)
    site, clashes = assembly.site(memo, root, config, theme, *files, installable=installable)
    memo.sweep()

    problems = (
        *found.problems,
        *unstyled,
        *(problem for doc in notes.values() for problem in doc.problems),
        *(problem for each in resolved.values() for problem in each.problems),
        *(problem for each in shown.values() for problem in each.problems),
        *where.problems,
        *deck.problems,
        *outline.lint(deck.cards, deck.courses, docs),
        *clashes,
    )
    return Built(site, docs, outcomes, picks, where.notes, bodies, deck, tuple(sorted(private)), ordered(problems))
