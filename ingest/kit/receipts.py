"""The part of a platform's receipt that a public tool can verify: its fields and the CMS over them.

What a field means, and which of them are signed, is in the platform's registry record (judgement 2,
Receipt); the octets signed are rebuilt from it.
"""

from typing import NamedTuple

from verify.asn1.cms import SignedData
from verify.checks.receipt import form_of_deposit
from verify.checks.receiptsignature import message_inside
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.model import Evidence
from verify.receipt import SignedReceipt, signed_octets
from verify.receipts.read import read_receipt

__all__ = ["SignedPart", "signed_part", "stated_algorithm"]


class SignedPart(NamedTuple):
    """What a platform signed of a receipt."""

    fields: bytes
    signature: bytes
    message: SignedData


def stated_algorithm(
    receipt: SignedReceipt, form: str, evidence: Evidence | None, context: VerificationContext
) -> str:
    """Return the algorithm of the item's digest in a receipt; empty where none stands in hex."""
    read_by = form_of_deposit(evidence, form, context)
    digests = read_receipt(receipt, read_by).digests if read_by is not None else ()
    written = [one for one in digests if one.value.hex() in one.told.text.lower()]
    return next((one.alg for one in written if one.alg is not None), "")


def signed_part(
    receipt: SignedReceipt, evidence: Evidence | None, context: VerificationContext
) -> SignedPart | None:
    """Return the signed part; None where the platform declared none, or it cannot be read."""
    deposit = evidence.deposit if evidence is not None else None
    record = (context.trust.platforms or {}).get(deposit.platform_id if deposit else "")
    mapping = record.receipt if record is not None else None
    if mapping is None or mapping.signature is None:
        return None
    fields = signed_octets(receipt, mapping.signed)
    try:
        octets, message = message_inside(receipt, mapping)
    except DecodeError:
        return None
    return None if fields is None else SignedPart(fields, octets, message)
