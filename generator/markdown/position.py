"""Standard links and images, with the place where each begins, so that a problem can be reported by line and column."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, image, link

Rule = Callable[[StateInline, bool], bool]


def position_plugin(md: MarkdownIt) -> None:
    """Make ``link``, ``image`` and ``autolink`` note their offset in ``token.meta["pos"]``."""
    for name, rule in (("link", link), ("image", image), ("autolink", autolink)):
        md.inline.ruler.at(name, _noting(rule))


def _noting(rule: Rule) -> Rule:
    def noting(state: StateInline, silent: bool) -> bool:
        pos, first = state.pos, len(state.tokens)
        # A link flushes the text before it into a token of its own first; the opening token comes after that.
        if not rule(state, silent):
            return False
        if not silent:
            for token in state.tokens[first:]:
                if token.type in ("link_open", "image"):
                    token.meta = {"pos": pos}
                    break
        return True

    return noting
