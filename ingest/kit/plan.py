"""What goes into a kit, from the facts and the report of one case; pure.

1. originals: every one that is here, under a number
2. proofs: each as a file of its own; parts of it where a tool cannot read the whole; those inside
   an original too, with the very octets that they cover
3. paths: of every signer, from the run's own cache, so that they are those of the report
4. anchors: the claim's header, the chain profile and the pinned line
5. revocation data of these paths
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from anchors.digest import compute_digest
from anchors.errors import DigestUnsupportedError
from anchors.evmclaim import EvmClaim
from anchors.fisco.claim import FiscoClaim
from anchors.ots import OtsProof
from ingest.kit.anchors import plan_anchor
from ingest.kit.fisco import plan_fisco
from ingest.kit.line import KitLine, KitPart, original_ending, proof_ending
from ingest.kit.ots import plan_ots
from ingest.kit.receipts import signed_part, stated_algorithm
from ingest.kit.shelf import Shelf
from ingest.kit.sm2 import GM_ARC, der_value
from ingest.kit.values import KitOriginal, KitPlan, KitProof, KitSigner, KitWithin
from verify.asn1.cms import SignedData, SignerInfo
from verify.asn1.eseal import SealSignature
from verify.asn1.tst import TimeStampToken
from verify.checks.eseal import eseal_specs
from verify.checks.receipt import deposit_record
from verify.checks.receiptsignature import signed_by_platform
from verify.checks.sealcms import use_message
from verify.context import VerificationContext
from verify.crypto.algorithms import DEFAULT_FORM
from verify.errors import DecodeError
from verify.inner import inner_proofs
from verify.model import ContentFacts, DigestSpec, Evidence, OverKind, Proof, ProofKind
from verify.proofs import DecodedProof, decode_timestamp
from verify.receipt import SignedReceipt
from verify.trust import Purpose

__all__ = ["plan_kit"]

_SHA256 = DigestSpec("sha256")
_ED25519 = bytes.fromhex("06032b6570")


def plan_kit(
    parts: Iterable[KitPart], report: Mapping[str, Any], context: VerificationContext
) -> KitPlan:
    """Return what goes into the kit of a case with this report."""
    planning = _Planning(report, context)
    for part in parts:
        planning.add(part)
    return planning.finish()


class _Planning:
    """What planning one kit has come to so far."""

    def __init__(self, report: Mapping[str, Any], context: VerificationContext) -> None:
        self._context = context
        self._shelf = Shelf(context)
        self._files: dict[str, bytes] = {}
        self._originals: list[KitOriginal] = []
        self._missing: list[tuple[str, str]] = []
        self._proofs: list[KitProof] = []
        self._reported = dict(_reported(report))
        self._number = 0

    def add(self, part: KitPart) -> None:
        """Plan the originals and proofs of one line."""
        originals = {}
        for row in part.line.evidence:
            facts = part.contents.get(row.path or "")
            if facts is None or row.path is None:
                self._missing.append((row.id, row.title))
            else:
                self._originals.append(self._original(part, row, row.path, facts))
                originals[row.id] = self._originals[-1].name
        names = {}
        for decoded in part.line.proofs:
            self._number += 1
            names[decoded.proof.id] = f"proofs/{self._number:03}"
        line = KitLine(part, originals, names, {one.proof.id: one for one in part.line.proofs})
        for decoded in part.line.proofs:
            self._proofs += self._plan(decoded, line)
        for row in part.line.evidence:
            facts = part.contents.get(row.path or "")
            if facts is not None and row.id in originals:
                self._proofs += self._inside(row, facts, line)

    def _inside(self, row: Evidence, facts: ContentFacts, line: KitLine) -> Iterator[KitProof]:
        """Yield every signature inside an original, with the octets that it covers beside it."""
        covered = line.part.covered.get(row.path or "", ())
        for place, one in enumerate(inner_proofs(row, facts)):
            self._number += 1
            base, name = f"proofs/{self._number:03}", one.decoded.proof.id
            originals, family = {}, one.inner.id.partition("-")[0]
            told = self._reported.get((line.part.scope, name), {})
            within = KitWithin(family, line.originals[row.id], facts.size, told)
            if place < len(covered):
                found = covered[place]
                originals[row.id] = f"{base}-covered.bin"
                self._files[originals[row.id]] = found.octets
                within = within._replace(spans=found.spans, member=found.member)
            inner = line._replace(originals=originals, names={name: base}, proofs={})
            for planned in self._plan(one.decoded, inner):
                yield planned._replace(within=within if planned.id == name else None)

    def finish(self) -> KitPlan:
        """Return the plan, once every line was added."""
        revocation = self._shelf.revocation()
        return KitPlan(
            {**self._files, **self._shelf.files},
            tuple(self._originals),
            tuple(self._proofs),
            revocation,
            tuple(self._missing),
        )

    def _original(
        self, part: KitPart, row: Evidence, source: str, facts: ContentFacts
    ) -> KitOriginal:
        kind = "shared" if part.scope else "item"
        ending = original_ending(facts.media_type)
        return KitOriginal(
            f"originals/{kind}-{len(self._originals) + 1:03}.{ending}",
            part.shard,
            source,
            facts.size,
            facts.digests[_SHA256].hex(),
            row.id,
            row.title,
            row.file_name or "",
            tuple(sorted(row.digests.items())),
        )

    def _plan(self, decoded: DecodedProof, line: KitLine) -> Iterator[KitProof]:
        """Yield one proof, and every signature timestamp that it carries."""
        proof, message = decoded.proof, decoded.message
        base = line.names[proof.id]
        name = f"{base}.{proof_ending(decoded)}"
        if decoded.octets is not None:
            self._files[name] = decoded.octets
        planned = self._bare(proof, name, line)
        if isinstance(message, SignedData):
            purpose = self._purpose(message, proof, line)
            yield self._signed(planned, message, base, purpose)
            yield from self._inner(planned, message, base, line.part.scope)
        elif isinstance(message, SealSignature):
            yield from self._seal(planned, message, base, line.part.scope)
        elif isinstance(message, TimeStampToken):
            yield self._token(planned, message, base, line.candidates(proof, self._files))
        elif isinstance(message, EvmClaim):
            yield planned._replace(anchor=plan_anchor(message, self._shelf, self._context))
        elif isinstance(message, FiscoClaim):
            yield planned._replace(anchor=plan_fisco(message, self._shelf, self._context))
        elif isinstance(message, OtsProof):
            yield planned._replace(ots=plan_ots(message, self._shelf, self._context))
        elif isinstance(message, SignedReceipt):
            yield from self._receipt(planned, message, base, line.evidence(proof))
        else:
            yield planned

    def _seal(
        self, planned: KitProof, message: SealSignature, base: str, scope: str
    ) -> Iterator[KitProof]:
        """Yield a seal's use, signed over TBS_Sign, which states the digest of what is sealed."""
        signed = use_message(message)
        content = f"{base}-tbs.der"
        self._files[content] = message.tbs
        digest = "".join(spec.algorithm for spec in eseal_specs(message))
        planned = planned._replace(digest=digest, content=content)
        signers = self._signers(signed, Purpose.SIGNER, planned.at)
        apart = [self._apart(s, i, base, n) for n, (s, i) in _numbered(signers, signed)]
        yield planned._replace(method="seal", signers=tuple(apart))
        yield from self._inner(planned, signed, base, scope)

    def _receipt(
        self, planned: KitProof, message: SignedReceipt, base: str, evidence: Evidence | None
    ) -> Iterator[KitProof]:
        """Yield a receipt, and the platform's signature over the fields it declared as signed."""
        digest = stated_algorithm(message, planned.method, evidence, self._context)
        yield planned._replace(digest=digest)
        part = signed_part(message, evidence, self._context)
        if part is None:
            return
        covered, name = f"{base}-fields.json", f"{base}-signature.p7s"
        self._files |= {covered: part.fields, name: part.signature}
        inner = planned._replace(
            name=name, kind=ProofKind.SIGNATURE, over=f"receipt:{planned.id}", covered=covered
        )
        yield self._signed(inner, part.message, f"{base}-signature", Purpose.PLATFORM)

    def _purpose(self, message: SignedData, proof: Proof, line: KitLine) -> Purpose:
        """Return what a signer is trusted as: a platform beside its own receipt, or a signer."""
        target = line.proofs.get(proof.over.id) if proof.over.kind is OverKind.RECEIPT else None
        evidence = line.evidence(target.proof) if target is not None else None
        record = deposit_record(evidence, self._context)
        of_platform = signed_by_platform(message, record, self._context)
        return Purpose.PLATFORM if of_platform else Purpose.SIGNER

    def _bare(self, proof: Proof, name: str, line: KitLine) -> KitProof:
        reported = self._reported.get((line.part.scope, proof.id), {})
        covered = next(iter(line.candidates(proof, self._files)), None)
        over = f"{proof.over.kind}:{proof.over.id}"
        at = _instant(reported.get("proven_time")) or self._context.at
        status, words = reported.get("status", ""), reported.get("words", {})
        return KitProof(name, proof.id, proof.kind, proof.form, over, covered, status, words, at)

    def _signed(
        self, planned: KitProof, message: SignedData, base: str, purpose: Purpose
    ) -> KitProof:
        signers = self._signers(message, purpose, planned.at)
        method = _method(message, signers, "cms")
        if method != "cms":
            signers = [self._apart(s, i, base, n) for n, (s, i) in _numbered(signers, message)]
        content = None
        if message.content is not None:
            content = f"{base}-content.bin"
            self._files[content] = message.content
        return planned._replace(method=method, signers=tuple(signers), content=content)

    def _token(
        self, planned: KitProof, token: TimeStampToken, base: str, candidates: list[str]
    ) -> KitProof:
        message, info = token.signed, token.info
        signers = self._signers(message, Purpose.TSA, info.gen_time)
        form = "tsr" if planned.name.endswith(".tsr") else "tst"
        method = _method(message, signers, form)
        planned = planned._replace(
            method=method, at=info.gen_time, signers=tuple(signers), digest=info.digest or ""
        )
        for name in candidates:
            if name in self._files and _has_digest(self._files[name], info.digest, info.imprint):
                planned = planned._replace(covered=name)
        if method in {"tst", "tsr"}:
            return planned
        content = f"{base}-content.bin"
        self._files[content] = message.content or b""
        apart = [self._apart(s, i, base, n) for n, (s, i) in _numbered(signers, message)]
        return planned._replace(signers=tuple(apart), content=content)

    def _inner(
        self, outer: KitProof, message: SignedData, base: str, scope: str
    ) -> Iterator[KitProof]:
        for place, signer in enumerate(message.signers):
            for number, octets in enumerate(signer.timestamps):
                name = f"{base}-signer{place + 1}-timestamp{number + 1}.tst"
                inner = f"{outer.id}#signer-{place}-timestamp-{number}"
                value = f"{base}-signer{place + 1}.sig"
                self._files |= {name: octets, value: signer.signature}
                told = self._reported.get((scope, inner), {})
                planned = KitProof(
                    name, inner, ProofKind.TIMESTAMP, "tst", f"signature:{outer.id}", value,
                    told.get("status", ""), told.get("words", {}), self._context.at,
                )  # fmt: skip
                try:
                    token = decode_timestamp(octets)
                except DecodeError:
                    yield planned
                else:
                    yield self._token(planned, token, name.removesuffix(".tst"), [value])

    def _signers(self, message: SignedData, purpose: Purpose, at: datetime) -> list[KitSigner]:
        self._shelf.carry(message.certificates, message.crls, message.ocsps)
        return [self._signer(message, one, purpose, at) for one in message.signers]

    def _signer(
        self, message: SignedData, signer: SignerInfo, purpose: Purpose, at: datetime
    ) -> KitSigner:
        resolved = self._context.resolve(message, signer, purpose)
        digest = signer.digest or ""
        if resolved.certificate is None:
            return KitSigner(None, None, digest)
        name = self._shelf.certificate(resolved.certificate.der)
        form, path = None, None
        assessment = resolved.assessment
        if assessment is not None and assessment.candidates:
            chain = assessment.judge(at).chain
            roots = [one.root for one in assessment.candidates if one.chain == chain]
            form = roots[0].sm2 if roots else None
            path = self._shelf.path(chain, form)
        if GM_ARC in resolved.certificate.spki:
            own = resolved.form or DEFAULT_FORM
            raw = own.encoding == "raw"
            return KitSigner(name, path, digest, sm2_id=own.id, sm2_z=own.z, sm2_raw=raw)
        return KitSigner(name, path, digest)

    def _apart(self, signer: KitSigner, info: SignerInfo, base: str, number: int) -> KitSigner:
        """Write out what was signed, and the value, for a tool that verifies these alone."""
        value = f"{base}-signer{number}.sig"
        self._files[value] = der_value(info.signature) if signer.sm2_raw else info.signature
        if info.attributes is None:
            return signer._replace(value=value)
        attributes = f"{base}-signer{number}.attrs"
        self._files[attributes] = info.attributes.octets
        return signer._replace(value=value, attributes=attributes)


def _numbered(
    signers: list[KitSigner], message: SignedData
) -> Iterable[tuple[int, tuple[KitSigner, SignerInfo]]]:
    return enumerate(zip(signers, message.signers, strict=True), 1)


def _method(message: SignedData, signers: list[KitSigner], otherwise: str) -> str:
    """Return the row of the table of commands: the algorithm's, where tools need it apart."""
    algorithms = [one.signature_algorithm for one in message.signers]
    if any(one.sm2_id for one in signers) or any(GM_ARC in one for one in algorithms):
        return "sm2"
    return "ed25519" if any(_ED25519 in one for one in algorithms) else otherwise


def _has_digest(octets: bytes, algorithm: str | None, digest: bytes) -> bool:
    try:
        return algorithm is not None and compute_digest(algorithm, octets) == digest
    except DigestUnsupportedError:
        return False


def _reported(report: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], Mapping[str, Any]]]:
    """Yield every proof of a report by its line and id."""
    for item in (*report["items"], *report["shared"]):
        for proof in item["proofs"]:
            yield (item.get("shared_id", ""), proof["id"]), proof


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
