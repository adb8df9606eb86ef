"""Policy files: JSON to `Policy`, tightening only (formats, Policy file; judgement 1).

A policy file may tighten any number of the shipped default and loosen none. An unknown key, code,
algorithm or level is an error, so that a misspelt rule never silently does nothing. There is no
level IGNORE.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Literal, cast

from anchors.limits import LIMITS, Limits
from anchors.nesting import overwhelms
from verify.codes.table import CODES
from verify.errors import PolicyError
from verify.findings import Level
from verify.policy import (
    DEFAULT_POLICY,
    LIMITS_OF_POLICY,
    AlgorithmRule,
    Policy,
    Tolerances,
)
from verify.policydiff import LARGER_IS_STRICTER, LEVEL_RANK, changed_sizes, holds_longer

__all__ = ["decode_policy"]

_KEYS = frozenset({"id", "version", "checks", "crypto", "tolerances", "lags", "limits"})
_SHOWN = frozenset({"v", "policy", "policy_digest", "sources"})
"""What `evidence policy show --json` prints; its policy is read, so that it can be edited."""
_NEVER = "never"
"""`until` of an algorithm that was never strong."""

Json = Mapping[str, object]


def decode_policy(data: bytes) -> Policy:
    """Return the policy of a file.

    Raises:
        PolicyError: it is none, names something unknown, or loosens the floor.
    """
    if len(data) > LIMITS.json_octets:
        raise PolicyError(f"over {LIMITS.json_octets} octets")
    if overwhelms(data, LIMITS.json_depth):
        raise PolicyError(f"nests deeper than {LIMITS.json_depth} levels")
    try:
        value = json.loads(data, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise PolicyError(f"no JSON: {error}") from error
    record = _mapping(value, "policy")
    if set(record) == _SHOWN:
        record = _mapping(record["policy"], "policy")
    unknown = set(record) - _KEYS
    if unknown:
        raise PolicyError(f"unknown key {min(unknown)}")
    name, version = record.get("id"), record.get("version")
    if not isinstance(name, str) or not isinstance(version, str) or not name or not version:
        raise PolicyError("id and version are required, as text")
    return Policy(
        id=name,
        version=version,
        algorithms=_algorithms(record.get("crypto", [])),
        tolerances=_tolerances(_mapping(record.get("tolerances", {}), "tolerances")),
        levels=_levels(_mapping(record.get("checks", {}), "checks")),
        limits=_limits(_mapping(record.get("limits", {}), "limits")),
        lags=_lags(_mapping(record.get("lags", {}), "lags")),
    )


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _levels(record: Json) -> dict[str, Level]:
    found = {}
    for code, entry in record.items():
        row = CODES.get(code)
        if row is None:
            raise PolicyError(f"checks: unknown code {code}")
        rule = _mapping(entry, code)
        if set(rule) - {"level"}:
            other = min(set(rule) - {"level"})
            raise PolicyError(f"checks.{code}: unknown key {other}: a check has a level alone")
        try:
            level = Level(str(rule.get("level")))
        except ValueError as error:
            raise PolicyError(f"checks.{code}: level is not FAIL, WARN or INFORM") from error
        if LEVEL_RANK[level] < LEVEL_RANK[row.level]:
            raise PolicyError(f"checks.{code}: {level} loosens {row.level}")
        found[code] = level
    return found


def _algorithms(value: object) -> tuple[AlgorithmRule, ...]:
    if not isinstance(value, list):
        raise PolicyError("crypto is no list")
    own = [_rule(_mapping(entry, "crypto")) for entry in value]
    named = {rule.name for rule in own}
    kept = [rule for rule in DEFAULT_POLICY.algorithms if rule.name not in named]
    tightened = replace(DEFAULT_POLICY, algorithms=(*kept, *own))
    for name in named:
        _refuse_looser(tightened, name)
    return tightened.algorithms


def _rule(entry: Json) -> AlgorithmRule:
    name, bits, until = entry.get("alg"), entry.get("min_bits", 0), entry.get("until")
    if set(entry) - {"alg", "min_bits", "until", "source"}:
        raise PolicyError("crypto: unknown key")
    if name not in {rule.name for rule in DEFAULT_POLICY.algorithms}:
        raise PolicyError(f"crypto: unknown algorithm {name}")
    if not isinstance(bits, int) or isinstance(bits, bool) or bits < 0:
        raise PolicyError(f"crypto: min_bits of {name} is no size")
    source, never = str(entry.get("source", "policy file")), until == _NEVER
    instant = None if never else _instant(until)
    return AlgorithmRule(str(name), instant, source, min_bits=bits, never=never)


def _instant(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise PolicyError(f"crypto: {value} is no time") from error
    if instant.tzinfo is None:
        raise PolicyError(f"crypto: {value} has no zone")
    return instant


def _refuse_looser(policy: Policy, name: str) -> None:
    """Compare both tables at every key size where either changes."""
    for bits in changed_sizes(policy, DEFAULT_POLICY, name):
        own = policy.strong_until(name, bits=bits)
        if holds_longer(own, DEFAULT_POLICY.strong_until(name, bits=bits)):
            raise PolicyError(f"crypto.{name} loosens the floor at {bits} bits")


def _tolerances(record: Json) -> Tolerances:
    known = {f"{field.name}_s": field.name for field in fields(Tolerances)}
    changes: dict[str, timedelta] = {}
    for key, value in record.items():
        if key not in known:
            raise PolicyError(f"tolerances: unknown key {key}")
        span = _span(_count(value, key), key, "seconds")
        floor: timedelta = getattr(DEFAULT_POLICY.tolerances, known[key])
        looser = span < floor if key in LARGER_IS_STRICTER else span > floor
        if looser:
            raise PolicyError(f"tolerances.{key}: {value} loosens {floor.total_seconds():.0f}")
        changes[known[key]] = span
    return replace(DEFAULT_POLICY.tolerances, **changes)


def _limits(record: Json) -> Limits:
    changes: dict[str, int] = {}
    for key, value in record.items():
        if key not in LIMITS_OF_POLICY:
            known = ", ".join(LIMITS_OF_POLICY)
            raise PolicyError(f"limits: {key} is not a policy's to lower (only {known})")
        if _count(value, key) > getattr(LIMITS, key):
            raise PolicyError(f"limits.{key}: {value} loosens {getattr(LIMITS, key)}")
        changes[key] = _count(value, key)
    return replace(LIMITS, **changes)


def _lags(record: Json) -> dict[str, timedelta]:
    found = {}
    for key, value in record.items():
        if key not in DEFAULT_POLICY.lags:
            raise PolicyError(f"lags: unknown event {key}")
        span = _span(_count(value, key), key, "hours")
        if span > DEFAULT_POLICY.lags[key]:
            floor = DEFAULT_POLICY.lags[key] // timedelta(hours=1)
            raise PolicyError(f"lags.{key}: {value} loosens {floor}")
        found[key] = span
    return {**DEFAULT_POLICY.lags, **found}


def _span(count: int, key: str, unit: Literal["seconds", "hours"]) -> timedelta:
    try:
        return timedelta(**{unit: count})
    except OverflowError as error:
        raise PolicyError(f"{key} is longer than any time") from error


def _count(value: object, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise PolicyError(f"{key} is no whole number")
    return value


def _mapping(value: object, what: str) -> Json:
    if not isinstance(value, dict):
        raise PolicyError(f"{what} is no object")
    return cast("Json", value)
