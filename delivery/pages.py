"""The handbook and the installation guide as pages that open by a double click, without a network."""

from __future__ import annotations

import html
import posixpath
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from delivery.project import ROOT

PAGES = {"docs/head-nurse.md": "使用手册.html", "docs/install.md": "安装说明.html"}
"""What the zip carries; a link from one of them to anything else of the project becomes plain text."""

_FRAME = """<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ max-width: 46em; margin: 2em auto; padding: 0 1em; color: #1a1a1a; background: #fff;
  font: 16px/1.75 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; }}
h1, h2, h3 {{ color: #0b6b6b; line-height: 1.3; }} h2 {{ margin-top: 2em; }}
table {{ border-collapse: collapse; width: 100%; }} th, td {{ border: 1px solid #c8d0d0; padding: .35em .6em; text-align: left; vertical-align: top; }}
th {{ background: #eef5f5; }} pre {{ background: #f4f6f6; padding: .8em; overflow-x: auto; }} code {{ font-family: Consolas, monospace; }}
@media print {{ body {{ margin: 0; font-size: 12px; }} h2 {{ break-after: avoid; }} }}
</style></head>
<body>
{body}</body>
</html>
"""


def pages() -> dict[str, bytes]:
    """Each page of the zip by its name."""
    return {name: page(ROOT / source, source).encode() for source, name in PAGES.items()}


def page(path: Path, source: str) -> str:
    """A document of the project as one page of its own. `source`: where it lies in the project."""
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(path.read_text(encoding="utf-8"))
    for token in tokens:
        token.children = _relinked(token.children or [], posixpath.dirname(source)) or None
    title = next(token.content for token in tokens if token.type == "inline")
    body = parser.renderer.render(tokens, parser.options, {})
    return _FRAME.format(title=html.escape(title), body=body)


def _relinked(tokens: list[Token], folder: str) -> list[Token]:
    """Links lead to pages of the zip or out; those to other files of the project are no links."""
    kept: list[Token] = []
    dropped: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            target = _target(str(token.attrs["href"]), folder)
            dropped.append(target is None)
            if target is None:
                continue
            token.attrs["href"] = target
        if token.type == "link_close" and dropped.pop():
            continue
        kept.append(token)
    return kept


def _target(href: str, folder: str) -> str | None:
    if "://" in href:
        return href
    path = href.partition("#")[0]
    return PAGES.get(posixpath.normpath(posixpath.join(folder, path)))
