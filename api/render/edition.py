"""One language of a report: its own words, and the code table's texts for a finding."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from api.render.citations import cited
from api.render.measures import in_beijing
from api.render.places import placed_all
from api.render.words import NEAR_MISSES, RULES, WORDS
from verify.findings import CheckStatus, CodeRow, Side
from verify.rules.verdictwords import ANSWER_WORDS
from verify.telling import causes_of, cure_of, decided_words, expected_label

__all__ = ["NEAR_MISS", "Codes", "Edition", "Lang", "Remark"]

NEAR_MISS = "integrity.near_miss"
"""The one finding that is told although it moves nothing: it explains a mismatch."""

_PLACES = ("embedded.changed_", "ofd.part_")
"""How the codes begin that name places in a document."""
_PARTS = re.compile("; |；")
"""Between the rules that one check rests on, in either writing."""

Lang = Literal["zh", "en"]
Codes = Mapping[str, CodeRow]


class Remark(NamedTuple):
    """A finding as people read it."""

    status: CheckStatus
    code: str
    sentence: str
    """What it means, and whose matter it is where it is not the sender's."""
    subject: str
    observed: str | None
    expected: str | None
    called: str
    """What stands before `expected`: what was computed is 应为, an example of a form is not."""
    cure: str | None
    """How the sender mends it, where that is possible."""
    rules: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether it says that something did not pass."""
        return self.status not in {CheckStatus.PASSED, CheckStatus.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class Edition:
    """What is needed to speak one language."""

    codes: Codes
    """The code table."""
    lang: Lang = "zh"

    def say(self, key: str, **values: object) -> str:
        """The words of one row of the table."""
        text = self.choose(WORDS[key])
        return text.format(**values) if values else text

    def join(self, *clauses: str) -> str:
        """Clauses of one sentence."""
        return ("；" if self.lang == "zh" else "; ").join(clauses)

    def run(self, *sentences: str) -> str:
        """Whole sentences one after the other."""
        return ("" if self.lang == "zh" else " ").join(sentences)

    def choose(self, both: tuple[str, str]) -> str:
        """The text of this language out of Chinese and English."""
        return both[0 if self.lang == "zh" else 1]

    def aside(self, words: str, more: str) -> str:
        """Words with more of them in brackets."""
        return f"{words}（{more}）" if self.lang == "zh" else f"{words} ({more})"

    def pick(self, text: Mapping[str, str]) -> str:
        """The text of a report field that carries both languages, as the start of a sentence."""
        chosen = text[self.lang]
        return chosen[:1].upper() + chosen[1:]

    def ended(self, outcome: str) -> str:
        """What a person decided, in words."""
        return self.choose(ANSWER_WORDS.get(outcome, (outcome, outcome)))

    def remark(self, finding: Mapping[str, Any]) -> Remark:
        """The finding with the texts of its row."""
        row, status = self.codes[finding["code"]], CheckStatus(finding["status"])
        chinese, cure = self.lang == "zh", cure_of(row, status)
        return Remark(
            status=status,
            code=row.code,
            sentence=self.run(row.zh if chinese else row.en, *self._whose(row)),
            subject=finding["subject"],
            observed=self._observed(finding),
            expected=in_beijing(finding["expected"]),
            called=self.choose(expected_label(row.code)),
            cure=None if cure is None else self.choose(cure),
            rules=self.rules(finding["rule"]),
        )

    def seen(self, remark: Remark) -> tuple[tuple[str, str | None], ...]:
        """What a remark compares, each with the word before it."""
        return (remark.called, remark.expected), (self.say("observed"), remark.observed)

    def answered(self, code: str, outcome: str) -> str:
        """The sentence of a question, with what a person answered where it asked."""
        return self.choose(decided_words(self.codes[code], outcome))

    def causes(self, observed: str | None) -> str | None:
        """The sentences of the codes that a finding names as its cause; None of other text."""
        rows = causes_of(observed, self.codes)
        return self.join(*(self.choose((r.zh, r.en)).rstrip("。.") for r in rows)) or None

    def _observed(self, finding: Mapping[str, Any]) -> str | None:
        """What was seen; places, and the trial that explains a mismatch, in words."""
        observed: str | None = finding["observed"]
        places = self.places(finding["code"], observed)
        if places is not None:
            return places
        if finding["code"] != NEAR_MISS or observed is None:
            return self.causes(observed) or in_beijing(observed)
        trial, _, other = observed.partition(":")
        words = self.choose(NEAR_MISSES[trial])
        return f"{words} ({other})" if other else words

    def places(self, code: str, observed: str | None) -> str | None:
        """The places in a document that a finding names, in words; None of other findings."""
        if observed is None or not code.startswith(_PLACES):
            return None
        return placed_all(observed, self.lang)

    def refused_here(self, findings: Iterable[Mapping[str, Any]]) -> bool:
        """Whether nothing refuses a package but what lies with the trust list in use."""
        codes = [one["code"] for one in findings if one["status"] == CheckStatus.FAILED]
        return bool(codes) and all(self.codes[code].side is Side.COURT for code in codes)

    def rules(self, rule: str) -> tuple[str, ...]:
        """What a check rests on, our own pages named so that a stranger finds them."""
        return tuple(map(self._rule, _PARTS.split(rule)))

    def _rule(self, rule: str) -> str:
        for prefix, chinese, english in RULES:
            if rule.startswith(prefix):
                return (chinese if self.lang == "zh" else english) + rule.removeprefix(prefix)
        return rule if self.lang == "zh" else cited(rule)

    def _whose(self, row: CodeRow) -> Iterator[str]:
        if row.side is not Side.SENDER:
            yield self.say(f"side_{row.side}")
        if row.retry:
            yield self.say("retry")
