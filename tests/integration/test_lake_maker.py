"""The lakes that figures are measured on: the same for the same seed, and counted as ours are."""

from __future__ import annotations

import duckdb
import pytest

from benchmarks.lake_maker import make_clinic, make_lake
from qc.store.lake.manifest import read_manifests
from qc.store.lake.reading import Lake

MONTHS = ["2026-09", "2026-10"]


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lake")
    make_lake(folder, 2, MONTHS)
    return folder


def test_the_same_seed_makes_the_same_lake(lake, tmp_path):
    """Figures of two days could not stand beside each other otherwise."""
    make_lake(tmp_path / "same", 2, MONTHS)
    first, second = (
        [
            (folder / part.file).read_bytes()
            for each in read_manifests(folder)
            for part in each.parts
        ]
        for folder in (lake, tmp_path / "same")
    )
    assert first == second
    other = make_lake(tmp_path / "other", 2, MONTHS, seed=9)
    assert other != sum(each.rows for each in read_manifests(lake))


def test_a_lake_begun_goes_on_where_it_stopped(lake):
    """Three hundred clinics take half an hour: one that stands is not made again."""
    done = make_clinic(lake, 0, MONTHS)
    assert (done.written, done.unchanged) == ((), len(MONTHS))


def test_what_is_added_up_is_what_lies_there(lake):
    """A page over checks and items would show other rates than the results behind it."""
    opened = Lake(lake)
    results, items, checks = (
        duckdb.read_parquet(opened.files(kind), hive_partitioning=False)
        .query("t", sql)
        .fetchall()[0]
        for kind, sql in (
            ("results", "SELECT sum(checked), sum(passed), count(DISTINCT check_id) FROM t"),
            ("items", "SELECT sum(checked), sum(passed) FROM t"),
            ("checks", "SELECT count(*), sum(accepted) FROM t"),
        )
    )
    assert results[:2] == items
    assert checks == (results[2], sum(each.rows for each in opened.manifests))
    assert 0.9 < results[1] / results[0] < 1
