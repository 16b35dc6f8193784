"""The styles and scripts of our own as two files: a browser asks for two things and not for fifty, one after
the other, before it shows anything."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, Response

ASSETS = Path(__file__).parent / "assets"
KEPT = "public, max-age=31536000, immutable"  # another content has another address
STYLES, SCRIPTS = "/assets/own.css", "/assets/own.js"
APART = ("theme.js", "plotly-")
"""The one stands in the head, the other comes with the first figure."""


def register(server: Flask) -> tuple[str, str]:
    """Serve both; their addresses, which change with what they hold."""
    return (
        _serve(server, STYLES, _joined("*.css"), "text/css"),
        _serve(server, SCRIPTS, _joined("*.js"), "text/javascript"),
    )


def _joined(pattern: str) -> bytes:
    """The files in the order of their names: the tokens of the design come first."""
    names = [each for each in sorted(ASSETS.glob(pattern)) if not each.name.startswith(APART)]
    return b"\n".join(each.read_bytes() for each in names)


def _serve(server: Flask, path: str, content: bytes, mimetype: str) -> str:
    mark = hashlib.sha256(content).hexdigest()[:12]

    def answer() -> Response:
        return Response(content, mimetype=mimetype, headers={"Cache-Control": KEPT})

    server.add_url_rule(path, endpoint=path, view_func=answer)
    return f"{path}?v={mark}"
