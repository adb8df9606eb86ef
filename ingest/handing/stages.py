"""The stage "apply": a decision reaches the cases it is about, package by package, in a worker.

One answer may reach thousands of packages: whoever gave it waits for none of them. Judgements are
asked for in pages, each in a transaction; a turn that is taken again asks for the same ones, and
asking twice for the same judgement is asking once.
"""

from anchors.limits import LIMITS
from ingest.decisions import read_decision
from ingest.jobs.port import Stage, Stages, Turn
from ingest.judging.ask import JudgementAsk, ask_judgement, kept_policy
from ingest.service import Service
from ingest.store.decisions import decision_value
from ingest.store.reached import reached_packages
from verify.rules.decisions import Decision

__all__ = ["APPLY", "handing_stages"]

APPLY = "apply"
_CAUSE = "decision"


def handing_stages(service: Service) -> Stages:
    """Return what a worker does for decisions: the attempt's subject is the decision's digest."""
    return {APPLY: _applying(service)}


def _applying(service: Service) -> Stage:
    def apply(turn: Turn) -> None:
        with service.database.read() as connection:
            octets = decision_value(connection, service, turn.attempt.subject)
        if octets is None:
            with service.database.write() as connection:
                turn.fail(connection, "no such decision")
            return
        asked, after = 0, 0
        decision = read_decision(octets)
        while (page := _ask_page(service, decision, after))[0]:
            asked, after = asked + page[0], page[1]
        with service.database.write() as connection:
            turn.finish(connection, {"packages": asked})

    return apply


def _ask_page(service: Service, decision: Decision, after: int) -> tuple[int, int]:
    """Ask for the judgements of a page of packages; return how many, and where it ended."""
    policy = kept_policy(service)
    with service.database.write() as connection:
        reached = reached_packages(
            connection, service.environment, decision,
            after=after, limit=LIMITS.decision_packages,
        )  # fmt: skip
        for one in reached:
            ask_judgement(
                connection, service, package=one.package, cause=_CAUSE, policy=policy,
                inputs=JudgementAsk(cases=one.cases),
            )  # fmt: skip
    return len(reached), reached[-1].seq if reached else after
