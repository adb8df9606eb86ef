"""The BagIt conformance suite of the Library of Congress, whole."""

from pathlib import Path

import pytest

from ingest.objects import verify_path
from ingest.package.bag import check_bag
from ingest.runs import CheckSettings
from tests.conformance.material import Vector, vectors
from tests.verify.path.pki import utc
from verify.checks.signer import status_of
from verify.context import VerificationContext
from verify.policy import DEFAULT_POLICY
from verify.trustfile import NO_TRUST

BAGS = vectors("bagit")
STATUS = {"valid": "PASSED", "invalid": "FAILED", "indeterminate": "INDETERMINATE"}

REASONS = {
    "v0.97-invalid-baginfo-missing-encoding": "package.bagit_malformed",
    "v0.97-invalid-bom-in-bagit.txt": "package.bagit_malformed",
    "v0.97-invalid-corrupt-data-file": "package.digest_differs",
    "v0.97-invalid-corrupt-tag-file": "package.digest_differs",
    "v0.97-invalid-extra-file-in-bag": "package.member_unlisted",
    "v0.97-invalid-invalid-version-number": "package.bagit_malformed",
    "v0.97-invalid-missing-baginfo": "package.member_missing",
    "v0.97-invalid-missing-bagit.txt": "package.tag_file_missing",
    "v0.97-invalid-same-filename-listed-twice-with-different-hashes": "package.manifest_line_twice",
    "v0.97-warning-duplicate-file-with-different-case": "package.path_alias",
    "v0.97-warning-made-with-md5sum-tools": "package.bag_line_unusual",
    "v0.97-warning-relative-path": "package.bag_line_unusual",
    "v0.97-warning-same-filename-listed-twice-with-different-normalization": "package.path_alias",
    "v0.97-warning-same-filename-listed-twice-with-the-same-hash": "package.manifest_line_twice",
    "v0.97-warning-special-system-files": "package.system_file_missing",
    "v1.0-invalid-bagit-with-invalid-whitespace": "package.bagit_malformed",
    "v1.0-invalid-notAllManifestsListAllFiles": "package.member_unlisted",
    "v1.0-invalid-same-filename-listed-twice-with-different-hashes": "package.manifest_line_twice",
    "v1.0-invalid-same-filename-listed-twice-with-the-same-hash": "package.manifest_line_twice",
}
"""Bag to the code that its name speaks of; every path that leaves its bag is `path_unsafe`."""


def _name(bag: Vector) -> str:
    return bag.path.name


def material() -> frozenset[Path]:
    """Every file that the tests here read."""
    return frozenset(path for bag in BAGS for path in bag.path.rglob("*") if path.is_file())


def test_the_suite_is_whole() -> None:
    expected = [bag.expected for bag in BAGS]
    assert [expected.count(one) for one in STATUS] == [16, 24, 3]


@pytest.mark.parametrize("bag", BAGS, ids=_name)
def test_a_bag_comes_to_what_the_suite_says(bag: Vector) -> None:
    assert status_of(check_bag(bag.path).findings) == STATUS[bag.expected]


@pytest.mark.parametrize("bag", BAGS, ids=_name)
def test_a_bag_given_to_verify_comes_to_the_same(bag: Vector) -> None:
    settings = CheckSettings(NO_TRUST, DEFAULT_POLICY, utc(2026))
    context = VerificationContext(NO_TRUST, DEFAULT_POLICY, settings.at)
    assert verify_path(bag.path, None, settings, context).status == STATUS[bag.expected]


@pytest.mark.parametrize("bag", [bag for bag in BAGS if "-valid-" not in _name(bag)], ids=_name)
def test_what_is_wrong_with_a_bag_is_what_is_told(bag: Vector) -> None:
    wanted = REASONS.get(_name(bag), "package.path_unsafe")
    assert wanted in {one.code for one in check_bag(bag.path).findings}


def test_every_reason_names_a_bag() -> None:
    assert REASONS.keys() <= {_name(bag) for bag in BAGS}
