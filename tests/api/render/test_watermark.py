"""A sandbox's reports cannot be taken for a court's: marked on screen, in print and as text."""

import pytest

from api.render.html import page_style, render_case
from tests.services.rows import sample
from verify.codes.table import CODES

_MARK = "沙箱 仅供测试"


@pytest.mark.parametrize(("environment", "marked"), [("sandbox", True), ("production", False)])
def test_a_page_of_a_sandbox_is_marked_and_one_of_production_never(
    environment: str, marked: bool
) -> None:
    report = sample().report
    report["judgement"]["environment"] = environment
    assert (_MARK in render_case(report, codes=CODES)) is marked


def test_the_mark_stays_in_print() -> None:
    style = page_style()
    _, _, printed = style.partition("@media print")
    assert ".watermark" in style
    assert ".watermark" not in printed
