"""What was added to a signature is read as untrusted material, or named as not evaluated."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from anchors.limits import LIMITS
from fixtures.cms import (
    Signer,
    attribute,
    certificate_values,
    counter_signature,
    detached,
    revocation_values,
    signature_timestamp,
)
from fixtures.der import NULL, integer, sequence, set_of
from fixtures.world import world
from verify.asn1.cms import SignerInfo, decode_signed_data
from verify.asn1.unsigned import NO_VALUES, LongTermValues
from verify.errors import DecodeError

CONTENT = b"contract\n"
DIGEST = hashlib.sha256(CONTENT).digest()
WHO = Signer(identity=world(1).borrower(1).signer)
NOTARY = Signer(identity=world(1).borrower(2).signer)
ARCHIVE = attribute("0.4.0.1733.2.4", NULL)
COUNTER = "1.2.840.113549.1.9.6"


def _added(*unsigned: bytes) -> SignerInfo:
    return _signed(lambda _: unsigned)


def _signed(unsigned: Callable[[bytes], Iterable[bytes]]) -> SignerInfo:
    (signer,) = decode_signed_data(detached(DIGEST, replace(WHO, unsigned=unsigned))[0]).signers
    return signer


def _by_notary(value: bytes) -> list[bytes]:
    return [counter_signature(NOTARY, value)]


def test_nothing_added_is_nothing() -> None:
    (signer,) = decode_signed_data(detached(DIGEST, WHO)[0]).signers
    assert signer[6:] == ((), (), NO_VALUES, ())


def test_a_counter_signature_is_a_signer_of_its_own() -> None:
    (counter,) = _signed(_by_notary).counter_signatures
    name = decode_signed_data(detached(DIGEST, NOTARY)[0]).signers[0].issuer_and_serial
    assert counter.issuer_and_serial == name


def test_a_counter_signature_states_the_digest_of_the_value() -> None:
    signer = _signed(_by_notary)
    stated = signer.counter_signatures[0].attributes
    assert stated is not None
    assert stated.message_digest == hashlib.sha256(signer.signature).digest()


def test_what_was_added_to_a_counter_signature_is_named_and_not_followed() -> None:
    def twice(value: bytes) -> list[bytes]:
        stamped = replace(NOTARY, unsigned=_by_notary, timestamp=lambda _: sequence(NULL))
        return [counter_signature(stamped, value)]

    (counter,) = _signed(twice).counter_signatures
    assert counter.counter_signatures == ()
    assert counter.not_evaluated == ("counter-signature", "timestamp")


def test_counter_signatures_over_the_limit_are_named_and_spoil_nothing() -> None:
    def many(value: bytes) -> list[bytes]:
        return _by_notary(value) * (LIMITS.cms_counter_signatures + 1)

    signer = _signed(many)
    assert len(signer.counter_signatures) == LIMITS.cms_counter_signatures
    assert signer.not_evaluated == ("further counter-signatures",)


def test_a_counter_signature_that_is_no_signer_info_is_refused() -> None:
    with pytest.raises(DecodeError, match=r"^cms\.malformed"):
        _added(attribute(COUNTER, sequence(NULL)))


def test_long_term_values_are_read_as_they_stand() -> None:
    one, two, three = (sequence(integer(number)) for number in range(3))
    signer = _added(certificate_values(one), revocation_values(crls=[two], ocsps=[three]))
    assert signer.values == LongTermValues((one,), (two,), (three,))


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (attribute("1.2.840.113549.1.9.16.2.23", NULL), "certificate-values"),
        (attribute("1.2.840.113549.1.9.16.2.24", NULL), "revocation-values"),
        (attribute("1.2.840.113549.1.9.16.2.24", sequence(set_of([]))), None),
        (ARCHIVE, "archive-time-stamp-v3"),
        (attribute("1.2.840.113549.1.9.16.2.48", NULL), "archive-time-stamp-v2"),
        (attribute("1.2.840.113549.1.9.16.2.50", NULL), "external evidence record"),
    ],
    ids=["certificates", "revocation", "nothing_known", "archive_v3", "archive_v2", "record"],
)
def test_what_is_not_evaluated_is_named(made: bytes, name: str | None) -> None:
    expected = () if name is None else (name,)
    assert _added(made).not_evaluated == expected


def test_timestamps_stand_beside_other_attributes() -> None:
    signer = _added(signature_timestamp(sequence(NULL)), ARCHIVE)
    assert (signer.timestamps, signer.not_evaluated) == (
        (sequence(NULL),),
        ("archive-time-stamp-v3",),
    )


def test_certificate_values_over_the_limit_are_named_and_spoil_nothing() -> None:
    signer = _added(certificate_values(*[NULL] * (LIMITS.cms_certificates + 1)))
    assert signer.values.certificates == (NULL,) * LIMITS.cms_certificates
    assert signer.not_evaluated == ("further certificate-values",)


def test_revocation_values_over_the_limit_are_named_and_spoil_nothing() -> None:
    crls, ocsps = [NULL] * (LIMITS.cms_revocations - 1), [NULL] * 2
    signer = _added(revocation_values(crls=crls, ocsps=ocsps))
    assert (signer.values.crls, signer.values.ocsps) == (tuple(crls), (NULL,))
    assert signer.not_evaluated == ("further revocation-values",)


def test_more_lists_than_are_read_leave_no_room_for_answers() -> None:
    crls = [NULL] * (LIMITS.cms_revocations + 2)
    signer = _added(revocation_values(crls=crls, ocsps=[NULL]))
    kept = signer.values
    assert (len(kept.crls), kept.ocsps) == (LIMITS.cms_revocations, ())


def test_too_many_crls_in_a_message_are_refused_by_their_own_code() -> None:
    crls = [sequence(integer(number)) for number in range(LIMITS.cms_revocations + 1)]
    with pytest.raises(DecodeError, match=r"^cms\.too_many_revocations"):
        decode_signed_data(detached(DIGEST, WHO, crls=crls)[0])
