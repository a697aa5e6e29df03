"""Spreads parsing and the shrinking of pictures over processes, where there is enough to pay for starting them."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from errno import ECHILD
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.media import make_copies
from generator.model import Source
from generator.parse import Settings, parse
from generator.progress import Tick
from generator.shelf import Shelf

_ENOUGH = 1_000_000
"""Characters: about a third of a second of parsing, several times what two processes cost to start."""
_CHUNK = 200_000
"""Characters a task: small enough that the last task keeps no processor waiting."""

Call = tuple[Source, Settings]
Shrink = tuple[Path, str, str, Path | None]
"""The vault, a picture's path in it, the digest of its content, the shelf's folder."""
_Chunk = TypeVar("_Chunk")
T = TypeVar("T")


def parsed(calls: Sequence[Call], jobs: int, tick: Tick | None = None) -> Iterator[bytes]:
    """The ``Doc`` of each call as MessagePack, in order. The same bytes whatever ``jobs`` is.

    Raises ``ChildProcessError`` if the system kills one of the processes.
    """
    enough = sum(len(source.text) for source, _ in calls) >= _ENOUGH
    done = 0
    for blobs in _spread(_parse_chunk, _chunks(calls), jobs if enough else 1):
        yield from blobs
        done += len(blobs)
        if tick is not None:
            tick(done, len(calls))


def copied(calls: Sequence[Shrink], jobs: int, tick: Tick | None = None) -> Iterator[bytes]:
    """The ``Copy`` values of each picture as MessagePack, in order; empty where it is not what it was any more.

    Raises ``ChildProcessError`` if the system kills one of the processes.
    """
    for done, blob in enumerate(_spread(_shrink, iter(calls), min(jobs, len(calls))), 1):
        yield blob
        if tick is not None:
            tick(done, len(calls))


def _shrink(call: Shrink) -> bytes:
    root, path, expected, folder = call
    try:
        return msgspec.msgpack.encode(make_copies(root, path, expected, Shelf(folder)))
    except OSError:
        return b""


def _spread(work: Callable[[_Chunk], T], chunks: Iterator[_Chunk], jobs: int) -> Iterator[T]:
    if jobs <= 1:
        yield from map(work, chunks)
        return
    # Forked workers share what is loaded by now; where the system's libraries don't bear that, they load it themselves.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    gc.freeze()
    try:
        with ProcessPoolExecutor(jobs, context, initializer=_leave_interrupts) as pool:
            yield from pool.map(work, chunks)
    except BrokenProcessPool as error:
        message = "a process of the build was killed, perhaps for want of memory (--jobs 1 needs the least)"
        raise ChildProcessError(ECHILD, message) from error
    finally:
        gc.unfreeze()


def _leave_interrupts() -> None:
    """Ctrl-C goes to every process of a terminal; one of them is enough to tell of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _chunks(calls: Sequence[Call]) -> Iterator[list[Call]]:
    chunk: list[Call] = []
    size = 0
    for call in calls:
        chunk.append(call)
        size += len(call[0].text)
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _parse_chunk(calls: Sequence[Call]) -> list[bytes]:
    encode = msgspec.msgpack.Encoder().encode
    return [encode(parse(source, settings)) for source, settings in calls]
