"""Where in a document a signature stands, what it covers and what came after it, in words.

A reader asks first whether what is signed is what is shown: that is said before who signed it. What
the document calls its signatures and parts is sender's text, and is quoted where it is written out.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from api.render.columns import clipped
from api.render.edition import Edition
from api.render.measures import beijing
from api.render.places import placed

__all__ = ["Inside", "inside_of"]

_NAME = 60
_LISTED = 5
_REVISION = re.compile(r"revision (\d+) of (\d+)")

_KINDS = {
    ("pdf", "signature"): ("PDF 内的电子签名", "Signature inside the PDF"),
    ("pdf", "timestamp"): ("PDF 内的文档时间戳", "Document time-stamp inside the PDF"),
    ("ofd", "signature"): ("OFD 内的电子签名", "Signature inside the OFD"),
    ("ofd", "seal"): ("OFD 内的电子印章", "Electronic seal inside the OFD"),
    ("asic", "signature"): ("容器内的电子签名", "Signature inside the container"),
    ("asic", "timestamp"): ("容器内的时间戳", "Time-stamp inside the container"),
    ("cms", "signature"): ("内含原文的签名文件", "Signature file with its content inside"),
}
_SEAL = "ses"
_CHANGES = {
    "nothing": ("此后文件没有改动", "nothing was changed after it"),
    "signatures": (
        "此后只增加了其他签名、时间戳或者验证资料",
        "after it only further signatures, time-stamps or validation data were added",
    ),
    "form": (
        "此后填写了允许填写的表单栏目",
        "after it fields that may be filled in were filled in",
    ),
    "annotations": (
        "此后加入或者改动了批注",
        "after it annotations were added or changed",
    ),
    "content": (
        "此后文件内容被改动",
        "after it the content of the document was changed",
    ),
    "unknown": (
        "此后有改动，性质无法判断",
        "after it something was changed, and what that means cannot be told",
    ),
}
_HARMLESS = frozenset({"nothing", "signatures"})
_BESIDE = (
    "此外另有其他签名、时间戳，所涵盖的内容没有改动",
    "further signatures or time-stamps stand beside it, and what it covers is unchanged",
)
"""Of a container, whose signatures have no order."""
_WORDS = {
    "whole": ("涵盖签名时的整份文件", "covers the whole document as it was then"),
    "revision": ("第 {at} 版，共 {all} 版", "revision {at} of {all}"),
    "partly": (
        "不能认定其涵盖所交的整份文件",
        "cannot be said to cover the whole document as it is here",
    ),
    "claimed": ("文件自载的签名时间 {time}", "time of signing by the document's own word {time}"),
    "named": ("文件中的名称", "called in the document"),
    "places": ("改动之处", "changed"),
    "more": ("等多处", "and others"),
}


class Inside(NamedTuple):
    """What a report says of a signature's place in its document."""

    kind: str
    """What it is, in words."""
    words: str
    """What it covers and what came after it."""
    name: str
    """What the document calls it: sender's text, empty where it does not."""
    named: str
    """What stands before that."""
    places: tuple[str, ...]
    """What was changed after it: sender's text."""
    placed: str
    """What stands before these."""
    claimed: str | None


def inside_of(edition: Edition, proof: Mapping[str, Any]) -> Inside | None:
    """Return the words on a proof's place in its document; None for one that lies beside it."""
    place = proof.get("inside")
    if place is None:
        return None
    family = place["document"].partition("-")[0]
    what = "seal" if proof["form"] == _SEAL else proof["kind"]
    changed = place["changed"]
    more = [_say(edition, "more")] if len(changed) > _LISTED else []
    time = place["claimed_at"]
    return Inside(
        edition.choose(_KINDS[family, what]),
        _words(edition, place, family),
        clipped(place["name"], _NAME),
        _say(edition, "named"),
        (*[clipped(placed(one, edition.lang), _NAME) for one in changed[:_LISTED]], *more),
        _say(edition, "places"),
        None if time is None else _say(edition, "claimed", time=beijing(time)),
    )


def _words(edition: Edition, place: Mapping[str, Any], family: str) -> str:
    """Return what it covers and what came after it; nothing of what it does not cover."""
    covers, change = _covers(edition, place), place["change"]
    if not place["whole"] and change in _HARMLESS:
        return covers
    return edition.join(covers, _after(edition, family, change))


def _after(edition: Edition, family: str, change: str) -> str:
    if family == "asic" and change == "signatures":
        return edition.choose(_BESIDE)
    return edition.choose(_CHANGES[change])


def _covers(edition: Edition, place: Mapping[str, Any]) -> str:
    if not place["whole"]:
        return _say(edition, "partly")
    words = _say(edition, "whole")
    covers = place["covers"]
    revision = _REVISION.fullmatch(covers[0]) if len(covers) == 1 else None
    if revision is None or revision[2] == "1":
        return words
    return edition.aside(words, _say(edition, "revision", at=revision[1], all=revision[2]))


def _say(edition: Edition, key: str, **values: object) -> str:
    text = edition.choose(_WORDS[key])
    return text.format(**values) if values else text
