"""Decisions are applied only where the court's own key signed them, and its maker may."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fixtures.decisions import DECIDED_AT, Decision
from fixtures.pki import CA, issue
from fixtures.trust import trust_directory
from fixtures.world import subject, world
from ingest.decisions import LoadedDecisions, load_decisions, read_decision, signed_decision
from tests.ingest.courtkey import CERTIFICATE, COURT, private_key
from verify.codes.table import CODES
from verify.errors import DecodeError
from verify.policy import DEFAULT_POLICY
from verify.trustfile import NO_TRUST, decode_trust

AT = datetime(2025, 6, 10, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
STRANGER = issue(subject("虚构他人"), world().key("stranger"), None)
PLATFORM = "plat-anzheng"
GOOD = Decision("coverage.one_source", "platform", PLATFORM)


def loaded(folder: Path, *files: bytes, trusted: bool = True) -> LoadedDecisions:
    """Return what a folder of these files comes to."""
    trust = decode_trust(trust_directory(world()).files()) if trusted else NO_TRUST
    for number, octets in enumerate(files):
        (folder / f"{number}.p7m").write_bytes(octets)
    return load_decisions(folder, trust, DEFAULT_POLICY, AT)


def codes(found: LoadedDecisions) -> list[str]:
    return [one.code for one in found.findings]


def test_a_decision_of_the_court_is_applied(tmp_path: Path) -> None:
    found = loaded(tmp_path, GOOD.signed(COURT))
    assert ([one.question for one in found.decisions], found.findings) == ([GOOD.question], ())


def test_a_decision_made_after_the_package_came_is_applied(tmp_path: Path) -> None:
    later = Decision("coverage.one_source", "platform", PLATFORM, at=AT + 240 * HOUR)
    assert len(loaded(tmp_path, later.signed(COURT)).decisions) == 1


def test_one_decision_in_two_files_is_one(tmp_path: Path) -> None:
    assert len(loaded(tmp_path, GOOD.signed(COURT), GOOD.signed(COURT)).decisions) == 1


def _changed(octets: bytes, before: bytes, after: bytes) -> bytes:
    assert before in octets
    return octets.replace(before, after)


SIGNED = GOOD.signed(COURT)
REFUSED = {
    "of another's key": (GOOD.signed(STRANGER), "decision.signer_not_court"),
    "changed": (_changed(SIGNED, b"plat-anzheng", b"plat-guomixx"), "decision.signature_wrong"),
    "no message": (b"no message", "decision.malformed"),
    "empty": (b"", "decision.malformed"),
    "cut short": (SIGNED[:-1], "decision.malformed"),
    "unknown outcome": (
        Decision("coverage.one_source", "platform", PLATFORM, outcome="maybe").signed(COURT),
        "decision.malformed",
    ),
    "unknown question": (
        Decision("coverage.nothing", "platform", PLATFORM).signed(COURT),
        "decision.question_unknown",
    ),
    "a clerk for a judge": (
        Decision("coverage.one_source", "platform", PLATFORM, role="clerk").signed(COURT),
        "decision.role_insufficient",
    ),
    "a clerk's release": (
        Decision(
            "package.filing_date_differs", "batch", "b", outcome="released", role="clerk"
        ).signed(COURT),
        "decision.role_insufficient",
    ),
    "too large": (b"0" * 100_000, "decision.too_large"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_anything_else_is_told_and_not_applied(name: str, tmp_path: Path) -> None:
    octets, code = REFUSED[name]
    found = loaded(tmp_path, octets)
    assert (found.decisions, codes(found)) == ((), [code])


def test_one_bad_file_stops_no_other(tmp_path: Path) -> None:
    found = loaded(tmp_path, b"no message", SIGNED)
    assert (len(found.decisions), codes(found)) == (1, ["decision.malformed"])


def test_a_decision_that_has_expired_is_told(tmp_path: Path) -> None:
    over = Decision("coverage.one_source", "platform", PLATFORM, expires=AT - HOUR)
    assert codes(loaded(tmp_path, over.signed(COURT))) == ["decision.expired"]


def test_a_decision_that_has_expired_still_revokes_those_before(tmp_path: Path) -> None:
    revokes = Decision("coverage.one_source", "platform", PLATFORM, at=AT - HOUR, expires=AT - HOUR)
    assert len(loaded(tmp_path, SIGNED, revokes.signed(COURT)).decisions) == 2


def test_without_a_court_on_the_trust_list_nothing_is_applied(tmp_path: Path) -> None:
    found = loaded(tmp_path, SIGNED, trusted=False)
    assert (found.decisions, codes(found)) == ((), ["decision.signer_not_court"])


def test_a_key_that_may_not_sign_signs_no_decision(tmp_path: Path) -> None:
    authority = issue(subject("虚构法院签章"), world().key("court"), None, CA)
    assert loaded(tmp_path, GOOD.signed(authority)).decisions == ()


def test_an_empty_folder_has_no_decisions(tmp_path: Path) -> None:
    assert loaded(tmp_path) == LoadedDecisions((), ())


def test_folders_in_the_folder_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.p7m").write_bytes(SIGNED)
    assert loaded(tmp_path) == LoadedDecisions((), ())


def test_what_is_signed_here_is_what_is_read(tmp_path: Path) -> None:
    decision = read_decision(SIGNED)
    again = signed_decision(decision, private_key(), CERTIFICATE)
    assert loaded(tmp_path, again).decisions == (decision,)


def test_a_decision_that_names_another_key_is_not_applied(tmp_path: Path) -> None:
    decision = read_decision(SIGNED)._replace(key_id="0" * 64)
    made = signed_decision(decision, private_key(), CERTIFICATE)
    assert codes(loaded(tmp_path, made)) == ["decision.key_differs"]


@pytest.mark.parametrize("name", ["no message", "empty", "cut short", "unknown outcome"])
def test_what_is_no_decision_cannot_be_read(name: str) -> None:
    with pytest.raises(DecodeError):
        read_decision(REFUSED[name][0])


TOLD = sorted(one for one in CODES if one.startswith("decision."))


@pytest.mark.parametrize("code", TOLD)
def test_what_is_told_of_a_decision_is_no_defect_of_a_lender(code: str) -> None:
    assert CODES[code].side.value == "court"


def test_the_court_of_the_fixtures_decided_before_the_package_came() -> None:
    assert DECIDED_AT < AT


def test_what_is_loaded_is_in_the_order_of_digests(tmp_path: Path) -> None:
    other = Decision("coverage.one_source", "platform", "plat-guomi").signed(COURT)
    found = loaded(tmp_path, SIGNED, other).decisions
    assert [one.digest for one in found] == sorted(one.digest for one in found)
