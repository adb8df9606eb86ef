"""What a report says it proves, and what it does not."""

from verify.findings import CheckStatus
from verify.items import CLEAN, DepositStatus, item_result
from verify.judging import ItemOutcome
from verify.model import Change, Evidence, ProofKind
from verify.outcomes import InnerPlace, ProofOutcome
from verify.words import does_not_prove, proves

EVIDENCE = Evidence(
    "voucher", 8, "disbursement", "放款凭证", "", None, None, None, None, {}, None, None, None
)


def _item(kind: ProofKind, over: str, status: CheckStatus = CheckStatus.PASSED) -> ItemOutcome:
    """Return a consistent item without a proven time, and one proof of it."""
    proof = ProofOutcome("p", kind, "tst", over, "voucher", False, status, ())
    return ItemOutcome(
        EVIDENCE, None, item_result(CLEAN), DepositStatus.DEPOSITED, None, (proof,), ()
    )


def _not_proved(*items: ItemOutcome) -> list[str]:
    return [words.zh for words in does_not_prove(items)]


DATED_SIGNATURE = "1 项证据的文件何时形成（所附时间戳只证明签名的时间，不单独证明文件的时间）"
SELF_DECLARED = "1 项证据的形成时间（没有第三方时间证明，仅有自述时间）"


def test_a_token_over_a_signature_is_not_called_no_proof_of_time() -> None:
    told = _not_proved(_item(ProofKind.TIMESTAMP, "signature:s"))
    assert (DATED_SIGNATURE in told, SELF_DECLARED in told) == (True, False)


def test_an_item_without_a_token_has_its_sender_s_word_for_its_time() -> None:
    told = _not_proved(_item(ProofKind.SIGNATURE, "item:voucher"))
    assert (DATED_SIGNATURE in told, SELF_DECLARED in told) == (False, True)


def test_a_token_that_did_not_pass_dates_no_signature() -> None:
    token = _item(ProofKind.TIMESTAMP, "signature:s", CheckStatus.INDETERMINATE)
    assert SELF_DECLARED in _not_proved(token)


def test_both_kinds_are_counted_apart() -> None:
    told = _not_proved(
        _item(ProofKind.TIMESTAMP, "signature:s"), _item(ProofKind.SIGNATURE, "item:voucher")
    )
    assert (DATED_SIGNATURE in told, SELF_DECLARED in told) == (True, True)


def test_an_anchor_s_header_is_the_trust_list_s_and_no_court_s() -> None:
    told = proves([_item(ProofKind.ANCHOR, "item:voucher")])[-1]
    assert told == (
        "1 项上链核验一致：摘要归入所列区块，该区块头列于所用信任清单",
        "1 anchors hold: the digest is in its block, whose header is on the trust list used",
    )


def test_a_document_that_only_signatures_inside_bind_is_counted_apart() -> None:
    item = _item(ProofKind.SIGNATURE, "item:voucher")
    place = InnerPlace("pdf", "", (), True, Change.SIGNATURES, (), None)
    inside = item.proofs[0]._replace(binding=True, inside=place)
    first = proves([item._replace(proofs=(inside,))])[0]
    assert first.zh.startswith("1 项证据的内容自文件内嵌的签名作出之后未发生改动")
    both = (inside, inside._replace(inside=None))
    assert proves([item._replace(proofs=both)])[0].zh.startswith("1 项证据的文件自其证明作出之后")
