"""One proof in words: what came of it under which algorithms, what it proves, where it stands.

A proof of the national forms rests on their standards (GM/T 0010, GB/T 20520), and its algorithms
are named beside its result: a reader should not have to know what SM2 is to see that it was used.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from api.render.edition import Edition, Remark
from api.render.measures import beijing

__all__ = ["Place", "basis_of", "existed_of", "place_of", "rules_of", "words_of"]

_SIGNED = {"signature", "timestamp", "receipt"}
_DIGESTS = ("sha", "sm3", "md5")
_SEAL = "ses"
_NATIONAL = {"sm2", "sm3"}
_OF_ONE_SIZE = {"sm2": "SM2", "ed25519": "Ed25519"}
"""Families whose name says their size."""


class Place(NamedTuple):
    """Where an anchor stands, in words."""

    words: str
    block: str
    """Hash of its block; empty where that is not known."""


def words_of(edition: Edition, proof: Mapping[str, Any]) -> str:
    """What came of a proof, and the algorithms of its signature: 签名有效（SM2/SM3）."""
    words = edition.pick(proof["words"])
    names = proof["algorithms"] if proof["kind"] in _SIGNED else []
    if not names:
        return words
    ordered = sorted(names, key=lambda name: name.startswith(_DIGESTS))
    return edition.aside(words, "/".join(map(_name, ordered)))


def _name(algorithm: str) -> str:
    family, _, bits = algorithm.partition("-")
    if family in _OF_ONE_SIZE:
        return _OF_ONE_SIZE[family]
    if bits:
        return f"{family.upper()}-{bits}"
    return f"SHA-{family[3:]}" if family.startswith("sha") else family.upper()


def existed_of(edition: Edition, proof: Mapping[str, Any], at: str) -> str | None:
    """What existed by when, where that is earlier than the validation time `at`.

    A token over a signature value dates the signature, and not the file by itself.
    """
    time = proof["proven_time"]
    if time in {None, at}:
        return None
    over, kind = proof["over"].partition(":")[0], proof["kind"]
    dated = kind if kind in {"signature", "receipt"} else over
    key = f"{dated}_by" if dated in {"signature", "receipt"} else "existed_by"
    return edition.say(key, time=beijing(time))


def rules_of(remarks: Iterable[Remark]) -> tuple[str, ...]:
    """The rules that remarks rest on, each once."""
    return tuple(dict.fromkeys(rule for remark in remarks for rule in remark.rules))


def basis_of(
    edition: Edition, proof: Mapping[str, Any], remarks: tuple[Remark, ...]
) -> tuple[str, ...]:
    """What a proof was judged by: its findings' rules, and the standard of its form."""
    kind, rules = proof["kind"], rules_of(remarks)
    if proof["form"] == _SEAL:
        return (*(rules or (edition.say("item_basis"),)), edition.say("seal_basis"))
    if _national(proof):
        standard = edition.say(f"{kind}_basis_national")
        return (*(rules or (edition.say("item_basis"),)), standard)
    return rules or (edition.say("item_basis"), edition.say(f"{kind}_basis"))


def _national(proof: Mapping[str, Any]) -> bool:
    if proof["kind"] == "signature":
        return bool(proof["form"] == "gm-cms")
    families = {name.partition("-")[0] for name in proof["algorithms"]}
    return proof["kind"] == "timestamp" and not _NATIONAL.isdisjoint(families)


def place_of(edition: Edition, ledger: Mapping[str, Any] | None) -> Place | None:
    """Where an anchor stands, in words; None for a chain that is not registered."""
    if ledger is None or ledger["operator"] is None:
        return None
    parts = [edition.say("ledger_chain", chain=ledger["chain"], operator=ledger["operator"])]
    if ledger["height"] is not None:
        time = beijing(ledger["block_time"])
        parts += [
            edition.say("ledger_block", height=ledger["height"]),
            edition.say("ledger_time", time=time, tolerance=ledger["tolerance_s"]),
        ]
        if ledger["transaction"] is not None:
            parts.append(edition.say("ledger_transaction", index=ledger["transaction"]))
    block = ledger["block"]
    return Place(" · ".join(parts), edition.say("ledger_hash", digest=block) if block else "")
