"""Wycheproof: every signature case through the keys and algorithm identifiers that we decode."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from asn1crypto.algos import (
    DigestAlgorithm,
    MaskGenAlgorithm,
    RSASSAPSSParams,
    SignedDigestAlgorithm,
)

from tests.conformance.material import by_name, vectors
from verify.crypto.algorithms import signature_scheme
from verify.crypto.keys import UnsupportedError, load_key

FILES = {
    name: row for name, row in by_name(vectors("primitive")).items() if row.path.suffix == ".json"
}
SIZES = {
    "ecdsa_secp256r1_sha256_test.json": 484,
    "ecdsa_secp384r1_sha384_test.json": 504,
    "ecdsa_secp521r1_sha512_test.json": 542,
    "ed25519_test.json": 151,
    "rsa_pss_2048_sha256_mgf1_32_test.json": 108,
    "rsa_pss_misc_test.json": 150,
    "rsa_signature_2048_sha256_test.json": 259,
}

ACCEPTABLE = {
    ("rsa_signature_2048_sha256_test.json", 8): (
        "2026-11-22",
        "invalid",
        "DigestInfo without the NULL: RFC 8017 9.2 has it, and no signer leaves it out",
    ),
}
"""Case whose result is ours to choose: since when, what it comes to here, and why."""


UNSUPPORTED = {
    "SHA-224": (
        "2026-11-22",
        "no policy that we know of names SHA-224, and no evidence was seen with it",
    ),
    "mask of another digest": (
        "2026-11-22",
        "Java masks with SHA-1 unless told, unlike RFC 8017 A.2.3 advises: undecided, not wrong",
    ),
}
"""What a valid signature may have that is not supported here: since when, and why."""


class Case(NamedTuple):
    """One signature with what is expected of it."""

    number: int
    expected: str
    comment: str
    algorithm: bytes
    """AlgorithmIdentifier of the signature, as a certificate or message would have it."""
    key: bytes
    message: bytes
    signature: bytes
    unusual: str | None
    """What it has that is not supported here."""

    @property
    def outcome(self) -> str:
        """What it comes to here."""
        scheme = signature_scheme(self.algorithm)
        if scheme is None:
            return "unsupported"
        try:
            good = load_key(self.key).verify(scheme, self.signature, self.message)
        except UnsupportedError:
            return "unsupported"
        return "valid" if good else "invalid"


def _algorithm(group: Mapping[str, Any]) -> bytes:
    digest = str(group.get("sha", "")).lower().replace("-", "")
    match group["type"]:
        case "EcdsaVerify":
            return _identifier(f"{digest}_ecdsa")
        case "EddsaVerify":
            return _identifier("ed25519")
        case "RsassaPkcs1Verify":
            return _identifier(f"{digest}_rsa", null=True)
        case "RsassaPssVerify":
            return _pss(digest, group["mgfSha"].lower().replace("-", ""), group["sLen"])
    raise AssertionError(group["type"])


def _unusual(group: Mapping[str, Any]) -> str | None:
    used = {group.get("sha"), group.get("mgfSha", group.get("sha"))}
    if "SHA-224" in used:
        return "SHA-224"
    return "mask of another digest" if len(used) > 1 else None


def _identifier(name: str, *, null: bool = False) -> bytes:
    made = SignedDigestAlgorithm({"algorithm": name})
    if null:
        made["parameters"] = None
    return bytes(made.dump())


def _pss(digest: str, mask: str, salt: int) -> bytes:
    mask_digest = DigestAlgorithm({"algorithm": mask})
    parameters = RSASSAPSSParams(
        {
            "hash_algorithm": DigestAlgorithm({"algorithm": digest}),
            "mask_gen_algorithm": MaskGenAlgorithm(
                {"algorithm": "mgf1", "parameters": mask_digest}
            ),
            "salt_length": salt,
        }
    )
    made = SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})
    return bytes(made.dump())


def cases(name: str) -> Iterator[Case]:
    """Every case of one file."""
    for group in json.loads(FILES[name].path.read_text("utf-8"))["testGroups"]:
        algorithm, key = _algorithm(group), bytes.fromhex(group["publicKeyDer"])
        for test in group["tests"]:
            yield Case(
                test["tcId"],
                test["result"],
                test["comment"],
                algorithm,
                key,
                bytes.fromhex(test["msg"]),
                bytes.fromhex(test["sig"]),
                _unusual(group),
            )


def material() -> frozenset[Path]:
    """Every file that the tests here read."""
    return frozenset(FILES[name].path for name in SIZES)


@pytest.mark.parametrize("name", SIZES)
def test_a_file_is_whole(name: str) -> None:
    assert len(list(cases(name))) == SIZES[name]


@pytest.mark.parametrize("name", SIZES)
def test_no_invalid_signature_is_valid(name: str) -> None:
    wrong = [one for one in cases(name) if one.expected == "invalid"]
    assert [(one.number, one.comment) for one in wrong if one.outcome != "invalid"] == []


@pytest.mark.parametrize("name", SIZES)
def test_every_valid_signature_is_valid(name: str) -> None:
    good = [one for one in cases(name) if one.expected == "valid" and one.unusual is None]
    assert [(one.number, one.comment) for one in good if one.outcome != "valid"] == []


@pytest.mark.parametrize("name", SIZES)
def test_what_may_be_either_is_what_the_table_says(name: str) -> None:
    found = {(name, one.number): one.outcome for one in cases(name) if one.expected == "acceptable"}
    assert found == {case: row[1] for case, row in ACCEPTABLE.items() if case[0] == name}


@pytest.mark.parametrize("unusual", UNSUPPORTED)
def test_what_is_not_supported_is_undecided(unusual: str) -> None:
    found = {one.outcome for name in SIZES for one in cases(name) if one.unusual == unusual}
    assert found == {"unsupported"}
