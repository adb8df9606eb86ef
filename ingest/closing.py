"""The last step of a judgement: what refuses refuses the whole package, else everything counts."""

from collections import Counter
from collections.abc import Sequence

from ingest.facts import ShardFacts
from ingest.opening import digest_of
from ingest.package.tally import finish_closure, tally_shard
from ingest.runs import SHARED, PackageRun, ShardRun
from verify.checks.platform import SealOutcome
from verify.engine import SharedOutcomes
from verify.model import PackageFacts
from verify.rules.batch import merged

__all__ = ["close_judgement"]


def close_judgement(
    facts: PackageFacts,
    seal: SealOutcome,
    shared: ShardFacts | None,
    outcomes: SharedOutcomes,
    runs: Sequence[ShardRun],
    *,
    whole: bool = True,
) -> PackageRun:
    """Return the run, once every shard is known, without the place of its reports.

    Args:
        facts: what reading the package established.
        seal: what step 1 came to.
        shared: the documents its cases share.
        outcomes: what these came to.
        runs: its shards in order.
        whole: whether these are all; else the package was closed by an earlier judgement.
    """
    every = list(runs)
    if shared is not None:
        tally = tally_shard(shared.shard)
        counts = Counter(f"shared_{item['result']}" for item in outcomes.items.values())
        every.append(ShardRun(SHARED, tally, shared.shard.findings, shared.shard.rotten, counts))
    closing = finish_closure(facts, [run.tally for run in every]) if whole else ()
    findings = (*seal.findings, *(one for run in every for one in run.findings), *closing)
    total: Counter[str] = Counter()
    for run in every:
        total.update(run.counts)
    rotten = tuple(run.name for run in every if run.rotten)
    digest, admission = digest_of(facts), merged([run.admission for run in runs])
    done = PackageRun(facts, digest, seal, findings, dict(total), rotten, (), admission=admission)
    return done._replace(counts={}, admission=None) if done.refused else done
