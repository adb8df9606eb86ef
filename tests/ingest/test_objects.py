"""Files for `evidence verify` are read within limits and told apart; none of them raises."""

import os
from dataclasses import replace
from hashlib import new
from pathlib import Path

import pytest

from anchors.limits import LIMITS
from fixtures.forge import FAULTS, Forged, forge
from ingest import objects
from ingest.objects import CoveredPath, expand, package_result, verify_path
from ingest.pipeline import run_package
from ingest.runs import CheckSettings
from ingest.trust import load_helpers, load_trust
from tests.journeys.judged import settings_for
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.objects.result import ObjectResult
from verify.path import HelperSet


@pytest.fixture(name="forged")
def _forged(tmp_path: Path) -> Forged:
    return forge("token_good_rsa", tmp_path)


def _verify(path: Path, settings: CheckSettings, covered: Path | None = None) -> ObjectResult:
    helpers = load_helpers([path.parent / "certs"]) if covered is not None else HelperSet.EMPTY
    context = VerificationContext(settings.trust, settings.policy, settings.at, helpers=helpers)
    data = CoveredPath(covered) if covered is not None else None
    return verify_path(path, data, settings, context)


def test_a_good_token_over_its_data_passes(forged: Forged) -> None:
    result = _verify(forged.path, settings_for(forged), forged.data)
    assert (result.kind, result.status, result.result) == (
        "tst",
        CheckStatus.PASSED,
        ItemResult.CONSISTENT,
    )
    assert result.facts["signature_intact"] is True
    assert result.facts["digest_intact"] is True


def test_without_its_data_nothing_is_said_of_the_digest(forged: Forged) -> None:
    result = _verify(forged.path, settings_for(forged))
    assert result.status is CheckStatus.INDETERMINATE
    assert result.facts["signature_intact"] is True
    assert result.facts["digest_intact"] is None


def test_without_trust_the_mathematics_is_still_told(forged: Forged) -> None:
    settings = settings_for(forged)._replace(trust=load_trust([]))
    result = _verify(forged.path, settings, forged.data)
    assert result.status is CheckStatus.INDETERMINATE
    assert result.facts["signature_intact"] is True


def test_a_pipe_is_not_waited_for(forged: Forged, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    result = _verify(pipe, settings_for(forged))
    assert [one.code for one in result.findings] == ["object.unreadable"]


def test_a_folder_of_files_is_taken_file_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "below").mkdir(parents=True)
    (folder / "b").write_bytes(b"b")
    (folder / "below" / "a").write_bytes(b"a")
    assert [path.name for path in expand(folder)] == ["b", "a"]


def test_a_folder_with_more_files_than_are_looked_at_says_so_once(
    forged: Forged, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in "abc":
        (folder / name).write_bytes(b"x")
    monkeypatch.setattr(objects, "LIMITS", replace(LIMITS, verify_files=2))
    paths = list(expand(folder))
    result = _verify(paths[-1], settings_for(forged))
    assert [path.name for path in paths] == ["a", "b", "folder"]
    assert [(one.code, one.observed) for one in result.findings] == [
        ("object.too_large", "more than 2 files")
    ]
    assert result.status is CheckStatus.INDETERMINATE


@pytest.mark.parametrize(
    ("name", "digest_intact"),
    [
        ("honest_plain", True),
        ("signature_wrong", True),
        ("payload_crlf", False),
        ("token_wrong_imprint", False),
        ("cases_jsonl_rotten", False),
        ("tagmanifest_wrong", False),
        ("package_other_court", None),
        ("trust_absent", None),
        ("seal_missing", None),
        ("plain_zip", None),
        ("bag_good", True),
        ("bag_file_differs", False),
        ("bag_path_alias", None),
    ],
)
def test_digest_intact_is_what_was_computed(
    name: str, digest_intact: bool | None, tmp_path: Path
) -> None:
    container = forge(name, tmp_path)
    result = _verify(container.path, settings_for(container))
    assert result.facts["digest_intact"] is digest_intact


@pytest.mark.parametrize("name", ["plain_zip", "bag_good", "honest_manual_unsigned"])
def test_of_an_unsigned_container_no_signature_is_said_intact(name: str, tmp_path: Path) -> None:
    container = forge(name, tmp_path)
    assert _verify(container.path, settings_for(container)).facts["signature_intact"] is None


@pytest.mark.parametrize(
    ("name", "intact"),
    [
        ("honest_plain", True),
        ("signature_wrong", True),
        ("package_other_court", True),
        ("trust_absent", True),
        ("seal_wrong", False),
        ("seal_missing", None),
        ("seal_random_bytes", None),
    ],
)
def test_signature_intact_of_a_package_is_what_the_seal_s_mathematics_gave(
    name: str, intact: bool | None, tmp_path: Path
) -> None:
    package = forge(name, tmp_path)
    assert _verify(package.path, settings_for(package)).facts["signature_intact"] is intact


@pytest.mark.parametrize("name", ["seal_no_revocation_data", "seal_algorithm_unsupported"])
def test_an_open_question_about_the_whole_package_leaves_it_unverifiable(
    name: str, tmp_path: Path
) -> None:
    package = forge(name, tmp_path)
    result = _verify(package.path, settings_for(package))
    assert (result.status, result.result) == (CheckStatus.INDETERMINATE, ItemResult.UNVERIFIABLE)


def test_a_package_without_a_case_is_not_consistent(tmp_path: Path) -> None:
    good = forge("honest_plain", tmp_path)
    run = run_package(good.path, settings_for(good), tmp_path)
    empty = run._replace(counts={"shared_consistent": 3})
    assert package_result(run) == (CheckStatus.PASSED, ItemResult.CONSISTENT)
    assert package_result(empty) == (CheckStatus.INDETERMINATE, ItemResult.UNVERIFIABLE)


HONEST = [
    name for name, one in FAULTS.items() if name.startswith("honest_") and one.target == "package"
]


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_package_of_any_form_passes(name: str, tmp_path: Path) -> None:
    package = forge(name, tmp_path)
    assert _verify(package.path, settings_for(package)).status is CheckStatus.PASSED


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 4096,
        b"\x30\x84\xff\xff\xff\xff",
        b"\x30\x80" * 4096,
        b"-----BEGIN X-----",
        b"{",
    ],
)
def test_what_nobody_knows_is_indeterminate_or_failed_and_never_raises(
    data: bytes, forged: Forged, tmp_path: Path
) -> None:
    path = tmp_path / "object"
    path.write_bytes(data)
    result = _verify(path, settings_for(forged))
    assert result.status is not CheckStatus.PASSED
    assert result.findings


def test_a_file_gives_its_digest_behind_a_prefix(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(b"contract")
    covered = CoveredPath(path)
    assert covered.digest("sm3", b"Z") == new("sm3", b"Zcontract").digest()
    assert covered.digest("sm3") == new("sm3", b"contract").digest()


@pytest.mark.parametrize(("size", "here"), [(0, True), (1, False)])
def test_a_file_over_the_limit_is_not_at_hand_itself(size: int, here: bool, tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(bytes(LIMITS.inline_message + size))
    assert (CoveredPath(path).content is not None) is here
