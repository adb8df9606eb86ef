"""Packages, judgements and verdicts as rows and blobs, without anybody having judged them.

Reports are those of scenarios, judged once a session; a case takes one under a key of its own.
"""

import json
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sqlalchemy import insert, select, update

from fixtures.scenarios.index import stage
from ingest.handing.release import release_for
from ingest.pipeline import run_package
from ingest.service import Service
from ingest.store.ids import new_id
from ingest.store.personal import Place
from ingest.store.schema import METADATA
from tests.journeys.admitted import settings_of
from tests.services.app import LENDER, PLATFORM
from verify.canonical import canonical_digest, canonical_json

GOOD, HELD, OPEN = "batch_admitted", "released_by_a_clerk", "decided_on_other_facts"
"""Scenarios: proposed for admission and admitted, held, a question open."""
SHARD = "000000"


class Sample(NamedTuple):
    """What one case came to."""

    report: dict[str, Any]
    handoff: dict[str, Any]


class Origin(NamedTuple):
    """A package as it was sent, and what came of its case."""

    octets: bytes
    head: dict[str, Any]
    digest: str
    sample: Sample


@cache
def origin(name: str = GOOD) -> Origin:
    """Return the package of a scenario, judged."""
    with TemporaryDirectory() as folder:
        staged, spool = stage(name, Path(folder)), Path(folder) / "spool"
        spool.mkdir()
        run = run_package(staged.package, settings_of(staged), spool, handoffs=True)
        report = json.loads(next(run.report_lines()))
        handoff = json.loads((spool / "000000.handoff.jsonl").read_bytes().splitlines()[0])
        with zipfile.ZipFile(staged.package) as archive:
            path = next(one for one in archive.namelist() if one.endswith("package.json"))
            head = json.loads(archive.read(path))
        digest = str(run.package_digest)
        return Origin(staged.package.read_bytes(), head, digest, Sample(report, handoff))


def sample(name: str = GOOD, *, ended: str | None = None) -> Sample:
    """Return what the case of a scenario came to, with the end that a person gave it."""
    found = deepcopy(origin(name).sample)
    found.report["verdict"]["ended"] = ended
    return found


def add_package(
    service: Service,
    *,
    sender: str = LENDER,
    lender: str = LENDER,
    platform: str | None = PLATFORM,
    name: str = GOOD,
    state: str = "judged",
    package: str = "",
) -> str:
    """Write a package that was received, and return our id of it: `package`, or a new one."""
    sent, package = origin(name), package or new_id("pkg")
    head = {**sent.head, "package_id": f"p-{package[4:14]}"}
    with service.database.write() as connection:
        connection.execute(
            insert(METADATA.tables["package"]).values(
                id=package, environment=service.environment, sender=sender,
                package_id=head["package_id"], package_digest=sent.digest,
                form="archive", source=service.blobs.put(sent.octets), octets=len(sent.octets),
                head=head, lender=lender, platform=platform, state=state,
                received_at=service.clock(), settings={},
            )
        )  # fmt: skip
    return package


