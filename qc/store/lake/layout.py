"""What lies where in a lake, and of which types its columns are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import quote

from qc.records import RESULT_COLUMNS

FORMAT = 1
SITES = "sites"

_WHOLE, _EXACT = "BIGINT", "DECIMAL(18, 2)"
_OTHER = {
    "checked": _WHOLE, "passed": _WHOLE, "points": _EXACT, "scored": _EXACT, "reading": "DOUBLE",
}  # fmt: skip

RESULTS: Mapping[str, str] = MappingProxyType(
    {name: _OTHER.get(name, "VARCHAR") for name in (*RESULT_COLUMNS, "month")}
)
"""The accepted results: the columns that the store's frame has (points as they are written, exact), and
their month."""

CHECKS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(
        ("check_id", "indicator", "checklist", "date", "site", "unit", "subject", "inspector",
         "round", "month"), "VARCHAR",
    )
    | dict.fromkeys(("checked", "passed", "accepted", "missed", "held_back"), _WHOLE)
)  # fmt: skip
"""A row a check: `checked` and `passed` in its indicator's own unit, and how many results it has in each
state."""

ITEMS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(
        ("month", "site", "unit", "kind", "indicator", "checklist", "item_code", "item", "level"),
        "VARCHAR",
    )
    | dict.fromkeys(("checked", "passed"), _WHOLE)
)
"""A row an item of a unit in a month: what its accepted results add up to."""

COLUMNS = MappingProxyType({"results": RESULTS, "checks": CHECKS, "items": ITEMS})
"""The kinds of files, with the names and types of their columns."""

ORDER = MappingProxyType(
    {
        "results": ("indicator", "unit", "date", "check_id", "item_code", "cell"),
        "checks": ("date", "indicator", "unit", "check_id"),
        "items": ("indicator", "month", "unit", "checklist", "item_code", "item", "level"),
    }
)
"""By what each kind of file is sorted: what is asked for together lies together, so that a reader passes
over the rest. Results by indicator within their month, checks by day."""


def quoted(site: str) -> str:
    """A site's name as a name of a file, on every disk."""
    return quote(site, safe="")


def manifest_file(site: str) -> str:
    return f"{SITES}/{quoted(site)}.json"


def lock_file(site: str) -> str:
    return f"{SITES}/{quoted(site)}.lock"


def folder_of(kind: str, site: str, month: str = "") -> PurePosixPath:
    """Where the files of a kind lie, as engines know partitions."""
    folder = PurePosixPath(kind) / f"site={quoted(site)}"
    return folder / f"month={month}" if month else folder
