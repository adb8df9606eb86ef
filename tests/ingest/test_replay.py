"""Facts judged again give the same reports, whatever a signature called for when they were made."""

from pathlib import Path

import pytest

from fixtures.forge import forge
from ingest.errors import FactsError
from ingest.facts import write_index
from ingest.pipeline import run_package
from ingest.replay import replay_facts
from tests.journeys.judged import settings_for

FAULTS = ["honest_gm_cms_no_attributes", "honest_ed25519_no_attributes", "honest_sm2_token"]


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("jobs", [1, 2])
def test_facts_judged_again_give_the_same_reports(name: str, jobs: int, tmp_path: Path) -> None:
    forged = forge(name, tmp_path)
    facts, first, second = (tmp_path / one for one in ("facts", "first", "second"))
    for folder in (facts, first, second):
        folder.mkdir()
    run = run_package(forged.path, settings_for(forged, jobs=jobs), first, facts=facts)
    again = replay_facts(facts, settings_for(forged), second)
    assert list(again.report_lines()) == list(run.report_lines()) != []


@pytest.mark.parametrize(
    ("before", "after"),
    [('["sha256"', '["sha384"'), ("case-000000", "../case"), ("虚构", "\\udc00")],
)
def test_facts_that_no_run_writes_are_refused(before: str, after: str, tmp_path: Path) -> None:
    forged = forge("honest_plain", tmp_path)
    facts, spool = tmp_path / "facts", tmp_path / "spool"
    facts.mkdir()
    spool.mkdir()
    run_package(forged.path, settings_for(forged), spool, facts=facts)
    path = facts / "shard-000000.json"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    write_index(facts)
    with pytest.raises(FactsError):
        replay_facts(facts, settings_for(forged), spool)
