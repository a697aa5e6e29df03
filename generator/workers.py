"""Spreads parsing over processes where there is enough of it to pay for starting them."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from generator.model import Source
from generator.parse import Settings, parse

_ENOUGH = 1_000_000
"""Characters: about a third of a second of parsing, several times what two processes cost to start."""
_CHUNK = 200_000
"""Characters a task: small enough that the last task keeps no processor waiting."""

Call = tuple[Source, Settings]


def parsed(calls: Sequence[Call], jobs: int) -> Iterable[bytes]:
    """The ``Doc`` of each call as MessagePack, in order. The same bytes whatever ``jobs`` is."""
    if jobs < 2 or sum(len(source.text) for source, _ in calls) < _ENOUGH:
        return _parse_chunk(calls)
    return _spread(calls, jobs)


def _spread(calls: Sequence[Call], jobs: int) -> Iterator[bytes]:
    # Forked workers share what is loaded by now; where the system can't fork safely, they load it themselves.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    gc.freeze()
    with context.Pool(jobs) as pool:
        for blobs in pool.imap(_parse_chunk, _chunks(calls)):
            yield from blobs
    gc.unfreeze()


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
