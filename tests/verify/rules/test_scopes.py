"""A key names whom an answer is about, so that nobody rides on an answer given to another."""

from dataclasses import replace

from tests.verify.rules.cases import head
from verify.model import Party
from verify.rules.scopes import (
    batch_key,
    clause_key,
    court_key,
    lender_key,
    platform_key,
    product_key,
)

HEAD = head()


def test_keys_of_one_lender_are_not_anothers() -> None:
    other = replace(HEAD, lender=Party("91440101F00000026H", "虚构乙"))
    assert {key(HEAD) for key in (lender_key, product_key, batch_key)}.isdisjoint(
        key(other) for key in (lender_key, product_key, batch_key)
    )


def test_a_correction_asks_what_the_first_package_did() -> None:
    correction = head(kind="correction", package_id="pkg-2", corrects="pkg-1")
    assert batch_key(correction) == batch_key(HEAD)


def test_a_matter_narrows_a_key() -> None:
    assert lender_key(HEAD, "助贷") == f"{lender_key(HEAD)}/助贷"


def test_a_product_is_its_lenders() -> None:
    assert product_key(HEAD) == "91440101F00000018N/prod-001"


def test_a_court_is_asked_about_a_cause() -> None:
    assert court_key("gzinternetcourt", "小额借款合同纠纷") == "gzinternetcourt/小额借款合同纠纷"


def test_a_platform_goes_by_its_id_and_a_clause_by_its_digest() -> None:
    assert (platform_key("plat"), clause_key("ab")) == ("plat", "ab")
