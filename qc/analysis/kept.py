"""The one cache: answers that hold until what they rest on changes.

An answer is kept for the store that it came from, for the scope of whoever asked and for the question.
It is used again while the store's revision, the acts of the kinds that it rests on and the standards
are those that it was made from. Whoever asks for the same at the same time waits for that answer, and
takes it also where more has been written than they knew of; whoever asks for something else does not
wait.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass, replace
from itertools import islice
from threading import Lock, RLock
from time import perf_counter
from typing import Any, Generic, TypeVar, cast
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from qc.store.scope import Scope
from qc.words import SEEING
from qc.workspace import Workspace

Answer = TypeVar("Answer")

MOST = 2_000
MOST_BYTES = 2 << 30
DEAR = 0.3
"""Seconds of work from which on an answer goes last: the facts of three million results, which others
rest on, are asked for less often than a page that is kept."""
SAMPLED = 8


@dataclass
class _Place:
    """Where one answer stands: `at` and `stamp` are what it was made from, `seconds` how long that took."""

    lock: RLock = field(
        default_factory=RLock
    )  # a question that asks itself fails, and does not hang
    at: tuple[int, ...] = ()
    stamp: tuple[object, ...] | None = None
    answer: object = None
    size: int = 0
    seconds: float = 0.0


@dataclass
class _Shelf:
    """The answers of one store, the least lately asked for first."""

    lock: Lock = field(default_factory=Lock)
    places: OrderedDict[Hashable, _Place] = field(default_factory=OrderedDict)
    size: int = 0


_moment: ContextVar[dict[Hashable, tuple[Any, ...]] | None] = ContextVar("moment", default=None)
_lock = Lock()
_shelves: WeakKeyDictionary[object, _Shelf] = WeakKeyDictionary()  # by the store's engine


def kept(
    workspace: Workspace,
    question: Hashable,
    work: Callable[[], Answer],
    *,
    acts: Sequence[str] = (),
    by: Sequence[object] = (),
    of: Sequence[int] | None = None,
) -> Answer:
    """The answer to a question of this workspace, from `work` where it is not known yet.

    question: what tells it from all others, its name first. acts: the kinds of acts that it rests on,
    "" for any.
    by: whatever else it rests on (the clinic's numbers), which is compared. The day, the language, the
    standards and the rooms always count. of: where the checks stand that it rests on, where it rests on
    no others (`Changes.of`): an import of others leaves it as it is; () where it rests on none.
    Answers are shared: never write to one.
    """
    at = standing(workspace, acts) if of is None else (*of, *_of_acts(workspace, acts))
    stamp = _stamp(workspace, by)
    return renewed(workspace, _asked(workspace, question), at, stamp, lambda _: work())


def kept_in_parts(
    workspace: Workspace,
    question: Hashable,
    parts: Callable[[], Mapping[str, object]],
    work: Callable[[Collection[str]], Mapping[str, Answer]],
    *,
    acts: Sequence[str] = (),
    by: Sequence[object] = (),
) -> Mapping[str, Answer]:
    """As `kept`, an answer for each part: those that rest on something else now than when they were made are
    made anew, all in one go. parts: tells by name what each rests on, which is compared. `work` need not
    answer for a part of which there is nothing to tell."""
    stamp = _stamp(workspace, by)

    def go_on(known: _Parts[Answer] | None) -> _Parts[Answer]:
        before = known if known is not None and known.stamp == stamp else _Parts(stamp, {}, {})
        now = parts()
        same = {name for name, rests_on in now.items() if before.parts.get(name) == rests_on}
        told = {name: answer for name, answer in before.answers.items() if name in same}
        new = [name for name in now if name not in same]
        return _Parts(stamp, now, {**told, **work(new)} if new else told)

    asked, at = _asked(workspace, question), standing(workspace, acts)
    return renewed(workspace, asked, at, stamp, go_on).answers


@dataclass(frozen=True)
class _Parts(Generic[Answer]):
    """The answers to the parts of a question, with what they rest on."""

    stamp: tuple[object, ...]
    parts: Mapping[str, object]
    answers: Mapping[str, Answer]


def _asked(workspace: Workspace, question: Hashable) -> Hashable:
    seen = replace(shared(workspace.scope), actor=_alone(workspace))
    return seen, workspace.today, workspace.language, question


def _stamp(workspace: Workspace, by: Sequence[object]) -> tuple[object, ...]:
    return _lake_standing(workspace), workspace.catalogue, workspace.organisation, *by


def shared(scope: Scope) -> Scope:
    """What decides what is told, whoever asks and whatever they may do."""
    return replace(scope, actor="", rights=scope.rights & SEEING)


def _alone(workspace: Workspace) -> str:
    """The actor, where nobody else of the same scope sees the same; else "": the nurses of a unit share."""
    scope, known = workspace.scope, _moment.get()
    if scope.is_whole:
        return ""
    asked = (workspace.store.engine, scope, "alone")
    told = known[asked] if known and asked in known else (workspace.store.sees_own_files(scope),)
    if known is not None:
        known[asked] = told
    return scope.actor if told[0] else ""


def standing(workspace: Workspace, acts: Sequence[str] = ()) -> tuple[int, ...]:
    """Where the store stands for the scope (`Store.standing`), asked once within `one_moment`."""
    known, asked = _moment.get(), (workspace.store.engine, workspace.scope, tuple(acts))
    if known is None:
        return workspace.store.standing(workspace.scope, acts)
    if asked not in known:
        known[asked] = workspace.store.standing(workspace.scope, acts)
    return known[asked]


def _of_acts(workspace: Workspace, acts: Sequence[str]) -> tuple[int, ...]:
    return standing(workspace, acts)[1:] if acts else ()


def _lake_standing(workspace: Workspace) -> tuple[object, ...]:
    """Which writings of the lake's sites there were; nothing without a lake."""
    if workspace.lake is None:
        return ()
    known = _moment.get()
    if known is None:
        return workspace.lake.stamp()
    if workspace.lake.folder not in known:
        known[workspace.lake.folder] = workspace.lake.stamp()
    return known[workspace.lake.folder]


@contextmanager
def one_moment() -> Iterator[None]:
    """Within it answers are those of one moment: for a page, which asks for dozens of them and writes
    nothing. What changes meanwhile is seen by the next."""
    token = _moment.set({})
    try:
        yield
    finally:
        _moment.reset(token)


def renewed(
    workspace: Workspace,
    asked: Hashable,
    at: tuple[int, ...],
    stamp: tuple[object, ...],
    work: Callable[[Answer | None], Answer],
) -> Answer:
    """As `kept`, where `work` may go on from the answer of before (None at first). It holds while `stamp`
    is the same and none of the numbers `at`, which only grow, has grown."""
    shelf = _shelf(workspace)
    place = _place(shelf, asked)
    with place.lock:
        if not _holds(place, at, stamp):
            begun = perf_counter()
            place.answer = work(cast("Answer | None", place.answer))
            place.seconds = max(place.seconds, perf_counter() - begun)
            place.at, place.stamp = at, stamp
            _settle(shelf, place, weight(place.answer))
        return cast(Answer, place.answer)


def _shelf(workspace: Workspace) -> _Shelf:
    with _lock:
        return _shelves.setdefault(workspace.store.engine, _Shelf())


def _place(shelf: _Shelf, asked: Hashable) -> _Place:
    with shelf.lock:
        place = shelf.places.setdefault(asked, _Place())
        shelf.places.move_to_end(asked)
        return place


def _holds(place: _Place, at: tuple[int, ...], stamp: tuple[object, ...]) -> bool:
    """Whoever waited while a newer answer was made takes that one: made for them once more it would be no
    older, and the next would have to make it again. What is the same thing need not be compared."""
    if place.stamp is None or len(place.stamp) != len(stamp):
        return False
    newer = all(has >= asked for has, asked in zip(place.at, at, strict=True))
    return newer and all(a is b or a == b for a, b in zip(place.stamp, stamp, strict=True))


def _settle(shelf: _Shelf, place: _Place, size: int) -> None:
    """Count an answer in, and let go of those that nobody has asked for longest, the dear ones last."""
    with shelf.lock:
        shelf.size += size - place.size
        place.size = size
        while len(shelf.places) > MOST or (shelf.size > MOST_BYTES and len(shelf.places) > 1):
            cheap = (name for name, each in shelf.places.items() if each.seconds < DEAR)
            gone = shelf.places.pop(next(cheap, next(iter(shelf.places))))
            shelf.size -= gone.size
            gone.size = 0


def weight(thing: object, depth: int = 6) -> int:
    """About how many bytes a thing takes: of many alike, some are weighed."""
    if isinstance(thing, pd.DataFrame):
        return int(thing.memory_usage(deep=False).sum())
    if isinstance(thing, np.ndarray):
        return thing.nbytes
    size = sys.getsizeof(thing, 64)
    if isinstance(thing, str | bytes | int | float | dt.date) or thing is None or not depth:
        return size
    if is_dataclass(thing) and not isinstance(thing, type):
        return size + sum(weight(getattr(thing, each.name), depth - 1) for each in fields(thing))
    if isinstance(thing, dict):
        return size + _weight_of_many([*thing.items()], depth)
    if isinstance(thing, list | tuple | set | frozenset):
        return size + _weight_of_many(thing, depth)
    return size


def _weight_of_many(things: Any, depth: int) -> int:
    some = [weight(each, depth - 1) for each in islice(things, SAMPLED)]
    return int(sum(some) * len(things) / len(some)) if some else 0
