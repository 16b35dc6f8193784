"""What the page of stock and devices says of days and of what matters most."""

from __future__ import annotations

from collections.abc import Sequence

from qc.attention.reorder import Need
from qc.attention.stock import Shelf
from qc.locale import Translator

MOST = 4
"""No more than so many parts in the sentence; the sections say the rest."""


def left(days: int | None, t: Translator) -> str:
    """ "已过期 3 天", "还有 12 天"; nothing where no day is named."""
    if days is None:
        return ""
    if days < 0:
        return t("▲ expired {n} days ago", n=-days)
    return t("today is the last day") if days == 0 else t("{n} days left", n=days)


def overdue(days: int | None, t: Translator) -> str:
    """The same of a service: "▲ 已超 3 天"."""
    if days is None:
        return ""
    if days < 0:
        return t("▲ overdue for {n} days", n=-days)
    return t("due today") if days == 0 else t("{n} days left", n=days)


def css(days: int | None) -> str:
    """Red for what has expired, the colour of what is missed within a month, else nothing."""
    if days is None:
        return ""
    return "danger" if days < 0 else "warns" if days <= 30 else ""


def due_css(days: int | None) -> str:
    """Of services and certificates: nothing of it is red by itself."""
    return "warns" if days is not None and days <= 30 else ""


def headline(shelf: Shelf, wanted: Sequence[Need], horizon: int, t: Translator) -> str:
    """The page in one sentence: what has expired, what will, what lacks, what is to be serviced."""
    if not shelf.counts:
        return t("No stock has been counted and no device listed yet.")
    expired = sum(each.is_expired for each in shelf.articles)
    near = sum(each.left is not None and 0 <= each.left <= horizon for each in shelf.articles)
    lacking = sum(bool(need.lacks) for need in wanted)
    devices = sum(
        each.is_down or (each.left is not None and each.left <= horizon) for each in shelf.devices
    )
    papers = sum(each.left <= horizon for each in shelf.certificates)
    parts = [
        t("{n} lots have expired", n=expired) if expired else _none_expired(shelf, t),
        t("{n} expire within {days} days", n=near, days=horizon) if near else "",
        t("{n} articles lack to their par level", n=lacking) if lacking else "",
        t("{n} devices need service or are out of order", n=devices) if devices else "",
        t("{n} certificates end within {days} days", n=papers, days=horizon) if papers else "",
    ]
    said = t("; ").join([*filter(None, parts)][:MOST]) or t(
        "nothing is due within {days} days", days=horizon
    )
    return t("{said}.", said=said[0].upper() + said[1:])


def _none_expired(shelf: Shelf, t: Translator) -> str:
    """Nothing has expired only where somebody wrote down the days."""
    if not shelf.articles:
        return ""
    dated = any(each.left is not None for each in shelf.articles)
    return t("nothing has expired") if dated else t("the counts name no last day of use")
