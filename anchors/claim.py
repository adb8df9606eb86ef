"""Anchor claims (formats, "Anchor claim"): one table from a form to how it is read.

A batch has tens of thousands of claims that differ in their `batch` alone: what a claim shares with
the others of its batch is its `shared`, the key under which a caller keeps what was proved of it.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from anchors.attested import FORM as ATTESTED
from anchors.attested import AttestedClaim, attested_claim
from anchors.batch import unsupported
from anchors.errors import ClaimError, EncodingError, TooLargeError
from anchors.evmclaim import FORM as EVM
from anchors.evmclaim import EvmClaim, evm_claim
from anchors.fisco.claim import FORM_2, FORM_3, FiscoClaim, fisco_claim
from anchors.jsontext import Json, decode_object, integer_field, text_field
from anchors.limits import LIMITS

__all__ = ["FORMS", "AnchorClaim", "BatchClaim", "decode_claim"]

BatchClaim: TypeAlias = EvmClaim | FiscoClaim
"""A claim that its digest is in a batch whose root stands on a ledger."""
AnchorClaim: TypeAlias = EvmClaim | FiscoClaim | AttestedClaim

_VERSION = 1
_LARGEST_VERSION = 1 << 40

FORMS: Mapping[str, Callable[[Json], AnchorClaim]] = {
    EVM: evm_claim,
    FORM_2: fisco_claim,
    FORM_3: fisco_claim,
    ATTESTED: attested_claim,
}
"""Form of a claim, to what reads its decoded object."""


def decode_claim(octets: bytes, labelled: str | None = None) -> AnchorClaim:
    """Return the claim that the octets are, of the form they were labelled with where they were.

    Raises:
        ClaimError: they are none (`anchor.malformed`), something in them is over a limit
            (`anchor.too_large`), or version, form, tree or digest algorithm is not one that we
            know (`anchor.form_unsupported`).
    """
    try:
        record = decode_object(octets, LIMITS.claim_octets)
        return FORMS[_form(record, labelled)](record)
    except TooLargeError as error:
        raise ClaimError("anchor.too_large", str(error)) from None
    except EncodingError as error:
        raise ClaimError("anchor.malformed", str(error)) from None


def _form(record: Json, labelled: str | None) -> str:
    """Return the form of a claim, which has to be the one it was labelled with."""
    version, form = integer_field(record, "v", 0, _LARGEST_VERSION), text_field(record, "form")
    if version != _VERSION or form not in FORMS:
        raise unsupported(f"version {version} of {form!r}")
    if labelled not in (None, form):
        raise EncodingError(f"{form} labelled {labelled}")
    return form
