"""The star of a month: what is proposed, and a person's word that confirms it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qc.analysis.journal import acts_of
from qc.analysis.kept import kept
from qc.analysis.periods import Period
from qc.analysis.source import facts
from qc.errors import ScopeError, UsageError, WorkspaceError
from qc.improve.protected import INDICATORS
from qc.improve.rules import OWN, Stars, load_rules
from qc.improve.stars.month import KIND, acts_on, month_asked, place_of, state_after
from qc.improve.stars.ranking import Candidate, Standing, candidates_of
from qc.improve.stars.states import STEPS, StarState
from qc.improve.stars.votes import TALLY, VOTE, votes_of
from qc.locale import N_
from qc.store.journal import Act, NewAct
from qc.text import normal_form
from qc.workspace import Workspace


@dataclass(frozen=True)
class Star:
    """A month's star in a site. `proposed` are those in first place: several when it is a tie, nobody
    when nobody has enough checks. `confirmed` are those whom a person confirmed, with `by` and `note`.
    `counted_by`: who counted the box. `acts`: what was decided so far."""

    month: Period
    site: str
    minimum_checks: int
    candidates: tuple[Candidate, ...]
    counted_by: tuple[str, ...]
    state: StarState
    acts: tuple[Act, ...]

    @property
    def proposed(self) -> tuple[str, ...]:
        return tuple(each.person for each in self.candidates if each.place == 1)

    @property
    def confirmed(self) -> tuple[str, ...]:
        return tuple(self.acts[-1].fields["persons"]) if self.state is StarState.CONFIRMED else ()


def star(workspace: Workspace, month: Period, site: str = "") -> Star:
    """A month's star as it stands now.

    UsageError for a period that is no month, ScopeError for whoever does not see the whole site,
    WorkspaceError for an indicator that is not there or may not be compared by person.
    """
    month_asked(month)
    if workspace.scope.units is not None:
        raise ScopeError(
            N_("The star of a month is for somebody who may see the whole site."),
            N_("Ask whoever keeps the rights."),
        )
    place, rules = place_of(workspace, site), _rules(workspace)
    votes = votes_of((*acts_of(workspace, VOTE), *acts_of(workspace, TALLY)), month, place)
    acts = acts_on(workspace, month, place)
    checks = facts(workspace).between(month.start, month.end).checks
    candidates = kept(
        workspace,
        ("candidates", month, place),
        lambda: candidates_of(checks, votes, workspace.catalogue, rules, month, place),
        acts=(VOTE, TALLY),
        by=(rules,),
    )
    return Star(
        month, place, rules.minimum_checks, candidates, votes.counted_by, state_after(acts), acts
    )


def confirm(workspace: Workspace, seen: Star, persons: Iterable[str] = (), note: str = "") -> Act:
    """Confirm the star as it was seen: `persons`, else the one proposed.

    UsageError before the month is over, when the persons are not told where several tie, for
    somebody who has too few checks, without a note for anybody not proposed, when somebody confirms
    themselves or somebody else decided meanwhile.
    """
    _in_state(seen, "confirm")
    if seen.month.end >= workspace.today:
        raise UsageError(N_("The month {month} is not over yet."), month=seen.month)
    chosen = [_candidate(seen, name) for name in (tuple(persons) or _only(seen))]
    if any(normal_form(each.person) == normal_form(workspace.scope.actor) for each in chosen):
        raise UsageError(
            N_("Nobody decides about themselves."), N_("Let somebody else decide this one.")
        )
    if not note.strip() and any(each.place != 1 for each in chosen):
        raise UsageError(
            N_("A note is missing that says why."),
            N_("It is asked for because somebody else was proposed."),
        )
    fields = {
        "persons": [each.person for each in chosen],
        "proposed": list(seen.proposed),
        "figures": [[each.person, each.votes, each.checked] for each in chosen],
        "note": note.strip(),
    }
    return _act(workspace, seen, "confirm", fields)


def revoke(workspace: Workspace, seen: Star, note: str) -> Act:
    """Take a confirmation back, with the reason. UsageError without one, or where none stands."""
    _in_state(seen, "revoke")
    if not note.strip():
        raise UsageError(N_("A note is missing that says why."), N_("Fill it in and try again."))
    return _act(workspace, seen, "revoke", {"note": note.strip()})


def _in_state(seen: Star, what: str) -> None:
    if STEPS[what].source is not seen.state:
        raise UsageError(
            N_("This cannot be done with the star as it stands now."),
            N_("Look at it again: what can be done is offered there."),
        )


def _only(seen: Star) -> tuple[str, ...]:
    if len(seen.proposed) == 1:
        return seen.proposed
    if seen.proposed:
        raise UsageError(
            N_("Several tie for the first place."), N_("Say who it is to be, or name them all.")
        )
    raise UsageError(
        N_("Nobody has enough checks: at least {count} in the month are needed."),
        N_("A month without a star is better than one by chance."),
        count=seen.minimum_checks,
    )


def _candidate(seen: Star, name: str) -> Candidate:
    found = [c for c in seen.candidates if normal_form(c.person) == normal_form(name)]
    if not found or found[0].standing is Standing.TOO_FEW:
        raise UsageError(
            N_("{person} has too few checks: at least {count} in the month are needed."),
            person=name,
            count=seen.minimum_checks,
        )
    return found[0]


def _act(workspace: Workspace, seen: Star, what: str, fields: dict[str, object]) -> Act:
    subject = f"{KIND}:{seen.site}:{seen.month}"
    new = NewAct(subject, len(seen.acts), what, fields, site=seen.site, unit="")
    return workspace.store.act(workspace.scope, new)


def _rules(workspace: Workspace) -> Stars:
    rules = load_rules(workspace.folder).stars
    for code in rules.indicators:
        if code not in workspace.catalogue.indicators:
            raise WorkspaceError(
                N_('{file}: there is no indicator "{word}".'),
                N_("Check how its code is written."),
                file=OWN,
                word=code,
            )
        if code in INDICATORS:
            raise WorkspaceError(
                N_('{file}: nobody is compared by "{word}".'),
                N_("Reports would stop. Take it out: they are never part of a ranking."),
                file=OWN,
                word=code,
            )
    return rules
