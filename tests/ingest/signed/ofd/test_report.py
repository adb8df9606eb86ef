"""Where later seals are shown, and whether they may hide what another signed."""

import pytest

from fixtures.ofd import Ofd, Stamp
from tests.ingest.signed.ofd.made import AT, SIGN, codes, made, reading, sealed, sealing

SECOND = "ofd-2"


def _edited(found: Ofd, path: str, old: bytes, new: bytes) -> Ofd:
    assert old in found.parts[path]
    found.parts[path] = found.parts[path].replace(old, new)
    return found


def _seals(count: int) -> Ofd:
    found = made()
    for number in range(count):
        found.seal(sealing(hours=number))
    return found


def _second_shown(boundary: str) -> Ofd:
    """Two seals, the second shown like this."""
    found = _seals(1)
    folder = found.seal(sealing(hours=1))
    return _edited(found, f"{folder}/Signature.xml", b"140 220 40 40", boundary.encode())


@pytest.mark.parametrize("boundary", ["0 0 210 297", "10 10 190 30", "0 0 40", "0 0 1e9 1"])
def test_a_later_seal_that_may_hide_a_page_is_told(boundary: str) -> None:
    assert codes(reading(_second_shown(boundary))) == [("ofd.stamp_large", SECOND)]


def _shown_on_first(*boundaries: str, later: int = 1) -> list[str]:
    """What is said of later seals, each shown at all of these places of the first page."""
    found = _seals(1)
    for number in range(later):
        how = sealing(hours=number + 1)
        folder = found.seal(how, Stamp(at=AT, shown=("1",) * len(boundaries)))
        described = found.parts[f"{folder}/Signature.xml"]
        for boundary in boundaries:
            described = described.replace(b"140 220 40 40", boundary.encode(), 1)
        found.parts[f"{folder}/Signature.xml"] = described
        found.parts[f"{folder}/SignedValue.dat"] = how.over(described, f"/{folder}/Signature.xml")
    return sorted({code for code, _ in codes(reading(found))})


def test_many_small_places_of_a_later_seal_hide_what_a_large_one_does() -> None:
    tiles = [f"{x} {y} 45 45" for x in (0, 45) for y in (0, 45)]
    assert _shown_on_first(*tiles) == ["ofd.stamp_large"]


def test_many_later_seals_hide_what_a_large_one_does() -> None:
    assert _shown_on_first("10 10 60 60", later=3) == ["ofd.stamp_large"]


def test_a_narrow_seal_over_a_line_is_large() -> None:
    assert _shown_on_first("0 20 71 8") == ["ofd.stamp_large"]


def test_seals_of_five_parties_on_a_page_are_only_told() -> None:
    assert _shown_on_first("10 10 42 42", later=4) == ["ofd.stamp_later"]


def test_a_seal_on_every_page_is_counted_page_by_page() -> None:
    found = _seals(1)
    found.seal(sealing(hours=1), Stamp(at=AT, shown=("1", "2"), boundary="0 0 65 65"))
    assert codes(reading(found)) == [("ofd.stamp_later", SECOND)]


def test_pages_that_are_not_there_count_as_one() -> None:
    found = _seals(1)
    found.seal(sealing(hours=1), Stamp(at=AT, shown=("01", "1 ", "7", "8"), boundary="0 0 65 65"))
    assert ("ofd.stamp_large", SECOND) in codes(reading(found))


def test_the_only_seal_hides_nothing_that_another_signed() -> None:
    found = _edited(sealed(), f"{SIGN}/Signature.xml", b"140 220 40 40", b"0 0 210 297")
    assert reading(found).findings == ()
