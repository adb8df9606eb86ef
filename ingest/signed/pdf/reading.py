"""`read_pdf`: the signatures inside a PDF, read by a child process whose answer is distrusted.

The child says where things stand; what a signature covers is taken here from the octets themselves.
A document that kills its reader, or keeps it too long, becomes one finding and nothing else does.
"""

import re
from base64 import b64decode
from collections.abc import Iterator

from anchors.limits import LIMITS, Limits
from ingest.confined import ConfinedError
from ingest.confined.readers import readers
from ingest.signed.pdf.call import PdfCall, read_signatures
from ingest.signed.raw import RawDocument, RawSignature
from ingest.text.pdfdate import pdf_instant
from verify.codes.table import finding
from verify.findings import Finding
from verify.model import Change, ProofKind

__all__ = ["AnswerError", "decoded", "read_pdf"]

_FORMS = frozenset({"cms", "gm-cms", "tst", "other"})
_CODES = frozenset({
    "embedded.too_many", "embedded.unreadable", "pdf.active_content", "pdf.byterange_end",
    "pdf.byterange_gap", "pdf.byterange_malformed", "pdf.change_not_permitted",
    "pdf.contents_malformed", "pdf.dynamic_content", "pdf.encrypted", "pdf.hidden_layer",
    "pdf.signature_removed", "pdf.signature_unreferenced", "pdf.structure_ambiguous",
    "pdf.subfilter_unsupported",
})  # fmt: skip


class AnswerError(Exception):
    """An answer that is none: a hostile file may have spoken."""


def read_pdf(octets: bytes, limits: Limits = LIMITS) -> RawDocument:
    """Return every signature of a PDF with the octets that it covers."""
    call = PdfCall(
        octets, limits.inner_signatures, limits.pdf_revisions, limits.pdf_stored,
        limits.pdf_stored_octets, limits.pdf_objects, limits.pdf_second_objects,
        limits.pdf_overlay_percent,
    )  # fmt: skip
    try:
        answer = readers().run(read_signatures, call, seconds=limits.pdf_milliseconds / 1000)
        return decoded(answer, memoryview(octets), limits)
    except ConfinedError as error:
        return _unread("embedded.over_limit", type(error).__name__)
    except (AnswerError, ValueError, TypeError, KeyError) as error:
        return _unread("embedded.unreadable", f"{type(error).__name__}: {error}")


def _unread(code: str, observed: str) -> RawDocument:
    return RawDocument("pdf", (), (finding(code, "", observed=observed[:200]),))


def decoded(answer: object, octets: memoryview, limits: Limits) -> RawDocument:
    """Return what an answer says of a document.

    Raises:
        AnswerError: it is none that the child gives.
        ValueError: as above.
    """
    match answer:
        case {
            "signatures": list(signatures),
            "findings": list(findings),
            "dss": dict(dss),
            "revisions": int(revisions),
        } if 0 <= revisions <= limits.pdf_revisions and len(signatures) <= limits.inner_signatures:
            pass
        case _:
            raise AnswerError("no document")
    read = tuple(_signature(one, octets, limits) for one in signatures)
    if len({one.id for one in read}) != len(read):
        raise AnswerError("an id twice")
    return RawDocument(
        form="pdf",
        signatures=read,
        findings=tuple(_findings(findings, {one.id for one in read}, limits)),
        certificates=_stored(dss, "Certs", limits),
        crls=_stored(dss, "CRLs", limits),
        ocsps=_stored(dss, "OCSPs", limits),
        parts=revisions,
    )


def _signature(told: object, octets: memoryview, limits: Limits) -> RawSignature:
    match told:
        case {
            "id": str(identity),
            "name": str(name),
            "form": str(form),
            "octets": str(message),
            "pieces": list(pieces),
            "whole": bool(whole),
            "covers": list(covers),
            "change": str(change),
            "changed": list(changed),
            "encloses": list(encloses),
            "made": str() | None as made,
        } if form in _FORMS and re.fullmatch(r"pdf-\d{1,4}", identity):
            pass
        case _:
            raise AnswerError("no signature")
    timestamp = form == "tst"
    return RawSignature(
        id=identity,
        name=_text(name, limits),
        kind=ProofKind.TIMESTAMP if timestamp else ProofKind.SIGNATURE,
        form=form,
        octets=b64decode(message, validate=True),
        pieces=tuple(_piece(one, octets) for one in pieces),
        whole=whole,
        covers=_texts(covers, limits),
        change=Change(change),
        changed=_texts(changed, limits),
        encloses=_texts(encloses, limits),
        claimed_at=pdf_instant(made or ""),
    )


def _piece(told: object, octets: memoryview) -> memoryview:
    match told:
        case [int(start), int(end)] if 0 <= start <= end <= len(octets):
            return octets[start:end]
    raise AnswerError("no range")


def _findings(told: list[object], known: set[str], limits: Limits) -> Iterator[Finding]:
    for one in told[: limits.inner_listed * limits.inner_signatures]:
        match one:
            case [str(code), str(subject), str(observed)] if code in _CODES and (
                not subject or subject in known
            ):
                yield finding(code, subject, observed=_text(observed, limits))
            case _:
                raise AnswerError("no finding")


def _stored(dss: dict[object, object], kind: str, limits: Limits) -> tuple[bytes, ...]:
    found = dss.get(kind, [])
    if not isinstance(found, list) or len(found) > limits.pdf_stored:
        raise AnswerError("no store")
    return tuple(b64decode(one, validate=True) for one in found if isinstance(one, str))


def _text(value: object, limits: Limits) -> str:
    if not isinstance(value, str):
        raise AnswerError("no text")
    return value[: limits.inner_characters]


def _texts(values: list[object], limits: Limits) -> tuple[str, ...]:
    return tuple(_text(one, limits) for one in values[: limits.inner_listed])
