"""What a host needs beside the pages: the content security policy, and the headers that carry it."""

from __future__ import annotations

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


def headers(config: Config) -> bytes:
    """``_headers`` as Netlify and Cloudflare Pages read it. ``frame-ancestors`` works in a header only."""
    lines = [
        "/*",
        f"  Content-Security-Policy: {policy(config)}; frame-ancestors 'none'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: no-referrer",
        "  Cross-Origin-Opener-Policy: same-origin",
        "/assets/*",
        "  Cache-Control: public, max-age=31536000, immutable",
        "/assets/data/nav/*",
        "  ! Cache-Control",
        "  Cache-Control: public, max-age=0, must-revalidate",
        "/build.js",
        "  Cache-Control: no-cache",
        "/sw.js",
        "  Cache-Control: no-cache",
    ]
    return ("\n".join(lines) + "\n").encode()
