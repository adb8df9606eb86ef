"""One evidence item as rows of a table: its result, its proofs, and what each finding says.

Values only: a template or a terminal decides how they look. What parties wrote is passed on as it
is, and made visible where it is written out.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from api.render.edition import Edition, Remark
from api.render.inside import Inside, inside_of
from api.render.measures import beijing, octets
from api.render.proofs import Place, basis_of, existed_of, place_of, rules_of, words_of
from verify.findings import CheckStatus

__all__ = ["RESULTS", "Check", "Item", "item_of"]

RESULTS = {"inconsistent": "bad", "unverifiable": "warn", "unproven": "na", "consistent": "ok"}
"""Item results, the gravest first, to the mark each is shown with."""

_STATUS_MARKS = {
    CheckStatus.PASSED: "ok",
    CheckStatus.FAILED: "bad",
    CheckStatus.INDETERMINATE: "warn",
    CheckStatus.HUMAN: "warn",
    CheckStatus.NOT_APPLICABLE: "na",
}


class Check(NamedTuple):
    """One proof of an item."""

    id: str
    mark: str
    status: str
    """The status in a word."""
    kind: str
    """What it is, in words."""
    words: str
    """What came of it, in words."""
    over: str
    form: str
    proven: str | None
    """Said where it is earlier than the validation time."""
    signer: str | None
    paths: tuple[tuple[str, ...], ...]
    """Certificate paths, one a signer."""
    place: Place | None
    """Where an anchor stands; None for every other proof."""
    inside: Inside | None
    """Where in the original it stands; None for a proof beside it."""
    algorithms: tuple[str, ...]
    remarks: tuple[Remark, ...]
    basis: tuple[str, ...]


class Item(NamedTuple):
    """One evidence item."""

    anchor: str
    """Fragment identifier on the page."""
    id: str
    category: int
    result: str
    mark: str
    words: str
    title: str
    file_name: str | None
    size: str
    scanned: bool
    """Material turned into data, not born as data (在线诉讼规则 12)."""
    deposit: str
    proven: str | None
    remarks: tuple[Remark, ...]
    basis: tuple[str, ...]
    checks: tuple[Check, ...]
    shared: bool


def _proven(edition: Edition, time: str | None, at: str) -> str | None:
    if time is None:
        return None
    if time == at:
        return edition.say("existed_by_at")
    return edition.say("existed_by", time=beijing(time))


def _over(edition: Edition, over: str) -> str:
    kind, _, target = over.partition(":")
    return edition.say(f"over_{kind}", id=target)


def _check(edition: Edition, proof: Mapping[str, Any], at: str) -> Check:
    status = CheckStatus(proof["status"])
    remarks = tuple(edition.remark(f) for f in proof["findings"])
    inside = inside_of(edition, proof)
    return Check(
        id=proof["id"],
        mark=_STATUS_MARKS[status],
        status=edition.say(status.value),
        kind=edition.say(proof["kind"]) if inside is None else inside.kind,
        words=words_of(edition, proof),
        over=_over(edition, proof["over"]),
        form=proof["form"],
        proven=existed_of(edition, proof, at),
        signer=proof["signer"],
        paths=tuple(tuple(path) for path in proof["paths"]),
        place=place_of(edition, proof["ledger"]),
        inside=inside,
        algorithms=tuple(proof["algorithms"]),
        remarks=remarks,
        basis=basis_of(edition, proof, remarks),
    )


def item_of(edition: Edition, item: Mapping[str, Any], at: str, *, shared: bool = False) -> Item:
    """The item of a report, ready to be written out; `at` is the validation time."""
    remarks = tuple(edition.remark(f) for f in item["findings"])
    return Item(
        anchor=f"{'s' if shared else 'i'}-{item['id']}",
        id=item["id"],
        category=item["category"],
        result=item["result"],
        mark=RESULTS[item["result"]],
        words=edition.pick(item["words"]),
        title=item["title"],
        file_name=item["file_name"],
        size=octets(item["size"]),
        scanned=item["origin"] == "scanned",
        deposit=edition.say(item["deposit_status"]),
        proven=_proven(edition, item["proven_time"], at),
        remarks=remarks,
        basis=rules_of(remarks) or (edition.say("item_basis"),),
        checks=tuple(_check(edition, proof, at) for proof in item["proofs"]),
        shared=shared,
    )
