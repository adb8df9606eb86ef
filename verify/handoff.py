"""The hand-off object: one case as the stages after admission take it over (Art. 8 to 18).

Everything that 催告, 和解, 调解, 支付令 and 诉讼 need to know of a case, without personal data of
classes C2 and C3: those stand as references that only an authorised stage resolves. What a finding
observed is left out with them. It is `released: false` when it is written: the machine advises, and
only a person's 准予导入 or 导入非诉方式化解 carries it on.
"""

from collections.abc import Iterable, Mapping

from verify.canonical import canonical_digest, rfc3339
from verify.findings import CheckStatus
from verify.identity import CaseIdentity, JudgementInputs
from verify.instants import stated_instant
from verify.items import DepositStatus, ItemResult
from verify.judging import ItemOutcome
from verify.model import DigestSpec, ProofKind
from verify.rules.admission import Admission
from verify.rules.articles.clauses import wording_digest
from verify.rules.case import CaseView
from verify.rules.defects import Defect, defects_of
from verify.rules.elements.masks import MASKS, without_personal
from verify.rules.elements.table import ELEMENTS
from verify.rules.filing import chosen_for
from verify.rules.grounds import Weighed, items_by_name
from verify.rules.outcome import ArticleResult
from verify.rules.procedure import procedure_of
from verify.rules.rows import Row
from verify.rules.verdict import harmless
from verify.version import SOFTWARE

__all__ = ["handoff_of", "order_key", "secret_ref"]

_CLAUSES = (
    "f_service_clause", "f_jurisdiction_clause", "f_arbitration_clause", "f_acceleration_clause",
    "f_deposit_clause",
)  # fmt: skip
"""Elements whose wording tells one contract template from another."""
_FLAGS = {
    "addresses": "f_service_address",
    "stages": "f_service_stages",
    "documents": "f_service_documents",
    "system": "f_service_system",
}
"""The four matters of Article 5 (3), by the element that says whether the clause has it."""
_ADDRESSES = {"mobile": "d_mobile", "email": "d_email", "postal": "d_address"}
_YES = "是"
_DIFFERS = "art5_3.address_differs"
_CONFLICT = "rule17.conflict_of_interest"


def handoff_of(
    case: CaseView,
    admission: Admission,
    stated: Mapping[str, object],
    identity: CaseIdentity,
    inputs: JudgementInputs,
    *,
    report_digest: str,
    rows_used: Iterable[Row] = (),
) -> dict[str, object]:
    """Return the hand-off object of a case.

    Args:
        case: the case as the rules see it.
        admission: what it came to.
        stated: the element list as its line states it.
        identity: digests and verdict id of this judgement.
        inputs: the package and the judgement.
        report_digest: SHA-256 of the canonical JSON of the report.
        rows_used: rows of law that the case rests on.
    """
    values, secrets = without_personal(stated)
    present = [key for key in ELEMENTS if key in stated]
    touched = _touched(admission)
    disputed = [key for key in present if key in touched]
    neutral = _neutral(admission)
    return {
        **_origin(case, identity, inputs, report_digest),
        "similar_key": _similar_key(case, disputed),
        "legal_basis": _legal_basis(case, rows_used),
        "admission": _admission(admission),
        "integrity": [
            _item(name, item, case, neutral=neutral) for name, item in items_by_name(case).items()
        ],
        "elements": {
            "values": values,
            "secret": [{"path": path, "secret_ref": secret_ref(case, path)} for path in secrets],
            "checksum": canonical_digest(values),
        },
        "parties": _parties(case),
        "service": _service(case, admission),
        "stage_hints": _stage_hints(case, disputed, present),
        "withdrawal": {"consent_5_7": case.elements.said("m_withdrawal_consent", _YES)},
        "execution": {"consent_5_8": case.elements.said("m_execution_consent", _YES)},
        "custody": {"received_at": rfc3339(case.at), "receipt_id": None, "log_head": None},
    }


