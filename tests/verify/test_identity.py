"""A case, its facts and its verdict are named by digests that anyone can compute again."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.context import VerificationContext
from verify.identity import JudgementInputs, Part, identify_case
from verify.model import (
    Applicant,
    CaseLine,
    ContentFacts,
    Counts,
    DigestSpec,
    DocumentFacts,
    Evidence,
    Locator,
    Over,
    OverKind,
    PackageHead,
    Party,
    Proof,
    ProofKind,
    SharedLine,
)
from verify.policy import DEFAULT_POLICY
from verify.trust import TrustStore

AT = datetime(2025, 6, 10, 3, tzinfo=UTC)
LENDER = Party("91440101F00000018N", "虚构银行")
HEAD = PackageHead(
    profile="p",
    package_id="pkg-1",
    kind="application",
    corrects=None,
    path="deposited",
    audience="court",
    environment="sandbox",
    platform_id="plat-1",
    lender=LENDER,
    applicant=Applicant(LENDER.uscc, LENDER.name, "lender"),
    product_code="prod-001",
    batch_ref="b",
    stage="s",
    filing_date="2025-06-10",
    created_at="2025-06-10T02:00:00Z",
    counts=Counts(1, 2, 3),
    application=None,
)
INPUTS = JudgementInputs(head=HEAD, package_digest="aa" * 32, policy_digest="bb" * 32)
TRUST = TrustStore(digest="cc" * 32, sequence=None, environment=None, audience=None)
CONTEXT = VerificationContext(TRUST, DEFAULT_POLICY, AT)

CONTRACT, VOUCHER, LICENCE = "data/a/合同.pdf", "data/a/voucher.pdf", "data/shared/licence.pdf"
SLICES, SINGLE = Locator("data/a/proofs.bin", 4, 3), Locator("data/shared/proofs/p.tst")


def _evidence(name: str, path: str | None) -> Evidence:
    return Evidence(
        id=name,
        category=2,
        event="contract",
        title="t",
        purpose="p",
        path=path,
        file_name=None,
        media_type=None,
        size=None,
        digests={},
        origin=None,
        generated_at=None,
        deposit=None,
    )


def _proof(name: str, locator: Locator) -> Proof:
    return Proof(name, ProofKind.TIMESTAMP, "tst", Over(OverKind.ITEM, "e1"), locator, None)


def _facts(content: bytes) -> ContentFacts:
    digests = {DigestSpec("sha256"): sha256(content).digest()}
    return ContentFacts(len(content), digests, "application/pdf")


LINE = CaseLine(
    case_key="case-1",
    line_sha256="11" * 32,
    loan={},
    elements={},
    evidence=(
        _evidence("e1", VOUCHER),
        _evidence("e2", CONTRACT),
        _evidence("e3", None),
        _evidence("e4", "data/a/absent.pdf"),
    ),
    proofs=(_proof("p1", SLICES), _proof("p2", Locator("data/a/proofs.bin", 90, 1))),
    shared=("s1",),
)
SHARED_LINE = SharedLine(
    "s1", "22" * 32, "licence", _evidence("s1", LICENCE), (_proof("q", SINGLE),)
)
CASE = Part(
    LINE,
    {VOUCHER: _facts(b"voucher"), CONTRACT: _facts(b"contract")},
    {CONTRACT: {"sha256": sha256(b"contract").hexdigest()}},
    {SLICES: b"tok"},
)
SHARED = Part(SHARED_LINE, {LICENCE: _facts(b"licence")}, {}, {SINGLE: b"token"})


def _digest(value: object) -> str:
    """SHA-256 of canonical JSON (RFC 8785), written out once more."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


