"""What pydantic found, as a sentence for the person who wrote the file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from qc.locale import N_

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Sentence = tuple[str, str, dict[str, object]]

_MISSING = N_('{file}, line {line}: the key "{key}" is missing.')
_UNKNOWN = N_('{file}, line {line}: the key "{key}" is not known.')
_WRONG = N_('{file}, line {line}: "{key}" cannot be {value}.')
_TWICE = N_('{file}, line {line}: "{twice}" in "{key}" stands elsewhere already.')

_ADD = N_("Add a line that begins with {last} = .")
_MEANT = N_('Did you mean "{suggestion}"?')
_ALLOWED = N_("Write one of these: {allowed}.")
_RENAME = N_("Change or remove one of the two.")

# By the beginning of pydantic's error type; the first that fits.
_REMEDIES = (
    ("date", N_("Write a day like 2026-10-31, without quotes.")),
    ("less_than_equal", N_("Write a share from 0 to 1: 0.95 is 95 %.")),
    ("greater_than_equal", N_("Write a share from 0 to 1: 0.95 is 95 %.")),
    ("greater_than", N_("Write a number above 0.")),
    ("decimal_max_places", N_("Write at most two decimal places.")),
    ("decimal", N_("Write a number such as 5 or 0.95.")),
    ("finite_number", N_("Write a number such as 5 or 0.95.")),
    ("bool", N_("Write true or false, without quotes.")),
    (
        "string_pattern",
        N_("A code has only a-z, 0-9, _ . and -, and begins with a letter or a digit."),
    ),
    ("string_too_short", N_("Write the text between the quotes.")),
    ("string", N_('Write a text in quotes: {last} = "...".')),
    ("tuple", N_("Write a list in square brackets: {last} = [ ... ].")),
    ("too_short", N_("Write at least one entry.")),
    ("model_type.Text", N_('Write both languages: {last} = {{ zh = "...", en = "..." }}.')),
    ("", N_("Compare the entry with the example in docs/standards.md.")),
)


def sentence_for(error: ErrorDetails, model: type[BaseModel]) -> Sentence:
    """Message, remedy and their values for the first thing that is wrong.

    Besides {file}, {line} and {key}, which the document knows, the msgids use the values returned.
    """
    kind, last = error["type"], _last_key(error["loc"])
    if kind == "missing":
        return _MISSING, _ADD, {"last": last}
    if kind == "extra_forbidden":
        return _UNKNOWN, *_suggest(last, sorted(_model_at(model, error["loc"]).model_fields))
    if kind == "twice":
        return _TWICE, _RENAME, {"twice": error["ctx"]["twice"]}
    shown = {"value": show(error["input"])}
    if kind in ("enum", "literal_error"):
        allowed = re.findall(r"'([^']+)'", error["ctx"]["expected"])
        remedy, values = _suggest(str(error["input"]), allowed)
        return _WRONG, remedy, {**shown, **values}
    sort = f"{kind}.{error.get('ctx', {}).get('class_name', '')}"
    remedy = next(text for beginning, text in _REMEDIES if sort.startswith(beginning))
    return _WRONG, remedy, {**shown, "last": last}


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, if any is near."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), None)


def show(value: object) -> str:
    """A value as the person wrote it, cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[ ... ]"
    if isinstance(value, dict):
        return "{ ... }"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:38]} …"


def _suggest(word: str, known: list[str]) -> tuple[str, dict[str, object]]:
    suggestion = closest(word, known)
    if suggestion:
        return _MEANT, {"suggestion": suggestion}
    return _ALLOWED, {"allowed": ", ".join(known)}


def _last_key(loc: Sequence[str | int]) -> str:
    return next((step for step in reversed(loc) if isinstance(step, str)), "")


def _model_at(model: type[BaseModel], loc: Sequence[str | int]) -> type[BaseModel]:
    """The model whose key the last step of `loc` should have been."""
    for step in loc[:-1]:
        if isinstance(step, str) and step in model.model_fields:  # not a key that the user chose
            model = _model_in(model.model_fields[step].annotation) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if (
        isinstance(annotation, type)
        and not get_args(annotation)
        and issubclass(annotation, BaseModel)
    ):
        return annotation
    inner = (_model_in(part) for part in get_args(annotation))
    return next((found for found in inner if found), None)
