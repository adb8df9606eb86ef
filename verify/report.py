"""Report values: what a judgement says about one case, as canonical JSON (formats, Report).

Everything here is a rendering of outcomes; nothing is decided. Where only integrity was judged,
verdict, articles, coverage, debt and open questions are null.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from verify.canonical import rfc3339
from verify.codes.table import CODES
from verify.context import VerificationContext
from verify.findings import Finding
from verify.identity import CaseIdentity, JudgementInputs
from verify.judging import ItemOutcome
from verify.outcomes import ProofOutcome
from verify.rules.articles.table import RULES
from verify.rules.judge import CaseJudgement
from verify.rules.opinion import article_json, questions_json, verdict_json
from verify.rules.stated import stated_json
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
        **({} if proof.inside is None else {"inside": proof.inside.as_json()}),
        "findings": [finding_json(one) for one in proof.findings],
    }


def case_report(
    case_key: str,
    items: tuple[ItemOutcome, ...],
    shared: Iterable[tuple[ItemOutcome, Mapping[str, object]]],
    identity: CaseIdentity,
    inputs: JudgementInputs,
    context: VerificationContext,
    judgement: CaseJudgement | None = None,
) -> dict[str, object]:
    """Return the report of one case; `shared` documents come with their value already made."""
    documents = list(shared)
    every = (*items, *[outcome for outcome, _ in documents])
    return {
        "v": 1,
        "verdict_id": identity.verdict_id,
        "case_key": case_key,
        "judgement": judgement_json(identity, inputs, context),
        "items": [item_json(outcome) for outcome in items],
        "shared": [value for _, value in documents],
        "proves": [words.as_json() for words in proves(every)],
        "does_not_prove": [
            words.as_json() for words in does_not_prove(every, admission=judgement is not None)
        ],
        "software": dict(SOFTWARE),
        **(_NOT_JUDGED if judgement is None else _admission_json(judgement)),
    }


_NOT_JUDGED: Mapping[str, object] = MappingProxyType(
    dict.fromkeys(("verdict", "articles", "coverage", "debt", "open_questions"))
)
_TITLES = {
    rule.article: {
        "title": {"zh": rule.title_zh, "en": rule.title_en},
        "basis": {"zh": rule.basis_zh, "en": rule.basis_en},
    }
    for rule in RULES
}


def _admission_json(judgement: CaseJudgement) -> dict[str, object]:
    """Return what a report says of the case before the guideline."""
    case, admission = judgement.case, judgement.admission
    return {
        "verdict": verdict_json(case, admission, judgement.rows_used()),
        "articles": [{**_TITLES[one.article], **article_json(one)} for one in admission.articles],
        "coverage": case.coverage.as_json(),
        "debt": case.account.as_json(),
        "open_questions": questions_json(admission),
        "elements": stated_json(case.elements),
    }


def judgement_json(
    identity: CaseIdentity, inputs: JudgementInputs, context: VerificationContext
) -> dict[str, object]:
    """Return the inputs of a judgement as every report names them."""
    admission = inputs.admission
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
        "rules": None if admission is None else admission.named(),
        "trust_digest": context.trust.digest,
        "trust_sequence": context.trust.sequence,
        "decisions": [] if admission is None else list(admission.decisions),
        "at": rfc3339(context.at),
    }
