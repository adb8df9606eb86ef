"""Signatures of a receipt: inside it, over declared fields; or beside it, over all its octets."""

import base64
from typing import NamedTuple

from verify.asn1.cms import SignedData, decode_signed_data
from verify.checks.covered import CoveredOctets
from verify.checks.signature import SignatureFacts, check_signature
from verify.codes.table import finding, row_of
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.findings import CheckStatus, Finding
from verify.receipt import SignedReceipt, signed_octets
from verify.receipts.value import SignedFields
from verify.trust import PlatformRecord, Purpose, ReceiptMapping

__all__ = [
    "ReceiptSignature",
    "message_inside",
    "signature_beside",
    "signature_inside",
    "signed_by_platform",
]


class ReceiptSignature(NamedTuple):
    """One message that signs a receipt, whoever made it."""

    facts: SignatureFacts
    fields: SignedFields
    inside: bool


def signature_inside(
    receipt: SignedReceipt, mapping: ReceiptMapping, context: VerificationContext, subject: str
) -> tuple[tuple[ReceiptSignature, ...], tuple[Finding, ...]]:
    """Return the signature over the declared fields, or why there is none to check."""
    covered = signed_octets(receipt, mapping.signed)
    if covered is None:
        return (), _malformed(subject, "a signed field is absent")
    try:
        _, signed = message_inside(receipt, mapping)
    except DecodeError as error:
        if error.code == "receipt.malformed":
            return (), _malformed(subject, error.detail)
        undecided = CheckStatus.INDETERMINATE in row_of(error.code).statuses
        code = "receipt.signature_undecided" if undecided else "receipt.malformed"
        return (), (finding(code, subject, observed=str(error)),)
    if not _one_attributed(signed):
        return (), _malformed(subject, "not one attributed signer")
    facts = check_signature(
        signed, CoveredOctets(covered), context, purpose=Purpose.PLATFORM, subject=subject
    )
    fields = SignedFields(frozenset(mapping.signed))
    return (ReceiptSignature(facts, fields, inside=True),), ()


def message_inside(receipt: SignedReceipt, mapping: ReceiptMapping) -> tuple[bytes, SignedData]:
    """Return the message that carries the signature inside a receipt, as octets and decoded.

    Raises:
        DecodeError: it is no base64, or no message.
    """
    try:
        octets = base64.b64decode(receipt.text(mapping.signature) or "", validate=True)
    except ValueError as error:
        # Text outside ASCII is a plain ValueError, and none of `binascii`.
        raise DecodeError("receipt.malformed", "signature is not base64") from error
    return octets, decode_signed_data(octets)


def signature_beside(
    message: SignedData, octets: bytes, context: VerificationContext, *, subject: str
) -> ReceiptSignature | None:
    """Return a detached signature over a whole receipt; None where it is of another shape."""
    if not _one_attributed(message):
        return None
    covered = CoveredOctets(octets)
    facts = check_signature(message, covered, context, purpose=Purpose.PLATFORM, subject=subject)
    return ReceiptSignature(facts, SignedFields(whole=True), inside=False)


def signed_by_platform(
    message: SignedData, record: PlatformRecord | None, context: VerificationContext
) -> bool:
    """Whether a message is by a certificate registered for a platform, whenever it was."""
    if record is None or not _one_attributed(message):
        return False
    resolved = context.resolve(message, message.signers[0], Purpose.PLATFORM)
    if resolved.certificate is None:
        return False
    digest = resolved.certificate.sha256.hex()
    return any(one.sha256 == digest for one in record.certificates)


def _one_attributed(message: SignedData) -> bool:
    """Whether a message has one signer, with signed attributes, and nothing odd about it."""
    plain = message.is_plain and len(message.signers) == 1
    return plain and message.signers[0].attributes is not None


def _malformed(subject: str, observed: str) -> tuple[Finding, ...]:
    return (finding("receipt.malformed", subject, observed=observed),)
