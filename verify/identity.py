"""Identity of a case, its facts and its verdict (judgement 9).

`case_digest` names what was submitted for one case, `facts_digest` what was established about it
before any judgement, `verdict_id` one judgement of it under named policy, trust and time.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from verify.canonical import canonical_digest, rfc3339
from verify.context import VerificationContext
from verify.memory import NO_RECALL, Filing, Recall
from verify.model import (
    CaseLine,
    ContentFacts,
    DigestSpec,
    Locator,
    PackageHead,
    SharedLine,
    SignedDocument,
)

if TYPE_CHECKING:
    from verify.rules.inputs import AdmissionInputs

__all__ = ["CaseIdentity", "JudgementInputs", "Part", "identify_case"]

_SHA256 = DigestSpec("sha256")
_NO_DECISIONS = canonical_digest([])


class JudgementInputs(NamedTuple):
    """What a judgement is made under, beside the case itself."""

    head: PackageHead
    package_digest: str
    policy_digest: str
    sender: str = "cli"
    judgement_no: int = 1
    cause: str = "first"
    sealed: bool = True
    """Whether the platform's seal on the package passed."""
    admission: "AdmissionInputs | None" = None
    """What admission is judged by; None where only integrity is."""

    @property
    def filing(self) -> Filing:
        """Which package it is, as a memory knows it."""
        lender = self.head.lender.uscc
        sender = (self.head.platform_id or lender) if self.sealed else ""
        return Filing(self.head.package_id, self.package_digest, lender, sender)


class CaseIdentity(NamedTuple):
    """The three digests of one case in one judgement."""

    case_digest: str
    facts_digest: str
    verdict_id: str


class Part(NamedTuple):
    """A line with what its files are: a case line, or a shared line it refers to."""

    line: CaseLine | SharedLine
    contents: Mapping[str, ContentFacts]
    manifest: Mapping[str, Mapping[str, str]]
    proofs: Mapping[Locator, bytes]
    recall: Recall = NO_RECALL
    """What is known of it from other cases and earlier packages."""


def identify_case(
    parts: Iterable[Part], inputs: JudgementInputs, context: VerificationContext
) -> CaseIdentity:
    """Return the identity of a case: its own line first, then the shared lines it refers to."""
    files: list[list[object]] = []
    facts: dict[str, list[object]] = {}
    lines: list[str] = []
    recalled: list[list[object]] = []
    for part in parts:
        lines.append(part.line.line_sha256)
        if part.recall != NO_RECALL:
            recalled.append([part.line.line_sha256, part.recall])
        evidence = part.line.evidence if isinstance(part.line, CaseLine) else (part.line.evidence,)
        for row in evidence:
            content = part.contents.get(row.path or "")
            if content is not None and row.path is not None:
                files.append([row.path, 0, content.size, content.digests[_SHA256].hex()])
                facts[row.path] = _content(content, part.manifest.get(row.path, {}))
        for proof in part.line.proofs:
            octets = part.proofs.get(proof.locator)
            if octets is not None:
                path, offset, _ = proof.locator
                files.append([path, offset or 0, len(octets), sha256(octets).hexdigest()])
    files.sort(key=lambda row: (str(row[0]), row[1], row[2]))
    case_digest = canonical_digest({"line": lines[0], "files": files})
    established: dict[str, object] = {
        "lines": lines, "files": files, "contents": facts, "head": _stated(inputs.head),
    }  # fmt: skip
    if recalled:
        established["memory"] = recalled
    facts_digest = canonical_digest(established)
    return CaseIdentity(
        case_digest, facts_digest, _verdict_id(case_digest, facts_digest, inputs, context)
    )


def _stated(head: PackageHead) -> list[object]:
    """Return what a package says of all its cases: for whom, to whom, of what, and since when.

    Environment and platform name the verdict themselves.
    """
    applicant = head.applicant
    return [
        head.path, head.audience, [head.lender.uscc, head.lender.name],
        [applicant.uscc, applicant.name, applicant.role],
        head.product_code, head.stage, head.filing_date, head.application,
    ]  # fmt: skip


def _content(facts: ContentFacts, manifest: Mapping[str, str]) -> list[object]:
    """Return what was established of one original, and what its manifest lines state."""
    found: list[object] = [
        facts.size,
        facts.media_type,
        list(facts.embedded),
        facts.near_miss,
        manifest,
        _digests(facts.digests),
    ]
    # A case whose documents were not read keeps the digest that it had before any were.
    if facts.signed:
        found.append([_signed(one) for one in facts.signed])
    return found if facts.document is None else [*found, facts.document]


def _signed(document: SignedDocument) -> list[object]:
    """Return what was established of the signatures inside an original."""
    kept = (document.certificates, document.crls, document.ocsps)
    return [
        document.form,
        [
            [
                *one[:4], sha256(one.octets).hexdigest(), one.size, _digests(one.digests),
                *one[7:],
            ]
            for one in document.signatures
        ],
        document.findings,
        [[sha256(octets).hexdigest() for octets in part] for part in kept],
        document.uncovered,
        document.parts,
    ]  # fmt: skip


def _digests(digests: Mapping[DigestSpec, bytes]) -> list[list[str]]:
    return sorted([[spec.algorithm, spec.prefix.hex(), d.hex()] for spec, d in digests.items()])


def _verdict_id(
    case_digest: str, facts_digest: str, inputs: JudgementInputs, context: VerificationContext
) -> str:
    admission = inputs.admission
    return "v1-" + canonical_digest(
        {
            "environment": inputs.head.environment,
            "sender": inputs.sender,
            "platform": inputs.head.platform_id,
            "package_digest": inputs.package_digest,
            "case_digest": case_digest,
            "judgement_no": inputs.judgement_no,
            "facts_digest": facts_digest,
            "policy_digest": inputs.policy_digest,
            "rules": None if admission is None else admission.named(),
            "trust_digest": context.trust.digest,
            "decisions_digest": _NO_DECISIONS if admission is None else admission.decisions_digest,
            "at": rfc3339(context.at),
        }
    )
