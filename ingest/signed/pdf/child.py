"""What the child process does with a PDF: the facts of its signatures, as JSON.

pyHanko is loaded here alone. Whatever cannot be read becomes a fault in the answer; what a document
does to the process beyond that is its parent's to bound.
"""

from base64 import b64encode
from typing import NamedTuple

from ingest.signed.pdf.byterange import Range, range_of
from ingest.signed.pdf.call import PdfCall
from ingest.signed.pdf.changes import Changes, changes_of
from ingest.signed.pdf.document import Document, opened
from ingest.signed.pdf.dss import stored
from ingest.signed.pdf.features import features
from ingest.signed.pdf.fields import text_of
from ingest.signed.pdf.message import message_in
from ingest.signed.pdf.revisions import Revision, ambiguities, revisions_of
from ingest.signed.pdf.signatures import Held, removed_in, signatures_of, unaccounted
from ingest.signed.pdf.soundness import fault_of
from ingest.signed.pdf.syntax import Name, PdfSyntaxError

__all__ = ["signatures_in"]

_CMS = frozenset({"adbe.pkcs7.detached", "ETSI.CAdES.detached"})
_TOKEN = "ETSI.RFC3161"  # noqa: S105 - a time-stamp token
_SHOWN = 200


class _Read(NamedTuple):
    held: Held
    range: Range
    revision: int
    """That it covers; else the one that has it first."""


def signatures_in(call: PdfCall) -> dict[str, object]:
    """Return the signatures of a document, what they cover, and what is wrong with it."""
    try:
        document = opened(call.octets, call.revisions)
        revisions = revisions_of(document)
    except (PdfSyntaxError, RecursionError) as error:
        return _unreadable(str(error))
    try:
        return _facts(call, document, revisions)
    except (PdfSyntaxError, RecursionError) as error:
        if "Encrypt" in document.view(revisions[-1].section).trailer:
            return _unreadable("", ("pdf.encrypted", "", "Encrypt"))
        return _unreadable(str(error))


def _unreadable(detail: str, *found: tuple[str, str, str]) -> dict[str, object]:
    findings = found or (("embedded.unreadable", "", detail[:_SHOWN]),)
    return {"signatures": [], "findings": findings, "dss": {}, "revisions": 0}


def _facts(call: PdfCall, document: Document, revisions: list[Revision]) -> dict[str, object]:
    view = document.view(revisions[-1].section)
    findings: list[tuple[str, str, str]] = []
    held = signatures_of(document, revisions, call.signatures)
    if len(held) > call.signatures:
        findings.append(("embedded.too_many", "", str(len(held))))
    if "Encrypt" in view.trailer:
        findings.append(("pdf.encrypted", "", "Encrypt"))
    read = sorted(
        (_read(one, document, revisions) for one in held[: call.signatures]),
        key=lambda one: (one.revision, one.held.place),
    )
    signed = min((one.held.seen[0] for one in read), default=len(revisions))
    findings += [
        ("pdf.structure_ambiguous", "", one) for one in ambiguities(document, revisions, signed)
    ]
    findings += [("pdf.signature_unreferenced", "", str(at)) for at in unaccounted(document, held)]
    findings += _of_the_whole(call, document, revisions, signed=bool(held))
    changes = changes_of(call, document, revisions, [(one.held, one.revision) for one in read])
    told = [
        _told(number, one, changes[number - 1], revisions, findings)
        for number, one in enumerate(read, 1)
    ]
    _enclose(read, told)
    dss = stored(view, call.stored, call.stored_octets)
    kept = {kind: [b64encode(one).decode() for one in found] for kind, found in dss.items()}
    return {"signatures": told, "findings": findings, "dss": kept, "revisions": len(revisions)}


def _of_the_whole(
    call: PdfCall, document: Document, revisions: list[Revision], *, signed: bool
) -> list[tuple[str, str, str]]:
    """Return what is wrong with a document as it is now, whoever signed it."""
    fault = fault_of(document, revisions, call.objects) if signed else None
    if fault is not None:
        # What cannot be read cannot be looked through either.
        return [("pdf.structure_ambiguous", "", fault[:_SHOWN])]
    view = document.view(revisions[-1].section)
    return [(code, "", seen) for code, seen in features(view)]


def _read(held: Held, document: Document, revisions: list[Revision]) -> _Read:
    value = held.view.deref(held.entries.get("ByteRange"))
    found = range_of(value, held.entries.contents, held.place, len(document.octets), revisions)
    covered = found.revision.number if found.revision is not None else held.seen[0]
    return _Read(held, found, covered)


def _told(
    number: int,
    one: _Read,
    changes: Changes,
    revisions: list[Revision],
    findings: list[tuple[str, str, str]],
) -> dict[str, object]:
    """Return one signature as JSON; what is wrong with it goes to `findings`."""
    name, held = f"pdf-{number}", one.held
    findings += [(code, name, seen) for code, seen in (*one.range.faults, *changes.faults)]
    gone = removed_in(held, revisions)
    if gone is not None:
        findings.append(("pdf.signature_removed", name, f"revision {gone + 1}"))
    contents = held.view.deref(held.entries.get("Contents"))
    message = message_in(contents if isinstance(contents, bytes) else b"")
    if message.fault is not None:
        findings.append(("pdf.contents_malformed", name, message.fault))
    filter_name = held.view.deref(held.entries.get("SubFilter"))
    filter_text = str(filter_name) if isinstance(filter_name, Name) else ""
    form = _form(filter_text, message.gm)
    if any(code == "pdf.byterange_malformed" for code, _ in one.range.faults):
        # It covers nothing that anybody could say: nothing is there to hold its digest against.
        form = "other"
    elif form == "other":
        findings.append(("pdf.subfilter_unsupported", name, filter_text[:_SHOWN]))
    made = held.view.deref(held.entries.get("M"))
    return {
        "id": name,
        "name": held.name[:_SHOWN],
        "form": form,
        "octets": b64encode(message.octets).decode(),
        "pieces": [list(piece) for piece in one.range.pieces],
        "whole": one.range.sound,
        "covers": [f"revision {one.revision + 1} of {len(revisions)}"] if one.range.sound else [],
        "change": changes.worst,
        "changed": list(changes.places),
        "encloses": [],
        "made": text_of(made)[:_SHOWN] if isinstance(made, bytes) else None,
    }


def _form(sub_filter: str, gm: bool) -> str:  # noqa: FBT001 - one of two kinds of message
    if sub_filter == _TOKEN:
        return "tst"
    if sub_filter not in _CMS:
        return "other"
    return "gm-cms" if gm else "cms"


def _enclose(read: list[_Read], told: list[dict[str, object]]) -> None:
    for one, row in zip(read, told, strict=True):
        row["encloses"] = [
            other["id"]
            for inner, other in zip(read, told, strict=True)
            if inner is not one
            and inner.held.entries.contents is not None
            and one.range.covers(*inner.held.entries.contents)
        ]
