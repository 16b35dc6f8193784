"""The bare writer's floor: the calls that a workbook was written with, done again without us."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

Call = tuple[int, str, tuple[Any, ...], dict[str, Any], int]
"""On which object, which method, with what, and which object came of it."""


@dataclass
class Tape:
    """Every call to XlsxWriter in its order; objects are told by number, the workbook is 0."""

    options: dict[str, Any] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    made: int = 0

    def workbook(self, target: Any, options: dict[str, Any]) -> Recorded:
        """Stands in for `xlsxwriter.Workbook` while the tape runs."""
        self.options = options
        return Recorded(xlsxwriter.Workbook(target, options), self, 0)

    def play(self) -> int:
        """The same workbook by the bare writer; its size in bytes."""
        target = io.BytesIO()
        objects: dict[int, Any] = {0: xlsxwriter.Workbook(target, self.options)}
        for number, name, given, named, result in self.calls:
            arguments = [objects[a.number] if isinstance(a, Numbered) else a for a in given]
            objects[result] = getattr(objects[number], name)(*arguments, **named)
        return len(target.getvalue())


@dataclass(frozen=True)
class Numbered:
    """An object of the tape as an argument: a format, a chart."""

    number: int


class Recorded:
    """An object of XlsxWriter that notes what is asked of it."""

    def __init__(self, real: Any, tape: Tape, number: int) -> None:
        self.real, self.tape, self.number = real, tape, number

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.real, name)
        return self._noting(name, found) if callable(found) else found

    def _noting(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            tape = self.tape
            tape.made += 1
            number = tape.made
            told = tuple(Numbered(a.number) if isinstance(a, Recorded) else a for a in given)
            tape.calls.append((self.number, name, told, named, number))
            real = method(*(a.real if isinstance(a, Recorded) else a for a in given), **named)
            is_object = type(real).__module__.startswith("xlsxwriter")
            return Recorded(real, tape, number) if is_object else real

        return call
