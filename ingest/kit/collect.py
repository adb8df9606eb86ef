"""Read one case a second time, and hold it against the report of the first.

1. the whole package is verified as `evidence check` does: closure and seal are the package's
2. it is opened again; its tag manifest must be the one of the first reading
3. the case is read, planned, streamed and judged alone; its report must be the same bytes
4. originals are copied while the package is still open, each held against its digest

So everything in a kit is what was verified in this run: a difference since then refuses.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from anchors.digest import compute_digest
from anchors.limits import LIMITS
from ingest.collecting import collect_shard
from ingest.errors import KitError, MalformedError
from ingest.facts import ShardFacts, encode_value
from ingest.kit.line import KitPart
from ingest.kit.plan import plan_kit
from ingest.kit.values import KitOriginal, KitPlan
from ingest.kit.within import CoveredOctets, find_all
from ingest.opening import collect_shared, judge_shared_facts, open_judgement
from ingest.package.member import read_whole
from ingest.package.read import Package, open_package, read_shard
from ingest.recall import Recalls
from ingest.runs import SHARED, CheckSettings, PackageRun
from ingest.sharding import Collected, Judge, judge_cases
from ingest.signed.reader import SignedReader
from verify.canonical import canonical_json
from verify.context import VerificationContext
from verify.engine import DecodedShard, decode_shard
from verify.identity import JudgementInputs
from verify.memory import Recall
from verify.model import BundleShard, CaseLine, ContentFacts, DigestSpec, SharedLine
from verify.rules.marks import marks_of
from verify.rules.ruleset import RuleSet

__all__ = ["CaseKit", "collect_kit", "kit_of_case"]

_SHA256 = DigestSpec("sha256")


class CaseKit(NamedTuple):
    """What the kit of one case is made from; originals can be read while it is open."""

    plan: KitPlan
    report: bytes
    """Canonical JSON, as `evidence check` gives it."""
    files: dict[str, bytes]
    """Facts, policy and report as JSON."""
    package: Package

    def read(self, original: KitOriginal) -> Iterator[memoryview]:
        """Yield an original in blocks, each a view valid until the next.

        Raises:
            KitError: it can no longer be read as it was.
        """
        place = self.package.places(original.shard)[original.source]
        buffer = memoryview(bytearray(LIMITS.read_buffer_octets))
        try:
            yield from self.package.container.read(place, buffer)
        except MalformedError as error:
            raise KitError(f"{original.source}: {error}") from error


@contextmanager
def collect_kit(
    path: Path, run: PackageRun, case_key: str, settings: CheckSettings
) -> Iterator[CaseKit]:
    """Yield what the kit of a case is made from; the package stays open meanwhile.

    Args:
        path: the package that `run` verified.
        run: what came of it; its reports are still in its spool.
        case_key: the case.
        settings: what `run` was made under.

    Raises:
        KitError: there is no such case, or the package has changed.
        OSError: the package is no longer there.
    """
    name, report = _find(run, case_key)
    with open_package(path) as package:
        if sha256(package.facts.tagmanifest).hexdigest() != run.package_digest:
            raise KitError(f"{path.name}: the package has changed since it was verified")
        opened = open_judgement(package.facts, settings)
        if isinstance(opened, PackageRun):
            raise KitError(f"{path.name}: the package has changed since it was verified")
        made = opened.inputs, opened.context
        yield kit_of_case(package, name, case_key, report, *made, run.recalls)


def kit_of_case(
    package: Package,
    name: str,
    case_key: str,
    report: bytes,
    inputs: JudgementInputs,
    context: VerificationContext,
    recalls: Recalls | None,
) -> CaseKit:
    """Return what the kit of a case is made from, out of a package that stays open meanwhile.

    Args:
        package: where the case is.
        name: its shard.
        case_key: the case.
        report: as it was issued: the case has to come to the very same octets.
        inputs: what it was judged under.
        context: the same.
        recalls: what was known of it from elsewhere.

    Raises:
        KitError: the case has changed.
    """
    shared = collect_shared(package, context, recalls)
    outcomes = judge_shared_facts(shared, inputs, context)
    rules = None if inputs.admission is None else inputs.admission.rules
    collected, decoded = _collect_case(package, name, case_key, context, recalls, rules)
    judged = judge_cases(Collected(collected, decoded), Judge(outcomes, inputs, context))
    if [canonical_json(one.report) for one in judged] != [report]:
        raise KitError(f"{case_key}: the case has changed since it was verified")
    return _kit(package, collected, decoded, shared, report, context)


def _find(run: PackageRun, case_key: str) -> tuple[str, bytes]:
    """Return the shard of a case and its report."""
    mark = canonical_json({"case_key": case_key})[1:-1]
    for path in run.spool:
        with path.open("rb") as lines:
            for line in lines:
                if mark in line and json.loads(line)["case_key"] == case_key:
                    return path.stem, line.rstrip(b"\n")
    rotten = f"; {', '.join(run.shards_rotten)}: unreadable" if run.shards_rotten else ""
    raise KitError(f"{case_key[:64]!a}: no case of this package{rotten}")


def _collect_case(
    package: Package,
    name: str,
    case_key: str,
    context: VerificationContext,
    recalls: Recalls | None,
    rules: RuleSet | None,
) -> tuple[ShardFacts, DecodedShard]:
    ref = next((one for one in package.shards if one.name == name), None)
    if ref is None:
        raise KitError(f"{name}: the package has changed since it was verified")
    shard = read_shard(package, ref)
    narrowed = _narrowed(shard, case_key)
    collected, decoded = collect_shard(
        package, narrowed, context, recalls,
        marks=marks_of(rules) if rules else None,
    )  # fmt: skip
    return collected._replace(recalls=_recalled(collected, {case_key})), decoded


def _recalled(collected: ShardFacts, names: Collection[str]) -> Mapping[str, Recall]:
    return {name: one for name, one in collected.recalls.items() if name in names}


def _narrowed(shard: BundleShard, case_key: str) -> BundleShard:
    """Return a shard with one case alone, and only what its line names."""
    cases = tuple(one for one in shard.cases if one.case_key == case_key)
    return _of_lines(shard, cases, ())


def _of_lines(
    shard: BundleShard, cases: tuple[CaseLine, ...], shared: tuple[SharedLine, ...]
) -> BundleShard:
    rows = [*(e for one in cases for e in one.evidence), *(one.evidence for one in shared)]
    paths = {row.path for row in rows}
    lines: tuple[CaseLine | SharedLine, ...] = (*cases, *shared)
    proofs = {proof.locator for one in lines for proof in one.proofs}
    return replace(
        shard,
        cases=cases,
        shared=shared,
        proofs={at: octets for at, octets in shard.proofs.items() if at in proofs},
        manifest={at: lines for at, lines in shard.manifest.items() if at in paths},
        present={at: size for at, size in shard.present.items() if at in paths},
    )


def _kit(
    package: Package,
    collected: ShardFacts,
    decoded: DecodedShard,
    shared: ShardFacts | None,
    report: bytes,
    context: VerificationContext,
) -> CaseKit:
    value: dict[str, Any] = json.loads(report)
    (case,), (line,) = collected.shard.cases, decoded.lines
    name = collected.shard.name
    within = _covered(package, name, collected.contents, context)
    parts = [KitPart("", name, line, collected.contents, within)]
    files = {
        "facts/package.json": _json(encode_value(package.facts)),
        "facts/case.json": _json(encode_value(collected)),
        "policy/policy.json": context.policy.octets,
        "report/report.json": report,
    }
    if shared is not None:
        used = tuple(one for one in shared.shard.shared if one.id in case.shared)
        shard = _of_lines(shared.shard, (), used)
        contents = {at: one for at, one in shared.contents.items() if at in shard.present}
        facts = ShardFacts(shard, contents, _recalled(shared, {one.id for one in used}))
        files["facts/shared.json"] = _json(encode_value(facts))
        within = _covered(package, SHARED, contents, context)
        for one, documents in zip(used, decode_shard(shard).lines, strict=True):
            parts.append(KitPart(one.id, SHARED, documents, contents, within))
    return CaseKit(plan_kit(parts, value, context), report, files, package)


def _covered(
    package: Package, shard: str, contents: Mapping[str, ContentFacts], context: VerificationContext
) -> dict[str, list[CoveredOctets]]:
    """Return what the signatures inside of originals cover, as far as a kit takes that in."""
    reader, places, left = SignedReader(context), package.places(shard), LIMITS.kit_covered_octets
    found = {}
    for path, facts in contents.items():
        most = facts.size * sum(len(one.signatures) for one in facts.signed)
        if not most or most > left:
            continue
        left -= most
        octets = read_whole(package.container, places[path], facts.size)
        if compute_digest("sha256", octets) != facts.digests[_SHA256]:
            raise KitError(f"{path}: the package has changed since it was verified")
        covered = reader.covered(facts.embedded, facts.media_type, octets)
        found[path] = find_all(covered, facts.media_type, octets)
    return found


def _json(value: object) -> bytes:
    return canonical_json(value) + b"\n"
