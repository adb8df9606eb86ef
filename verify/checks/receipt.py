"""A platform's receipt of a deposit (judgement 2, Receipt; design 7 step 7).

1. the deposit's platform is registered, and has declared the form of its receipts
2. the digest it states is that of the item; an unsigned one can contradict, never bind
3. it is of the deposit of the case line: platform, number, and a time at which it can have been
4. the platform's own key signed the declared fields inside it, or all of its octets beside it
   where its record says that this makes a receipt, with a certificate that was registered at the
   time proved for that
5. what it says of the deposit's state is deposited, by a field that is signed

It counts for that platform alone. Every field outside the signature is the sender's claim, and
what it says of a chain is the platform's word (平台证明): no ledger was asked.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from anchors.digest import compute_digest
from verify.asn1.cms import SignedData
from verify.checks.covered import Covered
from verify.checks.depositword import DepositWord, deposit_word
from verify.checks.platform import registered_certificate
from verify.checks.receiptdigest import ComparedDigests, compare_digests
from verify.checks.receiptfields import deposit_findings, state_findings, told_findings
from verify.checks.receiptsignature import ReceiptSignature, signature_inside
from verify.checks.signature import SignerJudgement, judge_signer
from verify.checks.signer import status_of
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.existence import Existence
from verify.findings import CheckStatus, Finding
from verify.model import Deposit, Evidence
from verify.receipt import SignedReceipt
from verify.receipts.form import ReceiptForm
from verify.receipts.read import read_receipt
from verify.receipts.registry import FORMS
from verify.receipts.value import PlatformReceipt, ReceiptState, SignedFields
from verify.trust import PlatformRecord, ReceiptMapping

__all__ = [
    "ReceiptFacts",
    "ReceiptJudgement",
    "check_receipt",
    "deposit_record",
    "form_of_deposit",
    "judge_receipt",
]


class ReceiptFacts(NamedTuple):
    """What a receipt says of what it is over."""

    receipt: SignedReceipt
    findings: tuple[Finding, ...]
    record: PlatformRecord | None
    value: PlatformReceipt | None
    """None where no form is known to read it by."""
    compared: ComparedDigests
    signatures: tuple[ReceiptSignature, ...] = ()
    """Messages that sign it, in it or beside it, whoever made them."""
    unreadable: tuple[Finding, ...] = ()
    """Why the signature inside it could not be read, or the one beside it does not count."""
    deposit: Deposit | None = None

    @property
    def mapping(self) -> ReceiptMapping | None:
        """How its platform declared its receipts."""
        return self.record.receipt if self.record is not None else None

    @property
    def signed(self) -> SignedData | None:
        """The message inside it that carries the platform's signature."""
        return next((one.facts.signed for one in self.signatures if one.inside), None)


class ReceiptJudgement(NamedTuple):
    """A receipt, judged at the time proved for its signature."""

    status: CheckStatus
    findings: tuple[Finding, ...]
    proven: datetime | None = None
    subject: str | None = None
    path: tuple[str, ...] = ()
    binds: bool = False
    """Whether a signed field states the covered digest: what a PASSED receipt can bind by."""
    stated: tuple[tuple[str, bytes], ...] = ()
    """The signed digests."""
    calls_for: tuple[str, ...] = ()
    """Kinds of proof that it says stand beside it."""
    confirms: bool = False
    """Whether a signed field names the very deposit of the case line."""
    word: DepositWord | None = None
    """What its signed fields say of the deposit beside the digest."""
    state: ReceiptState | None = None
    """How far it says that the deposit has come, signed or not: it can only take away."""


class _Word(NamedTuple):
    """Whose word a receipt is: which fields are signed, by whom, or why none are."""

    signed: SignedFields
    judged: SignerJudgement | None
    faults: tuple[Finding, ...]

    @property
    def given(self) -> bool:
        """Whether it is the platform's word at all."""
        return self.judged is not None and not self.faults