def _origin(
    case: CaseView, identity: CaseIdentity, inputs: JudgementInputs, report_digest: str
) -> dict[str, object]:
    """Return whose hand-off it is: case, package, judgement and report."""
    head = case.head
    return {
        "v": 1,
        "handoff_id": f"h1-{canonical_digest([identity.verdict_id, report_digest])}",
        "released": False,
        "order_key": order_key(case),
        "created_at": rfc3339(case.at),
        "produced_by": dict(SOFTWARE),
        "environment": head.environment,
        "package_id": head.package_id,
        "package_digest": inputs.package_digest,
        "batch_ref": head.batch_ref,
        "case_key": case.case_key,
        "case_digest": identity.case_digest,
        "facts_digest": identity.facts_digest,
        "verdict_id": identity.verdict_id,
        "judgement_no": inputs.judgement_no,
        "supersedes": None,
        "report": {"digest": report_digest, "url": None},
        "stage": head.stage,
    }


def order_key(case: CaseView) -> str:
    """Return what hand-offs of one loan are put in order by: lender and loan, whatever the case."""
    return f"{case.head.lender.uscc}/{case.contract_no}/{case.loan_no}"


def secret_ref(case: CaseView, path: str) -> str:
    """Return the reference to an element that is not handed on; it says nothing of its value."""
    return f"secret:{case.head.package_id}/{case.case_key}/{path}"


def _touched(admission: Admission) -> frozenset[str]:
    """Return the elements that a finding about them leaves open or calls wrong."""
    keys = [
        key.partition("/")[0]
        for one in admission.weighed
        if not harmless(one.ground) or one.issue.finding.status is CheckStatus.HUMAN
        for key in one.issue.elements
    ]
    return frozenset(keys)


def _similar_key(case: CaseView, disputed: list[str]) -> str:
    """Return what cases have in common that one model hearing can settle (Art. 12, 15)."""
    wording = [wording_digest(case, case.elements.text(key) or "") for key in _CLAUSES]
    product = [case.head.lender.uscc, case.head.product_code]
    return canonical_digest({"product": product, "template": wording, "disputed": disputed})


def _legal_basis(case: CaseView, rows_used: Iterable[Row]) -> dict[str, object]:
    rules = case.rules
    return {
        "guideline": rules.court.guideline,
        "court": rules.court.id,
        "rules": {"id": rules.id, "digest": rules.digest, "regime": rules.regime},
        "chosen_for": chosen_for(case),
        "rows": [row.as_json() for row in rows_used],
    }


def _admission(admission: Admission) -> dict[str, object]:
    return {
        "route": admission.route.value,
        "words": {"zh": admission.row.zh, "en": admission.row.en},
        "decided_by": list(admission.decided_by),
        "ended": None if admission.ended is None else admission.ended.value,
        "articles": {one.article: one.result.value for one in admission.articles},
        "checks": [_check(one) for one in admission.weighed],
        "defects": [_defect(one) for one in defects_of(admission)],
        "human_decisions": [one.summary() for one in admission.decisions],
    }


def _check(one: Weighed) -> dict[str, object]:
    found, asked = one.issue.finding, one.question
    return {
        "code": found.code,
        "article": one.article,
        "status": found.status.value,
        "elements": list(one.issue.elements),
        "items": list(one.issue.items),
        "human_required": asked is not None and asked.decided is None,
        "decided": None if asked is None else asked.decided,
    }


def _defect(one: Defect) -> dict[str, object]:
    row = one.row
    return {
        "code": row.code,
        "article": one.article,
        "elements": list(one.issue.elements),
        "items": list(one.issue.items),
        "side": row.side.value,
        "curable": one.curable,
        "cure_zh": None if one.cure is None else one.cure.zh,
        "due": None,
    }


def _item(name: str, item: ItemOutcome, case: CaseView, *, neutral: bool) -> dict[str, object]:
    evidence, facts = item.evidence, item.facts
    digest = None if facts is None else facts.digests.get(DigestSpec("sha256"))
    consistent = item.result.result is ItemResult.CONSISTENT
    return {
        "item": name,
        "category": evidence.category,
        "event": evidence.event,
        "result": item.result.result.value,
        "deposit_status": item.deposit_status.value,
        "sha256": None if digest is None else digest.hex(),
        "sm3": evidence.digests.get("sm3"),
        "proofs": {kind.value: _worst(item, kind) for kind in ProofKind},
        "proven_time": rfc3339(item.proven_time),
        "deposit_latency_s": _latency(item),
        "presumption_basis": _presumptions(item, case, neutral=neutral) if consistent else [],
        "stand_alone": consistent,
    }


_WORST = (CheckStatus.FAILED, CheckStatus.INDETERMINATE, CheckStatus.HUMAN, CheckStatus.PASSED)


