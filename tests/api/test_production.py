"""Production starts with what is safe, and says of everything else why it does not."""

from pathlib import Path

import pytest

from api.production import ProductionRefusedError, check_production, refusals_of
from api.settings import Settings
from fixtures.trust import trust_directory
from fixtures.world import world
from tests.ingest.courtkey import court_files
from tests.services.court import court_trust, production_settings


def _refused(folder: Path, **changed: object) -> set[str]:
    given = {**production_settings(folder), **changed}
    return {one.setting for one in refusals_of(Settings.model_validate(given))}


def test_settings_of_a_careful_court_pass(tmp_path: Path) -> None:
    check_production(Settings.model_validate(production_settings(tmp_path)))


def test_a_sandbox_passes_as_it_is() -> None:
    check_production(Settings())


def test_without_any_setting_everything_that_is_missing_is_told_at_once() -> None:
    with pytest.raises(ProductionRefusedError) as caught:
        check_production(Settings(environment="production"))
    told = {one.setting for one in caught.value.refusals}
    assert told == {"token_secret", "column_keys", "court_key", "trust", "clients", "public_url"}
    assert all(one.zh and one.en for one in caught.value.refusals)


@pytest.mark.parametrize(
    ("changed", "setting"),
    [
        ({"token_secret": "changeme"}, "token_secret"),
        ({"token_secret": "x" * 64}, "token_secret"),
        ({"column_keys": {"1": "00" * 32}}, "column_keys.1"),
        ({"column_keys": {"1": "zz"}}, "column_keys"),
        ({"column_keys": {}}, "column_keys"),
        ({"host": "0.0.0.0"}, "host"),
        ({"public_url": "http://evidence.example"}, "public_url"),
        ({"tsa_url": "http://tsa.example"}, "tsa_url"),
        ({"blobs": {"url": "s3://bucket", "access_key": "a", "secret_key": "b"}}, "blobs.url"),
        ({"database": "postgresql://db/x", "blobs": {"url": "s3://bucket"}}, "blobs"),
        (
            {
                "database": "postgresql://db/x",
                "blobs": {
                    "url": "s3://bucket", "access_key": "a", "secret_key": "b",
                    "endpoint": "http://s3.example",
                },
            },
            "blobs.endpoint",
        ),
        ({"trust": Path("/nowhere")}, "trust"),
        ({"clients": Path("/nowhere")}, "clients"),
        ({"court_key": Path("/nowhere")}, "court_key"),
    ],
)  # fmt: skip
def test_each_unsafe_setting_is_refused(
    tmp_path: Path, changed: dict[str, object], setting: str
) -> None:
    assert _refused(tmp_path, **changed) == {setting}


def test_a_proxy_that_is_declared_may_be_beyond_this_machine(tmp_path: Path) -> None:
    assert _refused(tmp_path, host="0.0.0.0", behind_proxy=True) == set()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_the_key_of_the_sandbox_is_refused(tmp_path: Path) -> None:
    key, certificate = court_files(_made(tmp_path / "world"))
    key.chmod(0o600)
    assert _refused(tmp_path, court_key=key, court_certificate=certificate) == {"court_certificate"}


def test_a_key_that_is_not_the_certificates_is_refused(tmp_path: Path) -> None:
    key, _ = court_files(_made(tmp_path / "world"))
    key.chmod(0o600)
    assert _refused(tmp_path, court_key=key) == {"court_certificate"}


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    settings = Settings.model_validate(production_settings(tmp_path))
    assert settings.court_key is not None
    settings.court_key.chmod(0o640)
    assert [one.setting for one in refusals_of(settings)] == ["court_key"]


def _trust_of(folder: Path, files: dict[str, bytes]) -> Path:
    for name, octets in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(octets)
    return folder


def test_the_worlds_trust_directory_is_refused(tmp_path: Path) -> None:
    trust = trust_directory(world())
    trust.head["environment"] = "production"
    found = refusals_of(
        Settings.model_validate(
            {**production_settings(tmp_path), "trust": _trust_of(tmp_path / "w", trust.files())}
        )
    )
    assert {one.setting for one in found} == {"trust"}
    assert all("虚构" in one.en for one in found)


@pytest.mark.parametrize("head", [{"environment": "sandbox"}, {"audience": "another"}])
def test_a_trust_directory_of_another_place_is_refused(
    tmp_path: Path, head: dict[str, object]
) -> None:
    trust = _trust_of(tmp_path / "other", dict(court_trust(**head)))
    assert _refused(tmp_path, trust=trust) == {"trust"}
