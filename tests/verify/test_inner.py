"""Signatures inside an original are proofs over it, as far as they cover it (judgement 2)."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from fixtures.cms import Signer, detached
from fixtures.tsa import token
from tests.verify.checks.court import WORLD, court
from verify.calls import NO_CALLS
from verify.codes.table import finding
from verify.findings import Finding
from verify.items import ItemResult
from verify.judging import DecodedLine, ItemOutcome, judge_line
from verify.model import (
    Change,
    ContentFacts,
    DigestSpec,
    Evidence,
    InnerSignature,
    Locator,
    Over,
    OverKind,
    Proof,
    ProofKind,
    SignedDocument,
)
from verify.proofs import decode_proof

FILE = b"a document with signatures inside"
COVERED = b"a document as it was signed"
AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
SIGNER = Signer(identity=WORLD.lenders[0].signer, at=AT)
SHA256 = DigestSpec("sha256")


def _sha256(octets: bytes) -> bytes:
    return hashlib.sha256(octets).digest()


def _inner(
    number: int = 1,
    *,
    signed: bytes = COVERED,
    whole: bool = True,
    change: Change = Change.NOTHING,
) -> InnerSignature:
    octets = detached(_sha256(signed), SIGNER)[0]
    return InnerSignature(
        f"pdf-{number}",
        f"Signature{number}",
        ProofKind.SIGNATURE,
        "cms",
        octets,
        len(COVERED),
        {SHA256: _sha256(COVERED)},
        whole,
        (f"revision {number} of 2",),
        change,
    )


def _stamp(at: datetime, *, encloses: tuple[str, ...] = ()) -> InnerSignature:
    octets = token(WORLD.tsas_of(WORLD.platforms[0])[0], _sha256(COVERED), at)
    digests = {SHA256: _sha256(COVERED)}
    return InnerSignature(
        "pdf-9", "Stamp", ProofKind.TIMESTAMP, "tst", octets, len(COVERED), digests, True,
        ("revision 2 of 2",), encloses=encloses,
    )  # fmt: skip


def _facts(
    *signatures: InnerSignature, findings: tuple[Finding, ...] = (), form: str = "pdf"
) -> ContentFacts:
    document = SignedDocument(form, signatures, findings)
    return ContentFacts(
        len(FILE), {SHA256: _sha256(FILE)}, "application/pdf", ("pdf",), signed=(document,)
    )


def _judge(
    facts: ContentFacts, beside: Mapping[str, bytes] | None = None, stamp: bytes | None = None
) -> ItemOutcome:
    evidence = Evidence(
        "contract", 10, "other", "合同", "", "data/c.pdf", "c.pdf", None, None, {}, None, None, None
    )
    over = Over(OverKind.ITEM, "contract")
    proofs = [
        decode_proof(Proof(name, ProofKind.SIGNATURE, "cms", over, Locator(name), None), octets)
        for name, octets in (beside or {}).items()
    ]
    if stamp is not None:
        proof = Proof("t1", ProofKind.TIMESTAMP, "tst", over, Locator("t1"), None)
        proofs.append(decode_proof(proof, stamp))
    line = DecodedLine((evidence,), tuple(proofs))
    (outcome,) = judge_line(line, {"data/c.pdf": facts}, {}, NO_CALLS, court())
    return outcome


def _result(facts: ContentFacts) -> ItemResult:
    return _judge(facts).result.result


def _codes(outcome: ItemOutcome) -> set[str]:
    of_proofs = [one for proof in outcome.proofs for one in proof.findings]
    return {one.code for one in (*outcome.findings, *of_proofs)}


def test_a_signature_over_the_whole_document_makes_it_consistent() -> None:
    assert _result(_facts(_inner())) is ItemResult.CONSISTENT


def test_a_document_without_a_signature_is_unproven() -> None:
    assert _result(_facts()) is ItemResult.UNPROVEN


def test_a_signature_over_a_part_binds_nothing_and_is_told() -> None:
    outcome = _judge(_facts(_inner(whole=False)))
    assert outcome.result.result is ItemResult.UNVERIFIABLE
    assert "embedded.not_whole" in _codes(outcome)


@pytest.mark.parametrize(
    ("change", "result"),
    [
        (Change.NOTHING, ItemResult.CONSISTENT),
        (Change.SIGNATURES, ItemResult.CONSISTENT),
        (Change.FORM, ItemResult.CONSISTENT),
        (Change.ANNOTATIONS, ItemResult.UNVERIFIABLE),
        (Change.UNKNOWN, ItemResult.UNVERIFIABLE),
        (Change.CONTENT, ItemResult.INCONSISTENT),
    ],
)
def test_what_was_changed_after_a_signature_decides(change: Change, result: ItemResult) -> None:
    assert _result(_facts(_inner(change=change))) is result


@pytest.mark.parametrize("change", [Change.ANNOTATIONS, Change.UNKNOWN])
def test_a_later_signature_excuses_no_change_after_an_earlier_one(change: Change) -> None:
    facts = _facts(_inner(1, change=change), _inner(2))
    assert _result(facts) is ItemResult.UNVERIFIABLE


def test_a_signature_beside_a_document_excuses_no_change_of_its_content() -> None:
    beside = {"p1": detached(_sha256(FILE), SIGNER)[0]}
    assert _judge(_facts(), beside).result.result is ItemResult.CONSISTENT
    changed = _judge(_facts(_inner(change=Change.CONTENT)), beside)
    assert changed.result.result is ItemResult.INCONSISTENT


def test_a_signature_over_other_octets_makes_it_inconsistent() -> None:
    outcome = _judge(_facts(_inner(signed=b"another")))
    assert outcome.result.zh == "核验不一致"


def test_one_wrong_signature_of_two_makes_it_inconsistent() -> None:
    assert _result(_facts(_inner(1, signed=b"another"), _inner(2))) is ItemResult.INCONSISTENT


@pytest.mark.parametrize("subject", ["", "pdf-1"])
@pytest.mark.parametrize("code", ["embedded.unreadable", "embedded.too_many"])
def test_what_a_reader_leaves_open_bars_consistent(subject: str, code: str) -> None:
    facts = _facts(_inner(), findings=(finding(code, subject),))
    assert _result(facts) is ItemResult.UNVERIFIABLE


def test_what_a_reader_says_of_one_signature_is_told_of_that_one() -> None:
    facts = _facts(_inner(1), _inner(2), findings=(finding("embedded.too_many", "pdf-2"),))
    first, second = _judge(facts).proofs
    assert (first.findings, [one.code for one in second.findings]) == ((), ["embedded.too_many"])


def test_a_document_time_stamp_proves_the_time_of_the_file() -> None:
    assert _judge(_facts(_stamp(AT))).proven_time == AT + timedelta(seconds=1)


def test_a_document_time_stamp_proves_the_time_of_the_signatures_it_covers() -> None:
    later = AT + timedelta(days=1)
    signature, _ = _judge(_facts(_inner(), _stamp(later, encloses=("pdf-1",)))).proofs
    assert signature.proven_time == later + timedelta(seconds=1)


def test_a_document_time_stamp_that_nothing_follows_dates_every_signature_in_the_file() -> None:
    signature, _ = _judge(_facts(_inner(), _stamp(AT))).proofs
    assert signature.proven_time == AT + timedelta(seconds=1)


def test_an_old_token_in_a_container_dates_no_signature_that_it_does_not_cover() -> None:
    outcome = _judge(_facts(_stamp(AT), _inner(), form="asic-e"))
    assert (outcome.proven_time, outcome.proofs[1].proven_time) == (None, None)


def test_a_token_in_a_container_dates_the_signatures_that_it_covers() -> None:
    stamp = _stamp(AT, encloses=("pdf-1",))
    outcome = _judge(_facts(_inner(), stamp, form="asic-e"))
    assert (outcome.proven_time, outcome.proofs[0].proven_time) == (None, AT + timedelta(seconds=1))


def test_a_time_stamp_that_something_follows_proves_no_time_of_the_file() -> None:
    stamp = _stamp(AT)._replace(change=Change.SIGNATURES)
    outcome = _judge(_facts(stamp, _inner()))
    assert outcome.proven_time is None
    assert outcome.proofs[1].proven_time is None


def test_a_file_that_nothing_dates_dates_no_signature_inside() -> None:
    assert _judge(_facts(_inner())).proofs[0].proven_time is None


def test_a_token_beside_a_file_dates_the_signatures_inside() -> None:
    beside = token(WORLD.tsas_of(WORLD.platforms[0])[0], _sha256(FILE), AT)
    *_, inner = _judge(_facts(_inner()), stamp=beside).proofs
    assert inner.proven_time == AT + timedelta(seconds=1)


def test_a_place_is_told_of_what_stands_inside() -> None:
    (proof,) = _judge(_facts(_inner())).proofs
    assert proof.inside is not None
    assert (proof.id, proof.inside.name) == ("contract/pdf-1", "Signature1")
