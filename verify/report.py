"""Report values: what a judgement says about one case, as canonical JSON (formats, Report).

Everything here is a rendering of outcomes; nothing is decided. Fields of later judgements
(verdict, articles, coverage, debt, open questions) are null.
"""

from collections.abc import Iterable, Mapping

from verify.canonical import rfc3339
from verify.codes.table import CODES
from verify.context import VerificationContext
from verify.findings import Finding
from verify.identity import CaseIdentity, JudgementInputs
from verify.judging import ItemOutcome
from verify.outcomes import ProofOutcome
from verify.version import SOFTWARE
from verify.words import does_not_prove, proof_words, proves

__all__ = ["case_report", "finding_json", "item_json", "judgement_json"]


def finding_json(one: Finding) -> dict[str, object]:
    """Return a finding as reports and the command line carry it."""
    return {
        "code": one.code,
        "status": one.status.value,
        "subject": one.subject,
        "rule": CODES[one.code].rule,
        "observed": one.observed,
        "expected": one.expected,
    }


def item_json(outcome: ItemOutcome) -> dict[str, object]:
    """Return one judged item as a report carries it."""
    evidence = outcome.evidence
    return {
        "id": evidence.id,
        "category": evidence.category,
        "event": evidence.event,
        "title": evidence.title,
        "file_name": evidence.file_name,
        "size": outcome.facts.size if outcome.facts else evidence.size,
        "origin": evidence.origin,
        "result": outcome.result.result.value,
        "words": {"zh": outcome.result.zh, "en": outcome.result.en},
        "deposit_status": outcome.deposit_status.value,
        "proven_time": rfc3339(outcome.proven_time),
        "claimed_time": evidence.generated_at,
        "proofs": [_proof_json(proof) for proof in outcome.proofs],
        "findings": [finding_json(one) for one in outcome.findings],
    }


def _proof_json(proof: ProofOutcome) -> dict[str, object]:
    return {
        "id": proof.id,
        "kind": proof.kind.value,
        "form": proof.form,
        "over": proof.over,
        "status": proof.status.value,
        "words": proof_words(proof.kind, proof.status).as_json(),
        "proven_time": rfc3339(proof.proven_time),
        "signer": "; ".join(proof.signers) or None,
        "paths": [list(path) for path in proof.paths],
        "ledger": None if proof.ledger is None else proof.ledger.as_json(),
        "algorithms": list(proof.algorithms),
        "findings": [finding_json(one) for one in proof.findings],
    }


def case_report(
    case_key: str,
    items: tuple[ItemOutcome, ...],
    shared: Iterable[tuple[ItemOutcome, Mapping[str, object]]],
    identity: CaseIdentity,
    inputs: JudgementInputs,
    context: VerificationContext,
) -> dict[str, object]:
    """Return the report of one case; `shared` documents come with their value already made."""
    documents = list(shared)
    every = (*items, *[outcome for outcome, _ in documents])
    return {
        "v": 1,
        "verdict_id": identity.verdict_id,
        "case_key": case_key,
        "judgement": judgement_json(identity, inputs, context),
        "verdict": None,
        "items": [item_json(outcome) for outcome in items],
        "shared": [value for _, value in documents],
        "articles": None,
        "coverage": None,
        "debt": None,
        "open_questions": None,
        "proves": [words.as_json() for words in proves(every)],
        "does_not_prove": [words.as_json() for words in does_not_prove(every)],
        "software": dict(SOFTWARE),
    }


def judgement_json(
    identity: CaseIdentity, inputs: JudgementInputs, context: VerificationContext
) -> dict[str, object]:
    """Return the inputs of a judgement as every report names them."""
    return {
        "package_id": inputs.head.package_id,
        "no": inputs.judgement_no,
        "cause": inputs.cause,
        "sender": inputs.sender,
        "environment": inputs.head.environment,
        "platform_id": inputs.head.platform_id,
        "package_digest": inputs.package_digest,
        "case_digest": identity.case_digest,
        "facts_digest": identity.facts_digest,
        "policy_id": context.policy.id,
        "policy_version": context.policy.version,
        "policy_digest": inputs.policy_digest,
        "rules": None,
        "trust_digest": context.trust.digest,
        "trust_sequence": context.trust.sequence,
        "decisions": [],
        "at": rfc3339(context.at),
    }
