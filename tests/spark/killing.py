"""Something that happens in the middle of a question."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def killed_while(session: Any, kill: Callable[[], None], ask: Callable[[], T]) -> T:
    """Ask, and kill as soon as the cluster has a task of it in hand; the answer all the same."""
    tracker = session.sparkContext.statusTracker()

    def working() -> bool:
        stages = (tracker.getStageInfo(each) for each in tracker.getActiveStageIds())
        return any(stage is not None and stage.numActiveTasks for stage in stages)

    with ThreadPoolExecutor(1) as asking:
        asked = asking.submit(ask)
        while not (working() or asked.done()):
            time.sleep(0.01)
        kill()
        return asked.result()
