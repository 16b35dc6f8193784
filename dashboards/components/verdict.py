"""A verdict as shape, word and colour: any one of the three is enough."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria
from qc.locale import Translator
from qc.words import State, Verdict, verdict_label

_FEW = (State.MET_SO_FAR, State.MISSED_SO_FAR)


def words(verdict: Verdict, state: State, t: Translator) -> str:
    """ "达标", "达标 · 样本少", "无数据"."""
    said = t(verdict_label(verdict, state))
    return f"{said} · {t(state.label)}" if state in _FEW else said


def badge(verdict: Verdict, state: State, t: Translator) -> Any:
    """Shape and words; the class carries the colour."""
    return html.Span(
        [
            html.Span(state.shape, className="shape", **aria(hidden="true")),
            words(verdict, state, t),
        ],
        className=f"verdict {css(state)}",
    )


def css(state: State) -> str:
    """The class whose colour says the state."""
    return f"state-{state.value.replace('_', '-')}"
