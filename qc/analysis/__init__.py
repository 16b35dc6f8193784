"""The one place where catalogue, store and metrics meet: questions in, answers out.

Pages, reports and the command line ask here and compute nothing themselves, so that their figures
cannot disagree. Each question is a thin function of the workspace over a pure one (`..._of`).
"""

from qc.analysis.answers import Coverage, Point, Scorecard, ScoreLine, Trend
from qc.analysis.breakdown import DIMENSIONS, rates
from qc.analysis.coverage import coverage
from qc.analysis.display import counts, movement, percent, period_name, target_percent
from qc.analysis.evidence import evidence, problems
from qc.analysis.failing import failing_items
from qc.analysis.periods import Period, PeriodKind
from qc.analysis.scorecard import scorecard
from qc.analysis.sentences import headline, pareto_sentence, trend_sentence, unit_sentence
from qc.analysis.trend import CHARTS, trend
from qc.analysis.units import unit_rates

__all__ = [
    "CHARTS",
    "DIMENSIONS",
    "Coverage",
    "Period",
    "PeriodKind",
    "Point",
    "ScoreLine",
    "Scorecard",
    "Trend",
    "counts",
    "coverage",
    "evidence",
    "failing_items",
    "headline",
    "movement",
    "pareto_sentence",
    "percent",
    "period_name",
    "problems",
    "rates",
    "scorecard",
    "target_percent",
    "trend",
    "trend_sentence",
    "unit_rates",
    "unit_sentence",
]
