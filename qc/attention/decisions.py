"""Decisions that wait for a person: proposals of accountability, the star of the month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qc.attention.known import Known
from qc.attention.matter import Link, LinkKind, Matter, MatterKind, Urgency
from qc.improve.stars.choosing import Star
from qc.improve.stars.states import StarState
from qc.locale import N_

ROLE = N_("whoever decides")


def accountability_matters(sites: Iterable[str], known: Known) -> Iterator[Matter]:
    """One matter for each site of the open proposals (given by their sites); it names nobody."""
    listed = list(sites)
    for site in dict.fromkeys(listed):
        count = listed.count(site)
        said = N_("Proposals of accountability that wait for a decision: {count}.")
        link = Link(LinkKind.ACCOUNTABILITY, site)
        yield _matter(site, said, {"count": count}, link, known, count)


def star_matters(stars: Iterable[Star], known: Known) -> Iterator[Matter]:
    """A matter for each month that was voted on and is not confirmed."""
    for star in stars:
        if star.state is StarState.PROPOSED and star.proposed and _has_votes(star):
            said = N_("The star of {month} waits to be confirmed.")
            link = Link(LinkKind.STAR, str(star.month))
            yield _matter(star.site, said, {"month": star.month}, link, known)


def _has_votes(star: Star) -> bool:
    return any(each.votes for each in star.candidates)


def _matter(
    site: str, words: str, values: dict[str, object], link: Link, known: Known, count: int = 1
) -> Matter:
    urgency = Urgency(known.rules.attention.urgency["decision"])
    return Matter(
        MatterKind.DECISION, urgency, site, "", words, link, values, role=ROLE, count=count
    )
