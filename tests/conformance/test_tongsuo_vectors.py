"""Tongsuo's SM2 and SM3 cases, in the text form of `evp_test`."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from anchors.digest import compute_digest
from tests.conformance.material import by_name, vectors
from verify.crypto.algorithms import SignatureScheme
from verify.crypto.keys import load_key

ROWS = by_name(vectors("primitive"))
SM2, SM3 = ROWS["evppkey_sm2.txt"].path, ROWS["evpmd_sm3.txt"].path
SCHEME = SignatureScheme("sm2", "sm3")

NOT_OURS = {
    "Decrypt": ("2026-11-22", 5, "nothing is decrypted: evidence is signed, not enciphered"),
    "KeyGen": ("2026-11-22", 2, "nothing that verifies makes a key"),
    "Sign": ("2026-11-22", 1, "upstream: a call that must fail, and no answer to compare"),
}
"""Kind of case to: since when, how many there are, and why none is run."""


class Stanza(NamedTuple):
    """One case: its kind, and its other lines by their keywords."""

    number: int
    """Its place in the file."""
    kind: str
    name: str
    lines: dict[str, str]

    def octets(self, keyword: str) -> bytes:
        """A value in hex, or as text in quotes."""
        value = self.lines[keyword]
        return value.strip('"').encode() if value.startswith('"') else bytes.fromhex(value)


_KINDS = {"Digest", "Verify", *NOT_OURS}
_NO_CASES = {"Title", "PrivateKey"}
"""What else a stanza may be."""
_CONDITION = "Availablein"
"""The providers that a stanza is for stand before it."""
_LINE = re.compile(r"([A-Za-z]+) ?= ?([^=].*)")


def stanzas(path: Path) -> Iterator[Stanza]:
    """Every case of a file; the first keyword of a stanza is its kind, and each is known here."""
    for number, block in enumerate(path.read_text("utf-8").split("\n\n")):
        found = [match.groups() for match in map(_LINE.fullmatch, block.splitlines()) if match]
        pairs = {key: value for key, value in found if key != _CONDITION}
        kind = next(iter(pairs), "Title")
        assert kind in _KINDS | _NO_CASES, f"block {number} is a {kind}"
        if kind in _KINDS:
            yield Stanza(number, kind, pairs[kind], pairs)


def material() -> frozenset[Path]:
    """Every file that the tests here read."""
    return frozenset((SM2, SM3))


DIGESTS = [one for one in stanzas(SM3) if one.kind == "Digest"]
SIGNATURES = [one for one in stanzas(SM2) if one.kind == "Verify"]


@pytest.fixture(scope="module", name="spki")
def _spki() -> bytes:
    """The public half of the one private key in the file."""
    command = ["openssl", "pkey", "-in", str(SM2), "-pubout", "-outform", "DER"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_a_stanza_of_an_unknown_kind_is_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "more.txt"
    path.write_text("Title = more\n\n# of late\nAvailablein = default\nDerive = SM2_key1\n")
    with pytest.raises(AssertionError, match="block 1 is a Derive"):
        list(stanzas(path))


def test_the_files_are_whole() -> None:
    assert (len(DIGESTS), len(SIGNATURES)) == (10, 3)


@pytest.mark.parametrize("case", DIGESTS, ids=lambda case: f"block{case.number}")
def test_a_digest_is_the_one_stated(case: Stanza) -> None:
    digest = compute_digest(case.name.lower(), case.octets("Input"))
    assert digest == bytes.fromhex(case.lines["Output"])


@pytest.mark.parametrize("case", SIGNATURES, ids=lambda case: f"block{case.number}")
def test_a_signature_is_good_unless_the_digest_is_none_of_sm2(case: Stanza, spki: bytes) -> None:
    good = load_key(spki).verify(
        SCHEME, case.octets("Output"), case.octets("Input"), prehashed=True
    )
    assert good is ("Result" not in case.lines)


@pytest.mark.parametrize("kind", NOT_OURS)
def test_what_is_not_run_is_what_the_table_says(kind: str) -> None:
    assert sum(one.kind == kind for one in stanzas(SM2)) == NOT_OURS[kind][1]
