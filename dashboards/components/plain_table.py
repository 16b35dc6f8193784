"""A table of words and links: on a phone each line stands as a block, its cells under their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria, data
from dashboards.components.static import static

_SHORT = re.compile(r"[!-~]{1,12}")


def plain_table(
    heads: Sequence[str],
    rows: Sequence[Any],
    name: str,
    numbers: Sequence[int] = (),
    label: str = "",
) -> Any:
    """`rows` are made by `line`; `numbers`: the columns that stand to the right."""
    head = [
        html.Th(text, scope="col", className="number" if n in numbers else "")
        for n, text in enumerate(heads)
    ]
    table = html.Table(
        [html.Thead(html.Tr(head)), html.Tbody(list(rows))],
        className=f"plain stacks {name}",
        **(aria(label=label) if label else {}),
    )
    return static(table)


def line(
    heads: Sequence[str], cells: Sequence[Any], numbers: Sequence[int] = (), name: str = ""
) -> Any:
    """One line; its first cell is its head. A cell without anything is left out on a phone."""
    first, *rest = cells
    told = [
        html.Td(
            cell,
            className="number" if n in numbers else _whole(cell),
            **data(head=heads[n], **({"empty": "yes"} if cell in ("", None, "—", []) else {})),
        )
        for n, cell in enumerate(rest, 1)
    ]
    return html.Tr([html.Th(first, scope="row"), *told], className=name)


def _whole(cell: Any) -> str:
    """A day or a number of a device does not break at its hyphens."""
    return "whole" if isinstance(cell, str) and _SHORT.fullmatch(cell) else ""
