"""Which certificates a CRL speaks of, and what it says of one (RFC 5280 6.3.3 b, c, d, i, j, k)."""

from collections.abc import Iterator

from verify.asn1.crl import CertificateList, IssuingDistributionPoint
from verify.asn1.extensions import ALL_REASONS, DistributionPoint, PointNames
from verify.asn1.names import DIRECTORY_NAME, GeneralName, NameKey
from verify.asn1.x509 import Certificate
from verify.path.signed import Strength
from verify.path.statements import REMOVED, Horizon, Revocation, Source, Statement

__all__ = ["amends", "crl_issuers", "crl_source", "crl_statement", "outlives", "reasons_covered"]

_EVERYTHING = IssuingDistributionPoint()


def crl_issuers(certificate: Certificate) -> Iterator[NameKey]:
    """Yield the names whose CRLs may speak of a certificate: its issuer, and those it points to."""
    seen = {certificate.issuer_key}
    yield certificate.issuer_key
    for point in certificate.crl_distribution_points:
        for name in point.crl_issuer:
            if isinstance(name.value, tuple) and name.value not in seen:
                seen.add(name.value)
                yield name.value


def reasons_covered(crl: CertificateList, certificate: Certificate) -> frozenset[str]:
    """Return the reasons for which a CRL speaks of a certificate; none where it does not at all.

    Every distribution point of the certificate is tried, and the one that RFC 5280 6.3.3 assumes
    for CRLs found otherwise: the issuer's own name, all reasons.
    """
    scope = crl.distribution_point or _EVERYTHING
    authority = certificate.basic_constraints is not None and certificate.basic_constraints.ca
    barred = scope.only_user if authority else scope.only_ca
    if barred or scope.only_attribute:
        return frozenset()
    own = PointNames(frozenset((GeneralName(DIRECTORY_NAME, certificate.issuer_key),)), None)
    points = (*certificate.crl_distribution_points, DistributionPoint(own, None, ()))
    spoken = (p.reasons or ALL_REASONS for p in points if _within(crl, scope, certificate, p))
    return frozenset[str]().union(*spoken) & (scope.only_reasons or ALL_REASONS)


def _within(
    crl: CertificateList,
    scope: IssuingDistributionPoint,
    certificate: Certificate,
    point: DistributionPoint,
) -> bool:
    """Whether a CRL of this scope belongs to a distribution point: 6.3.3 (b) (1) and (2) (i)."""
    if point.crl_issuer:
        issuer = GeneralName(DIRECTORY_NAME, crl.issuer_key)
        if issuer not in point.crl_issuer or not scope.indirect:
            return False
    elif crl.issuer_key != certificate.issuer_key:
        return False
    if scope.names is None:
        return True
    mine = _full_names(scope.names, crl.issuer_key)
    if point.names is None:
        return bool(mine & frozenset(point.crl_issuer))
    base = crl.issuer_key if point.crl_issuer else certificate.issuer_key
    return bool(mine & _full_names(point.names, base))


def _full_names(names: PointNames, base: NameKey) -> frozenset[GeneralName]:
    if names.relative is None:
        return names.full
    return frozenset((GeneralName(DIRECTORY_NAME, (*base, names.relative)),))


def amends(delta: CertificateList, base: CertificateList) -> bool:
    """Whether a delta CRL completes `base`: 6.3.3 (c) and 5.2.4; one key signed both."""
    return (
        delta.base_number is not None
        and base.base_number is None
        and base.number is not None
        and delta.number is not None
        and delta.base_number <= base.number <= delta.number
        and delta.issuer_key == base.issuer_key
        and delta.distribution_point_der == base.distribution_point_der
        and delta.authority_key_identifier == base.authority_key_identifier
    )


def outlives(crl: CertificateList, certificate: Certificate) -> bool:
    """Whether a CRL would still list the certificate: by its term, or by expiredCertsOnCRL."""
    since = crl.expired_certificates_since
    in_term = crl.this_update <= certificate.not_after
    return in_term or (since is not None and since <= certificate.not_after)


def crl_source(crl: CertificateList) -> Source:
    """Return how statements of a CRL name it."""
    return Source(crl.this_update, crl.number or 0, crl.next_update, "CRL")


def crl_statement(
    certificate: Certificate,
    crl: CertificateList,
    base: CertificateList | None,
    *,
    reasons: frozenset[str],
    strength: Strength,
    horizon: Horizon,
) -> Statement:
    """Return what a complete CRL, or a delta CRL with its base or alone, says of a certificate."""
    listed = _entries(crl, certificate)
    revocations = tuple(one for one in listed if one.reason != REMOVED)
    removed = bool(listed) and not revocations
    if not listed and base is not None:
        revocations = tuple(one for one in _entries(base, certificate) if one.reason != REMOVED)
    complete = crl.base_number is None or base is not None
    proves = complete and outlives(crl, certificate) and crl.this_update < strength.until
    return Statement(
        crl_source(crl),
        revocations,
        removed,
        horizon.proven_to(crl.this_update, crl.next_update) if proves else None,
        reasons,
        strength,
    )


def _entries(crl: CertificateList, certificate: Certificate) -> list[Revocation]:
    """Return the entries of a certificate; a removal counts only where it stands alone."""
    entries = crl.find(certificate.serial, certificate.issuer_key)
    return [Revocation(e.revoked_at, e.reason, e.invalid_since) for e in entries]
