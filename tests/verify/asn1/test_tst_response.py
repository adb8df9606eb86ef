"""A time-stamp response grants by its status alone; one of another shape is refused."""

import hashlib
from datetime import UTC, datetime

import pytest

from fixtures.der import (
    NULL,
    integer,
    octet_string,
    sequence,
    tlv,
    utf8,
)
from fixtures.tsa import response, token
from fixtures.world import world
from verify.asn1.tst import decode_response
from verify.errors import DecodeError

AT = datetime(2024, 9, 1, 2, 3, 4, 567_000, UTC)
IMPRINT = hashlib.sha256(b"contract").digest()
TSA = world(1).tsas[1]
TOKEN = token(TSA, IMPRINT, AT, nonce=99)


@pytest.mark.parametrize("status", ["granted", "granted_with_mods"])
def test_a_granted_response_gives_the_token_as_it_stands(status: str) -> None:
    found = decode_response(response(status, TOKEN))
    assert (found.granted, found.token) == (True, TOKEN)


@pytest.mark.parametrize(
    ("status", "number"),
    [
        ("rejection", 2),
        ("waiting", 3),
        ("revocation_warning", 4),
        ("revocation_notification", 5),
    ],
)
def test_any_other_status_is_not_granted(status: str, number: int) -> None:
    found = decode_response(response(status, failure=0))
    assert (found.status, found.granted, found.token) == (number, False, None)


def test_a_token_beside_a_rejection_does_not_grant_it() -> None:
    assert not decode_response(response("rejection", TOKEN)).granted


def test_a_response_may_grant_and_bring_no_token() -> None:
    assert decode_response(response("granted")).token is None


def test_a_status_text_is_told() -> None:
    assert decode_response(response("rejection", text="时间不可用")).text == "时间不可用"


def test_several_status_texts_are_told_together() -> None:
    made = sequence(sequence(integer(2), sequence(utf8("a"), utf8("b")), tlv(0x03, b"\x07\x80")))
    assert decode_response(made).text == "a b"


def test_a_response_without_a_text_has_an_empty_one() -> None:
    assert decode_response(response("rejection", failure=2)).text == ""


def test_a_flood_of_status_texts_is_cut_off() -> None:
    texts = sequence(*[utf8("x" * 1000)] * 1000)
    assert len(decode_response(sequence(sequence(integer(2), texts))).text) == 200


def test_a_status_text_that_is_no_utf8_is_told_as_far_as_it_goes() -> None:
    texts = sequence(tlv(0x0C, b"ok \xff"))
    assert (
        decode_response(sequence(sequence(integer(2), texts))).text
        == "ok \N{REPLACEMENT CHARACTER}"
    )


@pytest.mark.parametrize(
    "made",
    [
        sequence(),
        sequence(sequence()),
        sequence(integer(0)),
        sequence(sequence(octet_string(b"\x00"))),
        sequence(sequence(integer(0)), TOKEN, NULL),
        tlv(0x31, sequence(integer(0))),
        TOKEN,
    ],
    ids=[
        "empty", "no_status", "status_bare", "status_no_integer", "third_part", "set", "token",
    ],
)  # fmt: skip
def test_a_response_of_another_shape_is_refused(made: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^(timestamp|asn1)\.malformed"):
        decode_response(made)


def test_octets_after_a_response_are_refused() -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.trailing_bytes"):
        decode_response(response("granted", TOKEN) + b"\x00")
