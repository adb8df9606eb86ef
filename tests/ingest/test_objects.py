"""Files for `evidence verify` are read within limits and told apart; none of them raises."""

import os
from pathlib import Path

import pytest

from fixtures.forge import Forged, forge
from ingest.objects import CoveredPath, expand, verify_path
from ingest.pipeline import CheckSettings
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
