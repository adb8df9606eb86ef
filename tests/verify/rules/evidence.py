"""Small values for the rules about evidence: a proof, an item, an element list, a case."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from tests.verify.rules.cases import rules
from verify.checks.depositword import DepositWord
from verify.codes.table import finding
from verify.findings import CheckStatus, Finding
from verify.items import RESULT_TABLE, DepositStatus, ItemResult
from verify.judging import ItemOutcome
from verify.model import (
    Applicant,
    ContentFacts,
    Counts,
    DocumentFacts,
    Evidence,
    PackageHead,
    Party,
    ProofKind,
)
from verify.outcomes import ProofOutcome
from verify.policy import DEFAULT_POLICY
from verify.rules.case import CaseView, SharedDocument
from verify.rules.coverage import Coverage, cover
from verify.rules.elements.decode import decode_elements
from verify.rules.elements.rows import ElementList
from verify.rules.outcome import Issue
from verify.rules.registry import CollectionProcedure, LenderRecord, Licence, Registry, Term

if TYPE_CHECKING:
    from verify.rules.debt.account import Account

LENDER = Party("91440101F00000018N", "虚构甲小额贷款有限公司")
AT = datetime(2025, 6, 10, 2, tzinfo=UTC)
IDENTIFIED = datetime(2024, 6, 8, 1, 52, tzinfo=UTC)
SIGNED = datetime(2024, 6, 8, 2, 1, tzinfo=UTC)
PAID = datetime(2024, 6, 8, 2, 31, tzinfo=UTC)
DRAWN_UP = datetime(2025, 5, 31, 12, tzinfo=UTC)

ELEMENTS: Mapping[str, object] = {
    "a_product_code": "prod-001",
    "b_name": LENDER.name,
    "b_uscc": LENDER.uscc,
    "b_licence_no": "虚构许可证第0001号",
    "c_name": "虚构代理人",
    "c_authority_from": "2024-06-01",
    "d_name": "虚构借款人",
    "d_id_type": "居民身份证",
    "d_id_no": "440106199001010013",
    "e_guarantee": "无",
    "f_contract_no": "HT00000001",
    "f_loan_no": "JK00000001",
    "f_signed_at": "2024-06-08T10:01:00+08:00",
    "f_contract_amount": "12000.00",
    "g_method": "证件照比对",
    "g_provider": "虚构身份认证服务",
    "g_result": "通过",
    "g_identified_at": "2024-06-08T09:52:00+08:00",
    "g_serial_no": "SF00000001",
    "h_disbursements": [
        {
            "date": "2024-06-08", "amount": "12000.00", "payer_name": LENDER.name,
            "payee_name": "虚构借款人", "payee_tail": "0001", "channel": "虚构支付通道",
            "serial_no": "FK00000001",
        }
    ],
    "i_schedule": [
        {
            "no": "1", "due": "2024-07-08", "principal": "12000.00", "interest": "120.00",
            "fee": "0.00",
        }
    ],
    "i_ledger": [
        {
            "date": "2024-07-08", "amount": "120.00", "principal": "0.00", "interest": "120.00",
            "penalty": "0.00",
        }
    ],
    "j_cut_off": "2025-05-31",
    "j_overdue_from": "2024-10-09",
    "l_records": [
        {
            "at": "2025-04-28T10:00:00+08:00", "method": "短信", "number": "13800000000",
            "agency": LENDER.name, "result": "已送达", "evidence": "collection",
        }
    ],
    "l_completed": "是",
}  # fmt: skip
"""What the rules about evidence read of a good element list."""

_SHARED = (
    ("licence", 1, "营业执照"),
    ("legal-representative", 1, "法定代表人证明书"),
    ("legal-representative-id", 1, "法定代表人身份证明"),
    ("loan-licence", 1, "贷款业务许可证明"),
    ("authority", 3, "授权委托书"),
)
_ROWS = {row.result: row for row in RESULT_TABLE}
REGISTERED = LenderRecord(
    LENDER.uscc, LENDER.name, "小额贷款公司",
    (Licence("虚构许可证第0001号", None, Term()),),
    (CollectionProcedure("虚构催收制度", None, Term()),),
    (), None, Term(),
)  # fmt: skip


def elements(**changed: object) -> ElementList:
    """Return the good element list with some values changed; None takes one out."""
    stated = {**ELEMENTS, **changed}
    return decode_elements({key: value for key, value in stated.items() if value is not None})


def row(key: str, **changed: str) -> dict[str, str]:
    """Return the first row of a list of the good element list, changed."""
    rows = cast("list[dict[str, str]]", ELEMENTS[key])
    return {**rows[0], **changed}


def proof(
    kind: ProofKind = ProofKind.TIMESTAMP,
    proves: datetime | None = SIGNED,
    *,
    name: str = "p",
    status: CheckStatus = CheckStatus.PASSED,
    binding: bool = True,
    makers: tuple[str, ...] = (),
    word: DepositWord | None = None,
    findings: tuple[Finding, ...] = (),
) -> ProofOutcome:
    """Return a judged proof over an item."""
    known = tuple(frozenset({one}) for one in makers)
    return ProofOutcome(
        name, kind, "form", "item:x", "x", binding, status, findings, proves, makers=known,
        word=word,
    )  # fmt: skip


def word(at: datetime | None = SIGNED, **changed: object) -> DepositWord:
    """Return what a registered and mandated platform says of a deposit."""
    plain = DepositWord("plat-a", at, registered=True, mandates=frozenset({LENDER.uscc}),
                        operators=frozenset({"plat-a"}))  # fmt: skip
    return plain._replace(**changed)  # type: ignore[arg-type]


def item(
    name: str,
    category: int,
    event: str = "other",
    *proofs: ProofOutcome,
    result: ItemResult = ItemResult.CONSISTENT,
    title: str = "证据",
    here: bool = True,
    digest: str | None = None,
    media_type: str = "application/pdf",
    origin: str = "native",
    generated_at: str | None = None,
    document: DocumentFacts | None = None,
    findings: tuple[Finding, ...] = (),
    deposit: DepositStatus = DepositStatus.NOT_DEPOSITED,
) -> ItemOutcome:
    """Return a judged item."""
    evidence = Evidence(
        name, category, event, title, "", name if here else None, f"{title}.pdf", media_type,
        20_000, {"sha256": digest or name}, origin, generated_at, None,
    )  # fmt: skip
    facts = ContentFacts(20_000, {}, media_type, document=document) if here else None
    return ItemOutcome(evidence, facts, _ROWS[result], deposit, None, proofs, findings)


def good_items() -> list[ItemOutcome]:
    """Return the evidence of a case that lacks nothing."""
    return [
        item("id-card", 2, "identity", proof(proves=IDENTIFIED)),
        item("id-result", 4, "identity", proof(proves=IDENTIFIED)),
        item("loan-flow", 5, "contract", proof(proves=SIGNED)),
        item("contract", 6, "contract", proof(ProofKind.SIGNATURE), proof(name="q")),
        item("deposit-certificate", 7, "other", proof(proves=SIGNED)),
        item("voucher", 8, "disbursement", proof(proves=PAID)),
        item("ledger", 9, "repayment", proof(proves=DRAWN_UP)),
        item("collection", 10, "collection", proof(proves=DRAWN_UP)),
    ]


def with_items(*changed: ItemOutcome) -> list[ItemOutcome]:
    """Return the good evidence with some items in the place of those of their ids."""
    named = {one.evidence.id: one for one in (*good_items(), *changed)}
    return list(named.values())


def without(*names: str) -> list[ItemOutcome]:
    """Return the good evidence but some items."""
    return [one for one in good_items() if one.evidence.id not in names]


def shared(name: str, category: int, title: str = "证据", **more: object) -> SharedDocument:
    """Return a shared document, judged."""
    return SharedDocument(name, name, item(name, category, title=title, **more))  # type: ignore[arg-type]


def good_shared(*but: str) -> list[SharedDocument]:
    """Return what a lender has once, but some of it."""
    return [shared(*one) for one in _SHARED if one[0] not in but]


def head(**changed: object) -> PackageHead:
    """Return the head of a deposited package."""
    stated: dict[str, object] = {
        "profile": "evidence-package/1", "package_id": "pkg-1", "kind": "application",
        "corrects": None, "path": "deposited", "audience": "gz", "environment": "sandbox",
        "platform_id": "plat-a", "lender": LENDER,
        "applicant": Applicant(LENDER.uscc, LENDER.name, "lender"),
        "product_code": "prod-001", "batch_ref": "b", "stage": "诉前",
        "filing_date": "2025-06-10", "created_at": "2025-06-10T00:00:00Z",
        "counts": Counts(1, 8, 1), "application": None, **changed,
    }  # fmt: skip
    return PackageHead(**stated)  # type: ignore[arg-type]


def covered(
    items: Iterable[ItemOutcome], stated: ElementList | None = None, **changed: object
) -> Coverage:
    """Return the coverage of items."""
    registry = Registry(None, None, None, None)
    return cover(items, stated or elements(), head(**changed), registry, DEFAULT_POLICY, AT)


def case(
    items: Iterable[ItemOutcome] | None = None,
    documents: Iterable[SharedDocument] | None = None,
    *,
    stated: ElementList | None = None,
    lender: LenderRecord | None = REGISTERED,
    **changed: object,
) -> CaseView:
    """Return a case that meets every rule about evidence, but for what is changed."""
    own = tuple(good_items() if items is None else items)
    said = stated or elements()
    account = SimpleNamespace(issues=(), accelerated=False, rests_on_amount=False)
    return CaseView(
        "case-1", "HT00000001", "JK00000001", said, own,
        tuple(good_shared() if documents is None else documents), head(**changed), True,
        Registry(lender, None, None, None), rules(), AT, DEFAULT_POLICY,
        covered(own, said, **changed), cast("Account", account),
    )  # fmt: skip


def codes(issues: Iterable[Issue]) -> list[str]:
    """Return the codes of issues."""
    return [one.finding.code for one in issues]


def found(code: str, subject: str = "x", status: CheckStatus | None = None) -> Finding:
    """Return a finding."""
    return finding(code, subject, status=status)
