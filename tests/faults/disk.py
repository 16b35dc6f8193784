"""A disk that forgets: what a process wrote, as strace saw it, and what of it a power cut may leave.

The rules are the least that a file system promises. A file's content lasts when the file was flushed, a name
(made, renamed, removed) when its folder was. Of what was not flushed anything may have come onto the
disk: nothing, all, or a part, pieces of 512 bytes in any order; names in the order of their making.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+)")
_BEGUN = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Call:
    """One call of the system: its name, its words as they stand, its texts, and what it answered."""

    name: str
    words: str
    texts: tuple[bytes, ...]
    answer: int

    def number(self, place: int) -> int:
        """A word without its texts, as a number."""
        return int(_TEXT.sub("", self.words).split(",")[place].strip(), 0)


def calls(trace: Path) -> Iterator[Call]:
    """What strace wrote down, calls that were interrupted by other threads put together again."""
    begun: dict[str, str] = {}
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            whole = line.rstrip("\n")
            if part := _BEGUN.match(whole):
                begun[part[1]] = whole.removesuffix(" <unfinished ...>")
                continue
            if part := _RESUMED.match(whole):
                whole = begun.pop(part[1]) + part[2]
            if (call := _CALL.match(whole)) and int(call[4], 0) >= 0:
                texts = tuple(bytes.fromhex(t.replace("\\x", "")) for t in _TEXT.findall(call[3]))
                yield Call(call[2], call[3], texts, int(call[4], 0))


@dataclass
class Inode:
    """A file: what lasts of it, and the writings since (place and bytes; None: cut to a length)."""

    lasting: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def whole(self) -> bytes:
        return bytes(_written(self.lasting, self.since))

    def flush(self) -> None:
        self.lasting, self.since = _written(self.lasting, self.since), []


def _written(before: bytearray, since: list[tuple[int, bytes | None]]) -> bytearray:
    data = bytearray(before)
    for place, content in since:
        if content is None:
            del data[place:]
            data.extend(bytes(place - len(data)))
        else:
            data.extend(bytes(max(0, place - len(data))))
            data[place : place + len(content)] = content
    return data


Names = dict[str, Inode | None]
"""Files and folders (None) by their paths under the folder that is watched."""


@dataclass
class Change:
    """A name is made, goes (`gone`), or moves with all that is under it (`to`)."""

    path: str
    inode: Inode | None = None
    gone: bool = False
    to: str = ""

    def folders(self) -> set[str]:
        """Those of which one must be flushed for it to last."""
        return {path.rpartition("/")[0] for path in (self.path, self.to) if path}

    def apply(self, names: Names) -> None:
        if self.to:
            for path in [p for p in names if p == self.path or p.startswith(f"{self.path}/")]:
                names[_moved(path, self.path, self.to)] = names.pop(path)
        elif self.gone:
            names.pop(self.path, None)
        else:
            names[self.path] = self.inode


def _moved(path: str, old: str, new: str) -> str:
    inside = path == old or path.startswith(f"{old}/")
    return new + path.removeprefix(old) if inside else path


@dataclass
class Disk:
    """A folder on the disk, call by call. `log`: changes of names that do not last yet."""

    folder: str
    names: Names = field(default_factory=dict)
    lasting: Names = field(default_factory=dict)
    log: list[Change] = field(default_factory=list)
    open: dict[int, tuple[str, Inode | None, int]] = field(default_factory=dict)
    said: bytes = b""

    @classmethod
    def of(cls, folder: Path) -> Disk:
        """The folder as it is now, all of it lasting."""
        disk = cls(str(folder))
        for path in sorted(folder.rglob("*")):
            inside = None if path.is_dir() else Inode(bytearray(path.read_bytes()))
            disk.names[str(path.relative_to(folder))] = inside
        disk.lasting = dict(disk.names)
        return disk

    def do(self, call: Call) -> bool:
        """Follow a call; whether it changed anything on this disk."""
        follow = getattr(self, f"_{call.name}", None)
        return bool(follow and follow(call))

    def _inside(self, text: bytes) -> str | None:
        path = text.decode("utf-8", "surrogateescape")
        if path == self.folder:
            return ""
        return path.removeprefix(self.folder + "/") if path.startswith(self.folder + "/") else None

    def _openat(self, call: Call) -> bool:
        path = self._inside(call.texts[0])
        if path is None:
            self.open.pop(call.answer, None)
            return False
        made = path and path not in self.names and "O_CREAT" in call.words
        if made:
            self._name(Change(path, Inode()))
        inode = self.names.get(path) if path else None
        cut = "O_TRUNC" in call.words and inode is not None and bool(inode.whole())
        if cut and inode:
            inode.since.append((0, None))
        self.open[call.answer] = (path, inode, 0)
        return bool(made or cut)

    def _close(self, call: Call) -> bool:
        self.open.pop(call.number(0), None)
        return False

    def _read(self, call: Call) -> bool:
        self._moved(call.number(0), call.answer)
        return False

    def _moved(self, handle: int, by: int) -> None:
        if handle in self.open:
            path, inode, place = self.open[handle]
            self.open[handle] = (path, inode, place + by)

    def _lseek(self, call: Call) -> bool:
        handle = call.number(0)
        if handle in self.open:
            self.open[handle] = (*self.open[handle][:2], call.answer)
        return False

    def _write(self, call: Call) -> bool:
        handle = call.number(0)
        content = call.texts[0][: call.answer] if call.texts else b""
        if handle == 1 and 1 not in self.open:
            self.said += content
            return True
        _, inode, place = self.open.get(handle, ("", None, 0))
        if inode is None:
            return False
        inode.since.append((place, content))
        self._moved(handle, call.answer)
        return True

    def _pwrite64(self, call: Call) -> bool:
        _, inode, _ = self.open.get(call.number(0), ("", None, 0))
        if inode is None:
            return False
        place = int(_TEXT.sub("", call.words).rsplit(",", 1)[1], 0)
        inode.since.append((place, call.texts[0][: call.answer]))
        return True

    def _ftruncate(self, call: Call) -> bool:
        _, inode, _ = self.open.get(call.number(0), ("", None, 0))
        if inode is None:
            return False
        inode.since.append((call.number(1), None))
        return True

    def _fsync(self, call: Call) -> bool:
        path, inode, _ = self.open.get(call.number(0), (None, None, 0))
        if path is None:
            return False
        if inode is not None:
            inode.flush()
            return True
        for change in [each for each in self.log if path in each.folders()]:
            change.apply(self.lasting)
            self.log.remove(change)
        return True

    _fdatasync = _fsync

    def _name(self, change: Change) -> bool:
        change.apply(self.names)
        self.log.append(change)
        return True

    def _mkdir(self, call: Call) -> bool:
        path = self._inside(call.texts[0])
        return bool(path) and self._name(Change(path or ""))

    def _rename(self, call: Call) -> bool:
        old, new = (self._inside(text) for text in call.texts)
        if old is None or new is None:
            return False
        for change in self.log:  # what was done in a folder goes with it
            change.path, change.to = (_moved(each, old, new) for each in (change.path, change.to))
        for handle, (path, inode, place) in self.open.items():
            self.open[handle] = (_moved(path, old, new), inode, place)
        return self._name(Change(old, to=new))

    def _unlink(self, call: Call) -> bool:
        path = self._inside(call.texts[0])
        if path is None or path not in self.names:
            return False
        return self._name(Change(path, gone=True))

    _rmdir = _unlink

    def _unlinkat(self, call: Call) -> bool:
        handle = call.words.split(",")[0]
        if handle != "AT_FDCWD":
            folder = self.open.get(int(handle), (None, None, 0))[0]
            if folder is None:
                return False
            name = f"{folder}/{call.texts[0].decode()}".lstrip("/")
            return name in self.names and self._name(Change(name, gone=True))
        return self._unlink(call)


@dataclass(frozen=True)
class Cut:
    """One way in which the power fails: which names and which contents of those not flushed came through."""

    name: str
    names: bool | None
    contents: bool | None


CUTS = (
    Cut("only what was flushed", False, False),
    Cut("names, but not their contents", True, False),
    Cut("contents, but not their names", False, True),
    Cut("by chance", None, None),
)


def left(disk: Disk, cut: Cut, rng: random.Random) -> dict[str, bytes | None]:
    """What stands on the disk after the cut: contents of files, None for folders. SQLite's index of its log
    (-shm) is memory and does not outlast a computer that goes off."""
    names = dict(disk.lasting)
    count = rng.randint(0, len(disk.log)) if cut.names is None else len(disk.log) * cut.names
    for change in disk.log[:count]:
        change.apply(names)
    stands: dict[str, bytes | None] = {}
    for path in sorted(names):
        folder = path.rpartition("/")[0]
        if (not folder or folder in stands) and not path.endswith("-shm"):
            inode = names[path]
            stands[path] = None if inode is None else _content(inode, cut, rng)
    return stands


def _content(inode: Inode, cut: Cut, rng: random.Random) -> bytes:
    if cut.contents is not None:
        return inode.whole() if cut.contents else bytes(inode.lasting)
    some: list[tuple[int, bytes | None]] = []
    for place, content in inode.since:
        if content is None:
            some += [(place, None)] if rng.random() < 0.5 else []
            continue
        for start in range(0, len(content), SECTOR):
            if rng.random() < 0.5:
                some.append((place + start, content[start : start + SECTOR]))
    return bytes(_written(inode.lasting, some))
