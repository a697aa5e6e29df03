"""``studysite serve``: the site from memory, on loopback, anew after every save.

``watch`` rings a bell when anything in the vault may have changed, ``live`` looks again and builds, ``http`` answers
browsers and tells them what a build changed. Nothing is written but the cache. The last good site stays while the
vault cannot be built.
"""

from __future__ import annotations

import gc
import webbrowser
from collections.abc import Callable

from generator.serve.http import Server
from generator.serve.live import Live
from generator.serve.watch import Bell, watch

__all__ = ["Live", "serve"]


def serve(live: Live, port: int | None, *, open_browser: bool, say: Callable[[str], None]) -> None:
    """Serve ``live`` until interrupted. ``port`` is the one to use; ``None``: the first free one from 8000 on.

    Raises ``OSError`` if no port is to be had, and what the first build raises.
    """
    live.build()
    # Whatever the first build made is there to stay: later collections need not look at it again.
    gc.collect()
    gc.freeze()
    server = Server(live, port)
    bell = Bell()
    with server, watch(live.root, bell, say):
        say(f"Serving {live.root} at {server.address} (Ctrl-C stops)")
        say(live.summary())
        if open_browser:
            webbrowser.open(server.address)
        while True:
            bell.wait()
            change = live.build()
            if change is not None:
                say(live.summary())
                server.tell(change)
            gc.freeze()
