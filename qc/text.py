"""One form in which names are compared, however they were typed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The dot of a decimal fraction tells 0.9 % from 9 %; every other sign is only how it was typed.
_NOISE = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w.]|_")


@lru_cache(maxsize=16_384)
def normal_form(text: str) -> str:
    """Half width, lower case, letters and digits only: "０．９％ 氯化钠 " becomes "0.9氯化钠".

    A text without letters and digits gives "". Applying it twice changes nothing.
    """
    while (plain := _plain(text)) != text:
        text = plain
    return text


def _plain(text: str) -> str:
    # Dropping a sign may join letters that NFKC then composes: hence the loop above.
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())
