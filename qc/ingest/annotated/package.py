"""The zip around the parts: read, changed or added parts, relationships and content types."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from posixpath import basename, dirname, join, normpath, relpath
from typing import NamedTuple
from urllib.parse import unquote

from qc.ingest.annotated.odd import OddPackageError
from qc.ingest.annotated.xml import append_to, attribute, outline, spliced

_TYPES = "[Content_Types].xml"
_EMPTY_RELATIONSHIPS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
    b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


class Relationship(NamedTuple):
    """`kind` is the last word of its type (worksheet, comments), `base` what stands before it;
    `target` the name of a part, "" outside the package."""

    id: str
    base: str
    kind: str
    target: str


class Package:
    """An open workbook whose parts can be replaced and added; the rest is copied as it is."""

    def __init__(self, content: bytes) -> None:
        self._source = zipfile.ZipFile(io.BytesIO(content))
        self._infos = self._source.infolist()
        self._names = {info.filename.lower(): info.filename for info in self._infos}
        if len(self._names) < len(self._infos):
            raise OddPackageError("two parts of one name")
        self._new: dict[str, bytes] = {}

    def has(self, part: str) -> bool:
        """Whether there is a part of this name, in whatever case."""
        return part.lower() in self._names

    def read(self, part: str) -> bytes:
        """A part as it is now. Raises OddPackageError when there is none."""
        if not self.has(part):
            raise OddPackageError(f"no part {part}")
        name = self._names[part.lower()]
        if name in self._new:
            return self._new[name]
        with self._source.open(name) as opened:  # a listing that lies is not believed
            size = self._source.getinfo(name).file_size
            return opened.read(size + 1) + opened.read(1)

    def write(self, part: str, data: bytes) -> None:
        """Replace or add a part."""
        self._new[self._names.setdefault(part.lower(), part)] = data

    def change(self, part: str, change: Callable[[bytes], bytes]) -> None:
        """Replace a part by what a function makes of it."""
        self.write(part, change(self.read(part)))

    def free(self, stem: str, ending: str) -> str:
        """A name such as xl/comments3.xml that no part has yet."""
        number = 1
        while self.has(f"{stem}{number}{ending}"):
            number += 1
        return f"{stem}{number}{ending}"

    def content(self) -> bytes:
        """The package as bytes: parts in their old order, packed as they were, new ones last."""
        stream = io.BytesIO()
        known = {info.filename for info in self._infos}
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._infos:
                copied = zipfile.ZipInfo(info.filename, info.date_time)
                copied.compress_type, copied.external_attr = info.compress_type, info.external_attr
                target.writestr(copied, self.read(info.filename))
            for part, data in self._new.items():
                if part not in known:
                    fresh = zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0))
                    target.writestr(fresh, data, zipfile.ZIP_DEFLATED)
        return stream.getvalue()


def relationships(package: Package, part: str) -> Iterator[Relationship]:
    """What a part refers to."""
    rels = _rels_of(part)
    if not package.has(rels):
        return
    found = outline(package.read(rels))
    for element in found[0].below:
        base, _, kind = element.attributes.get("Type", "").rpartition("/")
        external = element.attributes.get("TargetMode") == "External"
        target = "" if external else _resolved(part, element.attributes.get("Target", ""))
        yield Relationship(element.attributes.get("Id", ""), base, kind, target)


def relate(package: Package, part: str, kind: str, target: str) -> str:
    """Let a part refer to another by a full relationship type; returns the relationship's id."""
    rels = _rels_of(part)
    xml = package.read(rels) if package.has(rels) else _EMPTY_RELATIONSHIPS
    root = outline(xml)[0]
    new_id = _free_id({found.id for found in relationships(package, part)})
    to = relpath(target, dirname(part) or ".")
    new = (
        f"<{root.prefix}Relationship Id={attribute(new_id)} Type={attribute(kind)} "
        f"Target={attribute(to)}/>"
    )
    package.write(rels, spliced(xml, [append_to(xml, root, new.encode())]))
    return new_id


def declare(package: Package, part: str, content_type: str) -> None:
    """Say in [Content_Types].xml what a new part is."""
    xml = package.read(_TYPES)
    root = outline(xml)[0]
    new = (
        f"<{root.prefix}Override PartName={attribute('/' + part)} "
        f"ContentType={attribute(content_type)}/>"
    )
    package.write(_TYPES, spliced(xml, [append_to(xml, root, new.encode())]))


def content_type(package: Package, part: str) -> str:
    """What [Content_Types].xml says of a part by its own name; "" where it says nothing."""
    named = "/" + part.lower()
    found = (e.attributes for e in outline(package.read(_TYPES)) if e.name == "Override")
    return next(
        (a.get("ContentType", "") for a in found if a.get("PartName", "").lower() == named), ""
    )


def _rels_of(part: str) -> str:
    return join(dirname(part), "_rels", basename(part) + ".rels")


def _resolved(part: str, target: str) -> str:
    target = unquote(target)
    return target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))


def _free_id(taken: set[str]) -> str:
    numbers = [int(found[1]) for name in taken if (found := re.fullmatch(r"rId(\d{1,9})", name))]
    return f"rId{max(numbers, default=0) + 1}"
