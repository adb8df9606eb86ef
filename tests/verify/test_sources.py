"""Every number of the shipped policy has a source, in both languages."""

import pytest

from verify.policy import DEFAULT_POLICY
from verify.sources import SOURCES

_POLICY = DEFAULT_POLICY.as_json()
FIELDS = [
    f"{section}.{key}"
    for section in ("tolerances", "lags", "limits")
    for key in _POLICY[section]  # type: ignore[attr-defined]
]


@pytest.mark.parametrize("field", FIELDS)
def test_a_number_has_a_source_and_what_reads_it(field: str) -> None:
    assert all(SOURCES[field])


def test_no_source_is_of_a_field_that_is_gone() -> None:
    assert sorted(SOURCES) == sorted(FIELDS)


def test_every_row_of_the_algorithm_table_has_a_source() -> None:
    assert [rule.name for rule in DEFAULT_POLICY.algorithms if not rule.source] == []
