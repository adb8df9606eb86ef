"""A small world of certification authorities; the keys are the same on every run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from verify.findings import CheckStatus
from verify.path import PathResult
from verify.trust import NoneIssued, Purpose, TrustedRoot, TrustStore

__all__ = [
    "ALL_PURPOSES", "EMAIL_PROTECTION", "OCSP_SIGNING", "TIME_STAMPING", "Entity", "crl", "entity",
    "key_of", "name_of",
    "ocsp_answer", "root_of", "store", "utc", "verdict",
]  # fmt: skip

ALL_PURPOSES = frozenset((Purpose.SIGNER, Purpose.TSA, Purpose.RESPONDER))
EMAIL_PROTECTION = ExtendedKeyUsageOID.EMAIL_PROTECTION
TIME_STAMPING = ExtendedKeyUsageOID.TIME_STAMPING
OCSP_SIGNING = ExtendedKeyUsageOID.OCSP_SIGNING


def utc(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def key_of(label: str) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(sha256(label.encode()).digest()) >> 1
    return ec.derive_private_key(number, ec.SECP256R1())


def name_of(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "某某机构"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


Key = ec.EllipticCurvePrivateKey | ed448.Ed448PrivateKey


@dataclass(frozen=True, slots=True)
class Entity:
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def name(self) -> x509.Name:
        return self.certificate.subject

    @property
    def serial(self) -> int:
        return self.certificate.serial_number


def entity(
    common: str,
    issuer: Entity | None = None,
    *,
    ca: bool | None = None,
    path_length: int | None = None,
    usages: Iterable[str] | None = None,
    extended: Iterable[ObjectIdentifier] = (),
    term: tuple[datetime, datetime] = (utc(2020), utc(2050)),
    serial: int | None = None,
    key: Key | None = None,
    extensions: Iterable[tuple[x509.ExtensionType, bool]] = (),
    digest: hashes.SHA384 | None = None,
    subject: x509.Name | None = None,
) -> Entity:
    """Issue a certificate; a CA unless it has an issuer above it, if `ca` does not say."""
    own = key or key_of(common)
    authority = issuer is None if ca is None else ca
    signer = own if issuer is None else issuer.key
    number = serial or int.from_bytes(sha256(common.encode()).digest()[:8])
    name = subject or name_of(common)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name if issuer is None else issuer.name)
        .public_key(own.public_key())
        .serial_number(number)
        .not_valid_before(term[0])
        .not_valid_after(term[1])
    )
    for extension, critical in (
        (x509.BasicConstraints(authority, path_length), True),
        (x509.SubjectKeyIdentifier.from_public_key(own.public_key()), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False),
        (_key_usage(usages or _usual(ca=authority)), True),
        *([(x509.ExtendedKeyUsage(extended), True)] if extended else []),
        *extensions,
    ):
        builder = builder.add_extension(extension, critical)
    return Entity(builder.sign(signer, _digest_for(signer, digest)), own)


def _digest_for(key: Key, digest: hashes.SHA384 | None) -> hashes.SHA256 | hashes.SHA384 | None:
    return None if isinstance(key, ed448.Ed448PrivateKey) else digest or hashes.SHA256()


def _usual(*, ca: bool) -> tuple[str, ...]:
    return ("key_cert_sign", "crl_sign") if ca else ("digital_signature", "content_commitment")


def _key_usage(usages: Iterable[str]) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: name in set(usages) for name in names})


def crl(
    issuer: Entity,
    this: datetime,
    following: datetime | None = None,
    *,
    revoked: Iterable[tuple[Entity, datetime, str | None]] = (),
    number: int = 1,
    extensions: Iterable[tuple[x509.ExtensionType, bool]] = (),
    key: ec.EllipticCurvePrivateKey | None = None,
    digest: hashes.SHA384 | None = None,
    entry_extensions: Iterable[tuple[x509.ExtensionType, bool]] = (),
) -> bytes:
    """Return a CRL of `issuer`; entries are (entity, date, reason)."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.name)
        .last_update(this)
        .next_update(following or this)
    )
    for who, at, reason in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(who.serial).revocation_date(at)
        if reason is not None:
            entry = entry.add_extension(x509.CRLReason(x509.ReasonFlags(reason)), critical=False)
        for extension, critical in entry_extensions:
            entry = entry.add_extension(extension, critical)
        builder = builder.add_revoked_certificate(entry.build())
    for extension, critical in ((x509.CRLNumber(number), False), *extensions):
        builder = builder.add_extension(extension, critical)
    signed = builder.sign(key or issuer.key, digest or hashes.SHA256())
    return signed.public_bytes(Encoding.DER)


def ocsp_answer(
    certificate: Entity,
    issuer: Entity,
    this: datetime,
    following: datetime | None = None,
    *,
    responder: Entity | None = None,
    status: ocsp.OCSPCertStatus = ocsp.OCSPCertStatus.GOOD,
    revoked_at: datetime | None = None,
    reason: x509.ReasonFlags | None = None,
    by_name: bool = False,
    embed: bool = True,
    extensions: Iterable[tuple[x509.ExtensionType, bool]] = (),
) -> bytes:
    """Return an OCSP answer about `certificate`, by its issuer or by `responder`."""
    signer = responder or issuer
    encoding = ocsp.OCSPResponderEncoding.NAME if by_name else ocsp.OCSPResponderEncoding.HASH
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            cert=certificate.certificate,
            issuer=issuer.certificate,
            algorithm=hashes.SHA1(),
            cert_status=status,
            this_update=this,
            next_update=following,
            revocation_time=revoked_at,
            revocation_reason=reason,
        )
        .responder_id(encoding, signer.certificate)
    )
    if embed and responder is not None:
        builder = builder.certificates([responder.certificate])
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(signer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def root_of(
    trusted: Entity,
    purposes: frozenset[Purpose] = ALL_PURPOSES,
    *,
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
    none_issued: NoneIssued | None = None,
) -> TrustedRoot:
    return TrustedRoot(trusted.der, purposes, valid_from, valid_to, none_issued)


def store(
    *roots: TrustedRoot | Entity,
    intermediates: Iterable[Entity] = (),
    crls: Iterable[bytes] = (),
    ocsps: Iterable[bytes] = (),
) -> TrustStore:
    """Return a trust store; a bare entity is trusted for every purpose."""
    return TrustStore(
        digest="00",
        sequence=None,
        environment=None,
        audience=None,
        roots=tuple(root if isinstance(root, TrustedRoot) else root_of(root) for root in roots),
        intermediates=tuple(one.der for one in intermediates),
        crls=tuple(crls),
        ocsps=tuple(ocsps),
    )


def verdict(result: PathResult) -> tuple[CheckStatus, list[str]]:
    return result.status, [finding.code for finding in result.findings]
