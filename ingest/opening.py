"""The first step of a judgement: the package as a whole, and the documents its cases share."""

from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from ingest.collecting import collect_shard, refuses
from ingest.facts import ShardFacts
from ingest.issued import numbered
from ingest.package.read import Package, read_shared
from ingest.recall import Recalls
from ingest.runs import CheckSettings, PackageRun
from verify.checks.platform import SealOutcome, check_package
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.engine import NO_SHARED, SharedOutcomes, decode_shard, judge_shared
from verify.errors import RuleError
from verify.findings import Finding
from verify.identity import JudgementInputs
from verify.model import PackageFacts, PackageHead
from verify.rules.decisions import decisions_for
from verify.rules.filing import accepted_filing
from verify.rules.inputs import admission_inputs
from verify.rules.ruleset import RuleSet

__all__ = ["Opened", "collect_shared", "digest_of", "judge_shared_facts", "open_judgement"]


class Opened(NamedTuple):
    """What judging needs of a package that step 1 did not refuse."""

    inputs: JudgementInputs
    context: VerificationContext
    seal: SealOutcome


def open_judgement(facts: PackageFacts, settings: CheckSettings) -> PackageRun | Opened:
    """Take step 1; return the run where the package is refused by it, else what judging needs."""
    context = VerificationContext(settings.trust, settings.policy, settings.at)
    seal = check_package(facts, context)
    if seal.refused or facts.head is None:
        return PackageRun(facts, digest_of(facts), seal, seal.findings, {}, (), ())
    policy_digest = settings.policy.digest
    digest = sha256(facts.tagmanifest).hexdigest()
    made = decisions_for(settings.decisions, facts.head, digest)
    filing = accepted_filing(facts.head, made, settings.at)
    rules, untold = _rules_of(facts.head, settings, filing.at if filing else settings.at)
    seal = seal._replace(findings=(*seal.findings, *untold))
    inputs = JudgementInputs(
        facts.head, digest, policy_digest, sender=settings.sender, sealed=seal.passed
    )
    if rules is not None:
        by = admission_inputs(rules, made, facts.head, seal.findings, context, filing)
        inputs = inputs._replace(admission=by)
    return Opened(numbered(inputs, context, settings.previous), context, seal)


def _rules_of(
    head: PackageHead, settings: CheckSettings, at: datetime
) -> tuple[RuleSet | None, list[Finding]]:
    """Return the rules of the package's court at an instant, or what is said of there being none.

    A court's record that breaks a table leaves it without rules; it never ends a run.
    """
    if settings.rules is None:
        return None, []
    record, fault = (settings.trust.courts or {}).get(head.audience), None
    try:
        rules = settings.rules.at(head.audience, at, record)
    except RuleError as error:
        rules, fault = None, str(error)[:200]
    told = finding("package.rules_absent", head.audience, observed=fault)
    return rules, [told] if rules is None else []


def digest_of(facts: PackageFacts) -> str | None:
    """Return the digest a package goes by; nothing is the digest of no tag manifest."""
    return sha256(facts.tagmanifest).hexdigest() if facts.tagmanifest else None


def collect_shared(
    package: Package, context: VerificationContext, recalls: Recalls | None
) -> ShardFacts | None:
    """Read the shared documents of a package; None where it has none."""
    shard = read_shared(package)
    return None if shard is None else collect_shard(package, shard, context, recalls)[0]


def judge_shared_facts(
    shared: ShardFacts | None, inputs: JudgementInputs, context: VerificationContext
) -> SharedOutcomes:
    """Judge the shared documents once, where there are any to judge."""
    if shared is None or shared.shard.rotten or refuses(shared.shard):
        return NO_SHARED
    decoded = decode_shard(shared.shard)
    return judge_shared(decoded, shared.contents, inputs, context, shared.recalls)
