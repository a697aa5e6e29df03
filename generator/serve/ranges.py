"""Which part of a file a browser asks for: players seek by it, and Safari plays no film from a server without.

Source: RFC 9110, section 14. One range is answered, as the standard allows; of several, the whole file is sent.
"""

from __future__ import annotations

import re

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)


class UnsatisfiableError(ValueError):
    """The file has no such part."""


def asked(header: str | None, size: int) -> range | None:
    """The bytes of a file of ``size`` that a ``Range`` header asks for; ``None``: all of them.

    :raises UnsatisfiableError: where the file ends before the part begins.
    """
    found = _RANGE.fullmatch(header.strip()) if header else None
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:  # so many at the end
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < int(first):
            return None
    if start >= end:
        raise UnsatisfiableError
    return range(start, end)
