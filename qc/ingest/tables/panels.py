"""Tables side by side: a header whose labels come again from left to right is more than one table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from qc.ingest.tables.table import Table
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import Role, fields_of, likely_role, role_of, vocabulary
from qc.words import Kind

_WHOSE: frozenset[Role | None] = frozenset(
    {"number", "group", "item", "date", "unit", "subject", "inspector", "round"}
)
_PRESENT = re.compile("实到|实际到|到场|到会|到课|签到|参加|参训|参演")  # not 做到数
# Subjects of quality, each with an indicator of its own.
_SUBJECTS = tuple(
    map(
        re.compile,
        (
            "消毒|隔离|感控|院感|手卫生", "文书|病历|档案|病案|记录单", "急救|抢救|药品", "仪容|仪表|着装",
            "服务", "安全", "满意", "设备|器械", "培训|考核|三基",
        ),
    )
)  # fmt: skip


def side_by_side(table: Table) -> tuple[Table, ...]:
    """A table whose labels come twice from left to right is two tables side by side; so is one with a
    gap, and items on either side."""
    found = (find(table) for find in (_panel_starts, _starts_by_items, _starts_by_gaps))
    starts = next((starts for starts in map(list, found) if len(starts) > 1), [])
    if not starts:
        return _groups(table)
    ends = [*starts[1:], table.columns[-1] + 1]
    return tuple(
        replace(table, columns=tuple(range(left, right)))
        for left, right in zip(starts, ends, strict=True)
    )


def _groups(table: Table) -> tuple[Table, ...]:
    """A table that counts several things side by side, each below a label of its own (消毒隔离 over
    检查数 and 合格数), is as many tables over the same rows, where the labels speak of several subjects
    of quality: each has an indicator of its own. Else they are the items of one (layouts/groups.py)."""
    found: dict[tuple[int, int], list[int]] = {}
    for col, labels in table.labels.items():
        if len(labels) > 1 and Kind.COUNTS in fields_of(labels[-1].text):
            found.setdefault(labels[0][:2], []).append(col)
    if len(found) < 2 or not all(_count(table, columns) for columns in found.values()):
        return _present_and_scored(table)
    captions = [table.grid.own(*place).text for place in found]
    if not _differ(captions):
        return (table,)
    grouped = {col for columns in found.values() for col in columns}
    # What else stands beside the groups is read once, with the first of them.
    whose = [col for col in table.columns if col not in grouped and table.roles.get(col) in _WHOSE]
    other = [col for col in table.columns if col not in grouped and col not in whose]
    return tuple(
        replace(
            table,
            columns=tuple(sorted([*whose, *columns, *(other if n == 0 else ())])),
            caption=caption,
        )
        for n, (caption, columns) in enumerate(zip(captions, found.values(), strict=True))
    )


def _present_and_scored(table: Table) -> tuple[Table, ...]:
    """A table that counts who was present at a drill and scores it (应到, 实到 | 演练评分) is two over the
    same rows: the score is none of the persons. Without those who were due their number is no share,
    and no score either."""
    came = table.columns_of(Kind.COUNTS, "passed")
    scores = table.columns_of(Kind.SCORES, "value")
    present = any(_PRESENT.search(table.labels[col][-1].text) for col in came)
    if not present or not scores or "whose" not in table.fields(Kind.SCORES):
        return (table,)
    if not table.has_fields(Kind.COUNTS):
        return (_only(table, [col for col in table.columns if col not in came]),)
    counted = _only(table, [col for col in table.columns if col not in scores])
    named = [*table.columns_of(Kind.COUNTS, "rate"), *came][0]
    whose = [col for col in table.columns if table.roles.get(col) in _WHOSE]
    caption = table.labels[named][-1].text
    return replace(counted, caption=caption), _only(table, sorted({*whose, *scores}))


def _only(table: Table, columns: Sequence[int]) -> Table:
    return replace(table, columns=tuple(columns))


def _differ(captions: Sequence[str]) -> bool:
    """Whether most labels name a subject of quality, and not all the same one."""
    subjects = [n for text in captions for n, words in enumerate(_SUBJECTS) if words.search(text)]
    named = sum(any(words.search(text) for words in _SUBJECTS) for text in captions)
    return named * 2 > len(captions) and len(set(subjects)) > 1


def _count(table: Table, columns: Sequence[int]) -> bool:
    """Whether columns hold what is needed to count; a rate alone (满意率 under each month) does not."""
    fields = {fields_of(table.labels[col][-1].text)[Kind.COUNTS] for col in columns}
    return any(need <= fields for need in vocabulary().fields[Kind.COUNTS].needs)


def _names_column(text: str) -> bool:
    return bool(role_of(text) or fields_of(text) or likely_role(text))


def _panel_starts(table: Table) -> Iterator[int]:
    """Where the first label stands again, followed by what followed it. Two lists of stock beside each
    other may call their columns by other words (药品名称, 物品名称)."""
    labels = [(col, said[0].text) for col, said in table.labels.items() if said]
    form_of = _form if _counts_twice(labels) else key
    forms = [(col, form_of(text)) for col, text in labels]
    if not forms:
        return
    places = [n for n, (_, form) in enumerate(forms) if form == forms[0][1]]
    width = min((b - a for a, b in pairwise([*places, len(forms)])), default=0)
    if width < 2 or not _names_column(table.labels[forms[0][0]][0].text):
        return
    second = forms[1][1]
    yield from (forms[n][0] for n in places if forms[n + 1][1] == second)


def _starts_by_items(table: Table) -> list[int]:
    """Where the panels start whose first label is not the same (序号 was left out or mistyped): as far
    before each column of items as in the first, where the same label follows the items' in each. Else
    the items of one panel would be read with the figures of the other."""
    labels = [(col, key(said[0].text)) for col, said in table.labels.items() if said]
    items = [n for n, (_, label) in enumerate(labels[:-1]) if role_of(label) == "item"]
    places = [n for n in items if labels[n][1] == labels[items[0]][1]]
    apart = min((b - a for a, b in pairwise(places)), default=0)
    same = {labels[n + 1][1] for n in places}
    if apart < 3 or len(same) > 1:
        return []
    return [labels[n][0] - labels[places[0]][0] + labels[0][0] for n in places]


def _starts_by_gaps(table: Table) -> list[int]:
    """Where the tables start that a column parts which is blank from the header down, where each has
    items of its own: a checklist beside a list of stock."""
    labelled = [col for col, labels in table.labels.items() if labels]
    starts = [
        right
        for left, right in pairwise(labelled)
        if right - left > 1 and not any(map(table.own_values, range(left + 1, right)))
    ]
    starts = [table.columns[0], *starts]
    parts = pairwise([*starts, table.columns[-1] + 1])
    items = {col for col in labelled if role_of(table.label_texts[col][0]) == "item"}
    return starts if all(not items.isdisjoint(range(*part)) for part in parts) else []


def _counts_twice(labels: Sequence[tuple[int, str]]) -> bool:
    """Whether there are two columns of counts or of par levels."""
    fields = [fields_of(text).get(Kind.STOCK) for _, text in labels]
    return max(fields.count("par"), fields.count("actual")) > 1


def _form(text: str) -> str:
    role = role_of(text)
    return role if role in ("number", "item", "about") else key(text)
