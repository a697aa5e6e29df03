"""Spreads parsing over processes where there is enough of it to pay for starting them."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from errno import ECHILD
from multiprocessing import get_context

import msgspec

from generator.model import Source
from generator.parse import Settings, parse
from generator.progress import Tick

_ENOUGH = 1_000_000
"""Characters: about a third of a second of parsing, several times what two processes cost to start."""
_CHUNK = 200_000
"""Characters a task: small enough that the last task keeps no processor waiting."""

Call = tuple[Source, Settings]


def parsed(calls: Sequence[Call], jobs: int, tick: Tick | None = None) -> Iterator[bytes]:
    """The ``Doc`` of each call as MessagePack, in order. The same bytes whatever ``jobs`` is.

    Raises ``ChildProcessError`` if the system kills one of the processes.
    """
    enough = sum(len(source.text) for source, _ in calls) >= _ENOUGH
    done = 0
    for blobs in _spread(calls, jobs) if jobs > 1 and enough else map(_parse_chunk, _chunks(calls)):
        yield from blobs
        done += len(blobs)
        if tick is not None:
            tick(done, len(calls))


def _spread(calls: Sequence[Call], jobs: int) -> Iterator[list[bytes]]:
    # Forked workers share what is loaded by now; where the system's libraries don't bear that, they load it themselves.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    gc.freeze()
    try:
        with ProcessPoolExecutor(jobs, context, initializer=_leave_interrupts) as pool:
            yield from pool.map(_parse_chunk, _chunks(calls))
    except BrokenProcessPool as error:
        message = "a process that read notes was killed, perhaps for want of memory (--jobs 1 needs the least)"
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
