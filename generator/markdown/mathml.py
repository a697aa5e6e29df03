r"""LaTeX -> MathML, by the library math-core, and an allow-list for what comes out of it.

The library is strict: what it does not know it names, and then the source is shown. So a little of what Obsidian's
MathJax takes and the library does not is rewritten first. Its output is read as XML and written anew: listed elements
and attributes alone, and classes in place of styles, which the content security policy forbids. Sizes are bounded
before the library sees a formula, because it would end the whole process where it runs out of stack.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from colorsys import rgb_to_hls
from functools import cache, lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from generator.formula import latex

if TYPE_CHECKING:
    from math_core import LatexToMathML

MAX_LATEX = 5_000
"""Characters of a formula."""
MAX_COMMANDS = 300
"""Commands in a formula: each may be the argument of the one before."""
MAX_DEPTH = 60
"""Groups inside each other."""
_MAX_LEVELS = 300
"""What commands that a formula defines may come to, inside each other; a megabyte of stack is enough for it."""
_MAX_MATHML = 200_000


_NAMED = re.compile(r'"(\\?[A-Za-z*]+)"\Z')
"""The command or environment that the library says it does not know."""


class Rendered(NamedTuple):
    """A formula as HTML; if it could not be rendered, what is wrong and where, as an offset in its source."""

    html: str
    problem: str = ""
    at: int = 0


@lru_cache(maxsize=4096)
def render(body: str, *, display: bool) -> Rendered:
    """``<math>``, or the LaTeX in ``<code>`` and what is wrong with it. ``body`` stands between the dollar signs."""
    source = latex(body)
    problem = _excess(source)
    if not problem:
        from math_core import LatexError  # imported late: `studysite --version` must start at once

        try:
            mathml = _converter(_expansions(source)).convert_with_local_state(_adapted(source), displaystyle=display)
            return Rendered(_clean(mathml, source))
        except LatexError as error:
            problem = str(error).partition(": ")[2].rstrip(".")
        except _UnwritableError:
            problem = "it cannot be written as MathML"
    named = _NAMED.search(problem)
    at = body.find(named[1]) if named else -1
    return Rendered(f"<code>{escape(source, quote=False)}</code>", problem, max(at, 0))


# --- bounds ---

_NESTING = re.compile(r"\\[{}\\]|(?P<open>\{|\\left\b|\\begin\b)|(?P<close>\}|\\right\b|\\end\b)")
_DEFINES = re.compile(r"\\(?:g?def|(?:new|renew|provide)command)\b")


class _UnwritableError(Exception):
    """The library made too much of a formula, or left a character in it that no page may hold."""


def _excess(source: str) -> str:
    """In what ``source`` is too much; empty if it is not."""
    if len(source) > MAX_LATEX:
        return f"a formula of {len(source):,} characters is too long to render"
    if source.count("\\") - 2 * source.count("\\\\") > MAX_COMMANDS:
        return f"a formula of more than {MAX_COMMANDS} commands is too long to render"
    depth = 0
    for found in _NESTING.finditer(source):
        depth += bool(found["open"]) - bool(found["close"])
        if depth > MAX_DEPTH:
            return f"groups nested more than {MAX_DEPTH} deep cannot be rendered"
    return ""


def _expansions(source: str) -> int:
    """How many commands of the formula's own, and of ``_MACROS``, may be expanded in it."""
    return _MAX_LEVELS // (source.count("\\") + source.count("{")) if _DEFINES.search(source) else MAX_COMMANDS


# --- dialect ---

_MACROS = {
    **dict.fromkeys(("dotsb", "dotsm", "dotsi"), r"\cdots"),
    **dict.fromkeys(("dotsc", "dotso"), r"\ldots"),
    **dict.fromkeys(("hbox", "mbox", "textnormal", "textup"), r"\text{#1}"),
    **dict.fromkeys(("ensuremath", "mathnormal", "smash"), "{#1}"),
    "mathbbm": r"\mathbb{#1}",
    "pmb": r"\boldsymbol{#1}",
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
}
_NUMBERED = "(?:align|equation|gather)"
_REWRITES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\\\\\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\]", r"\\\\ "),  # more space between lines: not given
        (r"\\require\s*\{\w+\}", ""),
        # Obsidian numbers no equations.
        (rf"\\(begin|end)\{{({_NUMBERED}|multline)\}}", r"\\\1{\2*}"),
        (r"\\begin\{alignat\*?\}\s*\{\d+\}", r"\\begin{align*}"),
        (r"\\end\{alignat\*?\}", r"\\end{align*}"),
        (r"\\begin\{alignedat\}\s*\{\d+\}", r"\\begin{aligned}"),
        (r"\\(begin|end)\{(?:split|alignedat)\}", r"\\\1{aligned}"),
        (r"\\begin\{smallmatrix\}", r"\\begin{subarray}{cccccccccc}"),
        (r"\\end\{smallmatrix\}", r"\\end{subarray}"),
        (r"\\(left|middle|right|[bB]igg?[lmr]?)\s*<", r"\\\1\\langle "),
        (r"\\(left|middle|right|[bB]igg?[lmr]?)\s*>", r"\\\1\\rangle "),
        # A name that the library knows may be defined anew.
        (
            r"\\(?:re)?newcommand\*?\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))",
            r"\\providecommand{\1\2}{}\\renewcommand{\1\2}",
        ),
    )
)
_TAGGED = re.compile(rf"\\begin\{{(?:{_NUMBERED}|multline)\*\}}")


