"""Obsidian's Markdown, one syntax a file, each a plugin of markdown-it-py.

``parser`` puts them together. Its tokens go to ``writer``, which knows the few that leave holes; everything that needs
the rest of the vault (where a link leads, which picture a name means) stays a hole until ``pages`` fills it.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from generator.markdown.bareurl import bareurl_plugin
from generator.markdown.blockid import blockid_plugin
from generator.markdown.brackets import bracket_plugin
from generator.markdown.callout import callout_plugin
from generator.markdown.cardblock import card_plugin
from generator.markdown.comment import comment_plugin
from generator.markdown.embed import embed_plugin
from generator.markdown.field import field_plugin
from generator.markdown.footnote import footnote_plugin
from generator.markdown.highlight import highlight_plugin
from generator.markdown.lists import list_plugin
from generator.markdown.math import math_plugin
from generator.markdown.position import position_plugin
from generator.markdown.tag import tag_plugin
from generator.markdown.task import task_plugin
from generator.markdown.wikilink import wikilink_plugin

MAX_NESTING = 100
"""Levels of blocks in blocks. ``parse`` shows a note with more of them as its source."""
_DROPPED_FROM = MAX_NESTING + 8
"""From this level on, markdown-it drops text without a word; the levels between are how ``parse`` can tell."""


@cache
def parser() -> MarkdownIt:
    """The one parser of notes and of cards' passages. It keeps no state between texts."""
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": _DROPPED_FROM})
    md.enable(["table", "strikethrough"])
    # Destinations reach the resolver as they were written: it decides about schemes, and decodes by itself.
    md.validateLink = lambda url: url is not None  # type: ignore[method-assign]  # markdown-it-py documents overriding it
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]  # likewise
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]  # likewise
    for plugin in (
        bracket_plugin,
        position_plugin,
        wikilink_plugin,
        embed_plugin,
        footnote_plugin,
        bareurl_plugin,
        highlight_plugin,
        comment_plugin,
        tag_plugin,
        math_plugin,
        list_plugin,
        task_plugin,
        callout_plugin,
        blockid_plugin,
        field_plugin,
        card_plugin,
    ):
        md.use(plugin)
    return md
