"""Of a chain without proofs, whose word it is is registered, and what is claimed is a digest."""

import json

import pytest

from anchors.attested import AttestedClaim, AttestedProfile
from anchors.chains import decode_profile
from anchors.claim import decode_claim
from anchors.errors import ClaimError, ProfileError

RECORD: dict[str, object] = {
    "id": "chang-an", "kind": "attested", "operator": "虚构长安链联盟", "tolerance_s": 60,
    "from": "2023-01-01T00:00:00Z", "to": None,
}  # fmt: skip
CLAIM: dict[str, object] = {
    "v": 1, "form": "platform-chain/1", "chain": "chang-an", "tx_id": "17c0ffee",
    "entry": {"alg": "sha256", "digest": "00" * 32},
}  # fmt: skip


def test_a_profile_says_whose_word_it_is() -> None:
    profile = decode_profile(RECORD)
    assert isinstance(profile, AttestedProfile)
    assert profile.operator == "虚构长安链联盟"


def test_a_profile_without_an_operator_is_refused() -> None:
    with pytest.raises(ProfileError):
        decode_profile({**RECORD, "operator": ""})


def test_a_claim_states_a_digest_and_a_transaction_as_text() -> None:
    claim = decode_claim(json.dumps(CLAIM).encode())
    assert isinstance(claim, AttestedClaim)
    assert (claim.transaction, claim.entry) == ("17c0ffee", ("sha256", bytes(32)))


@pytest.mark.parametrize("key", sorted(set(CLAIM) - {"v", "form"}))
def test_a_claim_without_a_field_is_refused(key: str) -> None:
    fields = {name: CLAIM[name] for name in CLAIM if name != key}
    with pytest.raises(ClaimError, match=r"anchor\.malformed"):
        decode_claim(json.dumps(fields).encode())


def test_a_digest_of_an_unknown_algorithm_is_not_read() -> None:
    claim = {**CLAIM, "entry": {"alg": "crc32", "digest": "00" * 4}}
    with pytest.raises(ClaimError, match=r"anchor\.form_unsupported"):
        decode_claim(json.dumps(claim).encode())
