"""The states in words and colours, the same on every sheet."""

from __future__ import annotations

from qc.locale import Translator
from qc.reports.style import MET, MISSED
from qc.sheetstyle import INK, QUIET
from qc.words import State, Verdict, verdict_label

FEW = (State.MET_SO_FAR, State.MISSED_SO_FAR)
COLOURS = {
    State.MET: MET,
    State.MET_SO_FAR: MET,
    State.MISSED_SO_FAR: MISSED,
    State.MISSED: MISSED,
    State.NO_DATA: QUIET,
    State.NO_TARGET: QUIET,
}


def verdict_words(verdict: Verdict, state: State, t: Translator) -> str:
    """Shape and verdict, and where few were checked that too: "◐ target met · few checks"."""
    words = f"{state.shape} {t(verdict_label(verdict, state))}"
    return f"{words} · {t(state.label)}" if state in FEW else words


def rate_colour(state: State) -> str:
    """Of a rate among others: coloured only where its target is missed."""
    return MISSED if state in (State.MISSED, State.MISSED_SO_FAR) else INK
