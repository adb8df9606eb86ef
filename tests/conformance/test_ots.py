"""Published OpenTimestamps proofs (data/ots/README.md) are read as other implementations do."""

import hashlib
import json
from typing import Any

import pytest
from opentimestamps.core.serialize import BytesDeserializationContext
from opentimestamps.core.timestamp import DetachedTimestampFile

from anchors.bitcoin import decode_bitcoin_header
from anchors.chains import decode_profile
from anchors.headerchain import decode_bitcoin_headers
from anchors.ots import Attestation, decode_ots
from fixtures import ots
from tests.conformance.material import by_name, vectors
from tests.verify.checks.workchain import ots_facts
from verify.canonical import rfc3339
from verify.checks.anchor import AnchorFacts
from verify.findings import CheckStatus

FACTS = json.loads(by_name(vectors("ots"))["examples.json"].path.read_text("ascii"))
PROOFS = {one["name"]: one for one in FACTS["proofs"]}
HELLO, AT_HELLO = b"Hello World!\n", 358391
PLAIN = {**ots.DIGEST_TAGS, "keccak256": ots.KECCAK256}
JOINED = {"append": ots.append, "prepend": ots.prepend}


def tree_of(steps: list[Any]) -> bytes:
    """The tree that steps are: operations as text, and at the end an attestation or a fork."""
    *operations, last = steps
    return b"".join(map(operation_of, operations)) + end_of(last)


def operation_of(step: str) -> bytes:
    name, _, operand = step.partition(" ")
    return JOINED[name](bytes.fromhex(operand)) if operand else PLAIN[name]


def end_of(step: dict[str, Any]) -> bytes:
    match step:
        case {"fork": branches}:
            return ots.fork(*map(tree_of, branches))
        case {"pending": uri}:
            return ots.pending(uri)
        case {"bitcoin": height}:
            return ots.bitcoin(height)
        case {"unknown": tag, "payload": payload}:
            return ots.unknown(bytes.fromhex(tag), bytes.fromhex(payload))
    raise ValueError(step)


def ends_of(steps: list[Any]) -> list[dict[str, Any]]:
    branches = steps[-1].get("fork")
    return [steps[-1]] if branches is None else [one for each in branches for one in ends_of(each)]


def octets_of(name: str) -> bytes:
    one = PROOFS[name]
    return ots.ots_file(bytes.fromhex(one["digest"]), tree_of(one["tree"]), one["alg"])


def as_published(one: Attestation) -> dict[str, Any]:
    if one.height is not None:
        return {one.notary.value: one.height}
    if one.uri is not None:
        return {one.notary.value: one.uri}
    return {one.notary.value: one.tag.hex(), "payload": one.payload.hex()}


@pytest.mark.parametrize("name", PROOFS)
def test_the_file_that_the_facts_come_to_is_the_published_one(name: str) -> None:
    assert hashlib.sha256(octets_of(name)).hexdigest() == PROOFS[name]["file_sha256"]


@pytest.mark.parametrize("name", PROOFS)
def test_every_attestation_is_read_with_its_message(name: str) -> None:
    found = decode_ots(octets_of(name))
    assert (found.alg, found.digest.hex()) == (PROOFS[name]["alg"], PROOFS[name]["digest"])
    assert list(map(as_published, found.attestations)) == ends_of(PROOFS[name]["tree"])
    assert [one.message.hex() for one in found.attestations] == PROOFS[name]["messages"]


@pytest.mark.parametrize("name", PROOFS)
def test_the_reference_implementation_agrees(name: str) -> None:
    octets = octets_of(name)
    reference = DetachedTimestampFile.deserialize(BytesDeserializationContext(octets))
    found = decode_ots(octets)
    assert (found.alg, found.digest) == (str(reference.file_hash_op), reference.file_digest)
    assert {(one.message, one.tag) for one in found.attestations} == {
        (message, one.TAG) for message, one in reference.timestamp.all_attestations()
    }


@pytest.mark.parametrize("header", FACTS["headers"], ids=lambda one: str(one["height"]))
def test_a_published_header_shows_its_work_and_time(header: dict[str, Any]) -> None:
    found = decode_bitcoin_header(bytes.fromhex(header["header"]))
    assert (found.hash.hex(), int(found.time.timestamp())) == (header["hash"], header["time"])


def checked(name: str, content: bytes) -> AnchorFacts:
    header = next(one for one in FACTS["headers"] if one["height"] == AT_HELLO)
    made = decode_bitcoin_header(bytes.fromhex(header["header"]))
    line = {
        "height": AT_HELLO, "hash": header["hash"], "time": rfc3339(made.time),
        "source": "checkpoint", "pinned_at": "2026-01-01T00:00:00Z", "header": header["header"],
    }  # fmt: skip
    profile = decode_profile({
        "id": "bitcoin", "kind": "bitcoin",
        "genesis": "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
        "finality": {"rule": "work", "confirmations": 6, "least_work": "00" * 32},
        "tolerance_s": 7200, "operator": "Bitcoin", "from": "2009-01-03T00:00:00Z", "to": None,
    })  # fmt: skip
    headers = decode_bitcoin_headers(json.dumps(line).encode() + b"\n")
    return ots_facts(octets_of(name), content, {"bitcoin": profile}, {"bitcoin": headers})


def test_hello_world_is_in_its_block_but_rests_on_a_digest_of_160_bits() -> None:
    facts = checked("hello-world.txt", HELLO)
    assert [one.code for one in facts.findings] == ["anchor.algorithm_weak", "ots.existence_only"]
    assert facts.findings[0].observed == "ripemd160"
    assert rfc3339(facts.place.block_time) == "2015-05-28T15:41:18Z"
    assert (facts.place.height, facts.covers) == (AT_HELLO, hashlib.sha256(HELLO).digest())
    assert (facts.status, facts.proven) == (CheckStatus.INDETERMINATE, None)


def test_the_bad_stamp_is_not_in_the_block_it_names() -> None:
    facts = checked("bad-stamp.txt", HELLO)
    assert {one.code for one in facts.findings} == {"anchor.digest_mismatch", "ots.root_differs"}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("incomplete.txt", ["ots.pending"]),
        ("two-calendars.txt", ["ots.pending"]),
        ("unknown-notary.txt", ["ots.notary_unknown"]),
        ("known-and-unknown-notary.txt", ["ots.pending", "ots.notary_unknown"]),
        ("osdsp.txt", ["anchor.header_unpinned", "ots.pending"]),
        ("a_or_b-sha1", ["anchor.header_unpinned", "ots.pending"]),
    ],
)
def test_a_proof_that_no_listed_block_confirms_is_open_and_never_failed(
    name: str, codes: list[str]
) -> None:
    found = [one for one in checked(name, b"").findings if one.code != "anchor.digest_mismatch"]
    assert [one.code for one in found] == codes
    assert {one.status for one in found} == {CheckStatus.INDETERMINATE}
