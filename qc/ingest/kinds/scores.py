"""Kind scores: a person passes with the pass mark (理论, 操作, 补考)."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache

from qc.ingest.grid import Cell
from qc.ingest.kinds.pass_marks import pass_mark_in, pass_marks_by_label, stem
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.values import possible_values
from qc.ingest.results import blank_result, detail, held_back, judged, missed, passes
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import clean, key, show
from qc.ingest.values.vocabulary import vocabulary
from qc.records import Result
from qc.words import Kind, Outcome

KIND = Kind.SCORES

_WHOLE = Decimal(100)
_JUDGED = frozenset({Outcome.PASS, Outcome.FAIL})
_ABSENT = frozenset(
    map(
        key,
        (
            "缺考",
            "请假",
            "病假",
            "事假",
            "产假",
            "休假",
            "哺乳假",
            "免考",
            "缓考",
            "未参加",
            "未考",
            "外出",
            "进修",
            "离职",
            "休产假",
            "未参考",
            "年假",
            "公休",
            "缺席",
            "下夜班",
        ),
    )
)
_GRADES = {
    key(grade): outcome
    for outcome, grades in (
        (
            Outcome.PASS,
            (
                "优",
                "优秀",
                "良",
                "良好",
                "中",
                "中等",
                "合格",
                "及格",
                "通过",
                "达标",
                "甲",
                "a",
                "b",
            ),
        ),
        (Outcome.FAIL, ("差", "不合格", "不及格", "未通过", "不达标", "较差", "丙", "d")),
    )
    for grade in grades
}
_FULL = re.compile(
    r"(?:满分|总分|卷面)\s*(?:为|是|[:=])*\s*(\d{1,3})\s*分?|[(（]\s*(\d{1,3})\s*分\s*[)）]"
)


def may_be(table: Table, context: Context) -> bool:  # noqa: ARG001
    """Whether persons stand down and a score in the columns that could hold them."""
    named = "whose" in table.fields(KIND) or table.column("subject") is not None
    return named and any(map(_is_score, possible_values(table, KIND)))


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:  # noqa: ARG001
    """Whether persons were scored: names down, scores across, and words that speak of an exam; no
    deductions, no columns that are only parts of a hundred."""
    labels = [cell.text for said in table.labels.values() for cell in said]
    texts = [*context.titles, *labels]
    if any(word in text for word in vocabulary().no_exams for text in texts):
        return False
    named = "whose" in table.fields(KIND) or table.column("subject") is not None
    if not named or not any(word in text for word in vocabulary().exams for text in texts):
        return False
    if _are_parts(entries):
        return False
    written = [entry.mark for entry in entries if entry.mark.value is not None]
    return sum(_is_score(cell.value) for cell in written) * 2 > len(written)


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result a score, and one of its own for a re-sit; who was absent counts nothing."""
    labels = {_text(entry, "label") for entry in known.entries}
    by_label = pass_marks_by_label(_texts(known), labels)
    bounds = _bounds(known, by_label)
    failed: dict[int, list[str]] = defaultdict(list)  # the exams of each row
    graded = _graded_columns(known)
    last = {entry.mark.row: entry.mark.col for entry in known.entries}
    single = {*Counter(entry.mark.row for entry in known.entries).items()}
    sat: dict[int, list[Result]] = defaultdict(list)  # the results of each row
    of_all = _verdict_is_of_all(known)

    def judge(entry: Entry, label: str) -> Result:
        mark, full = bounds(label, _text(entry, "mark"), _text(entry, "full"))
        return _of_score(known, entry, mark, full, graded=entry.mark.col in graded)

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:  # noqa: ARG001
        row, col = entry.mark[:2]
        if _is_excused(known, entry):
            return ()
        first = judge(entry, _text(entry, "label"))
        if first.outcome is Outcome.FAIL:
            failed[row].append(_text(entry, "label"))
        again = entry.cell("resit")
        sat[row].append(first)
        if again is None and last[row] == col and (of_all or (row, 1) in single):
            _compare(known, entry, sat[row])
        if again is None or last[row] != col:
            return (first,)
        label = known.table.label_of(again)
        exam = _resat(label.text, labels, failed[row]) if by_label else ""
        second = judge(entry._replace(mark=again, item=label), exam)
        return first, second._replace(detail=detail(resit="1", **(second.detail or {})))

    return results


def _texts(known: Known) -> list[str]:
    return [*(cell.text for cell in known.table.texts), *known.context.titles]


def _is_excused(known: Known, entry: Entry) -> bool:
    """Whether the remark says why somebody has no score (产假)."""
    remark = known.table.column("remark")
    if remark is None or entry.mark.value is not None or known.error_at(entry.mark):
        return False
    return key(known.table.grid.cell(entry.mark.row, remark).text).removesuffix("中") in _ABSENT


