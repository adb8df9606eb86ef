"""The memory of signers answers for what a message says, and for nothing that looks like it."""

from functools import cache
from hashlib import sha256

from fixtures.cms import Signer, detached
from fixtures.trust import trust_directory
from fixtures.world import RECEIVED_AT, world
from verify.asn1.cms import SignedData, decode_signed_data
from verify.context import VerificationContext
from verify.policy import DEFAULT_POLICY
from verify.trust import Purpose
from verify.trustfile import decode_trust


@cache
def _message() -> SignedData:
    signer = Signer(identity=world(1).lenders[0].signer, at=RECEIVED_AT)
    return decode_signed_data(detached(sha256(b"covered").digest(), signer)[0])


def _context() -> VerificationContext:
    store = decode_trust(trust_directory(world(1)).files())
    return VerificationContext(store, DEFAULT_POLICY, RECEIVED_AT)


def test_a_key_identifier_of_the_same_octets_names_nobody_that_a_name_and_serial_named() -> None:
    context, signed = _context(), _message()
    signer = signed.signers[0]
    assert context.resolve(signed, signer, Purpose.SIGNER).certificate is not None
    disguised = signer._replace(issuer_and_serial=None, key_identifier=signer.issuer_and_serial)
    assert context.resolve(signed, disguised, Purpose.SIGNER).certificate is None


def test_a_name_and_serial_are_found_after_a_key_identifier_of_the_same_octets() -> None:
    context, signed = _context(), _message()
    signer = signed.signers[0]
    disguised = signer._replace(issuer_and_serial=None, key_identifier=signer.issuer_and_serial)
    assert context.resolve(signed, disguised, Purpose.SIGNER).certificate is None
    assert context.resolve(signed, signer, Purpose.SIGNER).certificate is not None


def test_a_message_that_carries_much_is_not_remembered() -> None:
    context, signed = _context(), _message()
    heavy = signed._replace(crls=(b"\x30" * 40_000,))
    context.resolve(heavy, heavy.signers[0], Purpose.SIGNER)
    assert not context._signers


def test_every_registered_platform_is_known_by_its_names() -> None:
    names = _context().platform_names
    assert {"plat-anzheng", "plat-intl", "plat-guomi"} <= names
