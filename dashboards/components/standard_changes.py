"""What changes in a standard, old beside new: of two versions, or of an edited workbook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboards.components import html
from dashboards.components.plain_table import line, plain_table
from qc.locale import Translator
from qc.standards.changes import Change, Field, ItemChange
from qc.standards.columns import layout

Words = Callable[[Field], str]
"""A changed column in words: "分值：1 → 2"."""


def changes(change: Change, words: Words, t: Translator) -> Any:
    """The columns that change, then the items that come, go or change."""
    parts: list[Any] = []
    if change.fields:
        parts.append(html.Ul([html.Li(words(each)) for each in change.fields]))
    if change.items:
        parts.append(_items(change, words, t))
    if change.reordered:
        parts.append(html.P(t("The items stand in another order."), className="caption"))
    if change.old is None and change.item_rows:
        texts = [html.Li(str(row[f"text.{t.language}"])) for row in change.item_rows]
        parts.append(
            html.Details([html.Summary(t("Its items: {n}", n=len(texts))), html.Ol(texts)])
        )
    return html.Div(parts, className="standard-changes")


def heading(change: Change, t: Translator) -> str:
    """ "＋ 新增 检查表：…", "～ 改动 指标：…"."""
    sheet = layout().sheets[change.sheet].name.of(t.language)
    name = (change.old or change.new)[f"name.{t.language}"]
    sign = t("+ new") if change.old is None else t("~ changed")
    return t("{sign} · {sheet}: {name}", sign=sign, sheet=sheet, name=name)


def _items(change: Change, words: Words, t: Translator) -> Any:
    heads = [t("Change"), t("Old wording"), t("New wording"), t("Besides")]
    rows = [line(heads, _item(each, words, t)) for each in change.items]
    return plain_table(heads, rows, "changed-items")


def _item(each: ItemChange, words: Words, t: Translator) -> list[Any]:
    key = f"text.{t.language}"
    before = str(each.old[key]) if each.old else ""
    after = str(each.new[key]) if each.new else ""
    what = (
        t("+ new") if each.old is None else t("− left out") if each.new is None else t("~ changed")
    )
    rest = [html.Div(words(field)) for field in each.fields if field.column.key != key]
    return [what, before, after, rest]
