"""The questions that a report asks, read strictly: a report on disk may be anybody's.

Nothing of it reaches the terminal as it stands, and its words are not taken: what a code means is
in the code table. A question of another form, or of a code that is not known here, refuses the
whole report, since its numbers would no longer be those that somebody read.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, NoReturn, TypeVar

from api.cli.exits import refuse
from api.render.visible import visible
from verify.codes.table import CODES
from verify.findings import Effect, Role, Scope
from verify.rules.decisions import DecisionOutcome

__all__ = ["Asked", "digests_of", "end_key", "has_control", "questions_of"]

Json = Mapping[str, object]
_Kind = TypeVar("_Kind", bound=StrEnum)
_DIGEST = re.compile("[0-9a-f]{64}")
_LOOKED_AT = (
    ("judgement", "facts_digest"), ("judgement", "package_digest"), ("package", "package_digest"),
)  # fmt: skip
"""Where reports of a case and of a package name what they were made from."""


class Asked(NamedTuple):
    """One question of a report, to be answered."""

    code: str
    scope: Scope
    scope_key: str
    """Empty for a question of a case in the report of a package."""
    role: Role = Role.JUDGE
    hold: bool = False
    subject: str = ""
    day: str = ""
    """The day that is asked about, where it is one."""
    state: str = ""
    """Outcome of the decision that answers it; of an open one, what it does to the verdict."""

    def line(self) -> str:
        """Return the question as it is listed."""
        key = visible(self.scope_key)
        return f"[{self.state}] {self.code} {self.scope.value} {key}\n   {CODES[self.code].zh}"


def questions_of(value: Json) -> Sequence[Asked]:
    """Return the questions of a case report, or of the batch of a whole run, as they are listed."""
    batch = value.get("batch")
    found = batch.get("questions") if isinstance(batch, dict) else value.get("open_questions")
    if not isinstance(found, list):
        raise refuse("报告中没有准入审查 the report has no judgement of admission")
    return [_asked(one) for one in found]


def _asked(value: object) -> Asked:
    if not isinstance(value, dict):
        _unknown("question", value)
    code, hold, decided = value.get("code"), value.get("hold", False), value.get("decided")
    if not isinstance(code, str) or code not in CODES:
        _unknown("code", code)
    if not isinstance(hold, bool):
        _unknown("hold", hold)
    effect = _choice(value, "effect", Effect)
    state = effect if decided is None else _choice(value, "decided", DecisionOutcome)
    subject, day = ("" if value.get(k) is None else _text(value, k) for k in ("subject", "day"))
    return Asked(
        code,
        _choice(value, "scope", Scope),
        _text(value, "scope_key"),
        _choice(value, "role", Role),
        hold,
        subject,
        day,
        state.value,
    )


def _choice(value: Json, key: str, kind: type[_Kind]) -> _Kind:
    text = value.get(key)
    if not isinstance(text, str) or text not in {one.value for one in kind}:
        _unknown(key, text)
    return kind(text)


def _text(value: Json, key: str) -> str:
    text = value.get(key)
    if not isinstance(text, str):
        _unknown(key, text)
    return text


def _unknown(key: str, value: object) -> NoReturn:
    shown = visible(str(value)[:80])
    raise refuse(f"不是本软件可以识别的问题 no question that is known here: {key} {shown}")


def end_key(value: Json, scope: str) -> str:
    """Return the key by which a report says that its case, or its batch, can be ended."""
    verdict = value.get("verdict")
    conclusion = verdict.get("conclusion") if isinstance(verdict, dict) else None
    key = conclusion.get(scope) if isinstance(conclusion, dict) else None
    if not isinstance(key, str) or not key or has_control(key):
        raise refuse("请指定一个案件的报告 give the report of one case")
    return key


def has_control(text: str) -> bool:
    """Whether a text has what no key of ours has: controls, or halves of a character."""
    return any(unicodedata.category(one) in ("Cc", "Cs") for one in text)


def digests_of(value: Json) -> tuple[str, ...]:
    """Return the digests of what a report was made from: facts of a case, and its package."""
    found = []
    for part, key in _LOOKED_AT:
        holder = value.get(part)
        digest = holder.get(key) if isinstance(holder, dict) else None
        if isinstance(digest, str) and _DIGEST.fullmatch(digest):
            found.append(digest)
    return tuple(found)
