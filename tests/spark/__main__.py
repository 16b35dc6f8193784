"""The same aggregates on a Spark cluster as in DuckDB and pandas: `make spark`, or `python -m tests.spark`.

Starts a master and two workers on this machine, asks every question of every lake on each engine, holds
the answers against each other to the last integer, then kills a worker in the middle of a question: the
answer must stand. Without --lake a lake of simulated clinics is made and thrown away.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.lake_maker import LAST, make_lake, months_until
from qc.store.lake.reading import Lake
from qc.store.lake.spark import SETTINGS
from tests.needs import has_java
from tests.spark.agreeing import differences
from tests.spark.cluster import HERE, QUICK_JAVA, Cluster, cluster
from tests.spark.killing import killed_while
from tests.spark.questions import QUESTIONS, SAME
from tests.spark.reading import OnDuckdb, OnPandas, OnSpark, answer
from tests.spec.engines import NO_JAVA

SMALL = {
    # Small frames take longer to compile for than to sum up.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.driver.extraJavaOptions": QUICK_JAVA,
    "spark.executor.extraJavaOptions": QUICK_JAVA,
}
PANDAS_TO = 2_000_000
"""Lakes up to so many results are held against pandas as well: it takes them into memory."""


def main(arguments: Sequence[str]) -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.spark", description=__doc__)
    asked.add_argument("--lake", type=Path, action="append", default=[])
    asked.add_argument("--clinics", type=int, default=30)
    asked.add_argument("--months", type=int, default=60)
    asked.add_argument("--memory", default="3g", help="of the driver, and of each executor")
    asked.add_argument("--small", action="store_true", help="settings for a lake of a few files")
    told = asked.parse_args(arguments)
    if not has_java():
        print(NO_JAVA, file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the cluster is ended as well
    with tempfile.TemporaryDirectory(prefix="qc-spark-") as scratch:
        wrong = _trial(Path(scratch), told)
    for told in wrong:
        print(f"DIFFERENT: {told}")
    print("all engines agree" if not wrong else f"{len(wrong)} answers differ", flush=True)
    return 1 if wrong else 0


def _trial(scratch: Path, told: argparse.Namespace) -> list[str]:
    """What differs, in words."""
    settings = _settings(scratch, told.memory) | (SMALL if told.small else {})
    started = time.monotonic()
    with cluster(scratch / "cluster", memory=told.memory) as running:
        print(f"process groups: {running.groups}", flush=True)
        lakes = told.lake or [_made(scratch / "lake", told.clinics, told.months)]
        with _session(running, settings) as session:
            running.until_whole()
            _say("a master, two workers and a session", time.monotonic() - started)
            wrong = [told for lake in lakes for told in _held(session, lake.resolve())]
            return wrong + _with_one_less(session, running, lakes[-1].resolve())


def _made(folder: Path, clinics: int, months: int) -> Path:
    started = time.monotonic()
    rows = make_lake(folder, clinics, months_until(LAST, months))
    _leave_behind(folder)
    _say(f"a lake of {clinics} simulated clinics, {rows:,} results", time.monotonic() - started)
    return folder


def _settings(scratch: Path, memory: str) -> dict[str, str]:
    return {
        **SETTINGS,
        "spark.driver.host": HERE,
        "spark.driver.bindAddress": HERE,
        "spark.driver.memory": memory,
        "spark.executor.memory": memory,
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.local.dir": str(scratch / "local"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "OFF",  # the death of a worker is told in many lines
    }


def _leave_behind(folder: Path) -> None:
    """A file that no manifest names, as a writer leaves that was killed: nobody may count it."""
    path = Path(Lake(folder).files("results")[0])
    shutil.copy(path, path.with_name("left-behind.parquet"))


@contextmanager
def _session(running: Cluster, settings: dict[str, str]) -> Iterator[Any]:
    """A session on the cluster."""
    os.environ["SPARK_LOCAL_IP"] = HERE
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
        from pyspark.sql import SparkSession

        session = SparkSession.builder.master(running.url).config(map=settings).getOrCreate()
    try:
        yield session
    finally:
        session.stop()


def _held(session: Any, lake: Path) -> list[str]:
    """Ask everything of a lake on every engine; what differs."""
    rows = sum(each.rows for each in Lake(lake).manifests)
    engines: dict[str, Any] = {"Spark": OnSpark(session, lake), "DuckDB": OnDuckdb(lake)}
    if rows <= PANDAS_TO:
        engines["pandas"] = OnPandas(lake)
    print(f"\n{lake.name}: {rows:,} results", flush=True)
    frames = {name: _frames(name, engine) for name, engine in engines.items()}
    answers: dict[str, pd.DataFrame] = {}
    counted = frames["Spark"]["results"].count()
    wrong = [] if counted == rows else [f"Spark counts {counted} results of {rows}"]
    for question, (kind, ask) in QUESTIONS.items():
        told = {name: _timed(ask, known[kind]) for name, known in frames.items()}
        spark, _ = told["Spark"]
        answers[question] = spark
        for name, (frame, _) in told.items():
            wrong += [f"{question}, Spark and {name}: {each}" for each in differences(spark, frame)]
        taken = "  ".join(f"{name} {seconds:7.2f} s" for name, (_, seconds) in told.items())
        print(f"  {question:<42}{len(spark):>9,} groups  {taken}", flush=True)
    for one, other in SAME:
        wrong += [f"{one} / {other}: {e}" for e in differences(answers[one], answers[other])]
    return wrong


def _frames(name: str, engine: Any) -> dict[str, Any]:
    started = time.monotonic()
    frames = {kind: engine.frame(kind) for kind in ("results", "checks", "items")}
    _say(f"  {name} has looked up the files", time.monotonic() - started)
    return frames


def _timed(ask: Any, frame: Any) -> tuple[pd.DataFrame, float]:
    started = time.monotonic()
    return answer(ask(frame)), time.monotonic() - started


def _with_one_less(session: Any, running: Cluster, lake: Path) -> list[str]:
    """A worker is killed in the middle of a question: the other one answers it, and the next, rightly."""
    question = "whole checks by site, indicator"
    kind, ask = QUESTIONS[question]
    frame = OnSpark(session, lake).frame(kind)
    before, _ = _timed(ask, OnDuckdb(lake).frame(kind))
    started = time.monotonic()
    after = killed_while(session, lambda: running.kill_worker(0), lambda: answer(ask(frame)))
    _say("the same with a worker killed meanwhile", time.monotonic() - started)
    again, _ = _timed(ask, frame)
    wrong = [*differences(after, before), *differences(again, before)]
    return [f"{question}, a worker killed: {each}" for each in wrong]


def _say(what: str, seconds: float) -> None:
    print(f"{what}: {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
