"""The workbook of the standards as data: its sheets and columns, and what the words of a cell mean."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from qc.catalogue.model import Model, Text
from qc.text import normal_form

Sort = Literal[
    "text", "words", "number", "whole", "share", "date", "yes_no", "choice", "indicator", "group"
]  # fmt: skip
SheetName = Literal["indicators", "checklists", "items"]
SHEETS: tuple[SheetName, ...] = ("indicators", "checklists", "items")


class Column(Model):
    """A column; workbook.toml says what each key means."""

    key: str
    sort: Sort
    head: Text
    note: Text
    width: Annotated[float, Field(gt=0)]
    choices: str = ""
    default: int | str | None = None
    shown: bool = True
    needed: bool = False
    fixed: bool = False
    printed: bool = False
    above: Decimal | None = None
    least: Decimal | None = None
    places: int | None = None


class Sheet(Model):
    """A sheet and its columns from the left; `frozen` of them stay in view."""

    name: Text
    frozen: int
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """The column of a key. StopIteration for one that the sheet does not have."""
        return next(column for column in self.columns if column.key == key)


class Layout(Model):
    """All of the workbook."""

    words: Mapping[str, Text]
    steps: tuple[Text, ...]
    choices: Mapping[str, Mapping[str, Text]]
    sheets: Mapping[SheetName, Sheet]

    def chosen(self, column: Column, said: str) -> str | None:
        """What a word of a drop-down means, in either language or as its code; None for no such word."""
        form = normal_form(said)
        return next(
            (
                code
                for code, text in self.choices[column.choices].items()
                if form in map(normal_form, (code, text.zh, text.en))
            ),
            None,
        )

    def answered(self, said: str) -> bool | None:
        """Yes or no in either language; None for anything else."""
        for word, answer in (("yes", True), ("no", False)):
            if normal_form(said) in map(normal_form, (self.words[word].zh, self.words[word].en)):
                return answer
        return None


@lru_cache(maxsize=1)
def layout() -> Layout:
    """The workbook's layout, read once."""
    text = (files("qc.standards") / "workbook.toml").read_text(encoding="utf-8")
    return Layout.model_validate(tomllib.loads(text))
