"""What a version of the program says of a workspace, as plain JSON, by calls that every version has.

Run by old code when a workspace is kept, and by today's when it is opened again; so it may use nothing
that is younger than the first version, and asks for what came later."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

PROBLEM = ("severity", "code", "sheet", "cell", "value", "values")
KINDS = (
    "trial", "finding", "cycle", "appointment", "star", "proposal", "month", "meeting", "praise",
)  # fmt: skip
BY = (["month"], ["month", "unit"])


def told(workspace: Any) -> dict[str, Any]:
    """Everything, question by question."""
    store, scope = workspace.store, workspace.scope
    answers: dict[str, Any] = {
        "results": rows(store.results(scope)),
        "rates": [rows(_rates(workspace, by)) for by in BY],
        "imports": [asdict(one) for one in store.imports(scope)],
        "problems": [_problem(one) for one in store.problems(scope, open_only=False)],
        "originals": {one.sha256: store.original(scope, one.sha256)[0] for one in store.imports(scope)},
        "audit": [asdict(one) for one in store.audit(scope)],
    }  # fmt: skip
    if hasattr(store, "acts"):
        answers["journal"] = {
            kind: [asdict(act) for act in store.acts(scope, kind)] for kind in KINDS
        }
    if hasattr(store, "corrections"):
        answers["corrections"] = [
            [asdict(each) for each in store.corrections(scope, one.sha256)]
            for one in store.imports(scope)
        ]
    answers |= _improvement(workspace)
    return json.loads(json.dumps(answers, ensure_ascii=False, default=str))  # type: ignore[no-any-return]


def _problem(stored: Any) -> dict[str, Any]:
    """A problem and its file, whatever the problem is a tuple or a record of."""
    about = {name: getattr(stored.problem, name) for name in PROBLEM}
    return {**about, "file": stored.file, "open": stored.open}


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame's rows in a form that JSON keeps: nothing is None, whatever pandas calls it."""
    return [
        {name: None if pd.isna(value) else value for name, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def _rates(workspace: Any, by: list[str]) -> pd.DataFrame:
    from qc.analysis import rates

    return rates(workspace, by=by)


def _improvement(workspace: Any) -> dict[str, Any]:
    """Findings and cycles as they stand, frozen months and users, where a version knows them."""
    answers: dict[str, Any] = {}
    package = Path(__import__("qc").__file__).parent
    if (package / "improve/acting.py").exists():
        from qc.improve.acting import findings
        from qc.improve.cycles.acting import known_cycles

        answers["findings"] = {
            one.id: [one.state, one.due, len(one.acts)] for one in findings(workspace)
        }
        answers["cycles"] = {one.id: [one.state, one.title] for one in known_cycles(workspace)}
    if (package / "reports/month/stored.py").exists():
        from qc.reports.month.stored import frozen_months

        answers["months"] = [[one.month, one.by, one.checksum] for one in frozen_months(workspace)]
    if (package / "accounts").exists():
        from qc.accounts import users

        answers["users"] = [[one.login, one.name, one.role] for one in users(workspace)]
    return answers