def add_judgement(
    service: Service,
    package: str,
    cases: Mapping[str, Sample],
    *,
    no: int = 1,
    cause: str = "first",
    state: str = "closed",
    decisions: tuple[str, ...] = (),
) -> str:
    """Write a judgement with a verdict for each case, as it is recorded; return its id."""
    judgement, tables = new_id("jud"), METADATA.tables
    reports = {key: _report(one, key, package, no) for key, one in cases.items()}
    bodies = {key: _handoff(one, key, reports[key]) for key, one in cases.items()}
    with service.database.write() as connection:
        row = connection.execute(
            select(tables["package"]).where(tables["package"].c.id == package)
        ).one()
        owned = {"environment": row.environment, "sender": row.sender}
        summary = service.blobs.put(canonical_json(_summary(row.head, reports)))
        connection.execute(
            insert(tables["judgement"]).values(
                **owned, id=judgement, package=package, no=no, cause=cause, state=state,
                inputs={"decisions": list(decisions)}, files={}, summary=summary,
                cases=len(cases), opened_at=service.clock(), closed_at=service.clock(),
            )
        )  # fmt: skip
        connection.execute(
            insert(tables["attempt"]).values(
                **owned, id=new_id("att"), kind="shard", subject=judgement, part=SHARD,
                state="done", token=1, priority=0, tries=1, created_at=service.clock(),
            )
        )  # fmt: skip
        lines = [canonical_json(one) + b"\n" for one in reports.values()]
        objects = [canonical_json(one) + b"\n" for one in bodies.values()]
        blob, handed = service.blobs.put(b"".join(lines)), service.blobs.put(b"".join(objects))
        at = to = 0
        for (key, report), line, body in zip(reports.items(), lines, objects, strict=True):
            seq = connection.execute(
                insert(tables["verdict"]).values(
                    **owned, judgement=judgement, package=package, case_key=key,
                    verdict_id=report["verdict_id"], route=report["verdict"]["route"],
                    shard=SHARD, report=blob, report_at=at, report_octets=len(line),
                    report_digest=canonical_digest(report), handoff=handed, handoff_at=to,
                    handoff_octets=len(body), counts={"consistent": 11},
                    recorded_at=service.clock(),
                ).returning(tables["verdict"].c.seq)
            ).scalar_one()  # fmt: skip
            at, to = at + len(line), to + len(body)
            for one in report["open_questions"]:
                connection.execute(
                    insert(tables["question"]).values(
                        **owned, judgement=judgement, package=package, case_key=key,
                        code=one["code"], scope=one["scope"], scope_key=one["scope_key"],
                        blocking=one["effect"] == "blocking", decided=one["decided"] is not None,
                    )
                )  # fmt: skip
            _settle(service, connection, row, key, report, seq, no)
    return judgement


def release(service: Service, judgement: str) -> int:
    """Write the hand-offs that follow from a judgement."""
    with service.database.write() as connection:
        return release_for(connection, service, judgement, SHARD)


def _report(one: Sample, key: str, package: str, no: int) -> dict[str, Any]:
    report = deepcopy(one.report)
    report["case_key"] = key
    report["verdict_id"] = f"v1-{canonical_digest([package, key, no])}"
    report["judgement"] = {**report["judgement"], "no": no, "sender": "sender"}
    return report


def _handoff(one: Sample, key: str, report: dict[str, Any]) -> dict[str, Any]:
    value, ended = deepcopy(one.handoff), report["verdict"]["ended"]
    value["admission"]["ended"] = ended
    digest = canonical_digest(report)
    return {
        **value, "case_key": key, "verdict_id": report["verdict_id"],
        "handoff_id": f"h1-{canonical_digest([report['verdict_id'], digest])}",
    }  # fmt: skip


def _summary(head: Mapping[str, Any], reports: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "v": 1,
        "package": {"result": "accepted", "package_id": head["package_id"],
                    "package_digest": "0" * 64, "head": dict(head), "sealed_by": None,
                    "sealed_at": None, "findings": []},
        "batch": {
            "counts": {"cases": len(reports), "items": 11, "consistent": 11, "inconsistent": 0,
                       "unverifiable": 0, "unproven": 0,
                       "shared": dict.fromkeys(
                           ("consistent", "inconsistent", "unverifiable", "unproven"), 0)},
            "judgement": next(iter(reports.values()))["judgement"] if reports else {},
            "software": {"name": "evidence-gateway", "version": "0.1.0"},
            "routes": {}, "questions": [
                {**one, "cases": 1, "examples": [key]}
                for key, report in reports.items() for one in report["open_questions"]],
            "papers": [], "untold": {"questions": 0, "cases_of_papers": 0},
        },
        "shards_rotten": [],
    }  # fmt: skip


def _settle(
    service: Service, connection: Any, row: Any, key: str, report: dict[str, Any], seq: int, no: int
) -> None:
    cases = METADATA.tables["case_state"]
    stated = report["elements"]
    name = {"borrower": stated["d_name"], "contract_no": stated["f_contract_no"],
             "loan_no": stated["f_loan_no"]}  # fmt: skip
    values = {
        "environment": row.environment, "sender": row.sender, "shard": SHARD,
        "order_key": canonical_digest([row.lender, key]), "verdict": seq, "judgement_no": no,
        "parties_sealed": service.cipher.seal(
            canonical_json(name), Place("case_state", "parties_sealed", f"{row.id}/{key}")),
        "waiting": None, "next_attempt": None, "wait_until": None,
        "ended": report["verdict"]["ended"],
    }  # fmt: skip
    named = update(cases).where(cases.c.package == row.id, cases.c.case_key == key)
    if connection.execute(named.values(**values)).rowcount == 0:
        connection.execute(insert(cases).values(package=row.id, case_key=key, **values))
