"""Receipts are read legacy and typed, strictly, and only with a status."""

import pytest
import rlp
from hypothesis import given
from hypothesis import strategies as st

from anchors.errors import EncodingError
from anchors.limits import LIMITS
from anchors.receipt import Log, decode_receipt
from anchors.rlp import RlpItem

LOG: list[RlpItem] = [b"\x0a" * 20, [b"\x01" * 32, b"\x02" * 32], b"data"]
BODY: list[RlpItem] = [b"\x01", b"\x52\x08", bytes(256), [LOG]]
TYPES = range(1, 0x80)
"""Types that EIP-2718 leaves room for; 1 to 4 are in use."""


def encoded(*fields: RlpItem, kind: int = 0) -> bytes:
    body: bytes = rlp.encode(fields)
    return bytes((kind,) * (kind > 0)) + body


def with_logs(*logs: RlpItem) -> bytes:
    return encoded(*BODY[:3], list(logs))


def test_a_legacy_receipt_is_read() -> None:
    receipt = decode_receipt(encoded(*BODY))
    assert (receipt.type, receipt.succeeded) == (0, True)
    assert receipt.logs == (Log(b"\x0a" * 20, (b"\x01" * 32, b"\x02" * 32), b"data"),)


@pytest.mark.parametrize("kind", TYPES)
def test_a_typed_receipt_says_what_the_legacy_one_says(kind: int) -> None:
    typed, legacy = decode_receipt(encoded(*BODY, kind=kind)), decode_receipt(encoded(*BODY))
    assert typed == legacy._replace(type=kind)


def test_a_receipt_of_a_failed_call_says_so() -> None:
    assert not decode_receipt(encoded(b"", *BODY[1:])).succeeded


def test_a_receipt_from_before_byzantium_is_refused() -> None:
    with pytest.raises(EncodingError, match="before Byzantium"):
        decode_receipt(encoded(b"\x0f" * 32, *BODY[1:]))


@pytest.mark.parametrize("status", [b"\x02", b"\x00", b"\x01\x01", b"\x01" * 31, []])
def test_any_other_status_is_refused(status: RlpItem) -> None:
    with pytest.raises(EncodingError, match="status"):
        decode_receipt(encoded(status, *BODY[1:]))


@pytest.mark.parametrize("first", ["", "00", "80", "83", "b8", "bf"])
def test_no_receipt_begins_otherwise(first: str) -> None:
    with pytest.raises(EncodingError, match="no receipt begins"):
        decode_receipt(bytes.fromhex(first) + encoded(*BODY) * bool(first))


@pytest.mark.parametrize("fields", [BODY[:3], [*BODY, b""], [*BODY, b"", b""], []])
def test_a_receipt_of_other_fields_is_refused(fields: list[RlpItem]) -> None:
    with pytest.raises(EncodingError, match="no list of 4"):
        decode_receipt(encoded(*fields, kind=2))


STRANGE: dict[str, tuple[bytes, str]] = {
    "gas_with_a_leading_zero": (encoded(b"\x01", b"\x00\x01", *BODY[2:]), "cumulative gas"),
    "gas_of_nine_octets": (encoded(b"\x01", b"\x01" * 9, *BODY[2:]), "cumulative gas"),
    "bloom_too_short": (encoded(b"\x01", b"\x01", bytes(255), []), "bloom"),
    "logs_a_string": (encoded(*BODY[:3], b"logs"), "logs is no list"),
    "log_a_string": (with_logs(b"log"), "log is no list of 3"),
    "log_of_four_fields": (with_logs([*LOG, b""]), "log is no list of 3"),
    "address_of_21_octets": (with_logs([b"\x0a" * 21, [], b""]), "address"),
    "topics_a_string": (with_logs([b"\x0a" * 20, b"t" * 32, b""]), "topics is no list"),
    "topic_of_31_octets": (with_logs([b"\x0a" * 20, [b"t" * 31], b""]), "topic"),
    "five_topics": (with_logs([b"\x0a" * 20, [b"t" * 32] * 5, b""]), "5 topics"),
    "data_a_list": (with_logs([b"\x0a" * 20, [], []]), "data"),
    "octets_after_it": (encoded(*BODY) + b"\x01", "2 items"),
    "another_log_malformed": (with_logs(LOG, LOG, [b"", [], b""]), "address"),
}


@pytest.mark.parametrize(("octets", "reason"), STRANGE.values(), ids=STRANGE)
def test_a_receipt_of_another_shape_is_refused(octets: bytes, reason: str) -> None:
    with pytest.raises(EncodingError, match=reason):
        decode_receipt(octets)


def test_the_most_logs_that_fit_are_within_the_limit_of_their_places() -> None:
    shortest: RlpItem = [b"\x0a" * 20, [], b""]
    most = LIMITS.evm_receipt_octets // len(rlp.encode(shortest))
    assert most < LIMITS.receipt_logs
    assert len(decode_receipt(with_logs(*[shortest] * (most - 20))).logs) > 10_000


@given(st.binary(max_size=80))
def test_no_octets_raise_anything_else(octets: bytes) -> None:
    with pytest.raises(EncodingError):
        decode_receipt(octets)
