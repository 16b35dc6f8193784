"""A lake read by Spark: the files that count, of the sites and months that were asked for."""

from __future__ import annotations

import shutil

import pytest

import metrics
from benchmarks.lake_maker import make_lake
from qc.errors import WorkspaceError
from qc.store.lake.reading import Lake
from qc.store.lake.spark import lake_frame
from tests.needs import has_java
from tests.spec.engines import NO_JAVA, rows_of, spark

MONTHS = ["2026-09", "2026-10"]
pytestmark = pytest.mark.skipif(not has_java(), reason=NO_JAVA)


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """Two clinics, two months; names in Chinese."""
    folder = tmp_path_factory.mktemp("lake")
    make_lake(folder, 2, MONTHS)
    return folder


@pytest.fixture
def damaged(lake, tmp_path):
    return shutil.copytree(lake, tmp_path / "damaged")


def test_a_site_and_a_month(lake):
    """Who asks for one clinic's month must not be told the chain's year."""
    site = Lake(lake).manifests[0].site
    frame = lake_frame(spark(), lake.as_uri(), sites=[site], months=("2026-10", "2026-10"))
    told = rows_of(metrics.rates(frame, ["site", "month"]))
    assert [(row["site"], row["month"]) for row in told] == [(site, "2026-10")]
    part = Lake(lake).manifests[0].results["2026-10"]
    assert frame.count() == part.rows


def test_a_plain_path_serves_as_well(lake):
    """Nobody should have to write file:// before a folder that the machines share."""
    rows = sum(manifest.checks.rows for manifest in Lake(lake).manifests)
    assert lake_frame(spark(), str(lake), "checks").count() == rows


def test_what_no_manifest_names_is_not_counted(damaged):
    """Left by a writer that was killed: counted, it would be counted twice."""
    first = damaged / Lake(damaged).manifests[0].results["2026-10"].file
    shutil.copy(first, first.with_name("left-behind.parquet"))
    rows = sum(manifest.rows for manifest in Lake(damaged).manifests)
    assert lake_frame(spark(), str(damaged)).count() == rows


def test_a_damaged_manifest_is_said(damaged):
    """Passed over, a whole clinic would be missing from the chain's rate without a word."""
    next((damaged / "sites").glob("*.json")).write_text('{"format": 1, "site": ', encoding="utf-8")
    with pytest.raises(WorkspaceError, match="damaged"):
        lake_frame(spark(), str(damaged))


def test_a_folder_that_is_no_lake(tmp_path):
    with pytest.raises(WorkspaceError, match="no lake"):
        lake_frame(spark(), str(tmp_path))


def test_nothing_of_what_was_asked_for(lake):
    """An empty answer would read as a clinic that checks nothing."""
    with pytest.raises(WorkspaceError, match="nothing of that"):
        lake_frame(spark(), str(lake), sites=["不存在的店"])
