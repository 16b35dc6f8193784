"""Pages that say the same until something changes: shown once, then kept as what is sent."""

from __future__ import annotations

import json
from typing import Any

from plotly.io.json import to_json_plotly

from dashboards.components.static import compacted
from dashboards.page import Show
from dashboards.standing import standards_signature
from dashboards.who import account
from qc.analysis.kept import kept
from qc.improve.rules import load_rules
from qc.workspace import STANDARDS, Workspace


def lasting(path: str, show: Show) -> Show:
    """The page, kept for an address and a person while records, acts, standards, numbers and the day are
    those that it was made from. Not for a page that shows anything else (files that wait, accounts)."""

    def shown(reader: Workspace, search: str) -> list[Any]:
        return kept(
            reader,
            ("page", path, search, reader.scope.actor, account()),  # the bar names who is signed in
            lambda: _as_sent(show(reader, search)),
            acts=("",),
            by=(load_rules(reader.folder), standards_signature(reader.folder / STANDARDS)),
        )

    return shown


def _as_sent(page: list[Any]) -> list[Any]:
    """Plain lists and texts: a tenth of what the components weigh, and sent in a moment."""
    sent: list[Any] = json.loads(to_json_plotly(compacted(page)))
    return sent
