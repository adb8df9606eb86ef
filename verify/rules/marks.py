"""Words that are sought in every file sent as a contract: they may bar the court (Art. 4 (2)).

Whatever the element list says of such clauses, or leaves out. Words of the court's own tables; what
they come to is for a person.
"""

from verify.documents import Asked, without
from verify.rules.ruleset import RuleSet

__all__ = ["ARBITRATION", "COURT", "marks_of"]

ARBITRATION, COURT = "word_arbitration", "word_court"


def marks_of(rules: RuleSet) -> Asked:
    """Return what is asked of every contract: whether it speaks of arbitration, or of a court."""
    return {
        ARBITRATION: (*_words(rules, "arbitration"), *without(_words(rules, "no_arbitration"))),
        COURT: (*_words(rules, "court_agreed"), *without(rules.court.names)),
    }


def _words(rules: RuleSet, name: str) -> tuple[str, ...]:
    return tuple(word for group in rules.clause(name).groups for word in group)
