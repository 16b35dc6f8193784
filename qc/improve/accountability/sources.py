"""What may count: the clinic's switch, which items lead to which ladder, and the findings behind it.

The only door to the record: reports of adverse events and complaints are taken away here, before
anything is made of the results.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from qc.analysis.kept import kept
from qc.analysis.source import facts
from qc.catalogue.accountability import Ladder, load_ladders
from qc.catalogue.model import Catalogue
from qc.errors import ScopeError, UsageError, WorkspaceError
from qc.improve.findings import Finding, findings_of
from qc.improve.protected import protected_codes, without_reports
from qc.improve.rules import OWN, Accountability, load_rules
from qc.locale import N_
from qc.workspace import STANDARDS, Workspace


@dataclass(frozen=True)
class Setting:
    """What holds in a clinic: from when, the ladders by code, and which items lead to which."""

    since: dt.date
    amounts: bool
    joint: str
    ladders: Mapping[str, Ladder]
    events: Mapping[str, frozenset[tuple[str, str]]]

    def ladders_for(self, found: Finding) -> tuple[str, ...]:
        """The ladders on which a finding may name somebody."""
        places = {(found.checklist, found.item_code), (found.checklist, "")}
        return tuple(code for code, leading in self.events.items() if places & leading)


def setting(workspace: Workspace) -> Setting | None:
    """What the clinic has switched on; None while it has not.

    WorkspaceError for a ladder, a checklist or an item that is not there, or one that is protected.
    """
    rules = load_rules(workspace.folder).accountability
    if rules.since is None:
        return None
    ladders = load_ladders(workspace.folder / STANDARDS)
    for code in (rules.joint, *rules.events):
        if code not in ladders:
            raise _mistake(N_('{file}: there is no ladder "{word}".'), code, ladders)
    return Setting(
        rules.since, rules.amounts, rules.joint, ladders, _events(rules, workspace.catalogue)
    )


def switched_on(workspace: Workspace) -> Setting:
    """As `setting`; UsageError while accountability is off."""
    if (known := setting(workspace)) is None:
        raise UsageError(
            N_("Accountability is switched off."),
            N_("The clinic switches it on in {file}: see the handbook on improvement."),
            file=OWN,
        )
    return known


def findings_that_count(workspace: Workspace, known: Setting) -> dict[str, Finding]:
    """By id the findings that may name somebody: on one of the ladders, since the clinic switched it on, and
    no report of an adverse event or a complaint. A finding whose record was corrected is none."""
    rules, catalogue = load_rules(workspace.folder), workspace.catalogue

    def failed() -> list[Finding]:
        held = facts(workspace)
        results = without_reports(held.results, catalogue)
        return findings_of(results, without_reports(held.checks, catalogue), (), catalogue, rules)

    found = kept(workspace, "failed, no reports", failed, by=(rules,))
    return {each.id: each for each in found if each.date >= known.since and known.ladders_for(each)}


def finding_that_counts(workspace: Workspace, known: Setting, name: str) -> Finding:
    """One of them. ScopeError when there is none of that id."""
    found = findings_that_count(workspace, known).get(name)
    if found is None:
        raise ScopeError(
            N_("There is no finding {name} that may name somebody."),
            N_(
                "Only those of the listed items since accountability was switched on may, and never a "
                "report of an adverse event or a complaint."
            ),
            name=name,
        )
    return found


def _events(rules: Accountability, catalogue: Catalogue) -> dict[str, frozenset[tuple[str, str]]]:
    return {
        code: frozenset(_place(place, catalogue) for place in places)
        for code, places in rules.events.items()
    }


def _place(text: str, catalogue: Catalogue) -> tuple[str, str]:
    """ "checklist/item" or "checklist" as (checklist, item or "")."""
    checklist, _, item = text.partition("/")
    if checklist not in catalogue.checklists:
        raise _mistake(N_('{file}: there is no checklist "{word}".'), checklist, ())
    if checklist in protected_codes(catalogue):
        raise WorkspaceError(
            N_('{file}: "{word}" may not lead to accountability.'),
            N_(
                "Reports would stop. Take it out: reports of adverse events and complaints are never punished."
            ),
            file=OWN,
            word=text,
        )
    items = {i.code for v in catalogue.versions_of(checklist) for i in v.items}
    if "/" in text and item not in items:
        raise _mistake(N_('{file}: there is no item "{word}".'), text, sorted(items))
    return checklist, item


def _mistake(message: str, word: str, known: object) -> WorkspaceError:
    remedy = N_("Choose one of: {known}.") if known else N_("Check how its code is written.")
    names = ", ".join(known) if isinstance(known, (list, dict)) else ""
    return WorkspaceError(message, remedy, file=OWN, word=word, known=names)