FILES = [
    ["data/a/proofs.bin", 4, 3, sha256(b"tok").hexdigest()],
    ["data/a/voucher.pdf", 0, 7, sha256(b"voucher").hexdigest()],
    ["data/a/合同.pdf", 0, 8, sha256(b"contract").hexdigest()],
    ["data/shared/licence.pdf", 0, 7, sha256(b"licence").hexdigest()],
    ["data/shared/proofs/p.tst", 0, 5, sha256(b"token").hexdigest()],
]
"""What is here of the case and of its shared line, sorted; what is absent has no row."""


def test_the_case_digest_is_that_of_the_line_and_its_sorted_files() -> None:
    expected = _digest({"line": "11" * 32, "files": FILES})
    assert identify_case([CASE, SHARED], INPUTS, CONTEXT).case_digest == expected


def test_the_case_digest_is_a_fixed_number() -> None:
    case = LINE._replace(evidence=(_evidence("e1", "a"),), proofs=())
    found = identify_case([Part(case, {"a": _facts(b"abc")}, {}, {})], INPUTS, CONTEXT)
    text = (
        '{"files":[["a",0,3,"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"]],'
        f'"line":"{"11" * 32}"}}'
    )
    assert found.case_digest == sha256(text.encode()).hexdigest()


def test_a_case_with_nothing_here_is_named_by_its_line() -> None:
    found = identify_case([Part(LINE, {}, {}, {})], INPUTS, CONTEXT)
    assert found.case_digest == _digest({"line": "11" * 32, "files": []})


def test_the_verdict_id_is_that_of_everything_it_was_judged_under() -> None:
    found = identify_case([CASE, SHARED], INPUTS, CONTEXT)
    expected = _digest({
        "environment": "sandbox",
        "sender": "cli",
        "platform": "plat-1",
        "package_digest": "aa" * 32,
        "case_digest": found.case_digest,
        "judgement_no": 1,
        "facts_digest": found.facts_digest,
        "policy_digest": "bb" * 32,
        "rules": None,
        "trust_digest": "cc" * 32,
        "decisions_digest": sha256(b"[]").hexdigest(),
        "at": "2025-06-10T03:00:00Z",
    })  # fmt: skip
    assert found.verdict_id == f"v1-{expected}"


@pytest.mark.parametrize(
    "inputs",
    [
        INPUTS._replace(head=replace(HEAD, environment="production")),
        INPUTS._replace(head=replace(HEAD, platform_id=None)),
        INPUTS._replace(package_digest="00" * 32),
        INPUTS._replace(policy_digest="00" * 32),
        INPUTS._replace(sender="91440101F00000018N"),
        INPUTS._replace(judgement_no=2),
    ],
    ids=["environment", "platform", "package", "policy", "sender", "number"],
)
def test_another_input_makes_another_verdict_of_the_same_case(inputs: JudgementInputs) -> None:
    one, other = (identify_case([CASE], each, CONTEXT) for each in (INPUTS, inputs))
    assert one[:2] == other[:2]
    assert one.verdict_id != other.verdict_id


@pytest.mark.parametrize(
    "head",
    [
        replace(HEAD, filing_date="2025-05-01"),
        replace(HEAD, stage="诉中"),
        replace(HEAD, product_code="prod-002"),
        replace(HEAD, application={"requests": ["另案"]}),
    ],
)
def test_what_a_package_says_of_all_its_cases_is_among_their_facts(head: PackageHead) -> None:
    one, other = (
        identify_case([CASE], INPUTS._replace(head=each), CONTEXT) for each in (HEAD, head)
    )
    assert one.case_digest == other.case_digest
    assert one.facts_digest != other.facts_digest


@pytest.mark.parametrize(
    "context",
    [
        VerificationContext(replace(TRUST, digest="00" * 32), DEFAULT_POLICY, AT),
        VerificationContext(TRUST, DEFAULT_POLICY, AT + timedelta(seconds=1)),
    ],
    ids=["trust", "time"],
)
def test_other_trust_or_time_makes_another_verdict_of_the_same_case(
    context: VerificationContext,
) -> None:
    one, other = (identify_case([CASE], INPUTS, each) for each in (CONTEXT, context))
    assert one[:2] == other[:2]
    assert one.verdict_id != other.verdict_id


