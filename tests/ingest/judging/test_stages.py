"""The stages of one worker share what it holds open, and so never run side by side."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fixtures.forge import Forged
from ingest.jobs.port import Turn
from ingest.jobs.queues import QUEUES, queue_of
from ingest.judging.stages import judging_stages, one_at_a_time
from ingest.sharding import at_rest
from tests.ingest.judging.given import judging, receive


def test_a_worker_is_brought_one_judging_attempt_at_a_time(tmp_path: Path) -> None:
    with judging(tmp_path) as (service, _):
        assert {queue_of(kind) for kind in judging_stages(service)} == {QUEUES["judging"]}
    assert QUEUES["judging"].at_once == 1


def test_stages_brought_to_two_threads_run_one_after_the_other(
    tmp_path: Path, forged: Forged
) -> None:
    met = threading.Barrier(2, timeout=0.2)

    def meet(_: Turn) -> None:
        met.wait()

    alone = one_at_a_time({"open": meet, "close": meet})
    with judging(tmp_path) as (service, jobs), ThreadPoolExecutor(2) as pool:
        receive(service, forged.path)
        turn = jobs.take(service)
        assert turn is not None
        ended = [pool.submit(alone[name], turn) for name in ("open", "close")]
        assert {type(one.exception()) for one in ended} == {threading.BrokenBarrierError}


def test_the_collector_is_awake_again_only_after_the_outermost_rest() -> None:
    assert gc.isenabled()
    with at_rest():
        with at_rest():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
