"""Revocation lists: what is read, and that a long one stays small."""

from contextlib import suppress

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from tests.verify.path.pki import crl, entity, name_of, utc
from verify.asn1.crl import CertificateList, decode_crl
from verify.asn1.names import name_key
from verify.errors import DecodeError

ROOT = entity("Root")
ONE, TWO, THREE = (entity(f"Signer {at}", ROOT) for at in range(3))
SINCE = [(x509.InvalidityDate(utc(2021, 5)), False)]
DER = crl(
    ROOT,
    utc(2022),
    utc(2023),
    revoked=[(ONE, utc(2021, 6), "keyCompromise"), (TWO, utc(2021, 7), None)],
    entry_extensions=SINCE,
    number=7,
)
ISSUER = name_key(ROOT.name.public_bytes())


def test_the_signed_part_is_a_slice_of_what_was_received() -> None:
    assert decode_crl(DER).tbs == x509.load_der_x509_crl(DER).tbs_certlist_bytes


def test_the_plain_fields_are_read() -> None:
    found = decode_crl(DER)
    assert (found.issuer_key, found.this_update, found.next_update, found.number) == (
        ISSUER,
        utc(2022),
        utc(2023),
        7,
    )


def test_an_entry_is_found_by_serial() -> None:
    (entry,) = decode_crl(DER).find(ONE.serial, ISSUER)
    assert entry == (utc(2021, 6), "keyCompromise", utc(2021, 5))


def test_an_entry_without_a_reason_has_none() -> None:
    (entry,) = decode_crl(DER).find(TWO.serial, ISSUER)
    assert entry.reason is None


def test_a_certificate_that_is_not_listed_is_not_found() -> None:
    assert decode_crl(DER).find(THREE.serial, ISSUER) == ()


def test_a_namesake_serial_of_another_issuer_is_not_found() -> None:
    assert decode_crl(DER).find(ONE.serial, name_key(name_of("Other").public_bytes())) == ()


def test_an_entry_belongs_to_the_last_issuer_named_before_it() -> None:
    named = [(x509.CertificateIssuer([x509.DirectoryName(name_of("Third CA"))]), True)]
    der = crl(ROOT, utc(2022), revoked=[(ONE, utc(2021), None)], entry_extensions=named)
    found = decode_crl(der)
    third = name_key(name_of("Third CA").public_bytes())
    assert [len(found.find(ONE.serial, issuer)) for issuer in (ISSUER, third)] == [0, 1]


def test_the_scope_is_read() -> None:
    point = x509.IssuingDistributionPoint(
        full_name=[x509.UniformResourceIdentifier("http://crl.invalid/1")],
        relative_name=None,
        only_contains_user_certs=True,
        only_contains_ca_certs=False,
        only_some_reasons=frozenset((x509.ReasonFlags.superseded,)),
        indirect_crl=True,
        only_contains_attribute_certs=False,
    )
    scope = decode_crl(crl(ROOT, utc(2022), extensions=[(point, True)])).distribution_point
    assert scope is not None
    assert (scope.only_user, scope.only_ca, scope.indirect, scope.only_reasons) == (
        True,
        False,
        True,
        frozenset(("superseded",)),
    )


def test_a_delta_names_its_base() -> None:
    mark = [(x509.DeltaCRLIndicator(5), True)]
    assert decode_crl(crl(ROOT, utc(2022), extensions=mark)).base_number == 5


def test_critical_extensions_that_are_not_known_are_remembered() -> None:
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    of_entry = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.5"), b"\x05\x00")
    der = crl(
        ROOT,
        utc(2022),
        revoked=[(ONE, utc(2021), None)],
        extensions=[(unknown, True)],
        entry_extensions=[(of_entry, True)],
    )
    assert decode_crl(der).unknown_critical == ("1.2.3.4", "1.2.3.5")


def tlv(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    octets = b"" if size < 0x80 else size.to_bytes((size.bit_length() + 7) // 8)
    head = bytes((tag, 0x80 | len(octets))) + octets if octets else bytes((tag, size))
    return head + content


ALGORITHM = bytes.fromhex("300a06082a8648ce3d040302")
DATE = b"\x17\x0d220101000000Z"


def unsigned(*entries: bytes) -> bytes:
    """Return a list of these entries that nobody signed."""
    name = ROOT.name.public_bytes()
    tbs = tlv(0x30, b"\x02\x01\x01", ALGORITHM, name, DATE, tlv(0x30, *entries))
    return tlv(0x30, tbs, ALGORITHM, b"\x03\x01\x00")


def entry_of(serial: bytes, *rest: bytes) -> bytes:
    return tlv(0x30, tlv(0x02, serial), DATE, *rest)


@pytest.fixture(scope="module")
def long() -> CertificateList:
    """Serial numbers 2³², 2³² + 1, …, listed from the last to the first."""
    return decode_crl(
        unsigned(*(entry_of(b"\x01" + at.to_bytes(4)) for at in reversed(range(100_000))))
    )


@pytest.mark.parametrize("at", [0, 1, 50_000, 99_999])
def test_any_entry_of_a_long_list_is_found(long: CertificateList, at: int) -> None:
    assert len(long.find((1 << 32) + at, ISSUER)) == 1


@pytest.mark.parametrize("serial", [0, -1, (1 << 32) - 1, (1 << 32) + 100_000, 1 << 80])
def test_no_other_serial_is_found_in_a_long_list(long: CertificateList, serial: int) -> None:
    assert long.find(serial, ISSUER) == ()


def test_a_long_list_is_kept_in_four_octets_an_entry(long: CertificateList) -> None:
    assert long.entries.offsets.itemsize * len(long.entries) == 400_000


@given(data=st.binary(max_size=300))
def test_arbitrary_bytes_raise_nothing_else(data: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^revocation\.crl_malformed"):
        decode_crl(data)


@given(at=st.integers(0, len(DER) - 1), octet=st.integers(0, 255))
def test_an_altered_list_raises_nothing_else(at: int, octet: int) -> None:
    with suppress(DecodeError):
        decode_crl(DER[:at] + bytes((octet,)) + DER[at + 1 :]).find(ONE.serial, ISSUER)


@pytest.mark.parametrize(
    "entry",
    [
        entry_of(b"\x01", b"\x30\x00\x00"),
        entry_of(b"\x00\x01"),
        entry_of(b"\xff\x81"),
        entry_of(b""),
        tlv(0x30, b"\x02\x01\x01", b"\x17\x0d221301000000Z"),
        tlv(0x30, b"\x02\x01\x01"),
        tlv(0x31, b"\x02\x01\x01", DATE),
        entry_of(b"\x01", tlv(0x30, tlv(0x30, b"\x06\x03\x55\x1d\x15", b"\x04\x01\x0a"))),
    ],
    ids=[
        "octets_left", "serial_not_minimal", "negative_serial_not_minimal", "no_serial",
        "no_such_month", "no_date", "no_sequence", "reason_cut_off",
    ],
)  # fmt: skip
def test_an_entry_of_another_form_refuses_the_list(entry: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^revocation\.crl_malformed"):
        decode_crl(unsigned(entry))


def test_an_entry_of_the_least_form_is_read() -> None:
    assert len(decode_crl(unsigned(entry_of(b"\x01"))).find(1, ISSUER)) == 1


def test_a_negative_serial_is_found() -> None:
    assert len(decode_crl(unsigned(entry_of(b"\xff"))).find(-1, ISSUER)) == 1


def test_two_entries_of_one_serial_are_both_found() -> None:
    assert len(decode_crl(unsigned(entry_of(b"\x01"), entry_of(b"\x01"))).find(1, ISSUER)) == 2
