"""Drugs and supplies that have expired or will soon, by the newest count of each place."""

from __future__ import annotations

from qc.analysis.places import place_name
from qc.attention.stock import Article, shelf
from qc.reports.content import ExpiryLine, ExpirySheet
from qc.workspace import Workspace


def expiry_sheet(workspace: Workspace) -> ExpirySheet:
    """Everything on the shelves that is past its last day of use, or within the warning days of its
    standard, as of the workspace's day."""
    t = workspace.t
    dated = [each for each in shelf(workspace).articles if each.left is not None]
    listed = [each for each in dated if _is_near(each, workspace)]
    expired = sum(each.is_expired for each in listed)
    said = t("The lists name no last days of use.")
    if dated:
        said = t("Nothing has expired, and nothing expires soon.")
    if listed:
        said = t("Expired: {expired}. Near expiry: {near}.", expired=expired, near=len(listed) - expired)  # fmt: skip
    caption = t(
        "As of {day}, by the newest count of each place; near is within the warning days of the list's standard",
        day=workspace.today,
    )
    return ExpirySheet(said, caption, tuple(_line(each, workspace) for each in listed))


def _is_near(each: Article, workspace: Workspace) -> bool:
    standard = workspace.catalogue.checklists.get(each.line.checklist)
    return each.left is not None and each.left <= (standard.rule.near_days if standard else 0)


def _line(each: Article, workspace: Workspace) -> ExpiryLine:
    assert each.expiry is not None and each.left is not None
    return ExpiryLine(
        name=" ".join(filter(None, (each.name, each.spec))),
        unit=place_name(each.line.unit, workspace.organisation, workspace.t),
        where=each.line.subject,
        batch=each.batch,
        expiry=each.expiry,
        left=each.left,
        have=each.have,
        par=each.par,
        counted=each.line.date,
    )
