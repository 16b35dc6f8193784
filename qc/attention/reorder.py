"""What to order anew: what has expired, what will within so many days, what lacks to the par level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qc.attention.stock import Article


@dataclass(frozen=True)
class Need:
    """An article of a place. `usable`: what is there and in date; `expired` and `near`: what has
    expired and what will; `lacks`: how many there are too few of now (None without a par level);
    `order`: how many to order, so that the par level is met when what is near has gone, too, None
    where the sheets tell no number."""

    site: str
    unit: str
    subject: str
    name: str
    spec: str
    par: int | None
    usable: int | None
    expired: int
    near: int
    lacks: int | None
    order: int | None
    articles: tuple[Article, ...]


def needs(articles: Iterable[Article], horizon: int) -> list[Need]:
    """What is to be ordered anew, by place and name; all batches of an article together."""
    groups: dict[tuple[str, ...], list[Article]] = {}
    for each in articles:
        line = each.line
        name = line.item_code or line.item
        groups.setdefault((line.site, line.unit, line.subject, line.checklist, name), []).append(
            each
        )
    found = [_need(mine, horizon) for mine in groups.values()]
    wanted = [need for need in found if need.lacks or need.expired or need.near]
    return sorted(wanted, key=lambda need: (need.site, need.unit, need.subject, need.name))


def _need(mine: list[Article], horizon: int) -> Need:
    first = mine[0]
    counted = [each for each in mine if each.have is not None]
    expired = [each for each in mine if each.is_expired]
    near = [
        each
        for each in mine
        if each.left is not None and 0 <= each.left <= horizon and each.have != 0
    ]
    par = next((each.par for each in mine if each.par is not None), None)
    usable = sum(each.have or 0 for each in counted if not each.is_expired) if counted else None
    lacks = max(0, par - usable) if par is not None and usable is not None else None
    gone = sum(each.have or 0 for each in [*expired, *near])
    lasting = None if usable is None else usable - sum(each.have or 0 for each in near)
    order = max(0, par - lasting) if par is not None and lasting is not None else gone or None
    return Need(
        site=first.line.site,
        unit=first.line.unit,
        subject=first.line.subject,
        name=first.name,
        spec=first.spec,
        par=par,
        usable=usable,
        expired=len(expired),
        near=len(near),
        lacks=lacks,
        order=order,
        articles=tuple(mine),
    )