def deposit_record(
    evidence: Evidence | None, context: VerificationContext
) -> PlatformRecord | None:
    """Return the registered platform that an item's deposit is claimed to be with."""
    if evidence is None or evidence.deposit is None:
        return None
    return (context.trust.platforms or {}).get(evidence.deposit.platform_id)


def form_of_deposit(
    evidence: Evidence | None, form: str | None, context: VerificationContext
) -> ReceiptForm | None:
    """Return the form by which the receipt of an item's deposit is read; None where unknown."""
    return _form(deposit_record(evidence, context), form)


def check_receipt(
    receipt: SignedReceipt,
    form: str | None,
    record: PlatformRecord | None,
    evidence: Evidence | None,
    covered: Covered | None,
    context: VerificationContext,
    *,
    subject: str,
    beside: Sequence[ReceiptSignature] = (),
) -> ReceiptFacts:
    """Return what a receipt says of what it is over.

    Args:
        receipt: as decoded.
        form: the form that the proof states; None where none is stated.
        record: the platform whose receipt it is to be; None where it is not registered.
        evidence: the row of the case line; None for a receipt by itself.
        covered: what it is over; None where that is not here.
        context: trust, policy, time and caches of the run.
        subject: id of the proof, for the findings.
        beside: signatures over all of its octets.
    """
    # 1
    found: list[Finding] = []
    read_by, declared = _form(record, form), _is_declared(record, form)
    if not declared:
        observed = record.id if record is not None else None
        found.append(finding("receipt.form_unregistered", subject, observed=observed))
    if read_by is None:
        return ReceiptFacts(receipt, tuple(found), record, None, ComparedDigests())
    value = read_receipt(receipt, read_by)
    found += [finding(code, subject, observed=observed) for code, observed in value.faults]
    # 2
    compared = compare_digests(value, covered, subject)
    # 3
    found += [*compared.findings, *deposit_findings(value, record, evidence, context, subject)]
    # 4
    signatures: tuple[ReceiptSignature, ...] = ()
    unreadable: tuple[Finding, ...] = ()
    mapping = record.receipt if record is not None else None
    if mapping is not None and declared:
        signatures = tuple(beside) if mapping.beside else ()
        if mapping.signature is not None:
            inside, unreadable = signature_inside(receipt, mapping, context, subject)
            signatures = (*inside, *signatures)
        elif beside and not mapping.beside:
            unreadable = (finding("receipt.beside_undeclared", subject),)
    deposit = evidence.deposit if evidence is not None else None
    return ReceiptFacts(
        receipt, tuple(found), record, value, compared, signatures, unreadable, deposit
    )


def judge_receipt(
    facts: ReceiptFacts, existence: Existence, context: VerificationContext, *, subject: str
) -> ReceiptJudgement:
    """Judge a receipt at the time that is proved for its signature's value."""
    value, record, compared = facts.value, facts.record, facts.compared
    found, differs = list(facts.findings), compared.differs
    if value is None:
        findings = context.levelled(found)
        return ReceiptJudgement(status_of(findings), findings)
    word = _word(facts, existence, context, subject)
    signed, told = word.signed, word.given
    # 2: the digest of a receipt that is nobody's word contradicts nothing.
    if differs is not None:
        found.append(differs if told else differs._replace(status=CheckStatus.INDETERMINATE))
    elif told and compared.matched and not _signs_digest(compared, signed):
        found.append(finding("receipt.digest_unsigned", subject))
    # The form of what nobody signed is the sender's word, too.
    if not told:
        found = [_opened(one) for one in found]
    # 5
    found += state_findings(value, signed if told else None, subject)
    if told:
        known = facts.mapping.signature if facts.mapping is not None else None
        found += told_findings(facts.receipt, value, signed, known, subject)
    findings = context.levelled([*found, *word.faults])
    deposit, number = facts.deposit, value.deposit_no
    judged = word.judged
    return ReceiptJudgement(
        status_of(findings),
        findings,
        judged.proven if judged is not None else None,
        judged.subject if judged is not None else None,
        judged.path if judged is not None else (),
        binds=differs is None and _signs_digest(compared, signed),
        stated=tuple([(alg, one.value) for alg, one in compared.stated if signed.cover(one.told)]),
        calls_for=tuple(value.calls_for),
        confirms=deposit is not None
        and number is not None
        and signed.cover(number)
        and number.text == deposit.deposit_no,
        word=deposit_word(value, record, signed) if record is not None else None,
        state=value.state.state if value.state is not None else None,
    )


