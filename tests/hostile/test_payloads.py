"""Requests that no page sends, drawn by the hundred and sent by everybody: refused or done, said as it is, nothing told.

The long form is `python -m tests.hostile`; docs/security.md has what it came to.
"""

from __future__ import annotations

import json

from dashboards.forged import CALLBACKS
from tests.hostile.forging import Siege, listening
from tests.hostile.harvest import HERE
from tests.hostile.house import House
from tests.hostile.payloads import signatures

COUNT, SEED = 180, 6


def test_no_forged_request_is_a_fault_or_tells_or_does_what_it_may_not(house: House) -> None:
    """Never a fault of ours, never another unit's data, never a write without the right, none that is denied."""
    with listening() as log:
        tally = Siege(house, log, most=30).run(COUNT, SEED)
    assert tally.violations == [], "\n".join(tally.violations[:5])
    assert sum(tally.sent.values()) >= COUNT * 0.9
    # a siege that never gets in proves nothing: all forms were sent, some were answered, some did what they say
    assert set(tally.sent) == {"press", "right", "hostile", "misshapen", "raw"}
    assert min(tally.answered["200"], tally.answered["400"], tally.answered["401"]) > 10
    assert tally.changed


def test_what_is_drawn_is_what_the_app_tells_the_browser(house: House) -> None:
    """The signatures are those of the app itself: a callback that is added is besieged too."""
    told = house.browser("administrator").get(f"{HERE}/_dash-dependencies").get_json()
    assert {each["output"] for each in told} == {each.output for each in signatures(house.app)}
    for each in told:
        (mine,) = (one for one in signatures(house.app) if one.output == each["output"])
        assert json.dumps(mine.inputs) == json.dumps(
            [[one["id"], one["property"]] for one in each["inputs"]]
        )
    assert house.browser("nobody").post(f"{HERE}{CALLBACKS}", json={}).status_code == 401
