"""Every code can be explained."""

import pytest

from api.render.explain import AREAS, area_of, render_code
from verify.codes.table import CODES
from verify.findings import CodeRow


@pytest.mark.parametrize("area", sorted({area_of(code) for code in CODES}))
def test_an_area_has_a_heading(area: str) -> None:
    assert all(AREAS[area])


@pytest.mark.parametrize("row", CODES.values(), ids=CODES)
def test_a_code_is_explained_line_by_line(row: CodeRow) -> None:
    assert all(line.endswith("\n") for line in render_code(row))
