"""Names in a zip: whatever a stored file was called, what comes out is one part of a path on every system."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from qc.reports.zipped import numbered, safe_part, zipped

NAMES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="./\\:*?\"<>| ~\x00\x1f\x7f\u202eaA长.", max_size=30),
    st.sampled_from(["CON", "\udc80.xlsx", "nul.xlsx", "com1 .txt", "LPT9.tar.gz", "..", "...", "a" * 400 + ".xlsx", "长" * 300]),
)  # fmt: skip
RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}


@given(NAMES)
def test_a_name_is_one_plain_part(name: str) -> None:
    part = safe_part(name)
    assert part and part not in (".", "..") and part == part.strip(" .")
    assert not set(part) & set('/\\:*?"<>|') and all(ord(sign) >= 32 for sign in part)
    assert len(part.encode("utf-8", "surrogatepass")) <= 220
    assert part.split(".")[0].strip().casefold() not in RESERVED
    assert safe_part(part) == part


@given(st.lists(NAMES.map(safe_part), max_size=12))
def test_no_name_stands_twice_even_where_case_does_not_count(names: list[str]) -> None:
    told = numbered(names)
    assert len({name.casefold() for name in told}) == len(names)
    plain = [(name, b"x") for name in told if name.isprintable()]
    with zipfile.ZipFile(io.BytesIO(zipped(plain))) as made:
        assert made.namelist() == [name for name, _ in plain]
