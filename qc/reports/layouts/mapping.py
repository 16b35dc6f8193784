"""What stands where, told beside a layout that must not be written into: mapping.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from qc.errors import UsageError
from qc.locale import N_


def _address(told: object) -> object:
    """ "$c$5" is C5."""
    return told.replace("$", "").strip().upper() if isinstance(told, str) else told


class Put(BaseModel):
    """`put` stands in a cell as if it were written there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sheet: str
    cell: Annotated[str, BeforeValidator(_address)] = Field(
        pattern=r"^([A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D])[1-9]\d{0,6}$"
    )
    put: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    cells: tuple[Put, ...]


def read_mapping(path: Path) -> dict[str, dict[str, str]]:
    """What is put where, by sheet and cell. UsageError for a file that is no mapping."""
    try:
        read = _File(**tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as fault:
        reason = fault.errors()[0]["msg"] if isinstance(fault, ValidationError) else str(fault)
        raise UsageError(
            N_("{path} is no mapping: {reason}"),
            N_('Write each place like: [[cells]] sheet = "月报" cell = "C5" put = "{example}"'),
            path=path,
            reason=reason,
            example="{{rate:disinfection}}",
        ) from fault
    found: dict[str, dict[str, str]] = {}
    for each in read.cells:
        if each.cell in found.get(each.sheet, {}):
            raise UsageError(
                N_("{path} puts two things into the cell {cell}."),
                N_("Name each cell once."),
                path=path,
                cell=f"{each.sheet}!{each.cell}",
            )
        found.setdefault(each.sheet, {})[each.cell] = each.put
    return found
