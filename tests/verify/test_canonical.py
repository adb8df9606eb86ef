"""Canonical JSON has the bytes of RFC 8785."""

from datetime import UTC, datetime, timedelta, timezone

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from verify.canonical import canonical_json, rfc3339

_keys = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_keys, inner, max_size=4),
    max_leaves=12,
)


@given(_values)
def test_it_agrees_with_an_independent_implementation(value: object) -> None:
    assert canonical_json(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_instants_are_written_in_utc() -> None:
    beijing = timezone(timedelta(hours=8))
    assert rfc3339(datetime(2025, 6, 10, 11, tzinfo=beijing)) == "2025-06-10T03:00:00Z"
    assert rfc3339(datetime(2025, 6, 10, 3, 0, 0, 500, UTC)) == "2025-06-10T03:00:00.000500Z"
    assert rfc3339(None) is None
