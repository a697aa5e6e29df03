"""Files that are costly to make, kept in the cache by the digest of their own bytes.

So what is found is either right or, being damaged, not found; and whoever asks can make the file anew. They lie beside
the database of ``memo.Cache``, not in it: it stays small, and worker processes can put files here themselves.
"""

from __future__ import annotations

from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile


class Shelf:
    """A folder of such files; without one, nothing is kept. No method raises: a shelf that fails costs time only."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Keep ``data`` where possible; returns its digest."""
        name = digest(data)
        if self.folder is not None and not (self.folder / name).exists():
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                with NamedTemporaryFile(dir=self.folder, prefix="~", delete=False) as file:
                    file.write(data)
                Path(file.name).replace(self.folder / name)
            except OSError:
                pass
        return name

    def get(self, name: str) -> bytes | None:
        """The file of that digest, if it is there and whole."""
        if self.folder is None:
            return None
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        if digest(data) == name:
            return data
        (self.folder / name).unlink(missing_ok=True)
        return None

    def sweep(self, used: Collection[str]) -> None:
        """Forget what is not ``used``, once that is most of what is kept."""
        try:
            files = list(self.folder.iterdir()) if self.folder else []
            if len(files) > 1000 + 4 * len(used):
                for file in files:
                    if file.name not in used:
                        file.unlink(missing_ok=True)
        except OSError:
            pass


def digest(data: bytes) -> str:
    """A hex digest of ``data``."""
    return blake2b(data, digest_size=16).hexdigest()
