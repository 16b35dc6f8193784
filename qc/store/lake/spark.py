"""The lake on Spark: the files that count as a Spark frame, from a folder or from object storage.

    from qc.store.lake.spark import SETTINGS, lake_frame
    session = SparkSession.builder.config(map=SETTINGS).getOrCreate()
    frame = lake_frame(session, "s3a://chain/lake")
    metrics.rates(frame, by=["site", "indicator"], period="month")

The session is the caller's, and so are its cluster and memory.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from qc.errors import WorkspaceError
from qc.locale import N_
from qc.store.lake.layout import COLUMNS, SITES
from qc.store.lake.manifest import Manifest, chosen

SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        # The files are many and small: else each is looked up by a task of its own, and read by few of them.
        "spark.sql.sources.parallelPartitionDiscovery.parallelism": "64",
        "spark.sql.files.openCostInBytes": "262144",
        # A date without a time is the same day everywhere.
        "spark.sql.session.timeZone": "UTC",
    }
)
"""What a session should be set to for a lake."""


def lake_frame(
    session: Any,
    root: str,
    kind: str = "results",
    *,
    sites: Collection[str] | None = None,
    months: tuple[str, str] | None = None,
) -> Any:
    """The rows of a kind (results, checks, items) as a Spark frame, lazily.

    root: the lake's folder as Spark's machines reach it: a path that they share, hdfs://…, s3a://….
    sites, months: only of these sites; of results, only from one month to another, both in it.

    Only files that a manifest names are read, as they stand at this call. Raises WorkspaceError where there
    is no lake, a manifest is damaged, or nothing of what was asked for is in it.
    """
    manifests = [_manifest(root, text) for text in _texts(session, root)]
    parts = chosen(manifests, kind, sites, months)
    if not parts:
        raise WorkspaceError(
            N_("There is nothing of that in the lake {folder}."),
            N_("Look at the sites and months that were asked for; qc lake writes them."),
            folder=root,
        )
    columns = ", ".join(f"{name} {type_}" for name, type_ in COLUMNS[kind].items())
    schema = columns.replace("VARCHAR", "STRING")
    return session.read.schema(schema).parquet(*(f"{root}/{part.file}" for part in parts))


def _texts(session: Any, root: str) -> list[str]:
    """The manifests, by Spark's own reader, for it knows every storage that Spark knows."""
    from pyspark.errors import AnalysisException

    manifests = session.read.option("pathGlobFilter", "*.json")
    try:
        rows = manifests.text(f"{root}/{SITES}", wholetext=True)
    except AnalysisException as error:
        if error.getCondition() != "PATH_NOT_FOUND":
            raise
        raise WorkspaceError(
            N_("{folder} is no lake: there is no folder {name} in it."),
            N_("Name the folder that qc lake wrote into."),
            folder=root,
            name=SITES,
        ) from error
    return [row.value for row in rows.collect()]


def _manifest(root: str, text: str) -> Manifest:
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        raise WorkspaceError(
            N_("A manifest of the lake {folder} is damaged, or was written by a newer version."),
            N_("Find it with qc lake on the clinic's own machine, which writes it anew."),
            folder=root,
        ) from error
