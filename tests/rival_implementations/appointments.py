"""The calendar counted by hand: every day walked through, every late check tried for every gap."""

from __future__ import annotations

import datetime as dt

DAY = dt.timedelta(days=1)
MONTHS = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "year": 12}


def period(every, day, first_day=1):
    """Something that is the same for two days of one period, and for no others."""
    if every == "day":
        return day
    if every == "week":
        return day.isocalendar()[:2]
    if every == "two_weeks":
        return (day - dt.date(2024, 1, 1)).days // 14
    year, month = day.year, day.month
    if first_day > 1 and day.day >= first_day:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return year, (month - 1) // MONTHS[every]


def count(every, times, done, is_open, today, grace, first_day=1):
    """{"owed": …, "in_time": …, "late": …} over the periods that ended before today; done: (day, round)."""
    done = set(done) if every == "day" else {(day, "") for day, _ in done}
    if not done:
        return {"owed": 0, "in_time": 0, "late": 0}
    walk = first = min(day for day, _ in done)
    while period(every, first - DAY, first_day) == period(every, walk, first_day):
        first -= DAY
    days = {}
    while first <= today or period(every, first, first_day) in days:
        if first > today and period(every, first, first_day) != period(every, today, first_day):
            break
        days.setdefault(period(every, first, first_day), []).append(first)
        first += DAY
    owed, mine = {}, {}
    for key, its in days.items():
        opened = sum(map(is_open, its))
        owed[key] = min(times, opened) if every != "day" else times * bool(opened)
        mine[key] = sorted((day, slot) for day, slot in done if day in its)
    spare = [
        (key, each) for key in days for each in mine[key][: max(0, len(mine[key]) - owed[key])]
    ]
    gaps = [key for key in days for _ in range(owed[key] - len(mine[key]))]
    fits = [
        [n for n, gap in enumerate(gaps) if days[gap][-1] < day <= days[gap][-1] + dt.timedelta(grace)]
        for _, (day, _) in spare
    ]  # fmt: skip
    taken = {}

    def place(one, seen):
        for gap in fits[one]:
            if gap not in seen:
                seen.add(gap)
                if gap not in taken or place(taken[gap], seen):
                    taken[gap] = one
                    return True
        return False

    for one in range(len(spare)):
        place(one, set())
    ended = [key for key in days if days[key][-1] < today]
    return {
        "owed": sum(owed[key] for key in ended),
        "in_time": sum(min(owed[key], len(mine[key])) for key in ended),
        "late": sum(gaps[gap] in ended for gap in taken),
    }
