"""An original is held against every digest and size that states something of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.digest import DIGEST_ALGORITHMS, compute_digest
from verify.checks.covered import ATTRIBUTES
from verify.checks.integrity import check_integrity, same_length_specs
from verify.findings import CheckStatus, Finding
from verify.model import ContentFacts, DigestSpec, Evidence

CONTENT = b"contract"
FACTS = ContentFacts(
    size=len(CONTENT),
    digests={DigestSpec(name): compute_digest(name, CONTENT) for name in DIGEST_ALGORITHMS},
    media_type="application/pdf",
)
SHA256 = hashlib.sha256(CONTENT).hexdigest()
SHA3 = hashlib.sha3_256(CONTENT).hexdigest()
OTHER = hashlib.sha256(b"something else").hexdigest()
MANIFEST = {"sha256": SHA256}
EVIDENCE = Evidence(
    id="e1",
    category=2,
    event="contract",
    title="合同",
    purpose="借款",
    path="data/cases/a/contract.pdf",
    file_name="contract.pdf",
    media_type="application/pdf",
    size=len(CONTENT),
    digests={"sha256": SHA256},
    origin="native",
    generated_at=None,
    deposit=None,
)
"""A row that says of the original nothing but what is so."""


def _declaring(**digests: str) -> Evidence:
    return EVIDENCE._replace(digests=digests)


def _findings(
    evidence: Evidence = EVIDENCE,
    manifest: Mapping[str, str] = MANIFEST,
    facts: ContentFacts | None = FACTS,
    *neighbours: tuple[str, ContentFacts],
) -> tuple[Finding, ...]:
    return check_integrity(evidence, manifest, facts, neighbours=neighbours).findings


def _codes(*arguments: object) -> list[str]:
    return [one.code for one in _findings(*arguments)]  # type: ignore[arg-type]


def test_an_original_that_agrees_with_everything_has_no_finding() -> None:
    found = check_integrity(EVIDENCE, MANIFEST, FACTS)
    assert (found.findings, found.contradicted, found.embedded_open) == ((), False, False)


def test_an_original_that_is_here_can_be_covered() -> None:
    covered = check_integrity(EVIDENCE, MANIFEST, FACTS).covered
    assert covered is not None
    assert covered.facts is FACTS


def test_an_original_that_agrees_under_every_algorithm_has_no_finding() -> None:
    declared = {spec.algorithm: digest.hex() for spec, digest in FACTS.digests.items()}
    assert _codes(EVIDENCE._replace(digests=declared), declared) == []


def test_an_original_that_is_not_here_leaves_the_check_open() -> None:
    assert _findings(EVIDENCE, MANIFEST, None) == (
        Finding(
            "integrity.original_absent",
            CheckStatus.INDETERMINATE,
            "e1",
            "data/cases/a/contract.pdf",
        ),
    )


def test_an_original_that_is_not_here_covers_and_contradicts_nothing() -> None:
    found = check_integrity(EVIDENCE, MANIFEST, None)
    assert (found.covered, found.contradicted, found.embedded_open) == (None, False, False)


def test_another_digest_in_the_manifest_contradicts() -> None:
    found = check_integrity(EVIDENCE, {"sha256": OTHER}, FACTS)
    assert found.contradicted
    assert found.findings == (
        Finding(
            "integrity.manifest_mismatch",
            CheckStatus.FAILED,
            "e1",
            f"sha256:{SHA256}",
            f"sha256:{OTHER}",
        ),
    )


def test_another_digest_in_the_case_line_contradicts() -> None:
    found = check_integrity(_declaring(sha256=OTHER), MANIFEST, FACTS)
    assert found.contradicted
    assert found.findings == (
        Finding(
            "integrity.declared_digest_mismatch",
            CheckStatus.FAILED,
            "e1",
            f"sha256:{SHA256}",
            f"sha256:{OTHER}",
        ),
    )


def test_every_manifest_that_differs_is_told() -> None:
    manifest = {"sha256": OTHER, "sha512": "00" * 64}
    assert _codes(EVIDENCE, manifest) == ["integrity.manifest_mismatch"] * 2


def test_one_digest_that_agrees_does_not_outweigh_one_that_differs() -> None:
    found = check_integrity(_declaring(sha256=SHA256, sm3=OTHER), MANIFEST, FACTS)
    assert found.contradicted


def test_a_digest_in_capitals_is_not_the_same_text() -> None:
    assert _codes(_declaring(sha256=SHA256.upper())) == ["integrity.declared_digest_mismatch"]


def test_another_size_contradicts() -> None:
    found = check_integrity(EVIDENCE._replace(size=9), MANIFEST, FACTS)
    assert found.contradicted
    assert found.findings == (
        Finding("integrity.size_mismatch", CheckStatus.FAILED, "e1", "8", "9"),
    )


def test_a_size_that_is_not_stated_contradicts_nothing() -> None:
    assert _codes(EVIDENCE._replace(size=None)) == []


def test_a_size_of_zero_is_a_stated_one() -> None:
    assert _codes(EVIDENCE._replace(size=0)) == ["integrity.size_mismatch"]


def test_a_digest_that_was_not_computed_leaves_the_check_open() -> None:
    found = check_integrity(_declaring(sha256=SHA256, whirlpool="00"), MANIFEST, FACTS)
    assert not found.contradicted
    assert found.findings == (
        Finding("integrity.digest_unsupported", CheckStatus.INDETERMINATE, "e1", "whirlpool", None),
    )


def test_a_manifest_by_an_unknown_algorithm_leaves_the_check_open() -> None:
    assert _codes(EVIDENCE, {"tiger": "00"}) == ["integrity.digest_unsupported"]


def test_a_digest_under_the_name_of_another_algorithm_is_a_label_fault() -> None:
    found = check_integrity(_declaring(sha256=SHA3), MANIFEST, FACTS)
    assert not found.contradicted
    assert found.findings == (
        Finding(
            "integrity.algorithm_label_swapped", CheckStatus.PASSED, "e1", "sha3-256", "sha256"
        ),
    )


@pytest.mark.parametrize(
    ("label", "meant"),
    [("sm3", "sha256"), ("sha256", "sm3"), ("sha512", "sha3-512"), ("sha3-256", "sm3")],
)
def test_labels_of_algorithms_of_one_length_may_be_swapped(label: str, meant: str) -> None:
    declared = _declaring(**{label: FACTS.digests[DigestSpec(meant)].hex()})
    assert _codes(declared) == ["integrity.algorithm_label_swapped"]


def test_a_swapped_label_in_a_manifest_contradicts_all_the_same() -> None:
    assert _codes(EVIDENCE, {"sha256": SHA3}) == ["integrity.manifest_mismatch"]


def test_a_swap_that_was_not_computed_is_a_mismatch() -> None:
    facts = replace(FACTS, digests={DigestSpec("sha256"): bytes.fromhex(SHA256)})
    assert _codes(_declaring(sha256=SHA3), MANIFEST, facts) == [
        "integrity.declared_digest_mismatch"
    ]


def test_a_digest_over_a_prefix_does_not_explain_a_label() -> None:
    digests = {DigestSpec("sha256"): bytes.fromhex(SHA256), DigestSpec("sm3", b"Z"): bytes(32)}
    facts = replace(FACTS, digests=digests)
    assert _codes(_declaring(sha256="00" * 32), MANIFEST, facts) == [
        "integrity.declared_digest_mismatch"
    ]


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("sha256", {"sha3-256", "sm3"}),
        ("sm3", {"sha256", "sha3-256"}),
        ("sha512", {"sha3-512"}),
        ("sha384", set()),
        ("md5", set()),
        ("whirlpool", set()),
    ],
)
def test_algorithms_of_one_length_are_those_with_as_many_octets(
    name: str, others: set[str]
) -> None:
    assert set(same_length_specs(name)) == {DigestSpec(other) for other in others}


def test_a_near_miss_is_told_beside_the_unchanged_mismatch() -> None:
    facts = replace(FACTS, near_miss={"trailing_newline": OTHER})
    found = check_integrity(_declaring(sha256=OTHER), MANIFEST, facts)
    assert found.contradicted
    assert found.findings[1:] == (
        Finding(
            "integrity.near_miss", CheckStatus.PASSED, "e1", "trailing_newline", f"sha256:{OTHER}"
        ),
    )


def test_a_near_miss_of_an_original_that_agrees_is_not_told() -> None:
    assert _codes(EVIDENCE, MANIFEST, replace(FACTS, near_miss={"trailing_newline": OTHER})) == []


def test_a_neighbour_with_the_declared_digest_is_named() -> None:
    neighbour = replace(FACTS, digests={DigestSpec("sha256"): bytes.fromhex(OTHER)})
    found = _findings(_declaring(sha256=OTHER), MANIFEST, FACTS, ("b.pdf", neighbour))
    assert found[1:] == (
        Finding("integrity.near_miss", CheckStatus.PASSED, "e1", "neighbour_file:b.pdf"),
    )


def test_a_neighbour_with_the_digest_of_the_manifest_is_named() -> None:
    neighbour = replace(FACTS, digests={DigestSpec("sha256"): bytes.fromhex(OTHER)})
    found = _codes(EVIDENCE, {"sha256": OTHER}, FACTS, ("b.pdf", neighbour))
    assert found == ["integrity.manifest_mismatch", "integrity.near_miss"]


def test_a_neighbour_with_another_digest_explains_nothing() -> None:
    neighbour = replace(FACTS, digests={DigestSpec("sha256"): bytes(32)})
    assert _codes(_declaring(sha256=OTHER), MANIFEST, FACTS, ("b.pdf", neighbour)) == [
        "integrity.declared_digest_mismatch"
    ]


def test_an_original_is_no_neighbour_of_itself() -> None:
    found = _codes(_declaring(sm3=OTHER, sha256=SHA256), MANIFEST, FACTS, ("a.pdf", FACTS))
    assert found == ["integrity.declared_digest_mismatch"]


@pytest.mark.parametrize("kind", ["pdf", "ofd", "asic", "cms"])
def test_an_embedded_signature_is_left_open(kind: str) -> None:
    found = check_integrity(EVIDENCE, MANIFEST, replace(FACTS, embedded=(kind,)))
    assert found.embedded_open
    assert found.findings == (
        Finding("signature.embedded_signature_not_checked", CheckStatus.INDETERMINATE, "e1", kind),
    )


def test_an_original_that_is_a_set_of_attributes_has_no_embedded_signature() -> None:
    found = check_integrity(EVIDENCE, MANIFEST, replace(FACTS, embedded=(ATTRIBUTES,)))
    assert (found.findings, found.embedded_open) == ((), False)


def test_an_open_digest_beside_a_set_of_attributes_opens_no_signature() -> None:
    facts = replace(FACTS, embedded=(ATTRIBUTES,))
    assert not check_integrity(_declaring(whirlpool="00"), MANIFEST, facts).embedded_open


def test_another_media_type_is_told_and_contradicts_nothing() -> None:
    found = check_integrity(EVIDENCE._replace(media_type="image/png"), MANIFEST, FACTS)
    assert not found.contradicted
    assert found.findings == (
        Finding(
            "integrity.media_type_differs",
            CheckStatus.PASSED,
            "e1",
            "application/pdf",
            "image/png",
        ),
    )


@pytest.mark.parametrize("sniffed", ["application/octet-stream", "text/plain"])
def test_a_content_that_is_not_recognised_says_nothing_against_its_media_type(
    sniffed: str,
) -> None:
    assert _codes(EVIDENCE, MANIFEST, replace(FACTS, media_type=sniffed)) == []


def test_a_media_type_that_is_not_stated_is_not_compared() -> None:
    assert _codes(EVIDENCE._replace(media_type=None)) == []


@given(st.sampled_from(sorted(DIGEST_ALGORITHMS)), st.integers(0, 127), st.integers(1, 15))
def test_a_declared_digest_with_one_digit_changed_always_contradicts(
    name: str, place: int, change: int
) -> None:
    digits = list(FACTS.digests[DigestSpec(name)].hex())
    at = place % len(digits)
    digits[at] = f"{int(digits[at], 16) ^ change:x}"
    declared = "".join(digits)
    assert check_integrity(_declaring(**{name: declared}), MANIFEST, FACTS).contradicted
    assert check_integrity(EVIDENCE, {name: declared}, FACTS).contradicted
