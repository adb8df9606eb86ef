"""Every stage there is, by its name."""

from functools import partial

from ingest.handing.stages import handing_stages
from ingest.jobs.port import Stages
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

__all__ = ["judging_stages", "stages_of"]


def judging_stages(service: Service) -> Stages:
    """Return the stages of a judgement, for one worker: they share what it holds open."""
    held = HeldJudgements(service)
    return {
        OPEN: partial(open_stage, service),
        SHARD: partial(shard_stage, service, held),
        CLOSE: partial(close_stage, service, held),
        MATCH: partial(match_stage, service),
    }


def stages_of(service: Service) -> Stages:
    """Return the stages that a worker takes."""
    return {**judging_stages(service), **handing_stages(service), **source_stages(service)}
