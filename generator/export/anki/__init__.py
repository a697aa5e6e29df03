"""``export --to anki``: an ``.apkg`` package that Anki, AnkiMobile and AnkiDroid import, and update on the next import.

``notetype`` says what a card is in Anki and how it looks there, ``package`` knows the file format, and here the two
meet. docs/decisions/anki.md tells how Anki recognises what it has imported before.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import PurePosixPath

from generator.export.anki.notetype import NOTE_TYPE, fields
from generator.export.anki.package import Note, package
from generator.export.face import Exported, Face, Material, faces
from generator.export.simple import Ways, linker


def export(material: Material) -> Exported:
    """The package. Its notes count as written at ``material.moment``."""
    media = _Media(material)
    notes = [
        Note(guid(material, face), fields(face, material.base_url), deck_name(face), tags(face))
        for face in faces(material, Ways(linker(material.base_url), media))
    ]
    return Exported(package(NOTE_TYPE, notes, media.found, material.moment), len(notes))


def guid(material: Material, face: Face) -> str:
    """By what Anki knows a note again: it hangs on the card's id alone, and on ``[site] id`` where there is one."""
    return blake2b(f"{material.namespace}\n{face.id}".encode(), digest_size=10).hexdigest()


def deck_name(face: Face) -> str:
    """The deck with those around it, as Anki writes it: ``Biology::Plants``."""
    parts = (" ".join(part.replace("::", ":").replace('"', "'").split()) for part in face.deck)
    return "::".join(filter(None, parts)) or "studysite"


def tags(face: Face) -> tuple[str, ...]:
    """The tags in Anki's form: no spaces, ``::`` between a tag and those under it. Sorted, each once."""
    return tuple(sorted({"_".join(tag.replace("/", "::").split()) for tag in face.tags}))


class _Media:
    """Gathers the pictures of the cards: the files as the site holds them, without what a camera wrote into them."""

    def __init__(self, material: Material) -> None:
        self._files = material.files
        self.found: dict[str, bytes] = {}

    def __call__(self, src: str) -> str:
        """The name in Anki of the picture at ``src``; it holds a digest, so it is no other picture's name."""
        output = self._files.get(src)
        if output is None:
            return ""
        name = PurePosixPath(src).name
        if name not in self.found:
            self.found[name] = output.make()
        return name
