"""`evidence policy show` and `diff`: the numbers a judgement rests on, and what a file tightens."""

import sys
from pathlib import Path

from api.cli.options import Lang, policy_of
from api.render.policy import render_changes, render_policy
from verify.canonical import canonical_digest, canonical_json
from verify.policy import DEFAULT_POLICY
from verify.policydiff import compare_policies
from verify.sources import SOURCES

__all__ = ["run_diff", "run_show"]


def run_show(path: Path | None, *, lang: Lang, as_json: bool) -> int:
    """Print a policy, the shipped one where no file is given; a file that loosens ends with 2."""
    policy = policy_of(path)
    digest = canonical_digest(policy.as_json())
    if as_json:
        sources = {field: source._asdict() for field, source in SOURCES.items()}
        value = {"v": 1, "policy": policy.as_json(), "policy_digest": digest, "sources": sources}
        sys.stdout.buffer.write(canonical_json(value) + b"\n")
    else:
        sys.stdout.writelines(render_policy(policy, digest, lang))
    return 0


def run_diff(first: Path, second: Path | None, *, lang: Lang, as_json: bool) -> int:
    """Print what a file tightens of the shipped policy, or what a second does of the first."""
    one = policy_of(first)
    before, after = (DEFAULT_POLICY, one) if second is None else (one, policy_of(second))
    changes = compare_policies(before, after)
    if as_json:
        names = [{"id": p.id, "version": p.version} for p in (before, after)]
        rows = [change._asdict() for change in changes]
        value = {"v": 1, "before": names[0], "after": names[1], "changes": rows}
        sys.stdout.buffer.write(canonical_json(value) + b"\n")
    else:
        sys.stdout.writelines(render_changes(before, after, changes, lang))
    return 0
