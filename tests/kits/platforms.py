"""Judges one platform's receipt over an original, by the line that a package would carry it in."""

import json
from collections.abc import Callable, Collection
from typing import Any

from anchors.digest import DIGEST_ALGORITHMS, compute_digest
from fixtures.canonical import canonical
from fixtures.cases import Item
from fixtures.platforms import (
    PLATFORM_FORMS,
    SIGNATURE,
    Answer,
    answer_of,
    signature_over,
    signed_inside,
    texts_of,
)
from fixtures.receipts import RECEIPT_FORM, receipt
from fixtures.scenario import Scenario, new_scenario
from fixtures.world import RECEIVED_AT
from tests.kits.receipts import Submitted, Verdict
from verify.calls import NO_CALLS
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.judging import DecodedLine, ItemOutcome, judge_line
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
from verify.policy import DEFAULT_POLICY
from verify.proofs import decode_proof
from verify.trustfile import decode_trust

__all__ = ["Bench"]

_UNSIGNED = frozenset({"receipt.field_unsigned"})
_STATED = {"baidu": {"status": 1}, "esign": {"verifyResult": True}}
"""What an answer may leave out of its state; a signature over fields has to be over it."""


class Bench:
    """One registered platform, one original, and the receipts that can be had of it."""

    def __init__(
        self,
        name: str,
        *,
        inside: bool = False,
        beside: bool | None = None,
        unsigned: Collection[str] | None = None,
    ) -> None:
        """Register a platform's form.

        Args:
            name: of the platform.
            inside: whether it is the form of our own whose signature stands in the receipt.
            beside: whether a signature over the whole counts as well; None: as the form has it.
            unsigned: of the platform's own form with a signature inside, the pointers of the
                fields that it is not over.
        """
        self.name, self._inside, self._unsigned = name, inside, unsigned
        self._scenario: Scenario = new_scenario()
        s = self._scenario
        path = f"platforms/{s.sender.platform.id}.json"
        form = {**(RECEIPT_FORM if inside else PLATFORM_FORMS[name][1])}
        if unsigned is not None:
            form |= {"signed": self._signed_fields(), "signature": SIGNATURE, "beside": False}
        if beside is not None:
            form["beside"] = beside
        s.trust.add_record(path, {**s.trust.record(path), "receipt": form, "expected_proofs": {}})
        self._form = str(form["form"])
        trust = decode_trust(s.trust.files())
        self._context = VerificationContext(trust, DEFAULT_POLICY, RECEIVED_AT)
        self.item = s.case.item("voucher")

    def good(self) -> Submitted:
        """Return the platform's receipt of the original, with its signature."""
        return self._of(self.item)

    def of_other(self) -> Submitted:
        """Return its receipt of another deposit."""
        return self._of(self._scenario.case.item("notice"))

    def judge(self, made: Submitted) -> Verdict:
        """Judge a receipt that is the original's only proof."""
        outcome = self.outcome(made)
        found = [one for proof in outcome.proofs for one in proof.findings]
        shown = [one.observed or "" for one in found if one.code in _UNSIGNED]
        consistent = outcome.result.result is ItemResult.CONSISTENT
        return Verdict(consistent, frozenset(" ".join(shown).split()))

    def outcome(
        self, made: Submitted, *, here: bool = True, sealed: bool = False, form: str | None = None
    ) -> ItemOutcome:
        """Return what a receipt comes to that is the original's only proof."""
        proofs = [
            _proof("rcpt", ProofKind.RECEIPT, form or self._form, Over(OverKind.ITEM, "voucher"))
        ]
        octets = [made.receipt]
        if made.beside is not None:
            over = Over(OverKind.RECEIPT, "rcpt")
            proofs.append(_proof("sig", ProofKind.SIGNATURE, "cms", over))
            octets.append(made.beside)
        decoded = [decode_proof(one, data) for one, data in zip(proofs, octets, strict=True)]
        line = DecodedLine((self._evidence(),), tuple(decoded))
        contents = {"data/voucher.pdf": self._facts()} if here else {}
        platform = self._scenario.sender.platform.id if sealed else None
        calls = NO_CALLS._replace(platform_id=platform)
        (outcome,) = judge_line(line, contents, {}, calls, self._context)
        return outcome

    def edited(self, edit: Callable[[Any], object]) -> Submitted:
        """Return a receipt that was edited before the platform signed it."""
        value = json.loads(self.good().receipt)
        edit(value)
        return self._signed(canonical(value), self.item)

    def codes(self, made: Submitted) -> set[str]:
        """Return the codes found on a receipt."""
        proofs = self.outcome(made).proofs
        return {one.code for proof in proofs for one in proof.findings}

    def passed(self, made: Submitted) -> bool:
        """Whether the receipt itself passed."""
        return self.outcome(made).proofs[0].status is CheckStatus.PASSED

    def _of(self, item: Item) -> Submitted:
        if self._inside:
            return Submitted(receipt(item, self._scenario.sender.platform.seal))
        return self._signed(canonical(self._answer(item)), item)

    def _answer(self, item: Item) -> Answer:
        """Return an answer that states its state, where the form has a field for it."""
        answer: Any = answer_of(self.name, item)
        if self._unsigned is not None and self.name in _STATED:
            answer["data"].update(_STATED[self.name])
        return answer  # type: ignore[no-any-return]

    def _signed_fields(self) -> list[str]:
        every = texts_of(self._answer(self._scenario.case.item("voucher")))
        return [one for one in every if one not in (self._unsigned or ())]

    def _signed(self, octets: bytes, item: Item) -> Submitted:
        seal = self._scenario.sender.platform.seal
        if self._unsigned is not None:
            answer = json.loads(octets)
            answer.pop(SIGNATURE[1:], None)
            made = signed_inside(answer, self._signed_fields(), seal, item.signed_at)
            return Submitted(canonical(made))
        return Submitted(octets, signature_over(octets, seal, item.signed_at))

    def _evidence(self) -> Evidence:
        item, said = self.item, self.item.deposit or {}
        deposit = Deposit(
            str(said["platform_id"]),
            str(said["deposit_no"]),
            str(said["deposited_at"]),
            None,
            DepositState.DEPOSITED,
        )
        made = item.signed_at.isoformat()
        return Evidence(
            item.id, item.category, item.event, item.title, item.purpose, "data/voucher.pdf", None,
            None, None, item.digests, "native", made, deposit,
        )  # fmt: skip

    def _facts(self) -> ContentFacts:
        content = self.item.content or b""
        digests = {DigestSpec(name): compute_digest(name, content) for name in DIGEST_ALGORITHMS}
        return ContentFacts(len(content), digests, "application/octet-stream")


def _proof(name: str, kind: ProofKind, form: str, over: Over) -> Proof:
    return Proof(name, kind, form, over, Locator("data/proofs.bin"), None)
