"""What a path may be built from: certificates, CRLs and OCSP answers, found by name.

`HelperSet` is what a sender brings, as bytes: untrusted, and named by one key so that no result is
ever used again with other helpers. `Material` is the decoded form; a member that is malformed is
left out and remembered, since it may be why something is missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, TypeVar

from anchors.digest import compute_digest
from verify.asn1.crl import CertificateList, decode_crl
from verify.asn1.names import NameKey
from verify.asn1.ocsp import OcspResponse, ResponderId, SingleResponse, decode_ocsp
from verify.asn1.x509 import Certificate, decode_certificate, subject_public_key
from verify.errors import DecodeError
from verify.path.signed import Signed

__all__ = ["HelperSet", "Material", "OcspStatus", "Pool", "key_hash"]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_Members = dict[bytes, bytes]
"""Digest to bytes."""


@dataclass(frozen=True, slots=True)
class HelperSet:
    """Untrusted certificates, CRLs and OCSP answers; made by `of`, which puts them in order."""

    EMPTY: ClassVar["HelperSet"]

    certificates: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    ocsps: tuple[bytes, ...]
    key: bytes
    """Digest over the sorted digests of the members: equal sets have equal keys."""
    digests: tuple[tuple[bytes, ...], ...]
    """Digests of certificates, of CRLs and of OCSP answers, in their order."""

    @classmethod
    def of(
        cls,
        *,
        certificates: Iterable[bytes] = (),
        crls: Iterable[bytes] = (),
        ocsps: Iterable[bytes] = (),
    ) -> "HelperSet":
        """Return the set of these members, each once."""
        groups = (certificates, crls, ocsps)
        return cls._of_members([{compute_digest("sha256", m): m for m in g} for g in groups])

    def union(self, other: "HelperSet") -> "HelperSet":
        """Return the set of both sets' members; no member is digested again."""
        if other.key in {self.key, HelperSet.EMPTY.key}:
            return self
        if self.key == HelperSet.EMPTY.key:
            return other
        pairs = zip(_members(self), _members(other), strict=True)
        return self._of_members([mine | theirs for mine, theirs in pairs])

    @classmethod
    def _of_members(cls, groups: list[_Members]) -> "HelperSet":
        digests = tuple(tuple(sorted(group)) for group in groups)
        certificates, crls, ocsps = (
            tuple(group[digest] for digest in order)
            for group, order in zip(groups, digests, strict=True)
        )
        counted = b"".join(len(d).to_bytes(4) + b"".join(d) for d in digests)
        return cls(certificates, crls, ocsps, compute_digest("sha256", counted), digests)


HelperSet.EMPTY = HelperSet.of()


def _members(helpers: HelperSet) -> list[_Members]:
    groups = (helpers.certificates, helpers.crls, helpers.ocsps)
    paired = zip(helpers.digests, groups, strict=True)
    return [dict(zip(digests, group, strict=True)) for digests, group in paired]


class OcspStatus(NamedTuple):
    """One status and the answer it stands in."""

    answer: OcspResponse
    single: SingleResponse


class Material:
    """Decoded members, by subject name, by CRL issuer name, and by serial number."""

    __slots__ = ("_by_key_hash", "_digests", "certificates", "crls", "faults", "statuses")

    def __init__(
        self, certificates: Iterable[bytes], crls: Iterable[bytes], ocsps: Iterable[bytes]
    ) -> None:
        self.certificates: dict[NameKey, list[Certificate]] = {}
        self.crls: dict[NameKey, list[CertificateList]] = {}
        self.statuses: dict[int, list[OcspStatus]] = {}
        self.faults: list[DecodeError] = []
        self._by_key_hash: dict[bytes | None, list[Certificate]] = {}
        self._digests: set[bytes] = set()
        for der in certificates:
            self._add_certificate(der)
        for der in crls:
            self._add_crl(der)
        for der in ocsps:
            self._add_ocsp(der)

    def holds(self, member: Signed) -> bool:
        """Whether this very certificate, CRL or OCSP answer is among the members."""
        return member.sha256 in self._digests

    def by_key_hash(self) -> dict[bytes | None, list[Certificate]]:
        """Return the certificates by the SHA-1 of their keys (RFC 6960 4.2.1)."""
        if not self._by_key_hash:
            for certificate in (c for found in self.certificates.values() for c in found):
                _append(self._by_key_hash, key_hash(certificate), certificate)
        return self._by_key_hash

    def _add_certificate(self, der: bytes) -> None:
        try:
            certificate = decode_certificate(der)
        except DecodeError as error:
            self.faults.append(error)
        else:
            self._digests.add(certificate.sha256)
            _append(self.certificates, certificate.subject_key, certificate)

    def _add_crl(self, der: bytes) -> None:
        try:
            crl = decode_crl(der)
        except DecodeError as error:
            self.faults.append(error)
        else:
            self._digests.add(crl.sha256)
            _append(self.crls, crl.issuer_key, crl)

    def _add_ocsp(self, der: bytes) -> None:
        try:
            answer = decode_ocsp(der)
        except DecodeError as error:
            self.faults.append(error)
        else:
            self._digests.add(answer.sha256)
            for single in answer.responses:
                _append(self.statuses, single.cert_id.serial, OcspStatus(answer, single))


class Pool(NamedTuple):
    """The court's material and the helpers', to be asked in this order (judgement 3)."""

    trusted: Material
    helpers: Material

    def certificates(self, subject: NameKey) -> list[Certificate]:
        """Return the certificates of a subject, the court's first, each once."""
        mine = self.trusted.certificates.get(subject, [])
        theirs = self.helpers.certificates.get(subject, [])
        return list(dict.fromkeys(mine + theirs)) if mine and theirs else mine or theirs

    def responders(self, responder: ResponderId) -> list[Certificate]:
        """Return the certificates that an OCSP answer may mean."""
        if responder.name is not None:
            return self.certificates(responder.name)
        key = responder.key_hash
        found = self.trusted.by_key_hash().get(key, []) + self.helpers.by_key_hash().get(key, [])
        return list(dict.fromkeys(found))

    def faults(self) -> list[DecodeError]:
        """Return why members were left out."""
        return self.trusted.faults + self.helpers.faults


def key_hash(certificate: Certificate) -> bytes | None:
    """Return the SHA-1 of the key octets; None where the key cannot be read."""
    try:
        return compute_digest("sha1", subject_public_key(certificate.spki))
    except DecodeError:
        return None


def _append(index: dict[_Key, list[_Value]], key: _Key, value: _Value) -> None:
    index.setdefault(key, []).append(value)
