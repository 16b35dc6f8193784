"""What is typed in the meeting."""

from __future__ import annotations

from collections.abc import Mapping

from dashboards.page import Act, Asked, Done
from dashboards.pages.meeting.update import must_be_month
from qc.improve.stars.praise import praise
from qc.meeting import acting
from qc.reports.month import freeze, unfreeze
from qc.text import number_in


def _write(asked: Asked) -> Done:
    t = asked.reader.t
    kept = _keep_texts(asked, asked.of)
    if asked.text("resolution"):
        return _resolved(asked)
    return Done(t("It is kept.") if kept else t("Nothing has changed."))


def _resolve(asked: Asked) -> Done:
    _keep_texts(asked, asked.of)
    return _resolved(asked)


def _strike(asked: Asked) -> Done:
    number, _, seen = asked.of.partition(" ")
    _keep_texts(asked, seen)
    month = must_be_month(asked.reader, asked.search)
    acting.strike(asked.reader, month, acting.written(asked.reader, month), _number(number))
    return Done(asked.reader.t("The resolution is taken out; the journal still has it."))


def _done(asked: Asked) -> Done:
    number, _, seen = asked.of.partition(" ")
    _keep_texts(asked, seen)
    month = must_be_month(asked.reader, asked.search)
    acting.carry_out(asked.reader, month, acting.written(asked.reader, month), _number(number))
    return Done(asked.reader.t("The resolution is carried out."))


def _praise(asked: Asked) -> Done:
    _keep_texts(asked, asked.of)
    month = must_be_month(asked.reader, asked.search)
    person, reason = asked.text("praised"), asked.text("praised-for")
    praise(asked.reader, person, reason, day=min(asked.reader.today, month.end))
    return Done(asked.reader.t("The praise is written down."))


def _keep_texts(asked: Asked, seen: str) -> bool:
    """Whatever is pressed, what is typed is kept: the page is drawn anew afterwards."""
    month = must_be_month(asked.reader, asked.search)
    base = acting.as_seen(asked.reader, month, _number(seen))
    texts = {name: asked.text(name) for name in acting.TEXTS if name in asked.written}
    return acting.write(asked.reader, month, base, texts) is not None


def _resolved(asked: Asked) -> Done:
    month = must_be_month(asked.reader, asked.search)
    now = acting.written(asked.reader, month)
    text, person, due = (asked.text(name) for name in ("resolution", "person", "due"))
    acting.resolve(asked.reader, month, now, text, person, due)
    return Done(asked.reader.t("The resolution is kept."))


def _freeze(asked: Asked) -> Done:
    made = freeze(asked.reader, must_be_month(asked.reader, asked.search))
    return Done(asked.reader.t("{month} is frozen, checksum {sum}.", month=made.month, sum=made.checksum[:12]))  # fmt: skip


def _unfreeze(asked: Asked) -> Done:
    month = must_be_month(asked.reader, asked.search)
    unfreeze(asked.reader, month, asked.text("reason"))
    return Done(asked.reader.t("{month} is open again.", month=month))


def _number(text: str) -> int:
    return number_in(text) or 0


ACTS: Mapping[str, Act] = {
    "write": _write,
    "resolve": _resolve,
    "strike": _strike,
    "done": _done,
    "praise": _praise,
    "freeze": _freeze,
    "unfreeze": _unfreeze,
}
