"""What an anchor comes to over what it declares to cover, and what bounds its worth."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from anchors.attested import AttestedClaim
from anchors.batch import Entry as Named
from anchors.claim import AnchorClaim, decode_claim
from anchors.errors import ClaimError
from anchors.fisco.claim import FiscoClaim
from anchors.fisco.profile import fisco_profile
from fixtures.batch import Entry
from fixtures.fisco import FiscoLedger
from fixtures.trust import trust_directory
from fixtures.world import world
from tests.anchors.ledgers import evm_claims
from verify.canonical import rfc3339
from verify.checks.anchor import AnchorFacts, Depositor, LedgerPlace, check_anchor
from verify.checks.covered import CoveredObject, CoveredOctets
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.ledger import LedgerBook
from verify.policy import DEFAULT_POLICY
from verify.trustfile import decode_trust

CONTENT = b"an original"
AT = datetime(2025, 6, 10, tzinfo=UTC)
ANCHORED = datetime(2024, 9, 1, tzinfo=UTC)
NOBODY = Depositor(frozenset(), None, "contract")


@cache
def _anchored() -> tuple[bytes, VerificationContext]:
    """Return a claim over CONTENT and a context whose store has pinned its block."""
    here = world(1)
    ledger = here.new_ledger()
    digests = [sha256(CONTENT).digest(), *(sha256(bytes([n])).digest() for n in range(6))]
    claims = ledger.anchor_batch(
        [Entry("sha256", one) for one in digests], at=ANCHORED, batch_id="batch-1"
    )
    draft = trust_directory(here)
    draft.pin_headers(ledger.id, ledger.headers())
    return claims[0], VerificationContext(decode_trust(draft.files()), DEFAULT_POLICY, AT)


def _check(
    claim: AnchorClaim, content: bytes = CONTENT, depositor: Depositor = NOBODY
) -> AnchorFacts:
    covered = [CoveredObject(CoveredOctets(content), sha256(content).digest())]
    return check_anchor(claim, covered, depositor, _anchored()[1], subject="anc")


def _codes(facts: AnchorFacts) -> list[str]:
    return [one.code for one in facts.findings]


def test_a_good_anchor_proves_existence_by_its_block_s_time_and_the_chain_s_tolerance() -> None:
    facts = _check(decode_claim(_anchored()[0]))
    profile = (_anchored()[1].trust.chains or {})["evm-court"]
    assert (facts.status, facts.covers) == (CheckStatus.PASSED, sha256(CONTENT).digest())
    assert facts.proven is not None
    assert timedelta(0) <= facts.proven - ANCHORED - profile.tolerance < timedelta(minutes=1)


def test_the_place_on_the_chain_is_told_whole() -> None:
    facts = _check(decode_claim(_anchored()[0]))
    place = facts.place
    assert facts.proven is not None
    assert place.as_json() == {
        "chain": "evm-court",
        "operator": "虚构司法链联盟",
        "height": place.height,
        "block": place.block.hex() if place.block else None,
        "block_time": rfc3339(facts.proven - timedelta(seconds=60)),
        "tolerance_s": 60,
        "transaction": json.loads(_anchored()[0])["tx_index"],
    }


def test_of_an_unregistered_chain_only_its_own_word_is_told() -> None:
    value: dict[str, Any] = json.loads(_anchored()[0])
    value["chain"] = "elsewhere"
    place = _check(decode_claim(json.dumps(value).encode())).place
    assert place == LedgerPlace("elsewhere")


def test_another_content_contradicts() -> None:
    facts = _check(decode_claim(_anchored()[0]), b"another original")
    assert (facts.status, facts.covers, facts.proven) == (CheckStatus.FAILED, None, None)
    assert _codes(facts) == ["anchor.digest_mismatch"]


def test_a_chain_of_the_platform_itself_proves_no_time() -> None:
    profile = (_anchored()[1].trust.chains or {})["evm-court"]
    own = Depositor(frozenset({profile.operator}), None, "contract")
    facts = _check(decode_claim(_anchored()[0]), depositor=own)
    assert (facts.proven, _codes(facts)) == (None, ["anchor.platform_attested"])


def test_every_independent_check_runs() -> None:
    value: dict[str, Any] = json.loads(_anchored()[0])
    value["batch"]["size"] = 6
    header = bytearray.fromhex(value["header_rlp"])
    header[-1] ^= 1
    value["header_rlp"] = header.hex()
    facts = _check(decode_claim(json.dumps(value).encode()), b"another original")
    assert set(_codes(facts)) >= {
        "anchor.digest_mismatch",
        "anchor.header_unpinned",
        "anchor.meta_differs",
    }


def test_a_receipt_is_proved_once_for_all_claims_that_share_it() -> None:
    context = _anchored()[1]
    (claim,) = evm_claims(_anchored()[:1])
    profile = (context.trust.chains or {})["evm-court"]
    first = context.ledgers.receipt(claim, profile)
    again = context.ledgers.receipt(evm_claims(_anchored()[:1])[0], profile)
    assert first is again


@given(st.data())
def test_no_changed_octet_of_a_claim_passes(data: st.DataObject) -> None:
    octets = bytearray(_anchored()[0])
    place = data.draw(st.integers(0, len(octets) - 1))
    octets[place] ^= data.draw(st.integers(1, 255))
    try:
        claim = decode_claim(bytes(octets))
    except ClaimError:
        return
    assume(claim != decode_claim(_anchored()[0]))
    assert _check(claim).proven is None


def test_sealers_signatures_are_verified_once_for_every_batch_of_a_block() -> None:
    ledger = FiscoLedger(1, ("depositor",))
    profile = fisco_profile(ledger.profile())
    entries = [Entry("sha256", sha256(CONTENT).digest())]
    (octets,) = ledger.anchor_batch(entries, at=ANCHORED, batch_id="batch-1")
    fields = json.loads(octets)
    book = LedgerBook({profile.id: profile}, {})
    found = []
    for place in (0, 1):
        claim = decode_claim(json.dumps({**fields, "log_index": place}).encode())
        assert isinstance(claim, FiscoClaim)
        found.append(book.receipt(claim, profile).sealed_by)
    assert found[0] is found[1]


def test_one_header_cut_up_in_two_ways_has_two_answers() -> None:
    ledger = FiscoLedger(1, ("depositor",))
    profile = fisco_profile(ledger.profile())
    entries = [Entry("sha256", sha256(CONTENT).digest())]
    (octets,) = ledger.anchor_batch(entries, at=ANCHORED, batch_id="batch-1")
    fields = json.loads(octets)
    cut = json.loads(octets)
    head = cut["header"]
    head["extra"] = head["sealers"].pop() + (1).to_bytes(8, "big").hex()
    head["weights"].pop()
    book = LedgerBook({profile.id: profile}, {})
    found = []
    for one in (cut, fields):
        claim = decode_claim(json.dumps(one).encode())
        assert isinstance(claim, FiscoClaim)
        found.append(book.receipt(claim, profile))
    assert found[0].block_hash == found[1].block_hash
    assert [[fault.code for fault in one.faults] for one in found] == [
        ["anchor.sealers_differ"], []
    ]  # fmt: skip


def test_the_word_of_a_platform_for_its_chain_proves_no_time() -> None:
    draft = trust_directory(world(1))
    record = {
        "id": "word", "kind": "attested", "operator": "虚构链", "tolerance_s": 60,
        "from": "2023-01-01T00:00:00Z", "to": None,
    }  # fmt: skip
    draft.add_record("chains/word.json", record)
    context = VerificationContext(decode_trust(draft.files()), DEFAULT_POLICY, AT)
    claim = AttestedClaim(
        "platform-chain/1", "word", "1", Named("sha256", sha256(CONTENT).digest())
    )
    covered = [CoveredObject(CoveredOctets(CONTENT), sha256(CONTENT).digest())]
    facts = check_anchor(claim, covered, NOBODY, context, subject="anc")
    assert (facts.proven, _codes(facts)) == (None, ["anchor.platform_attested"])
    assert (facts.place.operator, facts.algorithms) == ("虚构链", ("sha256",))
