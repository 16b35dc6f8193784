"""Many different workbooks: those of the sample clinic again and again, each time of other people and
rooms, so that no file is a correction of another."""

from __future__ import annotations

import io
import re
import zipfile
from functools import partial
from pathlib import Path

from sample_data import story, workbooks

_SURNAMES = "白蔡曹常程崔戴邓丁董杜段范方冯傅高葛龚顾郭韩郝何贺洪侯胡"
_NAMES = re.compile("|".join((*story.NURSES, *story.INSPECTORS)))
_ROOM = re.compile(r"(?<=[>：\"])(\w{1,6}(?:室|台|部|科|中心))(?=[<\"])")
_TEXTS = ("xl/sharedStrings.xml", "xl/workbook.xml")


def write_workbooks(folder: Path, count: int) -> list[Path]:
    """Write so many workbooks of ordinary size and return them by name."""
    originals = workbooks()
    for number in range(count):
        clinic, which = divmod(number, len(originals))
        name = f"{clinic:02d} {originals[which].name}"
        (folder / name).write_bytes(_of_clinic(clinic, originals[which].read_bytes()))
    return sorted(folder.iterdir())


def _of_clinic(clinic: int, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename in _TEXTS:
                data = _renamed(clinic, data.decode()).encode()
            new.writestr(info, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _renamed(clinic: int, xml: str) -> str:
    if not clinic:
        return xml
    named = _NAMES.sub(partial(_other_surname, clinic), xml)
    return _ROOM.sub(lambda room: f"{chr(64 + clinic)}{room[1]}", named)


def _other_surname(clinic: int, name: re.Match[str]) -> str:
    return _SURNAMES[clinic] + name[0][1:]
