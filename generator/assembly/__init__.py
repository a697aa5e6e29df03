"""Every file of the site as an ``Output``: ``sheets`` has the pages, ``data`` the data scripts, the rest is here.

Nothing is made: an ``Output`` has a digest of all that its bytes depend on, and makes them when it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator import bundle, layout, offline, publish, redirects
from generator.addresses import Addresses
from generator.assembly.data import data_scripts, nav_path
from generator.assembly.sheets import Sheets
from generator.config import Config
from generator.media import Medium, copy_content, file_output
from generator.memo import Memo
from generator.model import Diagnostic, Doc, Output
from generator.outline import Deck
from generator.redirects import Redirects
from generator.shelf import Shelf
from generator.slug import slug
from generator.snippets import Snippet
from generator.theme import Theme, output
from generator.transclusion import Bodies, Outcomes
from generator.views import Shell

_SHELL = frozenset(("index.html", "quiz.html", "404.html", "offline.html", offline.MANIFEST))
"""With the look and ``build.js``: what the site needs to open at all."""

_DRAWER = "diagram."
"""The client's largest script and its licences: only sites with a diagram have them."""


def site(
    memo: Memo,
    root: Path,
    config: Config,
    theme: Theme,
    docs: Mapping[str, Doc],
    outcomes: Outcomes,
    bodies: Bodies,
    deck: Deck,
    where: Addresses,
    media: Mapping[str, Medium],
    shelf: Shelf,
    styles: tuple[Snippet, ...],
    *,
    installable: bool,
) -> tuple[dict[str, Output], tuple[Diagnostic, ...]]:
    """Path from the site's root -> Output, and problems. ``installable``: it shall work offline once it was visited.

    ``shelf`` has the smaller copies of pictures that ``media`` names.
    """
    title = config.title or (deck.courses[0].title if deck.courses else None) or _home_title(docs, where) or root.name
    places = layout.Places(docs, where, deck.courses)
    data = data_scripts(memo, docs, bodies, deck, where, places, title)
    files = theme.outputs()
    client = files.pop(theme.assets[offline.WORKER]).make()
    files |= {style.href: output(style.css.encode()) for style in styles}
    drawer = {path: files.pop(path) for name, path in theme.assets.items() if name.startswith(_DRAWER)}
    drawing = _drawing(theme, drawer) if any(doc.diagrams for doc in docs.values()) else {}
    look = tuple(files)
    files |= drawing
    files |= {medium.href: file_output(root, medium) for medium in media.values() if medium.href}
    files |= {
        copy.href: Output(copy.digest, partial(copy_content, root, medium, copy, shelf))
        for medium in media.values()
        for copy in medium.copies
    }
    files |= dict(data.values())
    files["_headers"] = output(publish.headers(config, (*look, *drawing), drawing=bool(drawing)))
    shell = Shell(
        title=title,
        language=config.language,
        direction="rtl" if config.language.partition("-")[0] in ("ar", "fa", "he", "ur") else "ltr",
        site=config.site_id or slug(deck.courses[0].title if deck.courses else title) or "studysite",
        csp=publish.policy(config),
        assets=tuple(theme.assets.items()),
        cards=len(deck.cards),
        styles=tuple(style.href for style in styles),
        edit_url=config.edit_url,
    )
    sheets = Sheets(memo, theme, shell, config, docs, outcomes, bodies, deck, where, places)
    files |= sheets.all()
    taken = frozenset(path for path in files if path.endswith(".html"))
    args = (where.notes, redirects.formers(docs), taken, config.slug == "lower")
    moved: Redirects = memo("redirects", "", args, redirects.redirects)
    # Nothing of the site leads to these, so no list has them, nor is any kept for offline.
    former = sheets.former(moved.pages)
    base = urlsplit(config.base_url).path or "/"
    former["_redirects"] = output(memo("redirect lines", "", (moved, base), redirects.as_lines))
    current = {name: path for name, (path, _) in sorted(data.items()) if not name.startswith("nav/")}
    about: dict[str, Any] = {"files": current}
    if drawing:
        about["drawing"] = next(iter(drawing))
    if not installable:
        files["build.js"] = output(bundle.script("build", {"id": _build_id(files), **about}))
        return files | former | {offline.WORKER: offline.no_worker(client)}, moved.problems
    about["offline"] = {"worker": offline.WORKER, "manifest": offline.MANIFEST}
    files[offline.MANIFEST] = output(offline.manifest(shell, config))
    always = [*look, *current.values(), *sorted(_SHELL & files.keys())]
    more, files[more] = offline.full_list(files, always)
    build = _build_id(files)
    files["build.js"] = output(bundle.script("build", {"id": build, **about}))
    order = _reading_order(deck, where)
    files[offline.WORKER] = offline.worker(client, build, files, [*always, "build.js"], order, media.values(), more)
    return files | former, moved.problems


def _drawing(theme: Theme, drawer: Mapping[str, Output]) -> dict[str, Output]:
    """The page that draws diagrams, then what it needs, by their paths."""
    script = theme.assets[f"{_DRAWER}js"].rpartition("/")[2]
    html = theme.environment.get_template("drawing.html").render(csp=publish.DRAWING_POLICY, script=script)
    page = output(html.encode())
    return {f"assets/drawing.{page.digest[:8]}.html": page, **drawer}


def _home_title(docs: Mapping[str, Doc], where: Addresses) -> str | None:
    note = where.folder_notes.get("")
    return docs[note].meta.title if note else None


def _build_id(files: Mapping[str, Output]) -> str:
    """Of every file, but for those that hold it: ``build.js`` and the service worker."""
    total = blake2b(digest_size=8)
    for path in sorted(files):
        total.update(f"{path}\0{files[path].digest}\0".encode())
    return total.hexdigest()


def _reading_order(deck: Deck, where: Addresses) -> list[str]:
    """Every note's page, courses and what they list first, each after its folder's page and the data that it loads.

    The other notes follow, those at the root before those in folders.
    """
    topics = (topic for course in deck.courses for domain in course.domains for topic in domain.topics)
    at = {href: note for note, href in where.notes.items()}
    listed = (at[ref.href] for topic in topics for ref in topic.notes if ref.href in at)
    others = sorted(where.notes, key=lambda path: (path.count("/"), path))
    found: dict[str, None] = {}
    for note in (*(course.note for course in deck.courses), *listed, *others):
        folder = layout.parent(note)
        found |= dict.fromkeys((nav_path(folder), where.folders[folder], where.notes[note]))
    return list(found)
