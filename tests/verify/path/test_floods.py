"""A sender who floods a search or an inquiry hides nothing, and gains nothing but doubt."""

from dataclasses import replace
from datetime import datetime

from cryptography.x509 import ocsp

from anchors.limits import LIMITS
from tests.verify.path.pki import (
    Entity,
    crl,
    entity,
    key_of,
    ocsp_answer,
    root_of,
    store,
    utc,
    verdict,
)
from verify.findings import CheckStatus
from verify.path import HelperSet, PathAssessment, PathValidator
from verify.policy import Policy
from verify.trust import NoneIssued, Purpose

NOW = utc(2026)
SIGNED = utc(2022, 3)
ROOT = entity("Root")
CA = entity("CA", ROOT, ca=True)
LEAF = entity("Leaf", CA)
PRACTICE = root_of(ROOT, none_issued=NoneIssued(utc(2020), None, "one-time certificates"))
REVOKED = crl(CA, NOW, utc(2027), revoked=[(LEAF, utc(2022), "keyCompromise")])
UNREVOKED = crl(CA, NOW, utc(2027))
ROOT_LIST = crl(ROOT, NOW, utc(2027))
POLICY = Policy("test", "1", limits=replace(LIMITS, path_candidates=4, path_steps=40))
"""Forty steps for a search, and forty for an inquiry."""


def maze() -> list[Entity]:
    """Return strangers that certify each other, and the CA's own name and key."""
    strangers = [entity("Stranger", ca=True, key=key_of(f"stranger {at}")) for at in range(6)]
    crossed = [
        entity("Stranger", by, ca=True, key=one.key, serial=100 + at)
        for at, one in enumerate(strangers)
        for by in strangers
        if by is not one
    ]
    fakes = [
        entity("CA", by, ca=True, key=CA.key, serial=200 + at, term=(utc(2021), utc(2050)))
        for at, by in enumerate(strangers)
    ]
    return [*crossed, *fakes]


MAZE = HelperSet.of(certificates=[one.der for one in maze()])
JUNK = HelperSet.of(crls=[crl(CA, NOW, key=key_of("junk"), number=at) for at in range(50)])
CHAIN = HelperSet.of(certificates=[CA.der])


def assess(
    helpers: HelperSet, *crls: bytes, ocsps: tuple[bytes, ...] = (), lists: bytes = ROOT_LIST
) -> PathAssessment:
    trust = store(PRACTICE, crls=[lists, *crls], ocsps=ocsps)
    validator = PathValidator(trust, POLICY, validation_time=NOW)
    return validator.assess(LEAF.der, Purpose.SIGNER, CHAIN.union(helpers))


def judge(assessment: PathAssessment, at: datetime = SIGNED) -> tuple[CheckStatus, list[str]]:
    return verdict(assessment.judge(at, not_before=at))


FAILED = (CheckStatus.FAILED, ["certificate.signed_after_revocation"])
FAILED_AND_LIMITED = (CheckStatus.FAILED, [*FAILED[1], "certificate.search_limited"])
"""The second is about the CA, which was asked about when nothing more could be heard."""


def test_a_maze_does_not_hide_the_path_beside_it() -> None:
    assert judge(assess(MAZE, UNREVOKED)) == (CheckStatus.PASSED, [])


def test_a_maze_does_not_hide_a_path_through_two_that_were_brought() -> None:
    below = entity("CA below", CA, ca=True)
    leaf = entity("Leaf below", below)
    lists = [ROOT_LIST, UNREVOKED, crl(below, NOW, utc(2027))]
    helpers = CHAIN.union(MAZE).union(HelperSet.of(certificates=[below.der]))
    validator = PathValidator(store(ROOT, crls=lists), POLICY, validation_time=NOW)
    assert judge(validator.assess(leaf.der, Purpose.SIGNER, helpers)) == (CheckStatus.PASSED, [])


def test_a_maze_does_not_hide_the_courts_list() -> None:
    assert judge(assess(MAZE, REVOKED)) == FAILED


def test_a_maze_does_not_hide_the_courts_answer() -> None:
    assert judge(assess(MAZE, UNREVOKED, ocsps=(_revoked_answer(),))) == FAILED


