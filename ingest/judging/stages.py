"""Every stage there is, by its name."""

import threading
from functools import partial

from ingest.handing.stages import handing_stages
from ingest.jobs.port import Stage, Stages, Turn
from ingest.judging.ask import OPEN
from ingest.judging.close import close_stage
from ingest.judging.finish import CLOSE, SHARD
from ingest.judging.held import HeldJudgements
from ingest.judging.learn import MATCH
from ingest.judging.match import match_stage
from ingest.judging.open import open_stage
from ingest.judging.shard import shard_stage
from ingest.service import Service
from ingest.sources.stages import source_stages

__all__ = ["judging_stages", "one_at_a_time", "stages_of"]


def judging_stages(service: Service) -> Stages:
    """Return the stages of a judgement, for one worker: they share what it holds open."""
    held = HeldJudgements(service)
    return one_at_a_time({
        OPEN: partial(open_stage, service),
        SHARD: partial(shard_stage, service, held),
        CLOSE: partial(close_stage, service, held),
        MATCH: partial(match_stage, service),
    })  # fmt: skip


def one_at_a_time(stages: Stages) -> Stages:
    """Return stages that wait for one another, whatever threads they are brought to.

    A worker brings one attempt at a time to them; what they hold open relies on it.
    """
    turn = threading.Lock()
    return {name: _alone(turn, stage) for name, stage in stages.items()}


def _alone(lock: threading.Lock, stage: Stage) -> Stage:
    def do(turn: Turn) -> None:
        with lock:
            stage(turn)

    return do


def stages_of(service: Service) -> Stages:
    """Return the stages that a worker takes."""
    return {**judging_stages(service), **handing_stages(service), **source_stages(service)}
