"""The data dictionary: name, type and meaning of every column that is handed over."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict

Type = Literal["text", "date", "integer", "number", "boolean"]


class Dataset(StrEnum):
    """What can be handed over."""

    RESULTS = "results"
    RATES = "rates"
    FINDINGS = "findings"


class Column(BaseModel):
    """`values`: its unit, or what is allowed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: Type
    zh: str
    en: str
    values: str = ""


@cache
def dictionary() -> Mapping[Dataset, tuple[Column, ...]]:
    """The columns of each dataset in their order."""
    read = tomllib.loads(files(__package__).joinpath("dictionary.toml").read_text("utf-8"))
    return MappingProxyType(
        {each: tuple(Column(**told) for told in read[each.value]) for each in Dataset}
    )


HEADS = ("dataset", "column", "type", "zh", "en", "values")


def dictionary_rows(chosen: tuple[Dataset, ...]) -> list[tuple[str, ...]]:
    """The dictionary of these datasets as rows under HEADS."""
    return [
        (each.value, column.name, column.type, column.zh, column.en, column.values)
        for each in chosen
        for column in dictionary()[each]
    ]
