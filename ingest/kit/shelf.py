"""Certificates, paths and revocation data of a kit, each once under a number of its own."""

from base64 import encodebytes
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ingest.kit.sm2 import GM_ARC, der_value
from ingest.kit.values import KitPath, KitRevocation
from verify.asn1.crl import CertificateList, decode_crl
from verify.asn1.ocsp import decode_ocsp
from verify.asn1.x509 import Certificate
from verify.context import VerificationContext
from verify.crypto.algorithms import DEFAULT_FORM, digest_name
from verify.errors import DecodeError
from verify.path.ocsp_status import speaks_of
from verify.signers import readable_certificates
from verify.trust import Sm2Form

__all__ = ["Shelf", "pem", "pem_of"]

Chain = tuple[Certificate, ...]


def pem(*certificates: bytes) -> bytes:
    """Return certificates as PEM (RFC 7468)."""
    return b"".join(pem_of("CERTIFICATE", der) for der in certificates)


def pem_of(label: str, der: bytes) -> bytes:
    """Return DER as PEM under a label."""
    begin, end = (f"-----{word} {label}-----\n".encode() for word in ("BEGIN", "END"))
    return begin + _base64(der) + end


def _base64(der: bytes) -> bytes:
    text = encodebytes(der).replace(b"\n", b"")
    return b"".join(text[at : at + 64] + b"\n" for at in range(0, len(text), 64))


class Shelf:
    """What the proofs of one case rest on, gathered proof by proof."""

    def __init__(self, context: VerificationContext) -> None:
        self.files: dict[str, bytes] = {}
        self._context = context
        self._names: dict[tuple[str, bytes], str] = {}
        self._paths: dict[Chain, KitPath] = {}
        self._revocation: dict[bytes, None] = {}

    def certificate(self, der: bytes) -> str:
        """Return the name of a certificate, which is put on the shelf."""
        return self.put("certificates", "pem", der, pem(der))

    def carry(
        self, certificates: Iterable[bytes], crls: Iterable[bytes], ocsps: Iterable[bytes]
    ) -> None:
        """Put what a message carries on the shelf; what cannot be read stays in the message."""
        for one in readable_certificates(certificates):
            self.certificate(one.der)
        self._revocation.update(dict.fromkeys((*crls, *ocsps)))

    def path(self, chain: Chain, form: Sm2Form | None) -> KitPath:
        """Return a path to trust: signer first, trusted end last; `form` is its root's."""
        found = self._paths.get(chain)
        if found is None:
            national = any(GM_ARC in one.spki for one in chain)
            below = [one.der for one in chain[:-1]] or [chain[0].der]
            end = self.put("trust", "pem", chain[-1].der, pem(chain[-1].der))
            bundle = f"certificates/path-{len(self._paths) + 1:03}.pem"
            self.files[bundle] = pem(*below)
            leaf = self.certificate(chain[0].der)
            names = [leaf, *(self.certificate(one.der) for one in chain[1:-1]), end]
            subjects = tuple(one.subject_text for one in chain)
            found = self._paths[chain] = KitPath(
                leaf,
                bundle,
                end,
                subjects,
                tuple(pairwise(names)) if len(chain) > 1 else (),
                (form or DEFAULT_FORM).id if national else "",
                national and (form or DEFAULT_FORM).encoding == "raw",
                (form or DEFAULT_FORM).z,
            )
        return found

    def revocation(self) -> tuple[KitRevocation, ...]:
        """Return what the proofs and the court's store have on certificates of these paths."""
        trust = self._context.trust
        ocsps = list(dict.fromkeys((*self._revocation, *trust.ocsps)))
        crls = list(dict.fromkeys((*self._revocation, *trust.crls)))
        return (*self._lists(crls), *self._answers(ocsps))

    def _links(self) -> Iterator[tuple[Certificate, Certificate, KitPath]]:
        """Yield every certificate below a trusted end with its issuer, each pair once."""
        seen: set[tuple[bytes, bytes]] = set()
        for chain, path in self._paths.items():
            for one, issuer in pairwise(chain):
                if (one.der, issuer.der) not in seen:
                    seen.add((one.der, issuer.der))
                    yield one, issuer, path

    def _lists(self, crls: Iterable[bytes]) -> Iterator[KitRevocation]:
        links = list(self._links())
        for der in crls:
            try:
                crl = decode_crl(der)
            except DecodeError:
                continue
            for one, issuer, path in links:
                if crl.issuer_key == one.issuer_key:
                    told = self._statement("crl", der, one, issuer, path)
                    told = _listed(told, crl, one)
                    yield self._apart(told, crl) if GM_ARC in issuer.spki else told

    def _apart(self, told: KitRevocation, crl: CertificateList) -> KitRevocation:
        """Write out what was signed of a list, for a tool that verifies the value alone."""
        base = told.name.removesuffix(".crl")
        value = der_value(crl.signature) if told.path.sm2_raw else crl.signature
        self.files |= {f"{base}.tbs": crl.tbs, f"{base}.sig": value}
        return told._replace(tbs=f"{base}.tbs", value=f"{base}.sig")

    def _answers(self, ocsps: Iterable[bytes]) -> Iterator[KitRevocation]:
        links = list(self._links())
        for der in ocsps:
            try:
                singles = decode_ocsp(der).responses
            except DecodeError:
                continue
            for one, issuer, path in links:
                single = next((s for s in singles if speaks_of(s, one, issuer)), None)
                if single is not None:
                    yield self._statement("ocsp", der, one, issuer, path)._replace(
                        status=single.status,
                        revoked_at=single.revoked_at,
                        digest=digest_name(single.cert_id.hash_algorithm) or "",
                    )

    def _statement(
        self, form: str, der: bytes, one: Certificate, issuer: Certificate, path: KitPath
    ) -> KitRevocation:
        name = self.put("revocation", form, der, der)
        return KitRevocation(
            name, form, self.certificate(one.der), self._issuer(issuer), _serial(one), path, "good"
        )

    def _issuer(self, issuer: Certificate) -> str:
        return self._names.get(("trust", issuer.der)) or self.certificate(issuer.der)

    def put(self, folder: str, ending: str, key: bytes, octets: bytes) -> str:
        """Return the name of something, which goes on the shelf where it is new there."""
        name = self._names.get((folder, key))
        if name is None:
            number = sum(one == folder for one, _ in self._names) + 1
            name = self._names[folder, key] = f"{folder}/{number:03}.{ending}"
            self.files[name] = octets
        return name


def _listed(told: KitRevocation, crl: CertificateList, one: Certificate) -> KitRevocation:
    """Return what a list says of a certificate, and since when it is revoked."""
    since = [entry.revoked_at for entry in crl.find(one.serial, one.issuer_key)]
    return told._replace(status="revoked", revoked_at=min(since)) if since else told


def _serial(certificate: Certificate) -> str:
    """Return a serial number as `openssl crl -text` prints it."""
    digits = f"{abs(certificate.serial):X}"
    sign = "-" if certificate.serial < 0 else ""
    return sign + digits.zfill(len(digits) + len(digits) % 2)
