"""What the published schemas say of reports, lines, policies and trust.json is so."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from typer.testing import CliRunner

import verify
from api.cli.main import app
from fixtures.forge import Forged, forge
from fixtures.trust import trust_directory
from fixtures.world import world
from verify.errors import PolicyError, TrustError
from verify.policy import DEFAULT_POLICY
from verify.policyfile import decode_policy
from verify.trustfile import decode_trust

Printed = Callable[[str, str], str]
AT = "2025-06-10T03:00:00Z"
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
    for path in (Path(verify.__file__).parent / "schemas").glob("*.schema.json")
}
REGISTRY: Registry[Any] = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()
)
VALIDATORS = {
    name: Draft202012Validator(schema, registry=REGISTRY) for name, schema in SCHEMAS.items()
}
PACKAGES = (
    "honest_plain",
    "signature_wrong",
    "payload_crlf",
    "hash_only_all_agree",
    "signer_revoked_no_timestamp",
    "shared_token_stripped",
    "seal_missing",
    "package_json_absent",
    "zip_encrypted_flag",
    "cases_jsonl_rotten",
)
OBJECTS = (
    "token_good_rsa",
    "cms_detached_good",
    "crl_good",
    "ocsp_good",
    "certificate_good",
    "bag_good",
    "pdf_object",
    "random_object",
)


def _faults(name: str, value: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[name].iter_errors(value)]


@pytest.fixture(scope="module", name="printed")
def _printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """What a command prints of a forged file; each is forged, and each is asked, once."""
    forged = cache(lambda name: forge(name, tmp_path_factory.mktemp(name)))
    return cache(lambda command, name: _run(command, forged(name)))


def _run(command: str, forged: Forged) -> str:
    trust = ["--trust", str(forged.trust)] if forged.trust is not None else []
    arguments = [command, str(forged.path), *trust, "--at", AT, "--json"]
    return CliRunner().invoke(app, arguments).stdout


def test_there_is_a_schema_of_every_shape() -> None:
    shapes = ["batch", "decision", "handoff", "object", "policy", "report", "trust"]
    assert sorted(SCHEMAS) == shapes


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_of_draft_2020_12(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", PACKAGES)
def test_what_check_prints_is_a_batch(name: str, printed: Printed) -> None:
    assert _faults("batch", json.loads(printed("check", name))) == []


@pytest.mark.parametrize("name", [*PACKAGES, *OBJECTS])
def test_what_verify_prints_is_a_line(name: str, printed: Printed) -> None:
    assert _faults("object", json.loads(printed("verify", name))) == []


def test_a_case_s_file_is_a_report(printed: Printed) -> None:
    batch = json.loads(printed("check", "honest_plain"))
    assert _faults("report", batch["reports"][0]) == []


def _said_more(batch: Any) -> None:
    batch["reports"][0]["mood"] = "good"


def _item_without_result(batch: Any) -> None:
    del batch["reports"][0]["items"][0]["result"]


def _another_word(batch: Any) -> None:
    batch["reports"][0]["items"][0]["result"] = "true"


def _finding_of_no_status(batch: Any) -> None:
    batch["package"]["findings"] = [{"code": "package.seal_wrong"}]


def _refused_with_reports(batch: Any) -> None:
    batch["package"]["result"] = "refused"


@pytest.mark.parametrize(
    "change",
    [
        _said_more,
        _item_without_result,
        _another_word,
        _finding_of_no_status,
        _refused_with_reports,
    ],
)
def test_another_shape_is_no_batch(change: Callable[[Any], None], printed: Printed) -> None:
    batch = json.loads(printed("check", "honest_plain"))
    change(batch)
    assert _faults("batch", batch) != []


def test_the_shipped_policy_is_a_policy() -> None:
    assert _faults("policy", DEFAULT_POLICY.as_json()) == []


@pytest.mark.parametrize(
    "part",
    [
        {"colour": "red"},
        {"checks": {"signature.value_wrong": {"level": "IGNORE"}}},
        {"checks": {"signature.value_wrong": {"level": "FAIL", "params": {}}}},
        {"checks": {"signature.value_wrong": {}}},
        {"crypto": [{"alg": "sha1", "until": "yesterday"}]},
        {"crypto": [{"until": None}]},
        {"crypto": {}},
        {"tolerances": {"order_s": 1}},
        {"tolerances": {"clock_s": -1}},
        {"tolerances": {"clock_s": "1"}},
        {"lags": {"wedding": 1}},
        {"limits": {"case_proofs": 1}},
        {"id": ""},
    ],
)
def test_schema_and_decoder_refuse_the_same_policies(part: dict[str, object]) -> None:
    value = {"id": "court", "version": "2", **part}
    assert _faults("policy", value) != []
    with pytest.raises(PolicyError):
        decode_policy(json.dumps(value).encode())


def test_every_trust_json_of_the_fake_world_is_one(tmp_path: Path) -> None:
    made = [forge(name, tmp_path / name).trust for name in ("honest_plain", "token_good_rsa")]
    heads = [trust / "trust.json" for trust in made if trust is not None]
    written = [path.read_bytes() for path in heads if path.is_file()]
    written.append(trust_directory(world(1)).files()["trust.json"])
    assert [_faults("trust", json.loads(head)) for head in written] == [[]] * len(written)


@pytest.mark.parametrize(
    "part", [{"version": 2}, {"entries": {}}, {"audience": None}, {"environment": 1}]
)
def test_schema_and_decoder_refuse_the_same_heads(part: dict[str, object]) -> None:
    files = trust_directory(world(1)).files()
    head = {**json.loads(files["trust.json"]), **part}
    assert _faults("trust", head) != []
    with pytest.raises(TrustError):
        decode_trust({**files, "trust.json": json.dumps(head).encode()})
