"""A workbook that could harm its reader is refused before a library sees it, and says why."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.adapters.elements.faults import SheetRefusedError
from ingest.adapters.elements.guard import guard_workbook
from ingest.adapters.elements.workbook import read_workbook
from tests.ingest.adapters.elements.filled import Filled, fill_template
from tests.ingest.adapters.elements.hostile import CASES, HOSTILE, rewritten


@pytest.mark.parametrize("name", HOSTILE)
def test_the_hostile_workbook_is_refused_by_name(name: str, tmp_path: Path) -> None:
    make, code = HOSTILE[name]
    with pytest.raises(SheetRefusedError) as refused:
        guard_workbook(make(tmp_path))
    assert refused.value.fault.code == code


def test_a_refusal_comes_out_of_the_child_as_it_was_made(tmp_path: Path) -> None:
    path = HOSTILE["sparse_a1_and_xfd1048576"][0](tmp_path)
    with pytest.raises(SheetRefusedError) as refused:
        read_workbook(path, tmp_path)
    fault = refused.value.fault
    assert (fault.code, fault.cell) == ("sheet.reference_outside", CASES)
    assert fault.observed is not None
    assert "1048576" in fault.observed


def test_the_template_passes(tmp_path: Path) -> None:
    seen = guard_workbook(fill_template(tmp_path / "t.xlsx"))
    assert len(seen) >= 6
    assert not any(marks.formulas or marks.merged for marks in seen.values())


def test_a_text_that_reads_as_a_reference_is_no_reference(tmp_path: Path) -> None:
    text = b'<c r="A1" t="inlineStr"><is><t>x r="XFD9999999" &gt; r=12%</t></is></c>'
    path = rewritten(
        tmp_path, {CASES: lambda data: data.replace(b"<sheetData>", b"<sheetData><row>" + text
                                                    + b"</row>")}
    )  # fmt: skip
    assert CASES in guard_workbook(path)


def test_merged_areas_hidden_rows_and_columns_are_seen(tmp_path: Path) -> None:
    def change(data: bytes) -> bytes:
        data = data.replace(b'<row r="2"', b'<row hidden="1" r="2"')
        data = data.replace(
            b"<sheetData>", b'<cols><col min="3" max="3" hidden="1"/></cols><sheetData>'
        )
        return data.replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B2:C3"/></mergeCells>'
        )

    marks = guard_workbook(rewritten(tmp_path, {CASES: change}))[CASES]
    assert (marks.merged, marks.hidden_rows, marks.hidden_columns) == (["B2:C3"], {2}, [3])


@settings(max_examples=40, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.data())
def test_octets_changed_at_will_are_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    good = tmp_path / "good.xlsx"
    if not good.exists():
        Filled().write_xlsx(good)
    octets = bytearray(good.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "changed.xlsx"
    path.write_bytes(octets)
    with suppress(SheetRefusedError):
        guard_workbook(path)
