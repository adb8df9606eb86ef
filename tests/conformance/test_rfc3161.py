"""Tokens of authorities that exist, whole: mathematics without trust, and judged with their root.

No revocation data came with any of them, so a token passes where the registry says that its
authority issues none, and is INDETERMINATE where nothing says so.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509

from ingest.objects import verify_path
from ingest.runs import CheckSettings
from ingest.trust import load_trust
from tests.conformance.material import Vector, by_name, vectors
from tests.verify.path.pki import utc
from verify.checks.covered import Covered, CoveredDigest, CoveredObject, CoveredOctets
from verify.checks.timestamp import check_timestamp, judge_timestamp
from verify.context import VerificationContext
from verify.existence import TimeJudgement
from verify.findings import CheckStatus
from verify.objects.result import ObjectResult
from verify.policy import DEFAULT_POLICY
from verify.proofs import decode_timestamp
from verify.trust import NoneIssued, TrustStore
from verify.trustfile import NO_TRUST

AT = utc(2026, 6)
FOLDER = Path(__file__).parent / "data" / "rfc3161"
ROWS = vectors("rfc3161")
CASES = {name: row for name, row in by_name(ROWS).items() if row.expected != "auxiliary"}
VALID = {name: row for name, row in CASES.items() if row.expected == "valid"}
INVALID = {name: row for name, row in CASES.items() if row.expected == "invalid"}

OPEN = {
    "test_tsa-other_response.tsr": (
        "2026-11-22",
        ["certificate.root_unknown"],
        "issued under another intermediate of the same name, which the chain beside it has not",
    ),
    "TestTSPresp.tsr": (
        "2026-11-22",
        ["timestamp.algorithm_weak", "certificate.root_unknown", "object.data_absent"],
        "SHA-1 of 2014 without an earlier proof; neither root nor message is here",
    ),
    "tsa_response.asn1": (
        "2026-11-22",
        ["certificate.root_unknown", "object.data_absent"],
        "neither root nor message is here",
    ),
}
"""Valid tokens that do not pass: since when, with which codes, and why."""
WITHOUT_CERTIFICATE = {"response-no-embedded-cert.tsr", "response-expired.tsr"}
"""Their signer's certificate comes with the chain alone."""
EITHER_ROOT = (
    ("user-trust-ca.pem",),
    ("user-trust-ca-aaa.pem", "comodo-aaa.pem"),
)
"""Sectigo's CA was certified twice; upstream expects the token to verify under either root."""


def chain(row: Vector) -> list[Path]:
    return [FOLDER / name for name in row.needs.get("chain", ())]


def material() -> frozenset[Path]:
    """Every file that the tests here read."""
    needed = [FOLDER / row.needs[key] for row in ROWS for key in _FILES if key in row.needs]
    chains = [path for row in ROWS for path in chain(row)]
    return frozenset([*needed, *chains, *(row.path for row in CASES.values())])


_FILES = ("message_file", "request")


def covered(row: Vector) -> Covered | None:
    match row.needs:
        case {"message_text": str(text)}:
            return CoveredOctets(text.encode())
        case {"message_file": str(name)}:
            return CoveredOctets((FOLDER / name).read_bytes())
        case {"imprint_sha256_hex": str(digest)}:
            return CoveredDigest("sha256", bytes.fromhex(digest))
    return None


NONE_ISSUED = NoneIssued(utc(2000), None, "not kept with the tokens")


def registered(paths: list[Path], none_issued: NoneIssued | None = NONE_ISSUED) -> TrustStore:
    """The self-signed certificates of a chain as roots, with what is registered of their CAs."""
    store = load_trust(paths)
    roots = [replace(one, none_issued=none_issued) for one in store.roots if _self_signed(one.der)]
    others = [one.der for one in store.roots if not _self_signed(one.der)]
    return replace(store, roots=tuple(roots), intermediates=tuple(others))


def _self_signed(der: bytes) -> bool:
    certificate = x509.load_der_x509_certificate(der)
    return certificate.issuer == certificate.subject


def verified(row: Vector, trust: TrustStore) -> ObjectResult:
    settings = CheckSettings(trust, DEFAULT_POLICY, AT)
    context = VerificationContext(trust, DEFAULT_POLICY, AT)
    return verify_path(row.path, covered(row), settings, context)


