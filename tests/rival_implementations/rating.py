"""Rates of rows that are dictionaries."""

from __future__ import annotations

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
