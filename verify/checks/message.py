"""What a CMS message says beside its signers: how it was encoded, and what was added to it.

All of it is told; nothing here moves a result (judgement 2, 3).
"""

from verify.asn1.cms import SignedData
from verify.codes.table import finding
from verify.findings import Finding

__all__ = ["encoding_findings", "message_findings"]


def encoding_findings(signed: SignedData, subject: str) -> list[Finding]:
    """Return what is told of a message that was not in DER when it came (RFC 5652 5.4)."""
    reordered = [s for s in signed.signers if s.attributes is not None and s.attributes.reordered]
    if not (signed.ber or reordered):
        return []
    observed = "BER" if signed.ber else "signed attributes in another order"
    return [finding("asn1.ber_encoding", subject, observed=observed)]


def message_findings(signed: SignedData, subject: str) -> list[Finding]:
    """Return what is told of a signature as a whole, and signers that RFC 5652 5.3 does not allow.

    Only content of type data may be signed without signed attributes.
    """
    found = encoding_findings(signed, subject)
    for signer in signed.signers:
        if signer.attributes is None and not signed.is_plain:
            found.append(finding("signature.attributes_incomplete", subject))
        for one in (signer, *signer.counter_signatures):
            if one.not_evaluated:
                names = ", ".join(one.not_evaluated)
                found.append(finding("signature.attribute_not_evaluated", subject, observed=names))
    return found
