"""Where covered octets stand in an original: found in place, named only where a name is plain."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.kit.within import find_all

PDF = "application/pdf"
ZIP = "application/zip"


def _zip(name: str, octets: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, octets)
    return out.getvalue()


@given(st.binary(min_size=1), st.binary(), st.binary(), st.binary())
def test_the_octets_that_are_told_to_stand_in_a_pdf_stand_there(
    before: bytes, gap: bytes, after: bytes, later: bytes
) -> None:
    covered, original = before + after, before + gap + after + later
    (found,) = find_all([covered], PDF, original)
    of_original = b"".join(original[one.original :][: one.length] for one in found.spans)
    of_covered = b"".join(covered[one.covered :][: one.length] for one in found.spans)
    assert of_original == of_covered == covered


def test_octets_that_do_not_stand_in_a_pdf_have_no_place() -> None:
    (found,) = find_all([b"%PDF other"], PDF, b"%PDF-1.7")
    assert found.spans == ()


@pytest.mark.parametrize("name", ["a b", "-p", "$(id)", "*.xml", "[a]", "a'b", "虚构", "a\\b;c"])
def test_a_member_whose_name_a_shell_or_unzip_would_read_is_not_named(name: str) -> None:
    (found,) = find_all([b"covered"], ZIP, _zip(name, b"covered"))
    assert found.member == ""


def test_a_member_with_a_plain_name_is_named_where_it_is_what_is_covered() -> None:
    original = _zip("META-INF/ASiCManifest001.xml", b"covered")
    found = find_all([b"covered", b"another"], ZIP, original)
    assert [one.member for one in found] == ["META-INF/ASiCManifest001.xml", ""]


def test_octets_of_what_is_no_zip_have_no_member() -> None:
    assert [one.member for one in find_all([b"x"], ZIP, b"PK\x03\x04 broken")] == [""]
