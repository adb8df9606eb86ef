"""The borrower's signature is looked for over every original of the contract."""

import copy
from hashlib import sha256
from pathlib import Path

import pytest

from fixtures.cms import Signer, detached
from fixtures.pki import Identity
from fixtures.scenario import new_scenario
from fixtures.scenarios.drafting import standing_decisions
from fixtures.scenarios.index import write_draft
from fixtures.scenarios.registry import SCENARIOS, Draft, Make
from fixtures.workbench import signature
from fixtures.world import RECEIVED_AT
from tests.journeys.admitted import Admitted, admit

NOT_FOUND = "signature.borrower_not_found"


def judged(make: Make, folder: Path) -> Admitted:
    """Judge the good case as a function changes it."""
    package = new_scenario(cases=1)
    package.fault = make.__name__
    made = Draft(package, standing_decisions(package.sender))
    make(made)
    return admit(write_draft(made, make.__name__, RECEIVED_AT, folder), folder)


def second_original(d: Draft, event: str) -> None:
    """Add another file of the contract's category, which the lender alone has signed."""
    s = d.package
    made = copy.deepcopy(s.case.item("contract"))
    made.id, made.event, made.deposit = "annex", event, None
    made.proofs = [one for one in made.proofs if one.kind == "signature"]
    made.proofs[0].id, made.proofs[0].over = "annex-sig", "item:annex"
    s.case.items.append(made)
    s.hit_item = "annex"
    made.content = (made.content or b"") + b"\n"
    made.size, made.digests = len(made.content), {"sha256": sha256(made.content).hexdigest()}
    sign(d, s.sender.lender.signer)
    signature(s).signer_role = "lender"


def sign(d: Draft, who: Identity) -> None:
    s = d.package
    signing = Signer(identity=who, at=s.item.signed_at)
    signature(s).data = detached(bytes.fromhex(s.item.digests["sha256"]), signing)[0]


def annex(d: Draft) -> None:
    second_original(d, "other")


def second_contract(d: Draft) -> None:
    second_original(d, "contract")


def unsigned(d: Draft) -> None:
    item = d.package.case.item("contract")
    item.proofs, item.deposit = [], None


def unsigned_by_hand(d: Draft) -> None:
    unsigned(d)
    d.package.head["path"] = "manual"


def by_borrower_alone(d: Draft) -> None:
    d.package.hit_item = "contract"
    sign(d, d.package.sender.borrower(0).signer)
    signature(d.package).signer_role = "platform"


@pytest.mark.parametrize("make", [second_contract, unsigned])
def test_an_original_that_the_borrower_did_not_sign_is_asked_about(
    make: Make, tmp_path: Path
) -> None:
    assert NOT_FOUND in judged(make, tmp_path).codes


@pytest.mark.parametrize("make", [annex, unsigned_by_hand, by_borrower_alone])
def test_what_the_borrower_signed_or_need_not_sign_is_not_asked_about(
    make: Make, tmp_path: Path
) -> None:
    assert NOT_FOUND not in judged(make, tmp_path).codes


@pytest.mark.parametrize(
    "name", ["contract_signed_by_another_unlabelled", "contract_signed_by_lender_alone"]
)
def test_who_signed_moves_no_result_of_the_file(name: str, tmp_path: Path) -> None:
    found = judged(SCENARIOS[name].make, tmp_path)
    results = {one["id"]: one["result"] for one in found.report["items"]}
    assert results["contract"] == "consistent"
