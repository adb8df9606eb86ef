"""What a judgement contradicts is remembered by item and loan, as the proof or digest it was."""

from collections.abc import Iterable

from verify.codes.table import finding
from verify.contradictions import brought, contradicted_items, proof_keys
from verify.findings import CheckStatus, Finding
from verify.items import CLEAN, DepositStatus, item_result
from verify.judging import ItemOutcome
from verify.memory import (
    Brought,
    BroughtProof,
    Contradicted,
    Filing,
    deposit_key,
    digest_key,
    loan_key,
    proof_key,
    remembering,
)
from verify.model import (
    ContentFacts,
    Deposit,
    DepositState,
    DigestSpec,
    Evidence,
    Locator,
    Over,
    OverKind,
    Proof,
    ProofKind,
)
from verify.outcomes import ProofOutcome

FILING = Filing("pkg-1", "11" * 32, "lender-a", "plat-a")
LOAN = loan_key("lender-a", "HT1", "JK1")
DECLARED = "ab" * 32
ITEM = Evidence(
    "voucher", 8, "disbursement", "v", "", "data/v", "v.pdf", "application/pdf", 1,
    {"sm3": "cd" * 32, "sha256": DECLARED}, None, None,
    Deposit("plat", "77", None, None, DepositState.DEPOSITED),
)  # fmt: skip
PLACE = Locator("data/000000/proofs.bin", 0, 5)
PROOF = Proof("tst", ProofKind.TIMESTAMP, "tst", Over(OverKind.ITEM, "voucher"), PLACE, None)
OF_ITEM = (
    digest_key("sm3", "cd" * 32),
    digest_key("sha256", DECLARED),
    deposit_key("plat", "77"),
)
MISMATCH = finding("timestamp.imprint_mismatch", "tst")
DAMAGED = finding("package.payload_damaged", "voucher")
DIFFERS = finding("integrity.manifest_mismatch", "voucher")


def outcome(
    findings: Iterable[Finding] = (), proof: Iterable[Finding] = (), name: str = "tst"
) -> ItemOutcome:
    state = CLEAN.__class__(**{**_fields(), "digest_contradicted": True})
    judged = ProofOutcome(
        name, ProofKind.TIMESTAMP, "tst", "item:voucher", "voucher", True, CheckStatus.FAILED,
        tuple(proof),
    )  # fmt: skip
    return ItemOutcome(
        ITEM, None, item_result(state), DepositStatus.DEPOSITED, None, (judged,), tuple(findings)
    )


def _fields() -> dict[str, bool]:
    return {name: getattr(CLEAN, name) for name in CLEAN.__slots__}


def remembered(*items: ItemOutcome) -> tuple[Contradicted, ...]:
    return contradicted_items("case-1", items, [PROOF], {PLACE: b"token"}, FILING, LOAN)


def rows(*items: ItemOutcome) -> list[tuple[object, ...]]:
    found = [one.contradiction for one in remembered(*items)]
    return [(one.code, one.proof, one.manner, one.subject) for one in found]


TOKEN = ("timestamp.imprint_mismatch", "tst", "timestamp tst item", proof_key(b"token"))


def test_a_contradicted_proof_is_remembered_by_its_octets() -> None:
    assert rows(outcome(proof=[MISMATCH])) == [TOKEN]


def test_it_is_remembered_under_digests_deposit_and_loan() -> None:
    (found,) = remembered(outcome(proof=[MISMATCH]))
    assert found.keys == tuple(remembering(key, FILING) for key in (*OF_ITEM, LOAN))


def test_what_nobody_sealed_is_remembered_by_its_items_alone() -> None:
    unsealed = FILING._replace(sender="")
    wrong = [outcome(proof=[MISMATCH])]
    (found,) = contradicted_items("case-1", wrong, [PROOF], {PLACE: b"token"}, unsealed, LOAN)
    assert found.keys == tuple(remembering(key, unsealed) for key in OF_ITEM)


def test_a_token_inside_a_signature_is_remembered_as_the_signature() -> None:
    assert rows(outcome(proof=[MISMATCH], name="tst#signer-0-timestamp-0")) == [TOKEN]


def test_a_damaged_file_is_remembered_by_its_declared_digest_alone() -> None:
    expected = [("package.payload_damaged", "", "", digest_key("sha256", DECLARED))]
    assert rows(outcome([DIFFERS, DAMAGED], [MISMATCH])) == expected


def test_of_a_damaged_file_a_proof_that_is_wrong_by_itself_is_remembered_too() -> None:
    forged = finding("timestamp.value_wrong", "tst")
    expected = [
        ("timestamp.value_wrong", *TOKEN[1:]),
        ("package.payload_damaged", "", "", digest_key("sha256", DECLARED)),
    ]
    assert rows(outcome([DIFFERS, DAMAGED], [MISMATCH, forged])) == expected


def test_a_file_that_differs_otherwise_is_remembered_after_its_proofs() -> None:
    expected = [TOKEN, ("integrity.manifest_mismatch", "", "", digest_key("sha256", DECLARED))]
    assert rows(outcome([DIFFERS], [MISMATCH])) == expected


def test_a_finding_that_contradicts_nothing_is_not_remembered() -> None:
    assert rows(outcome(proof=[finding("timestamp.malformed", "tst")])) == []


def test_an_item_that_is_not_inconsistent_is_not_remembered() -> None:
    good = outcome(proof=[MISMATCH])._replace(result=item_result(CLEAN))
    assert rows(good) == []


def test_a_proof_whose_octets_are_absent_has_no_key() -> None:
    assert proof_keys([PROOF], {}) == {}


HERE = ContentFacts(1, {DigestSpec("sha256"): b"\xee", DigestSpec("sm3", b"z"): b"\xff"}, "x/y")


def test_a_line_brings_proofs_over_originals_and_digests_that_were_computed() -> None:
    found = brought([outcome()._replace(facts=HERE)], [PROOF], {"tst": proof_key(b"token")})
    proof = BroughtProof("voucher", "timestamp tst item", proof_key(b"token"))
    assert found == Brought(frozenset([proof]), frozenset([digest_key("sha256", "ee")]))


def test_without_an_original_nothing_is_brought() -> None:
    assert brought([outcome()], [PROOF], {"tst": proof_key(b"token")}) == Brought()


def test_a_proof_whose_octets_are_absent_is_not_brought() -> None:
    assert brought([outcome()._replace(facts=HERE)], [PROOF], {}).proofs == frozenset()
