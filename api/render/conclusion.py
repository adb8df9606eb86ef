"""The first thing a reader sees: one sentence, the counts, what to look at, what it rests on."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from api.render.edition import Edition
from api.render.inputs import Fact, chosen_inputs
from api.render.items import RESULTS, Item

__all__ = ["Conclusion", "Count", "conclusion_of", "counts_of", "gravest", "state_of"]

_COUNTED = ("consistent", "inconsistent", "unverifiable", "unproven")


class Count(NamedTuple):
    """How many items have one result."""

    mark: str
    n: int
    word: str


class Conclusion(NamedTuple):
    """The conclusion on one case."""

    mark: str
    sentence: str
    summary: str
    counts: tuple[Count, ...]
    look_at: tuple[Item, ...]
    """Items that are not consistent, the gravest first."""
    inputs: tuple[Fact, ...]


def gravest(results: Iterable[str]) -> str | None:
    """The gravest of some item results; None where there is none."""
    found = set(results)
    return next((result for result in RESULTS if result in found), None)


def state_of(edition: Edition, counts: Mapping[str, int]) -> str:
    """One sentence on how many items have which result; no fault goes unnamed."""
    faults = [r for r in RESULTS if r != "consistent" and counts.get(r)]
    if faults:
        return edition.join(*(edition.say(f"some_{r}", n=counts[r]) for r in faults))
    total = counts.get("consistent", 0)
    return edition.say("all_consistent", n=total) if total else edition.say("no_items")


def counts_of(edition: Edition, counts: Mapping[str, int]) -> tuple[Count, ...]:
    """The four results in the order they are shown."""
    return tuple(Count(RESULTS[r], counts.get(r, 0), edition.say(r)) for r in _COUNTED)


def _summary(edition: Edition, own: Counter[str], shared: Counter[str]) -> str:
    sentences = []
    if own:
        sentences.append(edition.say("of_items", items=own.total(), consistent=own["consistent"]))
    if shared:
        sentences.append(
            edition.say("of_shared", n=shared.total(), consistent=shared["consistent"])
        )
    return edition.run(*sentences, edition.say("means"))


def conclusion_of(
    edition: Edition, judgement: Mapping[str, Any], items: tuple[Item, ...]
) -> Conclusion:
    """The conclusion on a case from its own items and the shared documents it refers to."""
    own = Counter(i.result for i in items if not i.shared)
    shared = Counter(i.result for i in items if i.shared)
    sentence = state_of(edition, own)
    if gravest(shared) not in {None, "consistent"}:
        state = edition.say("shared_state", state=state_of(edition, shared))
        sentence = edition.join(sentence, state)
    return Conclusion(
        mark=RESULTS[gravest([*own, *shared]) or "unproven"],
        sentence=sentence,
        summary=_summary(edition, own, shared),
        counts=counts_of(edition, own),
        look_at=tuple(i for r in RESULTS for i in items if i.result == r != "consistent"),
        inputs=chosen_inputs(edition, judgement),
    )
