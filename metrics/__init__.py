"""What the numbers mean: frames in, frames out.

No files, no clock, no database, no screen; nothing here knows the rest of the toolkit. Frames are of
any kind that narwhals supports (pandas, Polars, PyArrow, DuckDB, Spark); columns are given by name.
`docs/methods.md` holds every formula with its source.

>>> import pandas as pd
>>> from metrics import assurance, rates
>>> results = pd.DataFrame({"unit": ["A", "A", "B"], "checked": [20, 1, 2], "passed": [19, 1, 0]})
>>> pooled = rates(results, by="unit")
>>> pooled
  unit  checked  passed      rate
0    A       21      20  0.952381
1    B        2       0  0.000000
>>> assurance(pooled["passed"], pooled["checked"], target=0.95)["state"].tolist()
['met_so_far', 'missed']
"""

from metrics.causes.agreement import agreement
from metrics.causes.correlation import correlation
from metrics.causes.describe import describe
from metrics.causes.drivers import drivers
from metrics.causes.funnel import funnel
from metrics.causes.funnel_limits import funnel_limits
from metrics.causes.pareto import pareto
from metrics.causes.pareto_change import pareto_change
from metrics.causes.shrunken import shrunken
from metrics.certainty.assurance import assurance
from metrics.certainty.cluster_sums import cluster_sums
from metrics.certainty.clustering import clustering, clustering_of_sums
from metrics.certainty.interval import interval
from metrics.certainty.plans import failures_allowed, lot_plan, sample_size
from metrics.certainty.since_failure import since_failure
from metrics.certainty.target_test import posterior, target_test
from metrics.change.compare import compare
from metrics.change.interrupted import interrupted
from metrics.change.scores import compare_scores, compare_scores_by
from metrics.change.stand_out import stand_out
from metrics.change.sustained import sustained
from metrics.change.verdict import change_verdict
from metrics.charts.between_failures import between_failures
from metrics.charts.choose_chart import ChartChoice, choose_chart
from metrics.charts.control_chart import control_chart
from metrics.charts.rebase import rebase_proposals
from metrics.rating.completeness import completeness
from metrics.rating.movement import movement
from metrics.rating.parents import parents
from metrics.rating.rates import rates
from metrics.signals.false_alarms import FalseAlarms, benjamini_hochberg, false_alarms
from metrics.signals.icons import icons

__all__ = [
    "ChartChoice",
    "FalseAlarms",
    "agreement",
    "assurance",
    "benjamini_hochberg",
    "between_failures",
    "change_verdict",
    "choose_chart",
    "cluster_sums",
    "clustering",
    "clustering_of_sums",
    "compare",
    "compare_scores",
    "compare_scores_by",
    "completeness",
    "control_chart",
    "correlation",
    "describe",
    "drivers",
    "failures_allowed",
    "false_alarms",
    "funnel",
    "funnel_limits",
    "icons",
    "interrupted",
    "interval",
    "lot_plan",
    "movement",
    "parents",
    "pareto",
    "pareto_change",
    "posterior",
    "rates",
    "rebase_proposals",
    "sample_size",
    "shrunken",
    "since_failure",
    "stand_out",
    "sustained",
    "target_test",
]
