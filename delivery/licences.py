"""The licences of what is passed on: each wheel must carry its text, or the zip carries it beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

from packaging.utils import canonicalize_name

from delivery.wheels import DeliveryError

LISTED = "第三方许可.txt"
OWN_TEXTS = Path(__file__).resolve().parent / "files/licences"
"""Texts that a package's wheel leaves out, by its name, as its sdist of the locked hash has them."""

_TEXT = re.compile(r"(?i)licen[cs]e|copying|notice")
_HEAD = """本包所含的软件包和它们的许可；许可原文在各自的 .whl 里（zip 格式，.dist-info 文件夹），少数在 program/licences。
The packages in this zip and their licences; the texts are inside each .whl, or in program/licences.

"""


@dataclass(frozen=True)
class Licence:
    """A package, what its licence is called, and where its text stands."""

    package: str
    version: str
    called: str
    texts: tuple[str, ...]


def licence_of(wheel: Path) -> Licence:
    """What a wheel says of itself."""
    with ZipFile(wheel) as held:
        about = [name for name in held.namelist() if name.partition("/")[0].endswith(".dist-info")]
        metadata = next(name for name in about if name.endswith("/METADATA"))
        said = Parser().parsestr(held.read(metadata).decode("utf-8"))
    texts = [n for n in about if _TEXT.search(n.partition("/")[2]) and not n.endswith("/")]
    return Licence(str(said["Name"]), str(said["Version"]), _called(said), tuple(sorted(texts)))


def _called(said: Message) -> str:
    classified = [
        str(each).rpartition("::")[2].strip()
        for each in said.get_all("Classifier", [])
        if str(each).startswith("License")
    ]
    own = str(said["License-Expression"] or said["License"] or "").strip().splitlines()
    return own[0] if own else ", ".join(classified)


def licences(wheels: Iterable[Path]) -> Mapping[str, bytes]:
    """The list of all, and the texts that no wheel carries. DeliveryError where there is none at all."""
    known = sorted({licence_of(wheel) for wheel in wheels}, key=_order)
    parts: dict[str, bytes] = {}
    lines = []
    for one in known:
        where = one.texts
        if not where:
            name = f"{canonicalize_name(one.package)}.txt"
            parts[f"program/licences/{name}"] = _own_text(one, name)
            where = (f"program/licences/{name}",)
        lines.append(f"{one.package} {one.version}\t{one.called}\t{' '.join(where)}\n")
    text = _HEAD + "".join(lines)
    return {**parts, LISTED: text.replace("\n", "\r\n").encode("utf-8-sig")}  # fmt: skip


def _order(one: Licence) -> tuple[str, ...]:
    return (one.package.lower(), one.version, *one.texts)  # whole: two systems' wheels may differ


def _own_text(one: Licence, name: str) -> bytes:
    path = OWN_TEXTS / name
    if not path.exists():
        raise DeliveryError(
            f"The wheel of {one.package} {one.version} holds no licence text: put it, from its sdist, into "
            f"{path.relative_to(OWN_TEXTS.parents[2])}."
        )
    return path.read_bytes()
