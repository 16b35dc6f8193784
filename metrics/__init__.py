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

from metrics.causes.pareto import pareto
from metrics.certainty.assurance import assurance
from metrics.certainty.clustering import clustering
from metrics.certainty.interval import interval
from metrics.charts.choose_chart import ChartChoice, choose_chart
from metrics.charts.control_chart import control_chart
from metrics.rating.rates import rates

__all__ = [
    "ChartChoice",
    "assurance",
    "choose_chart",
    "clustering",
    "control_chart",
    "interval",
    "pareto",
    "rates",
]
