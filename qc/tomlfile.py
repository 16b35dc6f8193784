"""Settings that people write by hand in TOML: read, checked against a model, or a clear sentence.

Bytes in, frozen pydantic model out. Numbers with a dot are read as Decimal, so that 0.95 is 0.95.
Every mistake is raised as the document's own error class, naming file, line and key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from qc.errors import QcError
from qc.locale import N_
from qc.mistakes import sentence_for

M = TypeVar("M", bound=BaseModel)
Place = Sequence[str | int]


@dataclass(frozen=True)
class Document:
    """One TOML file: its name as the user knows it, its text, its tables, whose error it raises."""

    name: str
    text: str
    data: Mapping[str, Any]
    error: type[QcError]

    def mistake(self, place: Place, message: str, remedy: str, **values: object) -> QcError:
        """The error for a place such as ("items", 3, "level"); message and remedy are msgids that
        may use {file}, {line} and {key}."""
        line, key = line_of(self.text, place), key_of(self.data, place)
        return self.error(message, remedy, file=self.name, line=line, key=key, **values)


def read(source: Traversable, name: str, error: type[QcError]) -> Document:
    """Read a file as TOML; `name` is what the user is told, `error` what is raised."""
    text = _text(source, name, error)
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise error(
            N_("{file}, line {line}: this is not valid TOML."),
            N_(
                'Look at that line and the one before: an entry reads key = "value", with half-width '
                "signs, straight quotes, every bracket closed and no key written twice."
            ),
            file=name,
            line=_syntax_line(fault, text),
        ) from fault
    return Document(name, text, data, error)


def parse(model: type[M], document: Document, data: object = None, at: Place = ()) -> M:
    """Check a document (or a part of it that stands `at` a place) against its model."""
    try:
        return model.model_validate(document.data if data is None else data)
    except ValidationError as fault:
        # A misspelt key is also a missing one: the misspelling is what helps.
        errors = fault.errors(include_url=False)
        first = next((e for e in errors if e["type"] == "extra_forbidden"), errors[0])
        message, remedy, values = sentence_for(first, model)
        within = first.get("ctx", {}).get("within", ())
        raise document.mistake((*at, *first["loc"], *within), message, remedy, **values) from fault


def line_of(text: str, place: Place) -> int:
    """The line (from 1) of a key, or of the table that should hold it."""
    lines = text.splitlines()
    start, end = 0, len(lines)
    table, keys = (place[0], place[2:]) if len(place) > 1 else (None, place)
    if table is not None:
        heads = [n for n, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{table}\s*\]\]", line)]
        if isinstance(place[1], int) and place[1] < len(heads):
            start, end = [*heads, end][place[1] : place[1] + 2]
        else:
            keys = (table,)
    if not keys:
        return start + 1
    entry = re.compile(rf"\s*(\[+\s*(\w+\.)?)?[\"']?{re.escape(str(keys[0]))}[\"']?\s*[\].=]")
    return next((n for n in range(start, end) if entry.match(lines[n])), start) + 1


def key_of(data: Mapping[str, Any], place: Place) -> str:
    """A place in words: ("items", 3, "level") is items[hand_hygiene].level."""
    said, here = "", data
    for step in place:
        here = _step(here, step)
        if isinstance(step, str):
            said += f".{step}" if said else step
        else:
            label = here.get("code", here.get("name")) if isinstance(here, Mapping) else None
            said += f"[{label if isinstance(label, str) else step + 1}]"
    return said


def _step(here: Any, step: str | int) -> Any:
    try:
        return here[step]
    except (KeyError, IndexError, TypeError):
        return None


def _text(source: Traversable, name: str, error: type[QcError]) -> str:
    try:
        return source.read_bytes().decode("utf-8-sig")  # Notepad writes a byte order mark
    except UnicodeDecodeError as fault:
        raise error(
            N_("{file} is not saved as UTF-8."),
            N_("Open it in an editor and save it again with the encoding UTF-8."),
            file=name,
        ) from fault
    except OSError as fault:
        raise error(
            N_("{file} cannot be read."),
            N_("Check that it is a file, that you may read it and that no other program locks it."),
            file=name,
        ) from fault


def _syntax_line(fault: Exception, text: str) -> int:
    found = re.search(r"at line (\d+)", str(fault))
    return int(found[1]) if found else max(len(text.splitlines()), 1)
