"""Whether audit trail and journal stand as they were written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.components import html
from dashboards.pages.admin.place import Place
from qc.analysis.kept import renewed
from qc.locale import N_, Translator
from qc.store import trail_pages
from qc.store.chain import Verified
from qc.workspace import Workspace

Chains = Mapping[str, Verified]
_NAMES = {"audit": N_("Audit trail"), "journal": N_("Journal of improvement")}


def chains(reader: Workspace, *, anew: bool) -> Chains:
    """Both chains, gone through `anew` or since something was last written."""
    if anew:
        return reader.store.verify()
    last = trail_pages.newest(reader.store)
    return renewed(reader, "chains", last, (), lambda _: reader.store.verify())


def said(found: Chains, t: Translator) -> str:
    """As part of the page's sentence."""
    if any(chain.broken is not None for chain in found.values()):
        return t("the log was changed afterwards")
    return t("the log is whole (entry {n})", n=f"{found['audit'].last:,}")


def standing(found: Chains, place: Place, t: Translator) -> Any:
    """Head and short hash of each to write down, or the first entry that does not fit."""
    lines = [_line(t(_NAMES[name]), chain, t) for name, chain in found.items()]
    told = t("Write number and hash down outside this PC, as in the minutes of the meeting: then also entries that were cut off at the end are noticed.")  # fmt: skip
    way = html.A(t("Check the whole log now"), href=place.link(verify=True), className="button")
    checked = html.P(t("✓ Gone through just now, entry by entry."), className="fine", role="status")
    done = [checked] if place.verify else []
    parts = [html.H2(t("Is the log whole?")), *done, html.Ul(lines), html.P(told, className="caption"), way]  # fmt: skip
    return html.Section(parts, className="panel chains")


def _line(name: str, chain: Verified, t: Translator) -> Any:
    if chain.broken is not None:
        what = chain.broken
        told = t(
            "▲ {name}: entry {number} ({at}, {actor}) does not fit: it, or one before it, was changed, removed or inserted. {n} entries before it fit.",
            name=name, number=what["id"], at=what["at"], actor=what["actor"], n=chain.entries,
        )  # fmt: skip
        return html.Li(told, className="danger")
    if not chain.entries:
        return html.Li(t("● {name}: no entries yet", name=name))
    text = t("● {name}: {n} entries, all as they were written. The last: number {last}, hash", name=name, n=f"{chain.entries:,}", last=f"{chain.last:,}")  # fmt: skip
    return html.Li([text, " ", html.Code(chain.short)])
