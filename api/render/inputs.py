"""What a verification started from: stated in the conclusion, and digest by digest at the end.

A report that no court issued says whose trust list, policy and time it rests on (judgement 10).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from api.render.edition import Edition
from api.render.measures import beijing
from api.render.words import STAGES

__all__ = ["Fact", "chosen_inputs", "digests_of", "identity_of", "package_facts", "seal_of"]

_DIGESTS = ("package_digest", "case_digest", "facts_digest", "policy_digest", "trust_digest")


class Fact(NamedTuple):
    """One labelled value."""

    label: str
    value: str
    small: str = ""
    said: bool = False
    """Whether the value is a party's own text; `small` never is."""
    also: str = ""
    """More of a party's own text."""


def _trust(edition: Edition, judgement: Mapping[str, Any]) -> Fact:
    label, digest = edition.say("trust"), judgement["trust_digest"]
    if not digest:
        return Fact(label, edition.say("trust_none"))
    sequence = judgement["trust_sequence"]
    number = (
        edition.say("trust_bare") if sequence is None else edition.say("trust_sequence", n=sequence)
    )
    return Fact(label, number, f"{digest[:16]}…")


def chosen_inputs(edition: Edition, judgement: Mapping[str, Any]) -> tuple[Fact, ...]:
    """Validation time, trust list and policy: what the conclusion rests on."""
    note = edition.say("at_option") if judgement["sender"] == "cli" else ""
    return (
        Fact(edition.say("at"), beijing(judgement["at"]), note),
        _trust(edition, judgement),
        Fact(
            edition.say("policy"),
            f"{judgement['policy_id']} {judgement['policy_version']}",
            f"{judgement['policy_digest'][:16]}…",
        ),
    )


def digests_of(edition: Edition, judgement: Mapping[str, Any]) -> tuple[Fact, ...]:
    """Every digest of the inputs that there is, in full."""
    return tuple(
        Fact(edition.say(name), judgement[name]) for name in _DIGESTS if judgement.get(name)
    )


def seal_of(edition: Edition, package: Mapping[str, Any]) -> tuple[Fact, ...]:
    """Who sealed the package and when, where that was established."""
    signer, time = package["sealed_by"], package["sealed_at"]
    if signer is None:
        return ()
    return (Fact(edition.say("seal"), signer, beijing(time) if time else "", said=True),)


def package_facts(edition: Edition, head: Mapping[str, Any] | None) -> tuple[Fact, ...]:
    """What package.json says, as the sender's own words; nothing where it was not readable."""
    if head is None:
        return ()
    lender, applicant = head["lender"], head["applicant"]
    parties = [("lender", lender)]
    if applicant["uscc"] != lender["uscc"]:
        parties.append(("applicant", applicant))
    return (
        Fact(edition.say("batch_ref"), head["batch_ref"], said=True),
        *(Fact(edition.say(k), who["name"], who["uscc"], said=True) for k, who in parties),
        Fact(edition.say("product_code"), head["product_code"], said=True),
        Fact(edition.say("platform"), head["platform_id"] or edition.say("platform_none")),
        Fact(edition.say("stage"), edition.choose(STAGES[head["stage"]]), head["filing_date"]),
    )


def identity_of(
    edition: Edition, judgement: Mapping[str, Any], software: Mapping[str, str]
) -> tuple[Fact, ...]:
    """Which program judged, in which environment."""
    return (
        Fact(edition.say("software"), f"{software['name']} {software['version']}"),
        Fact(edition.say("environment"), judgement["environment"] or "—"),
    )
