"""The part of a platform's receipt that a public tool can verify: its fields and the CMS over them.

What a field means, and which of them are signed, is in the platform's registry record (judgement 2,
Receipt); the octets signed are rebuilt from it.
"""

import base64
import binascii
from typing import NamedTuple

from verify.asn1.cms import SignedData, decode_signed_data
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.model import Evidence
from verify.receipt import SignedReceipt, signed_octets
from verify.receipts.read import read_receipt

__all__ = ["SignedPart", "signed_part"]


class SignedPart(NamedTuple):
    """What a platform signed of a receipt."""

    fields: bytes
    signature: bytes
    message: SignedData
    digest_algorithm: str
    """Of the item's digest in the receipt."""


def signed_part(
    receipt: SignedReceipt, evidence: Evidence | None, context: VerificationContext
) -> SignedPart | None:
    """Return the signed part; None where the platform declared none, or it cannot be read."""
    deposit = evidence.deposit if evidence is not None else None
    record = (context.trust.platforms or {}).get(deposit.platform_id if deposit else "")
    mapping = record.receipt if record is not None else None
    if mapping is None or mapping.signature is None:
        return None
    value = read_receipt(receipt, mapping.form)
    digest = next((one.alg for one in value.digests if one.alg is not None), "")
    fields = signed_octets(receipt, mapping.signed)
    try:
        octets = base64.b64decode(receipt.text(mapping.signature) or "", validate=True)
        message = decode_signed_data(octets)
    except (binascii.Error, DecodeError):
        return None
    return None if fields is None else SignedPart(fields, octets, message, digest)