def test_the_same_instant_in_another_zone_makes_the_same_verdict() -> None:
    beijing = AT.astimezone(timezone(timedelta(hours=8)))
    other = VerificationContext(TRUST, DEFAULT_POLICY, beijing)
    assert identify_case([CASE], INPUTS, other) == identify_case([CASE], INPUTS, CONTEXT)


@pytest.mark.parametrize(
    "case",
    [
        CASE._replace(line=LINE._replace(line_sha256="33" * 32)),
        CASE._replace(contents={**CASE.contents, CONTRACT: _facts(b"Contract")}),
        CASE._replace(contents={VOUCHER: _facts(b"voucher")}),
        CASE._replace(proofs={SLICES: b"Tok"}),
        CASE._replace(proofs={}),
    ],
    ids=["line", "original", "original_absent", "proof", "proof_absent"],
)
def test_another_line_original_or_proof_makes_another_case(case: Part) -> None:
    one, other = (identify_case([each, SHARED], INPUTS, CONTEXT) for each in (CASE, case))
    assert one.case_digest != other.case_digest
    assert one.facts_digest != other.facts_digest
    assert one.verdict_id != other.verdict_id


def test_a_shared_file_belongs_to_every_case_that_refers_to_it() -> None:
    changed = SHARED._replace(contents={LICENCE: _facts(b"Licence")})
    one, other = (identify_case([CASE, each], INPUTS, CONTEXT) for each in (SHARED, changed))
    assert one.case_digest != other.case_digest


@pytest.mark.parametrize(
    "facts",
    [
        replace(_facts(b"contract"), media_type="image/png"),
        replace(_facts(b"contract"), embedded=("pdf",)),
        replace(_facts(b"contract"), near_miss={"trailing_newline": "00"}),
        replace(
            _facts(b"contract"),
            digests={**_facts(b"contract").digests, DigestSpec("sm3", b"Z"): bytes(32)},
        ),
        replace(
            _facts(b"contract"), document=DocumentFacts("text", 1, 12, "", {"d_name": True}, None)
        ),
    ],
    ids=["media_type", "embedded", "near_miss", "digest", "document"],
)
def test_other_facts_of_the_same_files_make_other_facts_of_the_same_case(
    facts: ContentFacts,
) -> None:
    changed = CASE._replace(contents={**CASE.contents, CONTRACT: facts})
    one, other = (identify_case([each], INPUTS, CONTEXT) for each in (CASE, changed))
    assert one.case_digest == other.case_digest
    assert one.facts_digest != other.facts_digest


def test_another_manifest_line_makes_other_facts_of_the_same_case() -> None:
    one, other = (
        identify_case([each], INPUTS, CONTEXT) for each in (CASE, CASE._replace(manifest={}))
    )
    assert one.case_digest == other.case_digest
    assert one.facts_digest != other.facts_digest


def test_another_shared_line_makes_other_facts_of_the_same_case() -> None:
    line = replace(SHARED_LINE, line_sha256="44" * 32)
    one, other = (
        identify_case([CASE, each], INPUTS, CONTEXT)
        for each in (SHARED, SHARED._replace(line=line))
    )
    assert one.case_digest == other.case_digest
    assert one.facts_digest != other.facts_digest


@given(st.permutations(LINE.evidence), st.permutations(LINE.proofs))
def test_the_order_in_which_files_are_referred_to_does_not_matter(
    evidence: list[Evidence], proofs: list[Proof]
) -> None:
    line = LINE._replace(evidence=tuple(evidence), proofs=tuple(proofs))
    shuffled = CASE._replace(line=line)
    found = identify_case([shuffled, SHARED], INPUTS, CONTEXT)
    assert found == identify_case([CASE, SHARED], INPUTS, CONTEXT)
