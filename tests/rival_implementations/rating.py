"""Rates of rows that are dictionaries."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction


def pooled(rows, by):
    """{group: (checked, passed)} over rows of counts."""
    groups = {}
    for row in rows:
        key = tuple(row[name] for name in by)
        checked, passed = groups.get(key, (0, 0))
        groups[key] = (checked + row["checked"], passed + row["passed"])
    return groups


def whole_checks(rows, by, unit):
    """{group: (checks, passed checks)}; `unit` names what makes one check."""
    checks = {}
    for row in rows:
        group = tuple(row[name] for name in by)
        checks.setdefault((group, tuple(row[name] for name in unit)), []).append(row)
    groups = {}
    for (group, _), its_rows in checks.items():
        checked, passed = groups.get(group, (0, 0))
        verdict = check_passes(its_rows)
        groups[group] = (checked + (verdict is not None), passed + (verdict is True))
    return groups


def samples(rows, by):
    """As whole checks by check and subject, but a row that counts several counts as they are."""
    groups = whole_checks([r for r in rows if r["checked"] <= 1], by, ("check_id", "subject"))
    for group, (checked, passed) in pooled([r for r in rows if r["checked"] > 1], by).items():
        have = groups.get(group, (0, 0))
        groups[group] = (have[0] + checked, have[1] + passed)
    return groups


def check_passes(rows):
    """True, False, or None for a check that is undecided or has nothing applicable."""
    applicable = [row for row in rows if row["checked"] > 0]
    if not applicable or any(row.get("undecided") for row in rows):
        return None
    failed = [row for row in applicable if row["passed"] < row["checked"]]
    if any(row.get("critical") for row in failed):
        return False
    pass_score = rows[0].get("pass_score")
    if pass_score is None:
        return not failed
    pointed = [row for row in applicable if row.get("points") is not None]
    if sum(row["points"] for row in pointed) > 0:
        share = Fraction(sum(r["scored"] for r in pointed), sum(r["points"] for r in pointed))
    else:
        share = Fraction(sum(r["passed"] for r in rows), sum(r["checked"] for r in rows))
    return share >= decimal(pass_score)


def decimal(number):
    """The decimal fraction that a float was written as."""
    return Fraction(str(number))


def labels_before(label):
    """(the calendar's label before this one, the same label a year ago or None), by walking days."""
    if "W" in label:
        year, week = int(label[:4]), int(label[6:])
        monday = dt.date.fromisocalendar(year, week, 1) - dt.timedelta(7)
        try:
            dt.date.fromisocalendar(year - 1, week, 1)
        except ValueError:
            return f"{monday:%G-W%V}", None
        return f"{monday:%G-W%V}", f"{year - 1}-W{week:02}"
    ago = f"{int(label[:4]) - 1:04}{label[4:]}"
    if "Q" in label:
        return (
            f"{ago[:4]}-Q4" if label.endswith("1") else label[:-1] + str(int(label[-1]) - 1)
        ), ago
    if "-" in label:
        last = dt.date(int(label[:4]), int(label[5:]), 1) - dt.timedelta(1)
        return f"{last:%Y-%m}", ago
    return ago, ago


def movement(rows):
    """rows: [(series, label or None, value or None)] -> [(previous, year ago)], None where there is none."""
    known = {(series, label): value for series, label, value in rows if label is not None}
    found = []
    for series, label, _ in rows:
        places = labels_before(label) if label is not None else (None, None)
        found.append(tuple(known.get((series, place)) for place in places))
    return found


def parent(children, target=None, direction="higher"):
    """children: [(passed, checked, target or None, weight, direction)], all but counts decimal.

    Returns (rate, children, with data, met, missed, verdict).
    """
    rated = [(Fraction(x, n), *rest) for x, n, *rest in children if n]
    weights = sum(decimal(weight) for _, _, weight, _ in rated)
    rate = sum(r * decimal(w) for r, _, w, _ in rated) / weights if weights else None
    judged = [on_good_side(r, decimal(goal), d) for r, goal, _, d in rated if goal is not None]
    met, missed = judged.count(True), judged.count(False)
    if rate is None or target is None:
        verdict = "none"
    elif missed or not on_good_side(rate, decimal(target), direction):
        verdict = "missed"
    else:
        verdict = "met"
    return rate, len(children), len(rated), met, missed, verdict


def on_good_side(rate, target, direction):
    return rate >= target if direction == "higher" else rate <= target
