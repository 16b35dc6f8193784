"""What is typed in the meeting."""

from __future__ import annotations

from collections.abc import Mapping

from dashboards.page import Act, Asked, Done
from dashboards.pages.meeting.update import must_be_month
from qc.meeting import acting


def _write(asked: Asked) -> Done:
    month = must_be_month(asked.reader, asked.search)
    seen = acting.written(asked.reader, month)
    texts = {name: asked.text(name) for name in acting.TEXTS if name in asked.written}
    kept = acting.write(asked.reader, month, seen, texts)
    t = asked.reader.t
    return Done(t("It is kept.") if kept else t("Nothing has changed."))


def _resolve(asked: Asked) -> Done:
    month = must_be_month(asked.reader, asked.search)
    seen = acting.written(asked.reader, month)
    text, person, due = (asked.text(name) for name in ("resolution", "person", "due"))
    acting.resolve(asked.reader, month, seen, text, person, due)
    return Done(asked.reader.t("The resolution is kept."))


def _strike(asked: Asked) -> Done:
    month = must_be_month(asked.reader, asked.search)
    acting.strike(asked.reader, month, acting.written(asked.reader, month), _number(asked.of))
    return Done(asked.reader.t("The resolution is taken out; the journal still has it."))


def _done(asked: Asked) -> Done:
    month = must_be_month(asked.reader, asked.search)
    acting.carry_out(asked.reader, month, acting.written(asked.reader, month), _number(asked.of))
    return Done(asked.reader.t("The resolution is carried out."))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


ACTS: Mapping[str, Act] = {"write": _write, "resolve": _resolve, "strike": _strike, "done": _done}
