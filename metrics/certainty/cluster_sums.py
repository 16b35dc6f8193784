"""What clusters add up to: enough for their rate and its error, and it adds up further."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

from metrics.frames.columns import Names, names, narrow, paired, refuse_taken, summed, to_pandas

COUNTS = ("checked", "passed")
SUMS = (*COUNTS, "clusters", "checked_squared", "passed_squared", "product")


def cluster_sums(frame: Any, by: Names = None, cluster: str | None = "check_id") -> pd.DataFrame:
    """Sums and sums of squares over the clusters of each group, taken on the frame's own engine: of millions
    of clusters one row a group comes back. `clustering_of_sums` makes rates with their errors of them.

    frame: results with `checked`, `passed`, the by-columns and the cluster's column, of any kind that
        narwhals supports.
    by: the groups' columns; none for one group.
    cluster: the clusters' column; None where each row is a cluster of its own.

    Returns a row a group: the by-columns, `checked`, `passed`, `clusters` (with something checked),
    `checked_squared`, `passed_squared` and `product` (Σ checked², Σ passed², Σ checked · passed of the
    clusters), int64. All add up over groups.

    Raises ValueError for a missing column.
    """
    keys = names(by)
    refuse_taken(keys, *SUMS)
    given = paired(narrow(frame, *keys, cluster, *COUNTS), "passed", "checked")
    units = given if cluster is None else summed(given, names([*keys, cluster]), COUNTS)
    checked, passed = nw.col("checked"), nw.col("passed")
    squares = units.with_columns(
        clusters=(checked > 0).cast(nw.Int64()),
        checked_squared=checked * checked,
        passed_squared=passed * passed,
        product=checked * passed,
    )
    return to_pandas(summed(squares, keys, SUMS))
