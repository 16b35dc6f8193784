"""The minutes of a month's meeting: who was there, each matter in the order of business, what was resolved."""

from __future__ import annotations

from collections.abc import Iterator

from qc.analysis import period_name
from qc.locale import N_, Translator
from qc.meeting.model import Meeting, Part, PartName, Written
from qc.reports.content import Report
from qc.reports.papers.model import Block, Heading, Paper, Room, Sentence, Signatures
from qc.reports.papers.standing import paper
from qc.reports.papers.tables import table

SIGNED = (N_("Chair"), N_("Minutes taken by"), N_("Approved by"))
ROOM = 3
"""Lines to write on by hand where nothing was typed."""


def minutes_paper(report: Report, meeting: Meeting, t: Translator) -> Paper:
    """The minutes as far as they are written; the rest is left to be written by hand."""
    title = t("Minutes of the quality meeting {month}", month=period_name(meeting.month, t))
    return paper(title, report, tuple(_blocks(meeting, t)), t)


def _blocks(meeting: Meeting, t: Translator) -> Iterator[Block]:
    written = meeting.written
    yield Heading(t("Present"))
    yield from _typed(written.attendance, 2)
    for part in meeting.parts:
        if part.name is not PartName.MINUTES:
            yield from _part(part, written, t)
    yield Heading(t("Minutes"))
    yield from _typed(written.minutes, ROOM)
    yield Heading(t("Resolutions"))
    yield from _resolutions(written, t)
    yield Signatures(tuple(t(who) for who in SIGNED))


def _part(part: Part, written: Written, t: Translator) -> Iterator[Block]:
    yield Heading(t(part.name.label))
    if part.name is PartName.NEXT:
        yield from _typed(written.focus, 2)
    else:
        yield Sentence(part.sentence, loud=True)
    if part.rows:
        marks = [row.mark for row in part.rows]
        state = 4 if part.name in (PartName.FIGURES, PartName.VOICES) else 0
        yield table(part.heads, [row.cells for row in part.rows], marks, state)
    yield from (Sentence(text, quiet=True) for text in part.more)


def _typed(text: str, room: int) -> Iterator[Block]:
    """What was typed, a paragraph a line; else room to write it by hand."""
    lines = [line for line in text.splitlines() if line.strip()]
    yield from (Sentence(line) for line in lines)
    if not lines:
        yield Room(room)


def _resolutions(written: Written, t: Translator) -> Iterator[Block]:
    if not written.resolutions:
        yield Room(ROOM)
        return
    done, open_ = t("● carried out"), t("under way")
    rows = [
        (str(n), each.text, each.person, each.due, done if each.is_done else open_)
        for n, each in enumerate(written.resolutions, 1)
    ]
    heads = (t("No."), t("What is resolved"), t("Who sees to it"), t("Until"), t("State"))
    yield table(heads, rows, ["met" if each.is_done else "" for each in written.resolutions], 4)
