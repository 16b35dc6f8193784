"""An entry of the audit trail in words: what was done, with what, and what is other than before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dashboards.components import html
from qc.accounts import Role
from qc.locale import N_, Translator
from qc.store.answers import AuditEntry
from qc.words import ACTIONS

Names = Mapping[str, str]
"""Of each account's number, the user's name."""

_LABELS = {
    "file": N_("file"),
    "checks": N_("checks"),
    "results": N_("results"),
    "problems": N_("problems"),
    "sheet": N_("sheet"),
    "cell": N_("cell"),
    "value": N_("value"),
    "why": N_("reason"),
    "live": N_("counts"),
    "undone": N_("taken back"),
    "superseded_by": N_("replaced by"),
    "corrected_by": N_("corrected by import"),
    "login": N_("name to sign in with"),
    "name": N_("name"),
    "role": N_("role"),
    "sites": N_("sites"),
    "units": N_("units"),
    "active": N_("may sign in"),
    "from": N_("from where"),
    "sha256": N_("checksum"),
    "size": N_("size"),
    "key": N_("key"),
    "clinic": N_("clinic's name"),
    "language": N_("language"),
    "standards": N_("standards"),
    "valid_from": N_("in force from"),
}
_LEFT_OUT = {"import": {"sha256"}, "reread": {"sha256"}}
_YES_NO = ("active", "live", "undone")
_KEYS = {"inside": N_("in the backup"), "outside": N_("not in the backup")}


def action(entry: AuditEntry | str, t: Translator) -> str:
    """What was done; a change of a user that changed nothing ended the sessions."""
    code = entry if isinstance(entry, str) else entry.action
    if isinstance(entry, AuditEntry) and code == "user-change" and entry.before == entry.after:
        return t("signed out everywhere")
    return t(ACTIONS[code]) if code in ACTIONS else code


def about(entry: AuditEntry, names: Names, t: Translator) -> Any:
    """What it was done with; an import is a link."""
    kind, _, key = entry.object.partition(":")
    if kind == "import":
        way = f"/import?lang={t.language}&open={key}"
        return html.A(t("import {n}", n=key), href=way)
    if kind == "check":
        return t("check {n}", n=key)
    if kind == "user":
        return names.get(key) or t("a name that nobody has")
    return t("the workspace") if kind == "workspace" else entry.object


def what(entry: AuditEntry, t: Translator) -> str:
    """What is other than before; all that is said where there was nothing before."""
    before, after = _dict(entry.before), _dict(entry.after)
    every = sorted({*before, *after} - _LEFT_OUT.get(entry.action, set()), key=_order)
    told = [
        _change(key, before, after, t)
        for key in every
        if key not in before or before.get(key) != after.get(key)
    ]
    return t("; ").join(told)


def _order(key: str) -> tuple[int, str]:
    """The file first, the checksum late; what is not known last."""
    return ([*_LABELS].index(key) if key in _LABELS else len(_LABELS), key)


def _change(key: str, before: dict[str, Any], after: dict[str, Any], t: Translator) -> str:
    label, now = t(_LABELS[key]) if key in _LABELS else key, _value(key, after.get(key), t)
    if key not in before:
        return t("{label}: {value}", label=label, value=now)
    was = _value(key, before[key], t)
    return t("{label}: {was} → {now}", label=label, was=was, now=now)


def _dict(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    """Places stand in the table as JSON."""
    return list(json.loads(value)) if isinstance(value, str) else list(value)


def _value(key: str, value: Any, t: Translator) -> str:
    if key in _YES_NO:
        return t("yes") if value else t("no")
    if key in ("sites", "units"):
        return t("all") if value is None else t(", ").join(map(str, _list(value)))
    if value is None:
        return "—"
    if isinstance(value, list):
        return t(", ").join(map(str, value))
    if key == "role" and value in {*Role}:
        return t(Role(value).label)
    if key == "key":
        return t(_KEYS.get(str(value), str(value)))
    if key == "size":
        return f"{value / 1e6:.1f} MB"
    return str(value)[:16] if key == "sha256" else str(value)
