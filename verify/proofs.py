"""Proofs as decoded: one table from (kind, form) to a decoder; a new form is one row.

Decoding never raises out of here: bytes that are not what they claim become one finding, and the
proof says nothing more.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from anchors.claim import FORMS, AnchorClaim, decode_claim
from anchors.errors import ClaimError
from anchors.ots import FORM as OTS
from anchors.ots import OtsProof, decode_ots
from verify.asn1.cms import SignedData, decode_signed_data
from verify.asn1.eseal import SealSignature, decode_eseal
from verify.asn1.tst import TimeStampToken, decode_response, decode_token
from verify.codes.table import finding
from verify.errors import DecodeError
from verify.findings import Finding
from verify.model import Proof, ProofKind
from verify.receipt import SignedReceipt, decode_receipt
from verify.receipts.registry import DECLARED
from verify.receipts.registry import FORMS as RECEIPT_FORMS

__all__ = ["DecodedProof", "Message", "decode_octets", "decode_proof", "decode_timestamp"]

Message = SignedData | SealSignature | TimeStampToken | AnchorClaim | OtsProof | SignedReceipt


class DecodedProof(NamedTuple):
    """One proof with what its octets say."""

    proof: Proof
    octets: bytes | None
    message: Message | None
    fault: Finding | None
    """Why there is no message."""


def decode_timestamp(octets: bytes) -> TimeStampToken:
    """Return the token of a bare token or of a full response; the octets tell which.

    Raises:
        DecodeError: neither, or the response grants nothing.
    """
    length = octets[1] if len(octets) > 1 else 0
    first = 2 + (length & 0x7F if length > 0x80 else 0)
    if octets[first : first + 1] != b"\x30":
        return decode_token(octets)
    response = decode_response(octets)
    if not response.granted or response.token is None:
        raise DecodeError("timestamp.not_granted", f"status {response.status} {response.text}")
    token = decode_token(response.token)
    return token._replace(signed=token.signed._replace(ber=True)) if response.ber else token


_DECODERS: Mapping[tuple[ProofKind, str], Callable[[bytes], Message]] = {
    (ProofKind.SIGNATURE, "cms"): decode_signed_data,
    (ProofKind.SIGNATURE, "gm-cms"): decode_signed_data,
    (ProofKind.SIGNATURE, "ses"): decode_eseal,
    (ProofKind.TIMESTAMP, "tst"): decode_timestamp,
    (ProofKind.TIMESTAMP, "tsr"): decode_timestamp,
    **{(ProofKind.ANCHOR, form): partial(decode_claim, labelled=form) for form in FORMS},
    (ProofKind.ANCHOR, OTS): decode_ots,
    **{(ProofKind.RECEIPT, form): decode_receipt for form in (DECLARED, *RECEIPT_FORMS)},
}


def decode_octets(kind: ProofKind, form: str, octets: bytes) -> Message | None:
    """Return what octets of a form say; None where they are not that."""
    decoder = _DECODERS.get((kind, form))
    try:
        return None if decoder is None else decoder(octets)
    except (DecodeError, ClaimError):
        return None


def decode_proof(proof: Proof, octets: bytes | None) -> DecodedProof:
    """Return a proof decoded by its kind and form, or with the finding that says why not."""
    if octets is None:
        return DecodedProof(proof, None, None, finding("proof.bytes_absent", proof.id))
    decoder = _DECODERS.get((proof.kind, proof.form))
    if decoder is None:
        fault = finding("proof.form_unsupported", proof.id, observed=f"{proof.kind} {proof.form}")
        return DecodedProof(proof, octets, None, fault)
    try:
        return DecodedProof(proof, octets, decoder(octets), None)
    except (DecodeError, ClaimError) as error:
        return DecodedProof(
            proof, octets, None, finding(error.code, proof.id, observed=error.detail)
        )