def test_useless_lists_do_not_hide_the_courts_list() -> None:
    assert judge(assess(JUNK, REVOKED)) == FAILED_AND_LIMITED


def test_useless_lists_do_not_hide_the_courts_answer() -> None:
    assert judge(assess(JUNK, ocsps=(_revoked_answer(),))) == FAILED_AND_LIMITED


def test_useless_lists_do_not_hide_that_the_court_knows_the_ca_revoked() -> None:
    dead = crl(ROOT, NOW, utc(2027), revoked=[(CA, utc(2021), "cACompromise")])
    found = judge(assess(JUNK, UNREVOKED, lists=dead))
    assert "revocation.revoked_ca_no_poe" in found[1]


def test_more_data_than_the_budget_leaves_the_status_open() -> None:
    result = assess(JUNK, UNREVOKED).judge(SIGNED)
    assert {finding.code for finding in result.findings} == {"certificate.search_limited"}


def test_a_practice_of_issuing_nothing_does_not_stand_in_for_what_was_not_heard() -> None:
    assert assess(JUNK).judge(SIGNED).status is CheckStatus.INDETERMINATE


def test_without_the_flood_the_practice_stands_in() -> None:
    assert judge(assess(HelperSet.EMPTY)) == (CheckStatus.PASSED, ["revocation.none_issued"])


def test_more_data_than_the_budget_leaves_no_clean_window() -> None:
    assessment = assess(JUNK, UNREVOKED)
    assert (assessment.clean_from, assessment.clean_to) == (None, None)


def test_a_revocation_that_was_brought_behind_a_flood_leaves_the_status_open() -> None:
    brought = HelperSet.of(crls=[REVOKED])
    assert assess(JUNK.union(brought)).judge(SIGNED).status is not CheckStatus.PASSED


def test_the_courts_own_lists_cost_nothing() -> None:
    many = [crl(CA, NOW, utc(2027), number=at) for at in range(50)]
    assert judge(assess(HelperSet.EMPTY, *many)) == (CheckStatus.PASSED, [])


def test_what_was_judged_before_changes_no_result() -> None:
    trust = store(PRACTICE, crls=[ROOT_LIST, UNREVOKED])
    validator = PathValidator(trust, POLICY, validation_time=NOW)
    helpers = CHAIN.union(JUNK)
    other = entity("Other leaf", CA)
    first = validator.assess(other.der, Purpose.SIGNER, helpers).judge(SIGNED)
    second = validator.assess(LEAF.der, Purpose.SIGNER, helpers).judge(SIGNED)
    assert [f.code for f in first.findings] == [f.code for f in second.findings]


def test_a_flood_of_one_signer_leaves_another_alone() -> None:
    trust = store(PRACTICE, intermediates=[CA], crls=[ROOT_LIST, UNREVOKED])
    validator = PathValidator(trust, POLICY, validation_time=NOW)
    validator.assess(LEAF.der, Purpose.SIGNER, JUNK)
    assert judge(validator.assess(LEAF.der, Purpose.SIGNER)) == (CheckStatus.PASSED, [])


def test_a_maze_does_not_keep_a_list_issuer_from_its_path() -> None:
    renewed = entity("CA", ROOT, ca=True, key=key_of("renewed CA"))
    dead = crl(renewed, NOW, utc(2027), revoked=[(LEAF, utc(2022), "keyCompromise")])
    helpers = MAZE.union(HelperSet.of(certificates=[renewed.der]))
    assert judge(assess(helpers, dead)) == FAILED


def test_a_mesh_leaves_the_search_limited_where_there_is_no_path() -> None:
    stranger = entity("Stranger", ca=True, key=key_of("stranger 0"))
    leaf = entity("Leaf of the maze", stranger)
    validator = PathValidator(store(ROOT), POLICY, validation_time=NOW)
    result = validator.assess(leaf.der, Purpose.SIGNER, MAZE).judge(SIGNED)
    assert "certificate.search_limited" in [finding.code for finding in result.findings]


def _revoked_answer() -> bytes:
    return ocsp_answer(
        LEAF, CA, NOW, utc(2027), status=ocsp.OCSPCertStatus.REVOKED, revoked_at=utc(2022)
    )
