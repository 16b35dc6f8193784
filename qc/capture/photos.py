"""Photos of what failed: kept among the originals, and where they belong in the journal of acts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from qc.analysis.journal import acts_of
from qc.capture.model import Capture
from qc.capture.pictures import JPEG, PNG, bare
from qc.errors import ScopeError, UsageError
from qc.locale import N_
from qc.records import Check
from qc.store.journal import Act, NewAct
from qc.workspace import Workspace

KIND = "photo"
LARGEST = 6 * 2**20  # bytes of one photo; the phone makes them smaller before it sends them
MOST = 20  # photos of one check
TYPES = {JPEG: "image/jpeg", PNG: "image/png"}
_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png"}


@dataclass(frozen=True)
class Photo:
    """`name` is its own in an address; the rest says of which item of which check it is."""

    name: str
    type: str
    sha256: str
    site: str
    unit: str
    date: str
    checklist: str
    item_code: str


def picture_in(content: bytes) -> tuple[str, bytes]:
    """Type and content of a photo as it is kept: without where and with what it was taken. UsageError
    for what is no whole picture, or a larger one."""
    kind = next((kind for start, kind in TYPES.items() if content.startswith(start)), None)
    try:
        if kind is not None and len(content) <= LARGEST:
            return kind, bare(content)
    except ValueError:
        pass  # said below
    raise UsageError(
        N_("This is no photo that can be kept."),
        N_("Take a JPEG or PNG picture of at most {size} MB."),
        size=LARGEST // 2**20,
    )


def keep(workspace: Workspace, capture: Capture, check: Check) -> int:
    """Keep all photos of a captured check that are not kept yet; how many it has."""
    known = {act.subject for act in workspace.store.acts(workspace.scope, KIND)}
    taken = [(mark.item_code, photo) for mark in capture.marks for photo in mark.photos]
    for number, (item_code, sent) in enumerate(taken):
        subject = f"{KIND}:{capture.id}-{number}"
        if subject in known:
            continue
        kind, content = picture_in(sent)
        sha256 = hashlib.sha256(content).hexdigest()
        workspace.store.archive.put(_file_name(kind), content, sha256)
        fields = {
            "type": kind, "sha256": sha256, "date": capture.date.isoformat(),
            "checklist": capture.checklist.code, "item_code": item_code,
        }  # fmt: skip
        act = NewAct(subject, 0, "taken", fields, site=check.site, unit=check.unit)
        workspace.store.act(workspace.scope, act)
    return len(taken)


def photos(workspace: Workspace) -> list[Photo]:
    """All photos that the one who asks may see, the oldest first."""
    return list(_photos(acts_of(workspace, KIND)))


def content(workspace: Workspace, name: str) -> tuple[str, bytes]:
    """Type and content of a photo. ScopeError when there is none for the one who asks."""
    for photo in photos(workspace):
        if photo.name == name:
            kept = workspace.store.archive.get(photo.sha256, _file_name(photo.type))
            return photo.type, kept
    raise ScopeError(N_("There is no photo {name} that you may see."), name=name)


def _photos(acts: Iterable[Act]) -> Iterable[Photo]:
    for act in acts:
        told = {key: str(act.fields.get(key, "")) for key in ("type", "sha256", "date", "checklist", "item_code")}  # fmt: skip
        yield Photo(name=act.subject.partition(":")[2], site=act.site, unit=act.unit, **told)


def _file_name(kind: str) -> str:
    return "photo" + _SUFFIXES.get(kind, "")
