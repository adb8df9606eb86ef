"""Words that people read, Chinese and English, in one place (judgement 10).

A technical result is never called 真实; what a report proves is generated from the checks that
ran, and what it does not prove from those that did not.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from verify.findings import CheckStatus, Finding
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.model import ProofKind
from verify.outcomes import ProofOutcome

__all__ = ["PROOF_NAMES", "Words", "does_not_prove", "proof_words", "proves"]


class Words(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str

    def as_json(self) -> dict[str, str]:
        """Return the two sentences as a report carries them."""
        return {"zh": self.zh, "en": self.en}


PROOF_NAMES = {
    ProofKind.SIGNATURE: Words("电子签名", "Electronic signature"),
    ProofKind.TIMESTAMP: Words("可信时间戳", "Trusted timestamp"),
    ProofKind.ANCHOR: Words("链上锚定", "Ledger anchor"),
    ProofKind.RECEIPT: Words("平台存证回执", "Platform receipt"),
}
"""What each kind of proof is called."""

_PASSED = {
    ProofKind.SIGNATURE: Words("签名有效", "signature valid"),
    ProofKind.TIMESTAMP: Words("时间戳有效", "timestamp valid"),
    ProofKind.ANCHOR: Words("上链核验一致", "anchored on the chain as stated"),
    ProofKind.RECEIPT: Words("回执有效", "receipt valid"),
}
_OTHER = {
    CheckStatus.FAILED: Words("核验未通过", "did not verify"),
    CheckStatus.INDETERMINATE: Words("无法核验", "cannot be verified"),
    CheckStatus.HUMAN: Words("待人工核对", "to be looked at by a person"),
    CheckStatus.NOT_APPLICABLE: Words("不适用", "not applicable"),
}


@cache
def proof_words(kind: ProofKind, status: CheckStatus) -> Words:
    """Return the words for a judged proof."""
    return _PASSED[kind] if status is CheckStatus.PASSED else _OTHER[status]


_PROVES = (
    Words(
        "{} 项证据的文件自其证明作出之后未发生改动（摘要一致，证明核验通过）",
        "{} items are unchanged since their proofs were made (digests agree, proofs verify)",
    ),
    Words(
        "{} 项证据的内容自文件内嵌的签名作出之后未发生改动（其后只可能增加了签名、时间戳、"
        "验证资料，或者填写了允许填写的栏目）",
        "the content of {} items is unchanged since the signatures inside were made (only further "
        "signatures, time-stamps, validation data or permitted form fields may have been added)",
    ),
    Words(
        "{} 个电子签名有效，签名证书在可证明的时间处于有效期内且未被吊销",
        "{} signatures are valid, their certificates valid and unrevoked at the proven time",
    ),
    Words(
        "{} 个电子签名有效，其证书的签发机构按登记不提供吊销数据（未被吊销系推定）",
        "{} signatures are valid; their issuers are registered as issuing no revocation data",
    ),
    Words(
        "{} 项证据在所列证明时间之前已经存在（可信时间戳或者链上锚定）",
        "{} items existed by the proven times listed (trusted timestamps or ledger anchors)",
    ),
    Words(
        "{} 项上链核验一致：摘要归入所列区块，该区块头列于所用信任清单",
        "{} anchors hold: the digest is in its block, whose header is on the trust list used",
    ),
    Words(
        "{} 份存证平台回执签名有效（平台证明：仅证明平台收到该摘要，不证明时间）",
        "{} platform receipts are validly signed (the platform's word, which proves no time)",
    ),
)
"""What is proved, in the order of `_proved`; each is said of how many."""


def proves(items: Iterable[ItemOutcome]) -> list[Words]:
    """Return what the checks that passed prove, sentence by sentence."""
    counts = _proved(list(items))
    return [_of(words, n) for words, n in zip(_PROVES, counts, strict=True) if n]


def _proved(items: list[ItemOutcome]) -> tuple[int, ...]:
    """Return of how many each sentence of `_PROVES` holds."""
    consistent = [one for one in items if one.result.result is ItemResult.CONSISTENT]
    passed = _passed(items)
    of_kind = Counter(proof.kind for proof in passed)
    assumed = sum(
        proof.kind is ProofKind.SIGNATURE and _assumed(proof.findings) for proof in passed
    )
    within = sum(map(_bound_within, consistent))
    return (
        len(consistent) - within,
        within,
        of_kind[ProofKind.SIGNATURE] - assumed,
        assumed,
        sum(one.proven_time is not None for one in consistent),
        of_kind[ProofKind.ANCHOR],
        of_kind[ProofKind.RECEIPT],
    )


def _bound_within(one: ItemOutcome) -> bool:
    """Whether an item is consistent by signatures inside of it alone."""
    binding = [p for p in one.proofs if p.binding and p.status is CheckStatus.PASSED]
    return bool(binding) and all(proof.inside is not None for proof in binding)


def _passed(items: Iterable[ItemOutcome]) -> list[ProofOutcome]:
    """Return the proofs that passed, of items that nothing contradicts."""
    return [
        proof
        for one in items
        if one.result.result is not ItemResult.INCONSISTENT
        for proof in one.proofs
        if proof.status is CheckStatus.PASSED
    ]


def _of(words: Words, number: int) -> Words:
    return Words(words.zh.format(number), words.en.format(number))


_ALWAYS = (
    Words(
        "证据所载内容是否属实，合同、利率、费用是否合法",
        "that what the evidence says is so, or that contract, rate and fees are lawful",
    ),
    Words(
        "签名、操作系由当事人本人实施（仅比对了签名证书所载的名称与号码）",
        "that the party in person signed or acted (only names and numbers in certificates were "
        "compared)",
    ),
    Words(
        "证据属于哪一业务环节（身份认证、签约、放款、还款）：系提交人自述",
        "which event an item belongs to (identity, contract, disbursement, repayment): its "
        "sender says so",
    ),
)
_NOT_ADMITTED = Words(
    "本次核验未审查准入条件（指引第二条至第九条），不构成准入审查意见",
    "admission under the guideline (articles 2 to 9), which was not judged in this run",
)
_ADVISED = Words(
    "准入审查意见由系统依所列规则和数据得出，供人工审查参考，不是裁判或者受理决定",
    "that the case is admitted: the opinion is the machine's, by the rules listed, and a person "
    "decides",
)
_BY_RESULT = {
    ItemResult.INCONSISTENT: Words(
        "{} 项证据数据不一致，原因待查：不能据此认定其内容未改动",
        "{} items whose data are inconsistent, cause to be looked into",
    ),
    ItemResult.UNVERIFIABLE: Words(
        "{} 项证据无法核验：未得出一致或者不一致的结论",
        "{} items that could not be verified, neither consistent nor inconsistent",
    ),
    ItemResult.UNPROVEN: Words(
        "{} 项证据没有任何证明：本次核验对其完整性不作结论",
        "{} items without any proof, of whose integrity nothing is said",
    ),
}

_UNDATED = (
    Words(
        "{} 项证据的文件何时形成（所附时间戳只证明签名的时间，不单独证明文件的时间）",
        "when {} items were made (their timestamps date the signature, not the file by itself)",
    ),
    Words(
        "{} 项证据的形成时间（没有第三方时间证明，仅有自述时间）",
        "when {} items were made (their times are self-declared)",
    ),
)
_ASSUMED = Words(
    "部分签发机构按登记不提供吊销数据，相关证书未被吊销系推定",
    "that certificates of issuers registered as issuing no revocation data were not revoked: "
    "this is assumed",
)


def does_not_prove(items: Iterable[ItemOutcome], *, admission: bool = False) -> list[Words]:
    """Return what this report does not prove: what no check says, and what did not pass."""
    outcomes = list(items)
    found = []
    for result, words in _BY_RESULT.items():
        count = sum(o.result.result is result for o in outcomes)
        if count:
            found.append(_of(words, count))
    found += _undated(outcomes)
    if any(_assumed(p.findings) for o in outcomes for p in o.proofs):
        found.append(_ASSUMED)
    return [*found, *_ALWAYS, _ADVISED if admission else _NOT_ADMITTED]


def _undated(outcomes: list[ItemOutcome]) -> list[Words]:
    """Return of how many consistent items no time is proved, and what time stands beside them."""
    undated = [
        o for o in outcomes if o.result.result is ItemResult.CONSISTENT and o.proven_time is None
    ]
    signed = sum(any(map(_times_a_signature, o.proofs)) for o in undated)
    counts = (signed, len(undated) - signed)
    return [_of(words, n) for words, n in zip(_UNDATED, counts, strict=True) if n]


def _times_a_signature(proof: ProofOutcome) -> bool:
    """Whether a proof is a passed timestamp over the value of a signature."""
    return (
        proof.kind is ProofKind.TIMESTAMP
        and proof.status is CheckStatus.PASSED
        and proof.over.startswith("signature:")
    )


def _assumed(findings: Iterable[Finding]) -> bool:
    """Whether a proof rests on the registered practice that no revocation data is issued."""
    return any(one.code == "revocation.none_issued" for one in findings)