def _worst(item: ItemOutcome, kind: ProofKind) -> str | None:
    """Return the worst that a proof of a kind came to; None where there is none of it."""
    found = [one.status for one in item.proofs if one.kind is kind]
    return next((status.value for status in _WORST if status in found), None)


def _latency(item: ItemOutcome) -> int | None:
    """Return the seconds from when the item is said to be made to when it is proved."""
    made = stated_instant(item.evidence.generated_at)
    if made is None or item.proven_time is None:
        return None
    return int((item.proven_time - made).total_seconds())


_OF_PLATFORM = frozenset({ProofKind.RECEIPT, ProofKind.ANCHOR})
"""Proofs that a deposit platform gives; what a sender says of a deposit is none."""


def _presumptions(item: ItemOutcome, case: CaseView, *, neutral: bool) -> list[str]:
    """Return the grounds of 民事证据规定 94 that the facts point to; a judge weighs them."""
    found = []
    shown = any(
        one.kind in _OF_PLATFORM and one.status is CheckStatus.PASSED for one in item.proofs
    )
    if neutral and shown and item.deposit_status is DepositStatus.DEPOSITED:
        found.append("third_party_platform")
    if not case.rules.says_none(case.elements.text("f_deposit_clause")):
        found.append("agreed_method")
    return found


def _neutral(admission: Admission) -> bool:
    """Whether 规则 17 is met of the platform, and nothing says that it has an interest."""
    said = {one.code for one in admission.weighed if one.article == "规则17"}
    return _is_met(admission, "规则17") and _CONFLICT not in said


def _is_met(admission: Admission, article: str) -> bool:
    """Whether an article is met, after the decisions."""
    found = [one.result for one in admission.articles if one.article == article]
    return found == [ArticleResult.MET]


def _parties(case: CaseView) -> list[dict[str, object]]:
    elements, lender = case.elements, case.head.lender
    name, number = elements.text("d_name"), elements.text("d_id_no") or elements.text("d_uscc")
    borrower: dict[str, object] = {
        "role": "borrower",
        "masked_name": MASKS["d_name"](name) if name else None,
        "uscc": None,
        "secret_ref": secret_ref(case, "d_id_no") if number else None,
    }
    return [
        {"role": "lender", "masked_name": lender.name, "uscc": lender.uscc, "secret_ref": None},
        borrower,
    ]


def _service(case: CaseView, admission: Admission) -> dict[str, object]:
    """Return the addresses that the contract confirms (Art. 5 (3)), and what Art. 10 permits.

    Nothing is confirmed before Article 5 (3) is met, by a person's answer on the clause, nor an
    address where the clause names another one. Contact data may be looked up only of a party that
    cannot be served electronically.
    """
    elements = case.elements
    confirmed = _is_met(admission, "5(3)") and elements.said("f_service_address", _YES)
    another = {
        key for one in admission.weighed if one.code == _DIFFERS for key in one.issue.elements
    }
    addresses = [
        {"type": kind, "secret_ref": secret_ref(case, key), "source": "f_service_clause"}
        for kind, key in _ADDRESSES.items()
        if confirmed and key not in another and elements.text(key)
    ]
    reachable = any(one["type"] != "postal" for one in addresses)
    missing = elements.said("m_missing_borrower", _YES)
    return {
        "confirmed_addresses": addresses,
        "clause": {name: elements.said(key, _YES) for name, key in _FLAGS.items()},
        "repair_allowed": missing or not reachable,
    }


def _stage_hints(case: CaseView, disputed: list[str], present: list[str]) -> dict[str, object]:
    elements, procedure = case.elements, procedure_of(case)
    return {
        "demand": {
            "principal": _yuan(elements.money("j_principal")),
            "total": _yuan(elements.money("j_total")),
            "cut_off": _day(case, "j_cut_off"),
            "overdue_from": _day(case, "j_overdue_from"),
        },
        "settlement": {"floor": None},
        "mediation": {"consent": None},
        "payment_order": procedure.payment_order.as_json(),
        "litigation": {
            "small_claims": procedure.small_claims.as_json(),
            "disputed_elements": disputed,
            "undisputed_elements": [key for key in present if key not in disputed],
        },
    }


def _yuan(cents: int | None) -> str | None:
    """Return cents as the decimal text of formats: exactly two places."""
    if cents is None:
        return None
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{part:02}"


def _day(case: CaseView, key: str) -> str | None:
    day = case.elements.day(key)
    return None if day is None else day.isoformat()