def judged(octets: bytes, row: Vector) -> TimeJudgement:
    """The token as a proof inside a package: the same two steps without `evidence verify`."""
    context = VerificationContext(registered(chain(row)), DEFAULT_POLICY, AT)
    data = covered(row)
    candidates = [CoveredObject(data, b"data")] if data is not None else None
    facts = check_timestamp(decode_timestamp(octets), candidates, context, subject="p1")
    return judge_timestamp(facts, AT, context, subject="p1")


def test_the_material_is_whole() -> None:
    assert (len(VALID), len(INVALID), len(ROWS)) == (11, 1, 23)


@pytest.mark.parametrize("name", VALID)
def test_the_mathematics_of_a_valid_token_holds_without_any_trust(name: str) -> None:
    result = verified(VALID[name], NO_TRUST)
    assert result.status is CheckStatus.INDETERMINATE
    assert result.facts["signature_intact"] is (None if name in WITHOUT_CERTIFICATE else True)
    assert result.facts["digest_intact"] is (None if covered(VALID[name]) is None else True)


@pytest.mark.parametrize("name", [name for name in VALID if name not in OPEN])
def test_a_valid_token_passes_under_its_registered_root(name: str) -> None:
    result = verified(VALID[name], registered(chain(VALID[name])))
    assert {one.code for one in result.findings} == {"revocation.none_issued"}
    assert (result.status, result.facts["signature_intact"]) == (CheckStatus.PASSED, True)


@pytest.mark.parametrize("name", [name for name in VALID if name not in OPEN])
def test_a_valid_token_in_a_package_proves_its_time(name: str) -> None:
    row = VALID[name]
    judgement = judged(row.path.read_bytes(), row)
    assert judgement.status is CheckStatus.PASSED
    assert judgement.proven is not None
    assert judgement.proven < AT


@pytest.mark.parametrize("name", [name for name in VALID if name not in OPEN])
def test_a_root_of_which_nothing_more_is_registered_leaves_revocation_open(name: str) -> None:
    result = verified(VALID[name], registered(chain(VALID[name]), None))
    assert result.status is CheckStatus.INDETERMINATE
    assert {one.code for one in result.findings} == {"revocation.absent"}


@pytest.mark.parametrize("name", OPEN)
def test_a_token_that_stays_open_is_still_what_the_table_says(name: str) -> None:
    _, codes, _ = OPEN[name]
    result = verified(VALID[name], registered(chain(VALID[name])))
    assert (result.status, result.facts["signature_intact"]) == (CheckStatus.INDETERMINATE, True)
    assert [one.code for one in result.findings] == codes


def test_every_open_token_is_a_valid_one() -> None:
    assert OPEN.keys() <= VALID.keys()


@pytest.mark.parametrize("name", INVALID)
@pytest.mark.parametrize("trusted", [False, True], ids=["untrusted", "trusted"])
def test_an_invalid_token_fails_whatever_is_trusted(name: str, *, trusted: bool) -> None:
    row = INVALID[name]
    result = verified(row, registered(chain(row) if trusted else []))
    assert result.facts["signature_intact"] is False
    assert (result.status, result.findings[0].code) == (
        CheckStatus.FAILED,
        "timestamp.value_wrong",
    )


@pytest.mark.parametrize("roots", EITHER_ROOT, ids=lambda roots: roots[-1])
def test_a_ca_certified_twice_is_trusted_under_either_root(roots: tuple[str, ...]) -> None:
    row = CASES["sectigo-all-zero.tsr"]
    names = ("sectigo-signer.pem", "sectigo-time-stamping-ca.pem", *roots)
    trust = registered([row.path.parent / name for name in names])
    assert verified(row, trust).status is CheckStatus.PASSED


def test_the_request_asks_for_what_the_token_answers() -> None:
    row = CASES["sectigo-all-zero.tsr"]
    request = (FOLDER / row.needs["request"]).read_bytes()
    assert decode_timestamp(row.path.read_bytes()).info.imprint in request


@pytest.mark.parametrize("name", ["sigstage-response-sha256.tsr", "issue-104.tsr"])
@pytest.mark.parametrize("text", [b"hello\n", b"Hello", b""])
def test_a_token_over_other_data_fails(name: str, text: bytes) -> None:
    row = replace(CASES[name], needs={**CASES[name].needs, "message_text": text.decode()})
    result = verified(row, registered(chain(row)))
    assert (result.status, result.facts["digest_intact"]) == (CheckStatus.FAILED, False)