def _resat(label: str, exams: Iterable[str], failed: Sequence[str]) -> str:
    """The exam that was sat again: the one that its label names (操作补考), else the only one failed."""
    named = [exam for exam in exams if stem(exam) in clean(label)] or failed
    return named[0] if len(named) == 1 else ""


def _bounds(
    known: Known, by_label: Mapping[str, Decimal]
) -> Callable[[str, str, str], tuple[Decimal, Decimal]]:
    """The pass mark and full marks of a column: its own, else those that the sheet says, else the
    standard's, of 100. A mark that is said of 100 holds in proportion for other full marks."""
    texts = _texts(known)
    general = (
        mark
        for text in texts
        if not pass_marks_by_label((text,), by_label)
        if (mark := pass_mark_in(text))
    )
    stated = next(general, known.standard.rule.pass_mark)
    of_all = next((full for full in map(full_marks_in, texts) if full), _WHOLE)

    @cache
    def of_column(label: str, own_mark: str, own_full: str) -> tuple[Decimal, Decimal]:
        full = read_number(own_full).value or full_marks_in(label) or of_all
        mark = read_number(own_mark).value or pass_mark_in(label) or by_label.get(stem(label))
        if (
            mark is None and not label and by_label
        ):  # which of several exams was sat again is not said
            return max(by_label.values()), full
        if mark is None:
            mark = stated if full in (of_all, _WHOLE) else stated * full / _WHOLE
        return mark, full

    return of_column


def _of_score(known: Known, entry: Entry, mark: Decimal, full: Decimal, *, graded: bool) -> Result:
    cell = entry.mark
    result = blank_result(entry, known.standard, cell)
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        return held_back(result, error)
    if cell.value is None:
        known.say("missing_mark", cell)
        return missed(result)
    word = key(cell.text)
    if word in _ABSENT or read_mark(cell.value, {}) is Outcome.NA:
        return judged(result, Outcome.NA)
    if graded and word in _GRADES:
        return judged(result, _GRADES[word])
    number = read_number(cell.value)
    if number.value is None or number.unit not in ("", "分"):
        known.say("text_in_number", cell)
        return held_back(result)
    if not _is_possible(known, cell, number.value, full):
        return held_back(result)
    if number.note:
        known.say(number.note, cell, number=str(number.value))
    scored = result._replace(reading=float(number.value), detail=detail(pass_mark=str(mark)))
    return judged(scored, passes(number.value >= mark))


def _is_possible(known: Known, cell: Cell, score: Decimal, full: Decimal) -> bool:
    if score > full:
        known.say("score_gt_points", cell, points=str(full))
    elif score < 0:
        known.say("negative_number", cell)
    return 0 <= score <= full


def _verdict_is_of_all(known: Known) -> bool:
    """Whether the one verdict of a row stands behind all its exams, and no total that it may be of."""
    table = known.table
    verdicts = table.columns_of(KIND, "verdict")
    exams = {entry.mark.col for entry in known.entries}
    return len(verdicts) == 1 and verdicts[0] > max(exams) and "tally" not in table.roles.values()


def _compare(known: Known, entry: Entry, results: Sequence[Result]) -> None:
    """Say so where the sheet says 合格 of scores of which one is not, or the other way round."""
    stated = entry.cell("verdict")
    if stated is None:
        return
    said = _GRADES.get(key(stated.text)) or read_mark(stated.value, known.legend)
    deciding = [r for r in results if r.outcome is Outcome.FAIL] or results
    went = {result.outcome for result in deciding}
    if said in (Outcome.PASS, Outcome.FAIL) and went <= _JUDGED - {said}:
        scores = "、".join(show(result.reading) for result in deciding)
        known.say("stated_result_mismatch", stated, computed=scores)


def full_marks_in(text: str) -> Decimal | None:
    """The full marks that a text says: 满分100分, （40分）."""
    found = _FULL.search(clean(text))
    return Decimal(found[1] or found[2]) if found else None


def _are_parts(entries: Sequence[Entry]) -> bool:
    """Whether the columns are parts of one score, each with its own few full marks."""
    labels = {cell.text for entry in entries if (cell := entry.cell("label"))}
    full = [marks for label in labels if (marks := full_marks_in(label))]
    return len(full) > 1 and len(full) == len(labels) and sum(full) <= _WHOLE


def _graded_columns(known: Known) -> frozenset[int]:
    """The columns that hold grades (优, 良) rather than scores."""
    grades: Counter[int] = Counter()
    for entry in known.entries:
        if entry.mark.value is not None:
            grades[entry.mark.col] += 1 if key(entry.mark.text) in _GRADES else -1
    return frozenset(col for col, more in grades.items() if more > 0)


def _is_score(value: object) -> bool:
    word = key(clean(show(value)))
    return read_number(value).value is not None or word in _ABSENT or word in _GRADES


def _text(entry: Entry, field: str) -> str:
    cell = entry.cell(field)
    return cell.text if cell else ""
