"""The browser's fences: who may be asked for (Host), what a page may load, how a file is taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from werkzeug.datastructures import ContentSecurityPolicy
from werkzeug.http import dump_csp_header

_HARMLESS = ("GET", "HEAD", "OPTIONS")
ROOMY = ("/upload", "/captures", "/evidence/", "/standards-workbook")
"""Where files come in; each of them has limits of its own."""

LARGEST_WORDS = 2 * 2**20
"""Bytes of anything else that is sent: what is written into a page, and no more."""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
STILL = ("/assets/", "/_dash-component-suites/")
"""Files of the program, without data: only they may be kept by a browser."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # the camera takes the photo of a failure; nothing else of the device is needed
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
}
_HSTS = "max-age=31536000"


def fence(
    server: Flask,
    script_hashes: Iterable[str],
    hosts: frozenset[str] = LOOPBACK,
    *,
    https: bool = False,
) -> None:
    """Answer only to the given host names (a foreign name that resolves to this PC is DNS
    rebinding) and send the headers with every answer. `script_hashes`: `app.csp_hashes()`, taken
    after all callbacks are registered."""
    policy = _policy(script_hashes)

    def only_known_hosts() -> None:
        if _host_name(request.host) not in hosts:
            abort(421)

    def only_own_pages() -> None:
        """What changes something is asked for by our own pages: a browser says where from."""
        if request.method not in _HARMLESS and not _is_from_here():
            abort(403)

    def only_small_words() -> None:
        """What is read as a whole must not fill the memory."""
        size = request.content_length or 0
        if size > LARGEST_WORDS and not request.path.startswith(ROOMY):
            abort(413)

    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.update(_HEADERS)
        if not request.path.startswith(STILL):
            response.headers.setdefault("Cache-Control", "private, no-store")
        if https:
            response.headers["Strict-Transport-Security"] = _HSTS
        return response

    server.before_request(only_known_hosts)
    server.before_request(only_own_pages)
    server.before_request(only_small_words)
    server.after_request(add_headers)


def _is_from_here() -> bool:
    """Whether a request comes from a page of this very address, or from no browser at all."""
    origin = request.headers.get("Origin")
    if origin is not None and _place_of(origin) != request.host:
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def _place_of(origin: str) -> str:
    """Host and port of an origin; "" for what is none ("null", or written by hand)."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _host_name(host: str) -> str:
    """The name without the port: "[::1]:8050" → "::1", "localhost:8050" → "localhost"."""
    name = host.rpartition("]")[0].removeprefix("[") if host.startswith("[") else host.split(":")[0]
    return name.lower()


def _policy(script_hashes: Iterable[str]) -> str:
    """Scripts from here only; styles inline, because Mantine, plotly and AG Grid write them."""
    directives: dict[str, Any] = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *script_hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return dump_csp_header(ContentSecurityPolicy(directives))
