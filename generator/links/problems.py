"""What to tell the author about a link."""

from __future__ import annotations

import difflib

from generator.filekind import APP_ONLY
from generator.links.outcome import Facts, anchor, heading_key
from generator.links.remote import thing
from generator.links.resolver import Pick
from generator.links.written import FOLLOWED, SCHEME, decoded, written_path
from generator.model import EMBEDS, Diagnostic, Link, Outcome


def problems(
    source: str, link: Link, pick: Pick, result: Outcome, facts: Facts | None, hint: str
) -> tuple[Diagnostic, ...]:
    """What to tell the author about ``link``. ``hint`` is a "did you mean" for a name that nothing has."""

    def problem(code: str, message: str, advice: str = "") -> Diagnostic:
        return Diagnostic(code, source, link.line + 1, link.col, message, advice)

    name = written_path(link)
    found: list[Diagnostic] = []
    if link.kind in EMBEDS and (not_shown := _not_shown(link, result, facts)):
        found.append(problem(*not_shown))
    elif result.state == "rejected":
        start = link.target.partition(":")[0] + ":" if SCHEME.match(link.target) else "//"
        message = f'links with "{start}" are not followed; its text is shown without the link'
        if link.target.lower().startswith(FOLLOWED):
            message = f'"{link.target}" is no valid address; its text is shown without the link'
        found.append(problem("link-scheme", message))
    elif result.state == "missing-asset":
        if facts is not None:
            found.append(problem("image-unreadable", f'"{name}": {facts.problem}'))
        else:
            found.append(problem("image-missing", f'no file named "{name}" in the vault', hint))
    elif result.state == "missing-note":
        found.append(problem("link-missing", f'no note named "{name}"', hint))
    elif result.state == "unpublished":
        found.append(problem("link-unpublished", f'"{name}" is not published; its name is shown without a link'))
    elif pick.how == "ambiguous":
        others = ", ".join(f'"{path}"' for path in pick.others)
        message = f'"{name}" means "{pick.path}", but also {others}'
        found.append(problem("link-ambiguous", message, "write more of the path"))
    elif pick.how in ("alias", "title") and pick.path:
        stem = pick.path.rpartition("/")[2].removesuffix(".md")
        message = f'"{name}" is only the {pick.how} of "{pick.path}"'
        found.append(problem("link-alias", message, f"write [[{stem}|{name}]]"))
    if result.state == "note" and facts is not None and anchor(link, facts) is None:
        found.append(problem(*_missing_place(link, facts)))
    return tuple(found)


def _not_shown(link: Link, result: Outcome, facts: Facts | None) -> tuple[str, str, str] | None:
    """Code, message and hint for an embed of something that is there, but not shown in place, or not all of it."""
    if result.state == "asset" and facts is not None and facts.flaw:
        return "image-damaged", f'"{result.title}": {facts.flaw}; what is there of it is shown', ""
    if result.state == "external" and not result.media:
        message = f"{link.target} is on another site; a link to it is shown instead"
        if thing(result.href, link).noun == "Picture":
            return "image-remote", message, "studysite fetch-media copies it into the vault"
        return "embed-remote", message, "if its host may know your readers, name it in allow_hosts"
    if result.state == "asset" and result.media == "file":
        return "embed-unsupported", f'"{result.title}" is no file that browsers show; a link to it stands there', ""
    if result.media in APP_ONLY:
        hint = "let Excalidraw export it as SVG beside the drawing" if result.media == "drawing" else ""
        return "embed-unsupported", f'"{result.title}" can be seen in Obsidian only; its name stands there', hint
    return None


_TO_THE_TOP = "the link goes to the top of the note"


def _missing_place(link: Link, facts: Facts) -> tuple[str, str, str]:
    """Code, message and hint for a subpath that the note has no place for."""
    place = decoded(link, link.subpath)
    last = place.rpartition("#")[2].strip()
    if last.startswith("^"):
        return "link-block-missing", f'"{facts.title}" has no block "{last}"', _TO_THE_TOP
    keys = {heading_key(heading.text): heading.text for heading in facts.headings}
    close = difflib.get_close_matches(heading_key(last), list(keys), n=1)
    hint = f'did you mean "{keys[close[0]]}"?' if close else _TO_THE_TOP
    return "link-heading-missing", f'"{facts.title}" has no heading "{place}"', hint
