"""A case as the rules see it, with everything in order, and single changes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from ingest.rules import load_rules
from tests.verify.rules.elements.samples import HONEST
from verify.findings import CheckStatus
from verify.items import RESULT_TABLE, DepositStatus, ItemResult
from verify.judging import ItemOutcome
from verify.model import (
    Applicant,
    ContentFacts,
    Counts,
    Deposit,
    DepositState,
    DocumentFacts,
    Evidence,
    PackageHead,
    Party,
    ProofKind,
)
from verify.outcomes import ProofOutcome
from verify.policy import DEFAULT_POLICY
from verify.rules.case import CaseView, SharedDocument
from verify.rules.coverage import Coverage
from verify.rules.debt.account import Account
from verify.rules.elements.decode import decode_elements
from verify.rules.registry import (
    LenderRecord,
    ProductRecord,
    Registry,
    decode_lender,
    decode_product,
)
from verify.rules.rulefile import RuleBook
from verify.rules.ruleset import RuleSet
from verify.trust import PlatformRecord

__all__ = [
    "AT", "AUDIENCE", "LENDER", "PLATFORM", "PRODUCT", "SIGNED", "book", "case_view", "contract",
    "head", "item", "lender", "platform", "product", "rules", "shared", "signature",
]  # fmt: skip

AUDIENCE = "gzinternetcourt"
AT = datetime(2025, 6, 10, 3, tzinfo=UTC)
SIGNED = datetime(2024, 6, 8, 2, 1, tzinfo=UTC)
LENDER = Party(str(HONEST["b_uscc"]), str(HONEST["b_name"]))
PRODUCT = "prod-001"
PLATFORM = "plat-anzheng"
FROM = "2020-01-01T00:00:00Z"
_CLAUSES = (
    "f_service_clause", "f_jurisdiction_clause", "f_acceleration_clause", "f_deposit_clause",
)  # fmt: skip
_ROWS = {row.result: row for row in RESULT_TABLE}


@cache
def book() -> RuleBook:
    """Return the rules that are shipped."""
    return load_rules()


@cache
def rules(at: datetime = AT) -> RuleSet:
    """Return the rule set of a receipt."""
    found = book().at(AUDIENCE, at)
    assert found is not None
    return found


def head(**changed: object) -> PackageHead:
    """Return a package's head."""
    good = PackageHead(
        profile="evidence-package/1", package_id="pkg-1", kind="application", corrects=None,
        path="deposited", audience=AUDIENCE, environment="sandbox", platform_id=PLATFORM,
        lender=LENDER, applicant=Applicant(LENDER.uscc, LENDER.name, "lender"),
        product_code=PRODUCT, batch_ref="虚构批次", stage="诉前", filing_date="2025-06-10",
        created_at="2025-06-10T02:00:00Z", counts=Counts(1, 1, 1), application=None,
    )  # fmt: skip
    return replace(good, **changed)  # type: ignore[arg-type]


def lender(**changed: object) -> LenderRecord | None:
    """Return a lender's registry record."""
    return decode_lender({
        "uscc": LENDER.uscc, "name": LENDER.name, "type": HONEST["b_type"],
        "licences": [{"no": "虚构许可证第0001号", "from": FROM, "to": None}],
        "collection_procedures": [{"name": "虚构催收制度", "from": FROM, "to": None}],
        "statements": [{"article": name, "from": FROM, "to": None} for name in ("5(7)", "5(8)")],
        "from": FROM, "to": None, **changed,
    })  # fmt: skip


def product(**changed: object) -> ProductRecord | None:
    """Return a product's registry record."""
    return decode_product({
        "code": PRODUCT, "clause_digests": [], "reviewed_at": "2024-01-01T00:00:00Z",
        "from": FROM, "to": None, **changed,
    })  # fmt: skip


