"""Stage "match": cases of earlier packages that share an item with another borrower's case.

Who comes later recalls who came before, and is held. Of who came before the match is a fact that
was not there when it was judged: it is judged again by its facts of today, and what was handed on
of it is called back (judgement 5).
"""

from collections.abc import Mapping
from contextlib import ExitStack

from ingest.jobs.port import Turn
from ingest.judging.ask import JudgementAsk, ask_judgement, kept_policy
from ingest.judging.facts import RECALLS
from ingest.judging.held import Rows, recalls_of, rows_of
from ingest.recall import keys_of_strangers
from ingest.service import Service
from ingest.store.judgements import packages_of_digest
from ingest.store.memorytable import MemoryTable
from verify.memory import Sighting

__all__ = ["match_stage"]


def match_stage(service: Service, turn: Turn) -> None:
    """Ask for judgements of the earlier cases that a package turned out to share an item with."""
    for package, cases in _met(service, rows_of(service, turn.attempt.subject)).items():
        asked, policy = JudgementAsk(cases=cases), kept_policy(service)
        with service.database.write() as connection:
            ask_judgement(
                connection, service, package=package, cause="facts", policy=policy, inputs=asked
            )
    with service.database.write() as connection:
        turn.finish(connection)


def _met(service: Service, rows: Rows) -> Mapping[str, set[str]]:
    """Return the cases that were met, by our id of their package."""
    cases: dict[str, set[str]] = {}
    sightings = _sightings(service, rows)
    with service.database.read() as connection:
        for one in sightings:
            found = packages_of_digest(
                connection, rows.package.environment, one.lender, one.package_digest
            )
            for package in found:
                cases.setdefault(package, set()).add(one.case_key)
    return dict(sorted(cases.items()))


def _sightings(service: Service, rows: Rows) -> list[Sighting]:
    """Return the sightings of what stands under other borrowers too, in other packages."""
    shards = [
        name.removeprefix(f"{RECALLS}matches-").removesuffix(".json")
        for name in rows.judgement.files
        if name.startswith(f"{RECALLS}matches-")
    ]
    memory = MemoryTable(service.database, rows.package.environment)
    with ExitStack() as resources:
        keys = keys_of_strangers(recalls_of(service, rows, resources), shards)
    known = [one for every in memory.sightings(keys).values() for one in every]
    return [one for one in known if one.package_digest != rows.package.package_digest]