def _adapted(source: str) -> str:
    """``source`` in the words that the library knows."""
    for pattern, replacement in _REWRITES:
        source = pattern.sub(replacement, source)
    if "\\tag" in source and not _TAGGED.search(source):
        return f"\\begin{{equation*}}{source}\\end{{equation*}}"
    return source


@cache
def _converter(expansions: int) -> LatexToMathML:
    from math_core import LatexToMathML

    return LatexToMathML(fancy_error=False, allow_unreliable_rendering=True, macros=_MACROS, max_expansions=expansions)


# --- the allow-list ---

ELEMENTS = frozenset(
    (
        *("math", "mi", "mn", "mo", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup"),
        *("munder", "mover", "munderover", "mmultiscripts", "mprescripts", "mtable", "mtr", "mtd", "mphantom"),
        *("mpadded", "b", "i", "code"),
    )
)
ATTRIBUTES = frozenset(
    (
        *("accent", "accentunder", "depth", "display", "displaystyle", "form", "height", "linethickness", "lspace"),
        *("mathvariant", "maxsize", "minsize", "movablelimits", "rspace", "scriptlevel", "stretchy", "width"),
    )
)
"""Besides ``alttext`` and ``class``."""
_VALUE = re.compile(r"[a-z]+|-?\d{0,2}(?:\.\d+)?(?:r?em|%)?")
_ENTITY = re.compile("&(?!lt;|gt;|amp;|quot;)[A-Za-z]+;")
"""Those that HTML knows and XML does not."""
_STYLES = {
    "border-bottom": "bottom",
    "border-left": "left",
    "border-right": "right",
    "border-top": "top",
    "margin-left:-0.16666667em": "back",
    "padding-left:0": "flush-left",
    "padding-left:0.2222em": "operator",
    "padding-left:0.2778em": "relation",
    "padding-left:1em": "apart",
    "padding-right:0": "flush-right",
    "text-align:left": "to-left",
    "text-align:right": "to-right",
    "width:100%": "wide",
    "width:50%": "side",
}
"""A declaration, or a property whatever its value -> the class that stands for it, behind ``math-``."""
_NOTATIONS = {"box": "box", "downdiagonalstrike": "down", "updiagonalstrike": "up"}
_RGB = re.compile("#[0-9A-F]{6}")
_HUES = ((20, "red"), (65, "orange"), (170, "green"), (255, "blue"), (310, "purple"), (345, "pink"), (361, "red"))
"""Hues in degrees, up to which a colour is called so."""
_NAMES = {**{name: name for name in ELEMENTS}, "menclose": "mrow"}


def _clean(mathml: str, source: str) -> str:
    """``mathml`` written anew, what is listed of it; the text in all other elements stays."""
    if len(mathml) > _MAX_MATHML:
        raise _UnwritableError
    out: list[str] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = lambda name, attributes: out.append(_start_tag(name, *attributes))
    parser.EndElementHandler = lambda name: out.append(f"</{_NAMES[name]}>" if name in _NAMES else "")
    parser.CharacterDataHandler = lambda text: out.append(escape(text, quote=False))
    try:
        parser.Parse(_ENTITY.sub(lambda entity: unescape(entity[0]), mathml), True)  # noqa: FBT003  # its signature
    except expat.ExpatError as error:
        raise _UnwritableError from error
    return "".join(out).replace("<math", f'<math alttext="{escape(source)}"', 1)


@lru_cache(maxsize=1024)
def _start_tag(name: str, *attributes: str) -> str:
    """The tag as it may stand on a page; ``attributes`` are names and values in turn."""
    if name not in _NAMES:
        return ""
    given = dict(zip(attributes[::2], attributes[1::2], strict=True))
    kept = "".join(
        f' {key}="{given[key]}"' for key in sorted(ATTRIBUTES & given.keys()) if _VALUE.fullmatch(given[key])
    )
    classes = " ".join(f"math-{each}" for each in _classes(given))
    return f"<{_NAMES[name]}{kept}" + (f' class="{classes}">' if classes else ">")


def _classes(attributes: Mapping[str, str]) -> list[str]:
    """What a stylesheet must know of an element, sorted."""
    classes = {_NOTATIONS[each] for each in attributes.get("notation", "").split() if each in _NOTATIONS}
    for declaration in attributes.get("style", "").replace(" ", "").split(";"):
        name, _, value = declaration.partition(":")
        if name == "color" and _RGB.fullmatch(value):
            classes.add(_colour(value))
        else:
            classes.add(_STYLES.get(name, _STYLES.get(declaration, "")))
    return sorted(classes - {""})


def _colour(value: str) -> str:
    """The name of a colour of the theme that is like ``#RRGGBB``: the author's own may be illegible on its ground."""
    red, green, blue = bytes.fromhex(value[1:])
    hue, lightness, saturation = rgb_to_hls(red / 255, green / 255, blue / 255)
    if lightness in {0, 1}:
        return ""
    return "grey" if saturation < 0.2 else next(name for end, name in _HUES if hue * 360 < end)
