"""A date in a PDF says an instant only where it has its zone."""

import pytest

from ingest.text.pdfdate import pdf_instant


@pytest.mark.parametrize(
    ("stated", "instant"),
    [
        ("D:20250102030405+08'00'", "2025-01-02T03:04:05+08:00"),
        ("D:20250102030405+08'00", "2025-01-02T03:04:05+08:00"),
        ("D:20250102030405Z", "2025-01-02T03:04:05Z"),
        ("D:20250102030405", None),
        ("D:20251302030405Z", None),
        ("yesterday", None),
        ("D:20250102030405Z\n", None),
        ("D:٢٠250102030405Z", None),
    ],
)
def test_an_instant_is_one_only_with_its_zone(stated: str, instant: str | None) -> None:
    assert pdf_instant(stated) == instant
