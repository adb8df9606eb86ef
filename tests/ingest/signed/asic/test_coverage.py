"""What many manifests of one container have alike is found once."""

import hashlib

import pytest

from ingest.signed.asic import coverage
from ingest.signed.asic.coverage import cover
from ingest.signed.asic.manifest import Manifest, Reference


def test_a_digest_of_a_member_is_computed_once_for_all_manifests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    members = {f"{number}.txt": bytes([number]) for number in range(3)}
    asked = []

    def counted(algorithm: str, octets: bytes) -> bytes:
        asked.append((algorithm, octets))
        return hashlib.new(algorithm, octets).digest()

    monkeypatch.setattr(coverage, "compute_digest", counted)
    listed = tuple(
        Reference(name, "sha256", "sha256", hashlib.sha256(octets).digest())
        for name, octets in members.items()
    )
    manifests = [Manifest(f"{n}.xml", f"{n}.p7s", listed, critical=False) for n in range(5)]
    found = cover(manifests, members, 8)
    assert [one.covered for one in found.values()] == [frozenset(members)] * 5
    assert sorted(asked) == sorted(("sha256", octets) for octets in members.values())
