"""SES_Signature of both generations, as read."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from fixtures.der import integer, octet_string, oid, sequence, utf8
from fixtures.eseal import Seal, Sealing, platform_seal, seal_maker, seal_owner, stamped_by
from fixtures.world import world
from verify.asn1.eseal import SealSignature, decode_eseal
from verify.errors import DecodeError

WORLD = world(1)
PLATFORM = WORLD.platforms[0]
OWNER = seal_owner(WORLD, PLATFORM)
MAKER = seal_maker(WORLD)
AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
XML = b"<Signature/>"
PATH = "/Doc_0/Signs/Sign_0/Signature.xml"
NEW, OLD = platform_seal(WORLD, PLATFORM), platform_seal(WORLD, PLATFORM, version=1)
NONSENSE = "2.999.1"


def _over(seal: Seal, **said: object) -> bytes:
    return replace(Sealing(seal, OWNER, AT), **said).over(XML, PATH)  # type: ignore[arg-type]


def _read(seal: Seal, **said: object) -> SealSignature:
    return decode_eseal(_over(seal, **said))


@pytest.mark.parametrize("seal", [NEW, OLD], ids=["GB/T 38540", "GM/T 0031"])
def test_a_use_of_a_seal_is_read(seal: Seal) -> None:
    read = _read(seal)
    assert read.version == seal.version
    assert read.time == (AT, False)
    assert read.data_hash == hashlib.new("sm3", XML).digest()
    assert read.property_info == PATH
    assert read.certificate == OWNER.certificate
    assert read.timestamp is None
    assert read.critical == ()


@pytest.mark.parametrize("seal", [NEW, OLD], ids=["GB/T 38540", "GM/T 0031"])
def test_the_seal_inside_is_read(seal: Seal) -> None:
    read = _read(seal).seal
    assert read.octets == seal.octets
    assert read.header == ("ES", seal.version, "FIXTURES")
    assert (read.kind, read.name) == (1, seal.name)
    assert read.certificates == (OWNER.certificate,)
    assert read.valid_from.at == seal.begins
    assert read.valid_to.at == seal.ends
    assert (read.picture_type, read.picture_octets) == ("SVG", len(seal.picture))
    assert read.maker == MAKER.certificate


def test_the_maker_of_a_new_seal_signs_its_information() -> None:
    assert _read(NEW).seal.signed == NEW.info


def test_the_maker_of_an_old_seal_signs_certificate_and_algorithm_too() -> None:
    signed = sequence(OLD.info, octet_string(MAKER.certificate), oid("1.2.156.10197.1.501"))
    assert _read(OLD).seal.signed == signed


def test_what_was_signed_is_kept_as_received() -> None:
    octets = _over(NEW)
    assert _read(NEW).tbs in octets


def test_a_seal_may_list_its_users_by_digest() -> None:
    (one,) = _read(replace(NEW, by_digest="sm3")).seal.digests
    assert one == ("SM3", hashlib.new("sm3", OWNER.certificate).digest())


def test_a_token_over_the_value_is_read() -> None:
    stamped = stamped_by(WORLD.tsa_national, AT)
    read = _read(NEW, timestamp=stamped)
    assert read.timestamp == stamped(read.signature)


def test_critical_extensions_are_named() -> None:
    read = _read(replace(NEW, extension=NONSENSE), extension="2.999.2")
    assert (read.seal.critical, read.critical) == ((NONSENSE,), ("2.999.2",))


@pytest.mark.parametrize("version", [5, 3, 1 << 70])
def test_another_version_is_not_read(version: int) -> None:
    with pytest.raises(DecodeError, match=r"eseal\.version_unsupported"):
        _read(NEW, version=version)


def test_a_list_of_a_type_that_nobody_knows_is_refused() -> None:
    with pytest.raises(DecodeError, match=r"eseal\.malformed"):
        _read(replace(NEW, list_type=3))


def test_certificates_are_no_digests() -> None:
    with pytest.raises(DecodeError, match=r"eseal\.malformed"):
        _read(replace(NEW, list_type=2))


def test_a_seal_of_too_many_users_is_not_read() -> None:
    with pytest.raises(DecodeError, match=r"cms\.too_many_certificates"):
        _read(replace(NEW, owners=(b"\x30\x00",) * (LIMITS.cms_certificates + 1)))


def test_octets_over_the_limit_are_not_read() -> None:
    with pytest.raises(DecodeError, match=r"proof\.too_large"):
        decode_eseal(bytes(LIMITS.proof_octets + 1))


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"\x30\x00",
        sequence(integer(1), integer(2)),
        sequence(utf8("a"), utf8("b"), utf8("c"), utf8("d")),
        _over(NEW)[:-1],
        octet_string(_over(NEW)),
    ],
)
def test_what_is_no_use_of_a_seal_is_malformed(octets: bytes) -> None:
    with pytest.raises(DecodeError, match=r"eseal\.malformed"):
        decode_eseal(octets)


def test_octets_after_it_are_refused() -> None:
    with pytest.raises(DecodeError, match=r"asn1\.trailing_bytes"):
        decode_eseal(_over(NEW) + b"\0")


@given(
    st.sampled_from(
        [_over(NEW), _over(OLD), _over(NEW, timestamp=stamped_by(WORLD.tsa_national, AT))]
    ),
    st.integers(0, 10_000),
    st.integers(1, 255),
)
def test_a_changed_octet_is_read_or_refused(octets: bytes, place: int, change: int) -> None:
    changed = bytearray(octets)
    changed[place % len(octets)] ^= change
    try:
        read = decode_eseal(bytes(changed))
    except DecodeError:
        return
    assert read.tbs in bytes(changed)
