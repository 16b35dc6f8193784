"""What a sheet can leave open, as questions that a person answers once: the words, the answers.

The most usual answer is taken until then. An answer holds for every sheet of the same layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from qc.locale import N_

CHECKLIST = "checklist"  # its answers are the catalogue's checklists
TICKS = "ticks_are"
POINTS = "points_are"
BLANKS = "blanks_are"


class Asked(NamedTuple):
    """A question as a msgid, and its answers with what they are called, the most usual first."""

    text: str
    answers: Mapping[str, str]


QUESTIONS: Mapping[str, Asked] = {
    CHECKLIST: Asked(N_("Which checklist is this?"), {}),
    TICKS: Asked(
        N_("What does √ mean on this sheet?"),
        {"in_order": N_("in order"), "problem": N_("a problem")},
    ),
    POINTS: Asked(
        N_("Are these points deducted or obtained?"),
        {"deducted": N_("points deducted"), "obtained": N_("score obtained")},
    ),
    BLANKS: Asked(
        N_("What does a blank mean in a check that is otherwise filled?"),
        {
            "missed": N_("not looked at (missed item)"),
            "in_order": N_("in order"),
            "not_applicable": N_("not applicable"),
        },
    ),
}
