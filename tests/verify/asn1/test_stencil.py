"""What a stencil reads is what reading from elements gives, whatever the octets."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.cms import Signer, detached, sign, signed_attributes, signed_data
from fixtures.der import octet_string, sequence
from fixtures.tsa import token
from fixtures.world import world
from verify.asn1 import cms, tst
from verify.asn1.stencil import StencilBook, hole_of
from verify.errors import DecodeError, NotDerError

AT = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
PLACES = range(2)


@cache
def _messages() -> tuple[bytes, ...]:
    """Return a token of each authority, and a detached signature."""
    here = world(1)
    imprint = sha256(b"covered").digest()
    signer = Signer(identity=here.lenders[0].signer, at=AT)
    return (*(token(tsa, imprint, AT) for tsa in here.tsas), detached(imprint, signer)[0])


def _outcome(decode: Callable[[bytes], object], data: bytes) -> object:
    try:
        return decode(data)
    except DecodeError as error:
        return error.code


def _warm() -> None:
    for _ in range(3):
        for message in _messages():
            signed = cms.decode_signed_data(message)
            if signed.content is not None:
                tst.decode_tst_info(signed.content)


@pytest.mark.parametrize("place", range(3))
def test_a_message_seen_before_fits_a_stencil(place: int) -> None:
    _warm()
    assert cms._STENCILS.find(_messages()[place]) is not None


@given(st.data())
def test_any_octet_changed_gives_what_reading_the_elements_gives(data: st.DataObject) -> None:
    _warm()
    octets = bytearray(data.draw(st.sampled_from(_messages())))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(octets) - 1))
        octets[at] ^= data.draw(st.integers(1, 255))
    changed = bytes(octets)
    read = _outcome(cms._content_info, changed)
    found = _outcome(cms.decode_signed_data, changed)
    assert found == read or NotDerError.__name__ in str(read) or getattr(found, "ber", False)


@given(st.data())
def test_any_octet_of_a_tstinfo_changed_gives_what_reading_the_elements_gives(
    data: st.DataObject,
) -> None:
    _warm()
    octets = bytearray(cms.decode_signed_data(_messages()[0]).content or b"")
    at = data.draw(st.integers(0, len(octets) - 1))
    octets[at] ^= data.draw(st.integers(1, 255))
    changed = bytes(octets)
    read = _outcome(lambda d: tst._decode_info(d)[0], changed)
    assert _outcome(tst.decode_tst_info, changed) == read


def test_another_token_of_the_authority_has_its_own_contents() -> None:
    _warm()
    tsa, later = world(1).tsas[0], AT.replace(year=2026)
    others = [token(tsa, sha256(bytes([n])).digest(), later) for n in range(16)]
    # A serial number may be an octet longer: of that length another stencil is made.
    other = next(one for one in others if len(one) == len(_messages()[0]))
    assert cms._STENCILS.find(other) is not None
    decoded = tst.decode_token(other)
    assert decoded.signed == cms._content_info(other)
    assert decoded.info == tst._decode_info(decoded.signed.content or b"")[0]


def test_attributes_that_stand_in_the_message_twice_leave_no_stencil() -> None:
    here = world(1)
    signer = Signer(identity=here.lenders[1].signer, at=AT)
    row = sign(signer, sha256(b"covered").digest())
    attributes = signed_attributes(signer, sha256(b"covered").digest())
    junk = sequence(octet_string(attributes))
    message = signed_data([row], certificates=(junk, *signer.identity.path), unsorted=True)
    for _ in range(3):
        cms.decode_signed_data(message)
    assert cms._STENCILS.find(message) is None


def test_a_content_that_stands_twice_has_no_place() -> None:
    assert hole_of(b"ab12ab", b"ab") is None
    assert hole_of(b"ab12ab", b"12") == (2, 4)
    assert hole_of(b"ab", b"") is None


def test_a_kind_seen_once_leaves_no_stencil() -> None:
    book: StencilBook[str] = StencilBook()
    book.keep(b"head12", [(4, 6)], "value", "kind")
    assert book.find(b"head34") is None
    book.keep(b"head12", [(4, 6)], "value", "kind")
    found = book.find(b"head34")
    assert found is not None
    assert found.holes == ((4, 6),)
    assert book.find(b"heaX34") is None


def test_the_book_stays_bounded() -> None:
    book: StencilBook[int] = StencilBook()
    for length in range(4, 400):
        for _ in PLACES:
            book.keep(bytes(length), [(1, 2)], length, length)
    assert len(book._stencils) <= 128
