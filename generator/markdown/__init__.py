"""Obsidian's Markdown, one syntax a file, each a plugin of markdown-it-py.

``parser`` puts them together. Its tokens go to ``writer``, which knows the few that leave holes; everything that needs
the rest of the vault (where a link leads, which picture a name means) stays a hole until ``pages`` fills it.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from generator.markdown.cardblock import card_plugin
from generator.markdown.comment import comment_plugin
from generator.markdown.embed import embed_plugin
from generator.markdown.position import position_plugin
from generator.markdown.tag import tag_plugin
from generator.markdown.wikilink import wikilink_plugin

MAX_NESTING = 100
"""Levels of blocks in blocks. Past it markdown-it drops text, so ``parse`` shows such a note as its source."""


@cache
def parser() -> MarkdownIt:
    """The one parser of notes and of cards' passages. It keeps no state between texts."""
    md = MarkdownIt("commonmark", {"html": True, "linkify": True, "maxNesting": MAX_NESTING, "xhtmlOut": False})
    md.enable(["table", "strikethrough", "linkify"])
    md.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    # Destinations reach the resolver as they were written: it decides about schemes, and decodes by itself.
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # markdown-it-py documents overriding it
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]  # likewise
    return (
        md.use(position_plugin)
        .use(wikilink_plugin)
        .use(embed_plugin)
        .use(comment_plugin)
        .use(tag_plugin)
        .use(card_plugin)
    )
