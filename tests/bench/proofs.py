"""One token and one signature with a warm signer, all checks on, against their raw verify."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from anchors.claim import AnchorClaim
from anchors.digest import compute_digest
from ingest.collecting import collect_contents
from ingest.package.read import open_package, read_shard
from ingest.runs import CheckSettings
from tests.bench.row import Row, best_of
from verify.asn1.cms import SignedData, SignerInfo
from verify.asn1.tst import TimeStampToken
from verify.checks.covered import CoveredFile, CoveredObject
from verify.checks.signature import check_signature, judge_signer
from verify.checks.timestamp import check_timestamp, judge_timestamp
from verify.context import VerificationContext
from verify.crypto.algorithms import DEFAULT_FORM
from verify.crypto.keys import load_key
from verify.crypto.sm2 import load_sm2_key
from verify.engine import decode_shard
from verify.existence import Existence
from verify.model import DigestSpec, OverKind
from verify.proofs import DecodedProof, decode_proof
from verify.trust import Purpose

__all__ = ["proof_rows", "raw_verifies", "raw_verify", "rsa_token"]

_BUDGETS = {
    ("timestamp", "rsa"): 2.3,
    ("timestamp", "ecdsa"): 1.45,
    ("signature", "rsa"): 2.6,
    ("signature", "ecdsa"): 2.6,
    ("timestamp", "sm2"): 1.2,
    ("signature", "sm2"): 2.6,
}


def proof_rows(package: Path, settings: CheckSettings) -> Iterator[Row]:
    """Yield a row for each kind of proof and key family in a package."""
    context = VerificationContext(settings.trust, settings.policy, settings.at)
    seen: set[tuple[str, str]] = set()
    for proof, covered in _items(package, context):
        if isinstance(proof.message, AnchorClaim):
            continue
        raw, family = raw_verify(proof, context)
        kind = proof.proof.kind.value
        if (kind, family) in seen:
            continue
        seen.add((kind, family))
        make = _token if kind == "timestamp" else _signature
        full = make(proof, covered, context)
        cold = VerificationContext(settings.trust, settings.policy, settings.at)
        times = 1500
        value, floor = best_of(full, times=times), best_of(raw, times=times)
        yield Row(f"{kind} {family}, warm signer", value, "us", floor, _BUDGETS[kind, family])
        yield Row(f"{kind} {family}, cold signer", _cold(proof, covered, cold), "us")


def raw_verifies(package: Path, settings: CheckSettings) -> float:
    """Return microseconds that one raw verify of every proof of a case takes."""
    context = VerificationContext(settings.trust, settings.policy, settings.at)
    every = [proof for proof, _ in _items(package, context, every=True)]
    proofs = [proof for proof in every if not isinstance(proof.message, AnchorClaim)]
    return sum(best_of(raw_verify(proof, context)[0], times=300, rounds=3) for proof in proofs)


def _items(
    package: Path, context: VerificationContext, *, every: bool = False
) -> Iterator[tuple[DecodedProof, CoveredFile]]:
    with open_package(package) as opened:
        shard = read_shard(opened, opened.shards[0])
        decoded = decode_shard(shard)
        contents = collect_contents(opened, decoded, context)
    line = decoded.lines[0]
    paths = {row.id: row.path for row in line.evidence}
    for proof in line.proofs:
        over = proof.proof.over
        if over.kind is OverKind.ITEM:
            yield proof, CoveredFile(contents[paths[over.id] or ""])
        elif every:
            yield proof, CoveredFile(next(iter(contents.values())))


def _signer(proof: DecodedProof) -> tuple[SignedData, SignerInfo, Purpose]:
    message = proof.message
    if isinstance(message, TimeStampToken):
        return message.signed, message.signed.signers[0], Purpose.TSA
    assert isinstance(message, SignedData)
    return message, message.signers[0], Purpose.SIGNER


def raw_verify(proof: DecodedProof, context: VerificationContext) -> tuple[Any, str]:
    """Return the library's own verify of the signature value, nothing around it."""
    signed, signer, purpose = _signer(proof)
    certificate = context.resolve(signed, signer, purpose).certificate
    assert certificate is not None
    assert signer.attributes is not None
    value, octets, digest = signer.signature, signer.attributes.octets, hashes.SHA256()
    if load_key(certificate.spki).family == "sm2":
        return _raw_sm2(certificate.spki, value, octets), "sm2"
    key = load_der_public_key(certificate.spki)
    if isinstance(key, rsa.RSAPublicKey):
        pad = padding.PKCS1v15()
        return (lambda: key.verify(value, octets, pad, digest)), "rsa"
    assert isinstance(key, ec.EllipticCurvePublicKey)
    scheme = ec.ECDSA(digest)
    return (lambda: key.verify(value, octets, scheme)), "ecdsa"


def _raw_sm2(spki: bytes, value: bytes, octets: bytes) -> Any:
    """Return libcrypto's verify over a digest that is known."""
    key = load_sm2_key(spki)
    digest = compute_digest("sm3", key.prefix(DEFAULT_FORM) + octets)
    return lambda: key.evp.verify(value, digest)


def _token(proof: DecodedProof, covered: CoveredFile, context: VerificationContext) -> Any:
    octets = covered.facts.digests[DigestSpec("sha256")]
    candidates = [CoveredObject(covered, octets)]

    def full() -> datetime:
        decoded = decode_proof(proof.proof, proof.octets)
        assert isinstance(decoded.message, TimeStampToken)
        facts = check_timestamp(decoded.message, candidates, context, subject="bench")
        judged = judge_timestamp(facts, context.at, context, subject="bench")
        assert judged.proven is not None
        return judged.proven

    return full


def _signature(proof: DecodedProof, covered: CoveredFile, context: VerificationContext) -> Any:
    existence = Existence(context.at)

    def full() -> None:
        decoded = decode_proof(proof.proof, proof.octets)
        assert isinstance(decoded.message, SignedData)
        facts = check_signature(decoded.message, covered, context, subject="bench")
        signer = decoded.message.signers[0]
        judged = judge_signer(signer, facts.signers[0], existence, context, subject="bench")
        assert not judged.findings

    return full


def _cold(proof: DecodedProof, covered: CoveredFile, context: VerificationContext) -> float:
    make = _token if proof.proof.kind.value == "timestamp" else _signature
    return best_of(make(proof, covered, context), times=1, rounds=1)


def rsa_token(package: Path, settings: CheckSettings) -> tuple[bytes, bytes, list[bytes]]:
    """Return an RSA token of a package, what it covers, and the certificates peers trust."""
    context = VerificationContext(settings.trust, settings.policy, settings.at)
    with open_package(package) as opened:
        shard = read_shard(opened, opened.shards[0])
        decoded = decode_shard(shard)
    paths = {row.id: row.path for row in decoded.lines[0].evidence}
    for proof in decoded.lines[0].proofs:
        over = proof.proof.over
        bare = over.kind is OverKind.ITEM and proof.proof.form == "tst"
        if bare and raw_verify(proof, context)[1] == "rsa":
            with ZipFile(package) as archive:
                content = archive.read(paths[over.id] or "")
            trusted = [*(r.der for r in settings.trust.roots), *settings.trust.intermediates]
            return proof.octets or b"", content, trusted
    raise LookupError("no RSA token in the package")