def _signs_digest(compared: ComparedDigests, signed: SignedFields) -> bool:
    """Whether a digest that is the covered object's is the platform's word."""
    return any(signed.cover(one.told) for _, one in compared.matched)


def _opened(one: Finding) -> Finding:
    """Return a finding about form as an open one."""
    if one.code != "receipt.malformed":
        return one
    return one._replace(status=CheckStatus.INDETERMINATE)


def _form(record: PlatformRecord | None, form: str | None) -> ReceiptForm | None:
    """Return what to read a receipt by: what its platform declared, or else a form known to all."""
    if record is not None and record.receipt is not None and _is_declared(record, form):
        return record.receipt.form
    return FORMS.get(form or "")


def _is_declared(record: PlatformRecord | None, form: str | None) -> bool:
    mapping = record.receipt if record is not None else None
    return mapping is not None and mapping.form.id == (form or mapping.form.id)


def _word(
    facts: ReceiptFacts, existence: Existence, context: VerificationContext, subject: str
) -> _Word:
    """Return which fields are the platform's own word, at the time proved for its signatures."""
    record = facts.record
    if record is None or not facts.signatures:
        faults = facts.unreadable or _unsigned(facts, subject)
        return _Word(SignedFields(), None, faults)
    good: list[tuple[SignedFields, SignerJudgement]] = []
    faulty: list[tuple[SignerJudgement, tuple[Finding, ...]]] = []
    for one in facts.signatures:
        info, signer = one.facts.signed.signers[0], one.facts.signers[0]
        bound = existence.of(compute_digest("sha256", info.signature))
        judged = judge_signer(info, signer, existence, context, subject=subject)
        if not registered_certificate(one.facts, record, bound):
            code = "receipt.certificate_not_registered"
            faulty.append((judged, (finding(code, subject, observed=judged.subject),)))
        elif faults := _signature_findings((*one.facts.findings, *judged.findings), subject):
            faulty.append((judged, faults))
        else:
            good.append((one.fields, judged))
    wrong = [row for row in faulty if status_of(row[1]) is CheckStatus.FAILED]
    if good and not wrong:
        return _Word(SignedFields().union([fields for fields, _ in good]), good[0][1], ())
    judged, said = (wrong or faulty)[0]
    # What a signature was to cover is stated nonetheless: a damaged file is told apart by it.
    inside = [one.fields for one in facts.signatures if one.inside]
    return _Word(SignedFields().union(inside), judged, said)


def _unsigned(facts: ReceiptFacts, subject: str) -> tuple[Finding, ...]:
    """Return that nobody signed a receipt, where its platform has declared its form."""
    mapping, value = facts.mapping, facts.value
    if mapping is None or value is None or mapping.form.id != value.form:
        return ()
    return (finding("receipt.not_signed", subject),)


def _signature_findings(findings: tuple[Finding, ...], subject: str) -> tuple[Finding, ...]:
    """Return what the platform's signature comes to, in the words of a receipt."""
    status = status_of(findings)
    if status is CheckStatus.PASSED:
        return ()
    wrong = status is CheckStatus.FAILED
    code = "receipt.signature_wrong" if wrong else "receipt.signature_undecided"
    codes = ", ".join(dict.fromkeys([one.code for one in findings]))
    return (finding(code, subject, observed=codes),)
