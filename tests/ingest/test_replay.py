"""Facts judged again give the same reports, whatever a signature called for when they were made."""

from pathlib import Path

import pytest

from fixtures.forge import forge
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
