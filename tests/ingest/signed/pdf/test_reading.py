"""What the child answers is distrusted, and whatever a document does to it is one finding."""

from dataclasses import replace

import pytest

from anchors.limits import LIMITS
from ingest.confined.readers import readers
from ingest.signed.pdf import read_pdf, reading
from ingest.signed.raw import RawDocument, RawSignature
from tests.ingest.signed.pdf.making import MESSAGE, Draft, stream
from tests.ingest.text import pdfs
from verify.findings import CheckStatus
from verify.model import Change, ProofKind

OCTETS = Draft().begun().signed().octets
SIGNATURE = {
    "id": "pdf-1", "name": "a", "form": "cms", "octets": "", "pieces": [[0, 1]], "whole": True,
    "covers": [], "change": "nothing", "changed": [], "encloses": [], "made": None,
}  # fmt: skip
ANSWER = {"signatures": [SIGNATURE], "findings": [], "dss": {}, "revisions": 1}


def _codes(document: RawDocument) -> list[str]:
    return [one.code for one in document.findings]


def test_a_signature_is_read_with_what_it_covers() -> None:
    (signature,) = read_pdf(OCTETS).signatures
    gap = OCTETS.index(b"/Contents <") + 10
    assert b"".join(signature.pieces) == OCTETS[:gap] + OCTETS[OCTETS.index(b">", gap) + 1 :]


def test_a_signature_is_read_as_a_value() -> None:
    (found,) = read_pdf(OCTETS).signatures
    assert found._replace(pieces=()) == RawSignature(
        id="pdf-1", name="Signature1", kind=ProofKind.SIGNATURE, form="cms", octets=MESSAGE,
        pieces=(), whole=True, covers=("revision 2 of 2",), change=Change.NOTHING,
        claimed_at="2025-01-02T03:04:05+08:00",
    )  # fmt: skip


def test_a_time_stamp_is_read_as_one() -> None:
    draft = Draft().begun()
    held = draft.held(b"/SubFilter /ETSI.RFC3161")
    draft.field_of(b"<< /Subtype /Widget /FT /Sig /T (a) /V %d 0 R /Rect [0 0 0 0] >>" % held)
    (found,) = read_pdf(draft.sealed(1, 3).octets).signatures
    assert (found.kind, found.form) == (ProofKind.TIMESTAMP, "tst")


def test_national_cryptography_is_told_by_its_content_type() -> None:
    draft = Draft().begun()
    held = draft.held(
        b"/SubFilter /adbe.pkcs7.detached", bytes.fromhex("300c060a2a811ccf550601040202")
    )
    draft.field_of(b"<< /Subtype /Widget /FT /Sig /T (a) /V %d 0 R /Rect [0 0 0 0] >>" % held)
    (found,) = read_pdf(draft.sealed(1, 3).octets).signatures
    assert found.form == "gm-cms"


def test_a_finding_has_the_status_of_its_code() -> None:
    draft = Draft(catalog={b"OpenAction": b"<< /S /JavaScript /JS (1) >>"}).begun().signed()
    found = {one.code: one.status for one in read_pdf(draft.octets).findings}
    assert found == {
        "pdf.active_content": CheckStatus.PASSED,
        "pdf.dynamic_content": CheckStatus.INDETERMINATE,
    }


def test_what_the_store_of_a_document_has_is_read() -> None:
    draft = Draft().begun().signed()
    held = [draft.add(stream(word)) for word in (b"certificate", b"list", b"answer")]
    draft.catalog[b"DSS"] = (
        b"<< /Certs [%d 0 R] /CRLs [%d 0 R] /OCSPs [%d 0 R 99 0 R 1] >>" % tuple(held)
    )
    found = read_pdf(draft.saved(1).octets)
    assert (found.certificates, found.crls, found.ocsps) == (
        (b"certificate",),
        (b"list",),
        (b"answer",),
    )


def test_more_signatures_than_are_read_are_told() -> None:
    draft = Draft().begun()
    for number in range(3):
        draft.signed(b"S%d" % number)
    found = read_pdf(draft.octets, replace(LIMITS, inner_signatures=2))
    assert (len(found.signatures), _codes(found)) == (2, ["embedded.too_many"])


def test_more_revisions_than_are_read_are_refused() -> None:
    found = read_pdf(OCTETS, replace(LIMITS, pdf_revisions=1))
    assert _codes(found) == ["embedded.unreadable"]


def test_a_name_of_the_document_is_cut() -> None:
    draft = Draft().begun().signed(b"x" * 1000)
    (found,) = read_pdf(draft.octets).signatures
    assert len(found.name) == LIMITS.inner_characters


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"%PDF-1.7\n" + b"<<" * 100_000,
        pdfs.bomb(10**8),
        pdfs.endless_form(),
        pdfs.endless_pages(),
        pdfs.endless_xref(),
        pdfs.nested(20_000),
        b"%PDF-1.7\n" + b"1 0 obj\n" * 200_000,
    ],
)
def test_a_hostile_file_becomes_findings(octets: bytes) -> None:
    assert read_pdf(octets).signatures == ()


def test_a_document_that_takes_too_long_is_one_finding() -> None:
    found = read_pdf(OCTETS, replace(LIMITS, pdf_milliseconds=0))
    assert [(one.code, one.status) for one in found.findings] == [
        ("embedded.over_limit", CheckStatus.INDETERMINATE)
    ]


def test_the_next_document_is_read_after_one_that_took_too_long() -> None:
    read_pdf(OCTETS, replace(LIMITS, pdf_milliseconds=0))
    assert len(read_pdf(OCTETS).signatures) == 1


def test_one_pool_serves_every_reader() -> None:
    assert readers() is readers()


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {},
        ANSWER | {"revisions": -1},
        ANSWER | {"revisions": "1"},
        ANSWER | {"signatures": [SIGNATURE] * 2},
        ANSWER | {"signatures": [SIGNATURE] * (LIMITS.inner_signatures + 1)},
        ANSWER | {"signatures": [SIGNATURE | {"id": "ofd-1"}]},
        ANSWER | {"signatures": [SIGNATURE | {"form": "ses"}]},
        ANSWER | {"signatures": [SIGNATURE | {"octets": "é"}]},
        ANSWER | {"signatures": [SIGNATURE | {"pieces": [[0, len(OCTETS) + 1]]}]},
        ANSWER | {"signatures": [SIGNATURE | {"pieces": [[2, 1]]}]},
        ANSWER | {"signatures": [SIGNATURE | {"pieces": [["0", 1]]}]},
        ANSWER | {"signatures": [SIGNATURE | {"change": "none"}]},
        ANSWER | {"signatures": [SIGNATURE | {"covers": [1]}]},
        ANSWER | {"signatures": [SIGNATURE | {"whole": 1}]},
        ANSWER | {"findings": [["item.consistent", "", ""]]},
        ANSWER | {"findings": [["pdf.encrypted", "pdf-2", ""]]},
        ANSWER | {"findings": ["pdf.encrypted"]},
        ANSWER | {"dss": {"Certs": "a"}},
        ANSWER | {"dss": {"Certs": [""] * (LIMITS.pdf_stored + 1)}},
    ],
)
def test_an_answer_that_is_none_is_refused(answer: object) -> None:
    with pytest.raises((reading.AnswerError, ValueError)):
        reading.decoded(answer, memoryview(OCTETS), LIMITS)


def test_an_answer_is_decoded() -> None:
    assert len(reading.decoded(ANSWER, memoryview(OCTETS), LIMITS).signatures) == 1
