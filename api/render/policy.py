"""A policy as people read it: every number with its source and what reads it; and differences.

The shipped policy is the floor: a file tightens it and loosens none of it (judgement 1).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import cast

from api.render.edition import Lang
from api.render.visible import visible
from verify.codes.table import CODES
from verify.policy import DEFAULT_POLICY, AlgorithmRule, Policy
from verify.policydiff import PolicyChange
from verify.sources import SOURCES

__all__ = ["render_changes", "render_policy"]

_SECTIONS = {
    "tolerances": ("容差", "Tolerances", "秒", "s"),
    "lags": ("时限", "Lags", "小时", "h"),
    "limits": ("上限", "Limits", "", ""),
}
"""Section of a policy file to its heading and unit."""


def render_policy(policy: Policy, digest: str, lang: Lang) -> Iterator[str]:
    """Yield the text of one policy, line by line."""
    english = lang == "en"
    yield f"{('核验策略', 'Policy')[english]}  {_name(policy)}\n"
    yield f"{('摘要', 'Digest')[english]}  sha256:{digest}\n"
    if policy == DEFAULT_POLICY:
        yield _pick("出厂默认策略，是其他策略的下限。", "The shipped policy: the floor.", lang)
    yield "\n"
    yield _pick("算法（按日期）", "Algorithms, by date", lang)
    for rule in policy.algorithms:
        yield f"  {_algorithm(rule, lang)}  [{visible(rule.source)}]\n"
    told = policy.as_json()
    for section, (zh, en, unit_zh, unit_en) in _SECTIONS.items():
        yield "\n"
        yield _pick(zh, en, lang)
        for key, value in cast("dict[str, int]", told[section]).items():
            source = SOURCES[f"{section}.{key}"]
            yield f"  {key}  {value} {(unit_zh, unit_en)[english]}".rstrip() + "\n"
            yield f"      {('依据', 'source')[english]}: {(source.zh, source.en)[english]}\n"
            read = (source.reads_zh, source.reads_en)[english]
            yield f"      {('用于', 'read by')[english]}: {read}\n"
    yield "\n"
    yield from _levels(policy, lang)


def render_changes(
    before: Policy, after: Policy, changes: Iterable[PolicyChange], lang: Lang
) -> Iterator[str]:
    """Yield what one policy tightens, or loosens, of another."""
    yield f"{_name(before)} → {_name(after)}\n"
    none = True
    for one in changes:
        none = False
        yield _change(one, lang)
    if none:
        yield _pick("没有差别", "no difference", lang)


def _name(policy: Policy) -> str:
    return f"{visible(policy.id)} {visible(policy.version)}"


def _pick(zh: str, en: str, lang: Lang) -> str:
    return f"{en if lang == 'en' else zh}\n"


def _algorithm(rule: AlgorithmRule, lang: Lang) -> str:
    english = lang == "en"
    size = f" ≥ {rule.min_bits} {('位', 'bits')[english]}" if rule.min_bits else ""
    if rule.never:
        until = ("任何时间均不可靠", "never strong")[english]
    elif rule.until is None:
        until = ("未定期限", "open")[english]
    else:
        until = f"{('至', 'until')[english]} {_day(rule.until)}"
    return f"{rule.name}{size}  {until}"


def _day(until: datetime) -> str:
    return until.isoformat().replace("+00:00", "Z")


def _levels(policy: Policy, lang: Lang) -> Iterator[str]:
    yield _pick("级别（代码本身的级别见 evidence explain）", "Levels (of a code: explain)", lang)
    if not policy.levels:
        yield _pick("  未提高任何代码的级别", "  none is raised", lang)
    for code, level in sorted(policy.levels.items()):
        source = CODES[code].rule
        yield f"  {code}  {CODES[code].level} → {level}  [{source}]\n"


def _change(one: PolicyChange, lang: Lang) -> str:
    english = lang == "en"
    word = (("放宽", "loosened"), ("收紧", "tightened"))[one.tightens][english]
    size = f" ≥ {one.bits} {('位', 'bits')[english]}" if one.bits else ""
    by = f" ({one.by})" if one.by else ""
    return f"{word}  {one.field}{size}: {one.before} → {one.after}{by}\n"
