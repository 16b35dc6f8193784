"""What of the record is sealed: every text that can hold a customer's name, number or words.

Things (drug lines, machines) are nobody's; a mark that was understood and is short, a number or a date
says nothing of anybody. All else that comes from a cell is sealed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from qc.store.keys import SIGN, Keys
from qc.text import masked_name
from qc.words import THINGS, ResultState

MARK = 5
"""A mark that was understood is not longer than this: 基本满意, 13:48. (Nor does one begin with SIGN.)"""

_PLAIN = re.compile(
    r"[-+]?[0-9]{1,6}(\.[0-9]{1,6})?%?"
    r"|(19|20)[0-9]{2}[-/.年][0-9]{1,2}([-/.月][0-9]{1,2})?[月日]?([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?"
)


def sealed_subject(keys: Keys, kind: str, subject: str) -> str:
    """Who or what was inspected: persons and their charts are sealed, things are not."""
    if kind in THINGS and not subject.startswith(SIGN):
        return subject
    return keys.sealed(subject)


def sealed_identity(keys: Keys, subject: str, check_id: str) -> str:
    """The name of a check whose subject is sealed is sealed with it: it is reckoned from it, and who
    guesses the subject could reckon it again."""
    return keys.sealed(check_id) if subject.startswith(SIGN) else check_id


def sealed_raw(keys: Keys, state: str, raw: str) -> str:
    """What a cell holds, unless it was understood and says nothing of anybody."""
    if state != ResultState.HELD_BACK and (len(raw) <= MARK or _PLAIN.fullmatch(raw)):
        return raw
    return keys.sealed(raw)


def sealed_detail(keys: Keys, kind: str, detail: str | None) -> str | None:
    """What a line says beside its mark, as JSON; of things it stays readable."""
    return detail if detail is None or kind in THINGS else keys.sealed(detail)


def masked_values(values: Mapping[str, object]) -> dict[str, object]:
    """What fills a problem's sentence, for who may not see names."""
    return {name: masked_name(v) if isinstance(v, str) else v for name, v in values.items()}
