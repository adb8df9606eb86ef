"""A byte range covers its revision but for its own contents, or the signature is not whole."""

import re

import pytest

from ingest.signed.pdf.byterange import range_of
from ingest.signed.pdf.revisions import Revision
from ingest.signed.pdf.syntax import Name, Value
from tests.ingest.signed.pdf.making import MESSAGE, Draft, codes, signatures

REVISIONS = [Revision(0, (0,), 0, 100, 101), Revision(1, (1,), 100, 300, 300)]
CONTENTS, PLACE = (150, 200), (120, 210)


def _faults(value: Value, contents: tuple[int, int] | None = CONTENTS) -> set[str]:
    found = range_of(value, contents, PLACE, 300, REVISIONS)
    return {code for code, _ in found.faults}


def test_a_range_around_its_own_contents_is_sound() -> None:
    assert _faults([0, 150, 200, 100]) == set()


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        [0, 150],
        [0, 150, 200],
        [0, 150, 200, 100, 300, 0],
        [0, 50, 50, 100, 200, 100],
        [0, -1, 200, 100],
        [-1, 151, 200, 100],
        [0, 150, 200, 101],
        [0, 150, 2**70, 100],
        [200, 100, 0, 150],
        [0, 210, 200, 100],
        [0, 150.0, 200, 100],
        [False, 150, 200, 100],
        [0, b"150", 200, 100],
        b"0 150 200 100",
        Name("All"),
    ],
)
def test_what_is_not_two_ranges_inside_the_file_is_malformed(value: Value) -> None:
    assert _faults(value) == {"pdf.byterange_malformed"}


@pytest.mark.parametrize(
    "value",
    [
        [1, 149, 200, 100],
        [0, 149, 200, 100],
        [0, 151, 200, 100],
        [0, 150, 201, 99],
        [0, 150, 199, 101],
    ],
)
def test_any_other_gap_is_told(value: Value) -> None:
    assert _faults(value) == {"pdf.byterange_gap"}


def test_a_gap_without_contents_is_told() -> None:
    assert _faults([0, 150, 200, 100], None) == {"pdf.byterange_gap"}


@pytest.mark.parametrize("end", [210, 299])
def test_a_range_that_ends_before_its_revision_is_told(end: int) -> None:
    assert _faults([0, 150, 200, end - 200]) == {"pdf.byterange_end"}


def test_a_range_that_ends_with_another_revision_than_its_own_is_told() -> None:
    found = range_of([0, 50, 60, 40], (50, 60), PLACE, 300, REVISIONS)
    assert [code for code, _ in found.faults] == ["pdf.byterange_end"]


def test_octets_in_the_gap_beside_the_contents_make_a_signature_not_whole() -> None:
    octets = Draft().begun().signed().octets
    start, end = octets.index(b"/Contents <") + 10, octets.index(b">", octets.index(b"/Contents <"))
    wider = b"[0 %d %d %d]" % (start - 10, end + 1, len(octets) - end - 1)
    stated = re.search(rb"/ByteRange (\[.*?\]) *", octets)
    assert stated is not None
    made = (
        octets[: stated.start(1)]
        + wider.ljust(stated.end() - stated.start(1))
        + octets[stated.end() :]
    )
    (signature,) = signatures(made)
    assert (signature["whole"], codes(made)) == (False, {"pdf.byterange_gap"})


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (MESSAGE + b"\0" * 19, set()),
        (MESSAGE + b"\0" * 18 + b"\x01", {"pdf.contents_malformed"}),
        (MESSAGE[:-1], {"pdf.contents_malformed"}),
        (b"", {"pdf.contents_malformed"}),
        (bytes.fromhex("3080060100" + "0000"), set()),
        (bytes.fromhex("3080060100"), {"pdf.contents_malformed"}),
    ],
)
def test_contents_are_one_message_and_zeros(message: bytes, code: set[str]) -> None:
    draft = Draft().begun()
    held = draft.add(
        b"<< /Type /Sig /SubFilter /adbe.pkcs7.detached"
        b" /ByteRange [0 1111111111 2222222222 3333333333] /Contents <%s> >>"
        % message.hex().encode()
    )
    draft.field_of(b"<< /Subtype /Widget /FT /Sig /T (a) /V %d 0 R /Rect [0 0 0 0] >>" % held)
    assert codes(draft.sealed(1, 3).octets) == code


@pytest.mark.parametrize("name", [b"adbe.pkcs7.sha1", b"adbe.x509.rsa_sha1", b"Unknown", b""])
def test_another_format_is_listed_and_told(name: bytes) -> None:
    draft = Draft().begun()
    held = draft.held(b"/SubFilter /%s" % name)
    draft.field_of(b"<< /Subtype /Widget /FT /Sig /T (a) /V %d 0 R /Rect [0 0 0 0] >>" % held)
    octets = draft.sealed(1, 3).octets
    (signature,) = signatures(octets)
    assert (signature["form"], codes(octets)) == ("other", {"pdf.subfilter_unsupported"})
