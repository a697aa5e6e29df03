"""What a host needs beside the pages: the content security policy, and the headers that carry it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.config import Config

_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "media-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'"],
    "frame-src": ["'self'"],
    "form-action": ["'none'"],
    "base-uri": ["'none'"],
}


DRAWING_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; "
    "form-action 'none'; base-uri 'none'"
)
"""The policy of the page that draws diagrams, with inline styles: see docs/decisions/diagrams.md."""


def policy(config: Config) -> str:
    """The content security policy of every page, for the meta tag: nothing from elsewhere, nothing inline.

    ``allow_hosts`` may show pictures, films and frames from the hosts that the author named.
    """
    hosts = [f"https://{host}" for host in config.allow_hosts]
    widened = {
        name: sources + hosts if name in ("img-src", "media-src", "frame-src") else sources
        for name, sources in _POLICY.items()
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in widened.items())


def header_policy(config: Config, *, drawing: bool) -> str:
    """The same for the header of every file, with ``frame-ancestors``, which works in a header only.

    ``drawing``: the site has the page that draws diagrams. Hosts send it the header of all other pages, and a browser
    obeys every policy that it is told; so its inline styles are allowed here. Pages forbid them in their meta tag.
    """
    told = policy(config)
    if drawing:
        told = told.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    return f"{told}; frame-ancestors 'self'"


def headers(config: Config, client: Iterable[str], *, drawing: bool = False) -> bytes:
    """``_headers`` as Netlify and Cloudflare Pages read it; ``drawing`` as for ``header_policy``.

    What carries a digest in its name never changes: the ``client``'s files, data and media. All else is asked for anew,
    which is what these hosts do of themselves.
    """
    lines = [
        "/*",
        f"  Content-Security-Policy: {header_policy(config, drawing=drawing)}",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: no-referrer",
        "  Cross-Origin-Opener-Policy: same-origin",
    ]
    for path in ("assets/data/*", "assets/media/*", *sorted(client)):
        lines += [f"/{path}", "  Cache-Control: public, max-age=31536000, immutable"]
    for path in ("build.js", "sw.js"):
        lines += [f"/{path}", "  Cache-Control: no-cache"]
    return ("\n".join(lines) + "\n").encode()
