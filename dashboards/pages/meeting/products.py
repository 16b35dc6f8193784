"""The reports of a month that can be taken along, each made of the same content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qc.locale import N_, Translator
from qc.reports import workbook
from qc.reports.content import Month


@dataclass(frozen=True)
class Product:
    """`label`: what it is called (a msgid); `file`: the name of its file, with {month} in it."""

    label: str
    file: str
    render: Callable[[Month, Translator], bytes]


PRODUCTS: Mapping[str, Product] = {
    "workbook.xlsx": Product(
        N_("Management workbook (.xlsx)"),
        "质控月报_{month}.xlsx",
        lambda month, t: workbook.render(month.report, t),
    ),
}
"""By the last part of their address."""