def platform(**changed: object) -> PlatformRecord:
    """Return a platform's registry record."""
    record: dict[str, object] = {
        "id": PLATFORM, "name": "虚构安证电子数据存证平台", "uscc": "91440101F00000101U",
        "cac_filing": {"no": "虚构网信备1号", "from": FROM, "to": None},
        "operator": "虚构运营有限公司", "shareholders": [],
        "standards": [{"name": "SF/T 0076-2020", "to": "2030-01-01T00:00:00Z"}],
        "from": FROM, "to": None, **changed,
    }  # fmt: skip
    return PlatformRecord(
        PLATFORM, str(record["name"]), str(record["uscc"]), (), (), {}, None, False, record
    )


def signature(*makers: str, status: CheckStatus = CheckStatus.PASSED) -> ProofOutcome:
    """Return a signature over an item, with the names of its signer."""
    names = (frozenset(makers or (LENDER.uscc, LENDER.name)),)
    return ProofOutcome(
        "sig", ProofKind.SIGNATURE, "cms", "item:x", "x", True, status, (), makers=names
    )


def item(
    name: str,
    category: int,
    event: str = "other",
    *,
    result: ItemResult = ItemResult.CONSISTENT,
    document: DocumentFacts | None = None,
    origin: str = "native",
    here: bool = True,
    proofs: Iterable[ProofOutcome] = (),
    sha256: str = "00" * 32,
    deposited_at: str | None = None,
) -> ItemOutcome:
    """Return one item of evidence, judged."""
    deposit = None
    if deposited_at is not None:
        deposit = Deposit(PLATFORM, "1", deposited_at, None, DepositState.DEPOSITED)
    evidence = Evidence(
        name, category, event, name, "", f"data/{name}" if here else None, name, None, 1,
        {"sha256": sha256}, origin, None, deposit,
    )  # fmt: skip
    facts = ContentFacts(1, {}, "application/pdf", document=document) if here else None
    status = DepositStatus.DEPOSITED if deposit else DepositStatus.NOT_DEPOSITED
    return ItemOutcome(evidence, facts, _ROWS[result], status, SIGNED, tuple(proofs), ())


def contract(
    *, lacks: Iterable[str] = (), has: Iterable[str] = (), state: str = "text", **more: object
) -> ItemOutcome:
    """Return the contract, in whose text every clause stands but those it lacks."""
    found = dict.fromkeys(_CLAUSES, True) | {"word_arbitration": False}
    found |= dict.fromkeys(lacks, False) | dict.fromkeys(has, True)
    text = DocumentFacts(state, 1, 1, "", found if state == "text" else {}, None)
    return item("contract", 6, "contract", document=text, **more)  # type: ignore[arg-type]


def shared(name: str, *, kind: str = "statement", **more: object) -> SharedDocument:
    """Return a shared document, signed by the lender unless it is said otherwise."""
    made = {"proofs": (signature(),), **more}
    return SharedDocument(name, kind, item(name, 10, **made))  # type: ignore[arg-type]


def case_view(
    elements: Mapping[str, object] | None = None, *, at: datetime = AT, **changed: object
) -> CaseView:
    """Return a case in order.

    Args:
        elements: values that differ from the template's examples; None leaves one out.
        at: the court's receipt, which chooses the rules.
        changed: fields of the view, or of its registry (`lender`, `product`, `platform`).
    """
    stated = {**HONEST, **(elements or {})}
    registry = Registry(
        changed.pop("lender", lender()),  # type: ignore[arg-type]
        changed.pop("product", product()),  # type: ignore[arg-type]
        changed.pop("platform", platform()),  # type: ignore[arg-type]
        None,
    )
    good = CaseView(
        case_key="case-1", contract_no="HT00000001", loan_no="JK00000001",
        elements=decode_elements({k: v for k, v in stated.items() if v is not None}),
        items=(contract(),), shared=(), head=head(), sealed=True, registry=registry,
        rules=rules(at), at=at, policy=DEFAULT_POLICY, coverage=Coverage(()),
        account=Account((), None),
    )  # fmt: skip
    return good._replace(**changed)  # type: ignore[arg-type]
