"""The months that a layout asks about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.locale import N_, Translator
from qc.reports.content import Month, Report, UnitRate
from qc.reports.layouts.names import nearest, same
from qc.reports.layouts.rated import Rated, rated_lines

Ask = Callable[[Period], Month]


@dataclass(frozen=True)
class Source:
    """Answers what placeholders ask for, about a month unless they name another; `asked` keeps the others."""

    month: Month
    ask: Ask
    t: Translator
    asked: dict[str, Month] = field(default_factory=dict)

    def at(self, period: str) -> Month:
        """The month of a label. UsageError where it is none or holds no data."""
        if not period or period == str(self.month.report.period):
            return self.month
        if period not in self.asked:
            self.asked[period] = self.ask(Period.parse(period))
        return self.asked[period]

    def indicator(self, code: str, period: str, unit: str) -> Rated:
        """An indicator, by its code or name, in a month and a unit ("": all). UsageError for one that is not
        known, or was not checked there."""
        report = self.at(period).report
        found = _line(report, code)
        return replace(found, unit=_in_unit(report, found, unit)) if unit else found


def _line(report: Report, code: str) -> Rated:
    lines = rated_lines(report)
    wanted = same(code)
    for line in lines:
        about = line.indicator
        if wanted in (about.code, *(_short(same(name)) for name in (about.name.zh, about.name.en))):
            return line
        if wanted in (same(about.name.zh), same(about.name.en)):
            return line
    names = [line.indicator.code for line in lines] + [line.indicator.name.zh for line in lines]
    raise UsageError(
        N_('There is no indicator "{word}".'),
        N_("Did you mean one of these: {known}?"),
        word=code,
        known=", ".join(nearest(code, names)),
    )


def _short(name: str) -> str:
    """A rate's name as it is spoken: 消毒隔离 for 消毒隔离合格率."""
    return name.removesuffix("合格率").removesuffix(" pass rate")


def _in_unit(report: Report, line: Rated, unit: str) -> UnitRate:
    code = line.indicator.code
    here = [each for each in report.units if each.code == code]
    for each in here:
        if same(each.unit) == same(unit):
            return each
    raise UsageError(
        N_('Nothing of "{code}" was checked in the unit "{unit}".'),
        N_("Did you mean one of these: {known}?"),
        code=code,
        unit=unit,
        known="、".join(nearest(unit, [each.unit for each in here])),
    )
