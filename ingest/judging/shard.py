"""Stage "shard": one shard collected, or read from stored facts, and judged; kept as four blobs.

facts      what judging it needs, so that it can be judged again without the originals
reports    a line a case that is named
handoffs   a line a case, not released
outcome    what closing the judgement needs of it (`ingest.judging.kept`)
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from ingest.facts import ShardFacts, decode_facts, encode_facts
from ingest.handoffs import handoff_value
from ingest.jobs.port import Turn
from ingest.judging.facts import FACTS
from ingest.judging.finish import finish_shard, start_over
from ingest.judging.held import HeldJudgement, HeldJudgements, rows_of
from ingest.judging.kept import Gathered, KeptCase, KeptQuestion, KeptShard
from ingest.service import Service
from ingest.sharding import Collected, at_rest, collect, decode, judge_cases, shard_run
from ingest.sources.wants import Want, wants_of
from ingest.store.verdicts import verdict_ids
from verify.canonical import canonical_json
from verify.engine import JudgedCase
from verify.handoff import order_key
from verify.model import CaseLine
from verify.rules.judge import CaseJudgement

__all__ = ["shard_stage"]


class _Judged(NamedTuple):
    """A shard with everything that is kept of it."""

    reports: bytes
    handoffs: bytes
    outcome: KeptShard


class _Case(NamedTuple):
    """One case that is named, as it is written."""

    kept: KeptCase
    report: bytes
    handoff: bytes


def shard_stage(service: Service, held: HeldJudgements, turn: Turn) -> None:
    """Judge one shard of a judgement and keep what came of it."""
    rows = rows_of(service, turn.attempt.subject)
    if rows.judgement.inputs["rules"] != service.rules.digest:
        start_over(service, turn, rows)
        return
    one, name = held.get(turn.attempt.subject), turn.attempt.part
    put = service.blobs.put
    with at_rest():
        collected, facts = _collected(service, one, name)
        judged = _judge(one, collected, _superseded(service, one, name))
        result = {
            "facts": facts or put(encode_facts(collected.facts)),
            "reports": put(judged.reports),
            "handoffs": put(judged.handoffs),
            "outcome": put(encode_facts(judged.outcome)),
            "cases": len(judged.outcome.cases),
        }
    finish_shard(service, turn, one.rows, result)


def _collected(service: Service, one: HeldJudgement, name: str) -> tuple[Collected, str | None]:
    """Return what is judged, and where its facts are kept if they are already."""
    stored = one.rows.judgement.files.get(f"{FACTS}{name}")
    if stored is None:
        return collect(one.package, one.refs[name], one.judge), None
    facts = decode_facts(service.blobs.read(stored), ShardFacts, name)
    return decode(facts), stored


def _superseded(service: Service, one: HeldJudgement, shard: str) -> Mapping[str, str]:
    """Return the verdict that each case of a shard has so far."""
    if one.rows.judgement.no == 1:
        return {}
    with service.database.read() as connection:
        return verdict_ids(connection, one.rows.package.id, shard)


def _judge(one: HeldJudgement, collected: Collected, before: Mapping[str, str]) -> _Judged:
    asked = one.rows.judgement.inputs["cases"]
    judged = judge_cases(collected, one.judge, None if asked is None else frozenset(asked))
    wants = _wants(one, judged)
    named = [case for case in judged if case.case_key not in wants]
    waiting = [
        _about(case)._replace(
            waits_for=_judgement(case).admission.waits_for,
            wants=wants[case.case_key],
        )
        for case in judged
        if case.case_key in wants
    ]
    lines = {line.case_key: line for line in collected.facts.shard.cases}
    written = _placed([_write(case, lines[case.case_key], one, before) for case in named])
    run, shared = shard_run(collected, named, one.judge), Gathered()
    kept = [
        shared.placed(done.kept, _judgement(case).admission)
        for done, case in zip(written, named, strict=True)
    ]
    outcome = KeptShard(
        run.name, run.tally, run.findings, run.rotten, bool(run.counts), shared.asked,
        shared.papers, (*kept, *waiting),
        tuple([found for case in judged for found in case.contradicted]),
    )  # fmt: skip
    reports = b"".join([case.report for case in written])
    return _Judged(reports, b"".join([case.handoff for case in written]), outcome)


def _wants(one: HeldJudgement, judged: Sequence[JudgedCase]) -> Mapping[str, tuple[Want, ...]]:
    """Return what the cases that wait are short of, by case key; none waits where none may."""
    if not one.rows.judgement.inputs["may_wait"]:
        return {}
    sources, context = one.service.sources, one.judge.context
    found = {case.case_key: wants_of(case, context, sources) for case in judged}
    return {key: wants for key, wants in found.items() if wants}


def _write(
    case: JudgedCase, line: CaseLine, one: HeldJudgement, before: Mapping[str, str]
) -> _Case:
    """Return a case as it is written, its place not known yet."""
    report = canonical_json(case.report)
    value = handoff_value(line, case, one.judge.inputs, report) or {}
    handoff = canonical_json({**value, "supersedes": before.get(case.case_key)}) + b"\n"
    admission = _judgement(case).admission
    kept = _about(case)._replace(
        verdict_id=case.identity.verdict_id,
        route=admission.route.value,
        report_octets=len(report) + 1,
        report_digest=sha256(report).hexdigest(),
        handoff_octets=len(handoff),
        counts=_counts(case),
        questions=tuple([
            KeptQuestion(q.code, q.scope, q.scope_key, q.blocking, q.decided is not None)
            for q in admission.questions
        ]),
        ended=None if admission.ended is None else admission.ended.value,
    )  # fmt: skip
    return _Case(kept, report + b"\n", handoff)


def _about(case: JudgedCase) -> KeptCase:
    """Return whose case it is."""
    view = _judgement(case).case
    loan = sha256(order_key(view).encode()).hexdigest()
    borrower, contract_no, loan_no = (
        view.elements.text(key) or "" for key in ("d_name", "f_contract_no", "f_loan_no")
    )
    return KeptCase(case.case_key, loan, borrower, contract_no, loan_no)


def _judgement(case: JudgedCase) -> CaseJudgement:
    if case.judgement is None:
        raise ValueError(f"{case.case_key}: judged without rules")
    return case.judgement


def _counts(case: JudgedCase) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in case.items:
        name = item.result.result.value
        counts[name] = counts.get(name, 0) + 1
    return counts


def _placed(cases: Sequence[_Case]) -> list[_Case]:
    """Return cases with the places of their lines, one after another."""
    reports = _places(len(case.report) for case in cases)
    handoffs = _places(len(case.handoff) for case in cases)
    return [
        case._replace(kept=case.kept._replace(report_at=report, handoff_at=handoff))
        for case, report, handoff in zip(cases, reports, handoffs, strict=True)
    ]


def _places(octets: Iterable[int]) -> list[int]:
    place, places = 0, []
    for length in octets:
        places.append(place)
        place += length
    return places
