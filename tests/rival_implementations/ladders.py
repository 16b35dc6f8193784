"""Ladders of accountability, one person and one finding at a time."""

from __future__ import annotations


class Books:
    """Who was named on what, and what was decided about it, as somebody would keep it in a notebook."""

    def __init__(self, ladders):
        self.ladders = ladders  # code -> (window, [(count, action), ...])
        self.named = []  # (finding, day, person, ladder)
        self.fate = {}  # (person, finding) -> (ladder, "accepted" or "dead")

    def proposals(self):
        found = set()
        for _, day, person, ladder in self.named:
            window, steps = self.ladders[ladder]
            label = f"{day.year:04d}-{day.month:02d}" if window == "month" else ""
            counted, fresh = self._counted(person, ladder, window, day)
            action = None
            for count, each in sorted(steps):
                if len(counted) >= count:
                    action = each
            if fresh and action is not None:
                told = (person, ladder, label, len(counted), action)
                found.add((*told, frozenset(fresh), frozenset(counted)))
        return found

    def _counted(self, person, ladder, window, day):
        counted, fresh = set(), set()
        for finding, other, who, which in self.named:
            same_month = (other.year, other.month) == (day.year, day.month)
            if who != person or which != ladder or (window == "month" and not same_month):
                continue
            fate = self.fate.get((person, finding))
            if fate is None:
                fresh.add(finding)
                counted.add(finding)
            elif fate == (ladder, "accepted"):
                counted.add(finding)
        return counted, fresh
