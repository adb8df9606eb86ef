"""Of which certificate an OCSP answer speaks, and what it says (RFC 6960 4.1.1, 4.2.2)."""

from anchors.digest import compute_digest
from anchors.errors import DigestUnsupportedError
from verify.asn1.extensions import ALL_REASONS
from verify.asn1.ocsp import OcspResponse, SingleResponse
from verify.asn1.x509 import Certificate, subject_public_key
from verify.crypto.algorithms import digest_name
from verify.errors import DecodeError
from verify.path.material import key_hash
from verify.path.signed import Strength
from verify.path.statements import Horizon, Revocation, Source, Statement

__all__ = ["names_responder", "ocsp_outlives", "ocsp_source", "ocsp_statement", "speaks_of"]


def speaks_of(single: SingleResponse, certificate: Certificate, issuer: Certificate) -> bool:
    """Whether the CertID is the certificate's: serial, and digests of its issuer's name and key."""
    wanted = single.cert_id
    if wanted.serial != certificate.serial:
        return False
    try:
        name = digest_name(wanted.hash_algorithm)
        return (
            name is not None
            and compute_digest(name, certificate.issuer) == wanted.issuer_name_hash
            and compute_digest(name, subject_public_key(issuer.spki)) == wanted.issuer_key_hash
        )
    except (DecodeError, DigestUnsupportedError):
        return False


def names_responder(answer: OcspResponse, signer: Certificate) -> bool:
    """Whether the answer says that `signer` signed it."""
    if answer.responder.name is not None:
        return answer.responder.name == signer.subject_key
    return key_hash(signer) == answer.responder.key_hash


def ocsp_outlives(single: SingleResponse, certificate: Certificate) -> bool:
    """Whether the answer still knows the certificate: its term, or archiveCutoff."""
    cutoff = single.archive_cutoff
    in_term = single.this_update <= certificate.not_after
    return in_term or (cutoff is not None and cutoff <= certificate.not_after)


def ocsp_source(single: SingleResponse) -> Source:
    """Return how statements of an answer name it."""
    return Source(single.this_update, 0, single.next_update, "OCSP")


def ocsp_statement(
    certificate: Certificate, single: SingleResponse, *, strength: Strength, horizon: Horizon
) -> Statement:
    """Return what one status of an answer says of the certificate it speaks of."""
    proves = (
        single.status != "unknown"
        and ocsp_outlives(single, certificate)
        and single.this_update < strength.until
    )
    revocations: tuple[Revocation, ...] = ()
    if single.revoked_at is not None:
        revocations = (Revocation(single.revoked_at, single.reason, None),)
    return Statement(
        ocsp_source(single),
        revocations,
        removed=False,
        proven_to=horizon.proven_to(single.this_update, single.next_update) if proves else None,
        reasons=ALL_REASONS,
        strength=strength,
    )
