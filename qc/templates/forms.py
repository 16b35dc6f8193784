"""The templates as data: what forms.toml says of each kind of sheet."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from qc.catalogue.model import Checklist, Model, Text

Entry = Literal[
    "fixed", "text", "mark", "deduction", "count", "amount", "date", "due", "month", "expiry",
    "time", "unit", "choice", "formula", "item", "score", "validity",
]  # fmt: skip
_GUIDED = ("fixed", "text", "formula")
Texts = tuple[Text, ...]


class Column(Model):
    """A column: its head, its width in digits and what may be entered below. `choices` are those of
    a drop-down; `formula` names other columns of its row in braces, `number` is how its result is
    shown; forms.toml says what `when` and `each` mean."""

    key: str
    head: Text
    width: Annotated[float, Field(gt=0)]
    entry: Entry = "fixed"
    choices: tuple[str, ...] = ()
    formula: str = ""
    number: str = "0.0%"
    when: Literal["always", "critical", "items", "no_items"] = "always"
    each: Literal["", "scale"] = ""


class StripField(Model):
    """A "label：value" above the table."""

    label: Text
    entry: Entry


class Samples(Model):
    """What the columns of a sheet of samples are called, and what names each."""

    head: Text
    subject: Text


class Form(Model):
    """The template of a kind, or of one checklist; forms.toml says what each key means."""

    shape: Literal["across", "lines"]
    sheet: Text
    strip: tuple[str, ...]
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    across: Text | None = None
    marks: tuple[str, ...] = ()
    half: Text | None = None
    blank: Annotated[int, Field(ge=0)] = 0
    empty: Annotated[int, Field(gt=0)]
    legend: Texts = ()
    legend_half: Texts = ()
    legend_critical: Texts = ()
    guide: Texts = ()

    @property
    def prints_items(self) -> bool:
        """Whether the standard's items are printed, not chosen line by line."""
        return any(column.key == "item" and column.entry == "fixed" for column in self.columns)


class Forms(Model):
    """All of them, by kind or checklist code, with the words that they share."""

    words: dict[str, Text]
    samples: dict[str, Samples]
    strip: dict[str, StripField]
    entries: dict[str, Text]
    forms: dict[str, Form]

    def form(self, checklist: Checklist) -> Form:
        """The form of a checklist: its own, else that of its kind."""
        return self.forms.get(checklist.code) or self.forms[checklist.kind]

    def hint(self, entry: Entry) -> Text | None:
        """What to do in a cell of this sort; None where anything goes."""
        return None if entry in _GUIDED else self.entries[entry]


@lru_cache(maxsize=1)
def load_forms() -> Forms:
    """The forms that ship with the program, read once."""
    text = (files("qc.templates") / "forms.toml").read_text(encoding="utf-8")
    return Forms.model_validate(tomllib.loads(text))
