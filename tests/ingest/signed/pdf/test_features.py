"""A document that can look otherwise without a change of its octets is told of."""

import zlib

import pytest

from tests.ingest.signed.pdf.making import CATALOG, Draft, codes, stream

DYNAMIC, ACTIVE, HIDDEN = "pdf.dynamic_content", "pdf.active_content", "pdf.hidden_layer"
SCRIPT = b"<< /S /JavaScript /JS (1) >>"


def _catalog(key: bytes, value: bytes) -> set[str]:
    return codes(Draft(catalog={key: value}).begun().signed().octets)


def _page(key: bytes, value: bytes) -> set[str]:
    return codes(Draft(page={key: value}).begun().signed().octets)


def test_a_plain_document_has_none() -> None:
    assert codes(Draft().begun().signed().octets) == set()


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        (b"OpenAction", SCRIPT, {DYNAMIC, ACTIVE}),
        (b"OpenAction", b"<< /S /GoTo /D [3 0 R /Fit] /Next %s >>" % SCRIPT, {DYNAMIC, ACTIVE}),
        (b"OpenAction", b"<< /S /Launch /F (a.exe) >>", {DYNAMIC, ACTIVE}),
        (b"OpenAction", b"[3 0 R /Fit]", set()),
        (b"OpenAction", b"<< /S /GoTo /D [3 0 R /Fit] >>", set()),
        (b"AA", b"<< /WC %s >>" % SCRIPT, {DYNAMIC, ACTIVE}),
        (b"Names", b"<< /JavaScript << /Names [(a) %s] >> >>" % SCRIPT, {DYNAMIC, ACTIVE}),
        (
            b"Names",
            b"<< /J#61vaScript << /Names [(a) << /S /J#61vaScript /J#53 (1) >>] >> >>",
            {DYNAMIC, ACTIVE},
        ),
        (b"OCProperties", b"<< /OCGs [5 0 R] /D << /Order [5 0 R] >> >>", set()),
        (b"OCProperties", b"<< /OCGs [5 0 R] /D << /OFF [5 0 R] >> >>", {HIDDEN}),
        (b"OCProperties", b"<< /OCGs [5 0 R] /D << /BaseState /OFF >> >>", {HIDDEN}),
        (b"OCProperties", b"<< /OCGs [5 0 R] /D << /AS [<< /Event /Print >>] >> >>", {HIDDEN}),
        (b"OCProperties", b"<< /OCGs [5 0 R] /D << >> /Configs [<< >>] >>", {HIDDEN}),
        (b"OCProperties", b"<< /OCGs [5 0 R] >>", {HIDDEN}),
    ],
)
def test_of_the_catalog(key: bytes, value: bytes, expected: set[str]) -> None:
    assert _catalog(key, value) == expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        (b"AA", b"<< /O %s >>" % SCRIPT, {DYNAMIC, ACTIVE}),
        (b"Annots", b"[<< /Type /Annot /Subtype /Link /A << /S /URI /URI (http://a) >> >>]", set()),
        (b"Annots", b"[<< /Type /Annot /Subtype /Link /A %s >>]" % SCRIPT, {ACTIVE}),
        (
            b"Annots",
            b"[<< /Type /Annot /Subtype /Link /A << /S /SetOCGState >> >>]",
            {ACTIVE, HIDDEN},
        ),
        (b"Annots", b"[<< /Type /Annot /Subtype /Link /A << /S /SubmitForm >> >>]", {ACTIVE}),
        (b"Annots", b"[<< /Type /Annot /Subtype /RichMedia >>]", {ACTIVE}),
    ],
)
def test_of_a_page(key: bytes, value: bytes, expected: set[str]) -> None:
    draft = Draft().begun()
    draft.page[key] = value
    assert codes(draft.saved(3).octets) == expected


@pytest.mark.parametrize(
    "entries",
    [
        b"/F (other.bin)",
        b"/FFilter /FlateDecode",
        b"/Subtype /Form /BBox [0 0 9 9] /Ref << /F (other.pdf) /Page 0 >>",
        b"/Subtype /Image /Alternates [<< /Image 4 0 R >>]",
        b"/Subtype /Form /OPI << >>",
    ],
)
def test_content_outside_the_file_is_dynamic(entries: bytes) -> None:
    draft = Draft(page={b"Resources": b"<< /XObject << /X 7 0 R >> >>"}).begun()
    draft.add(stream(b"", entries))
    assert codes(draft.saved().signed().octets) == {DYNAMIC}


def test_a_form_drawn_by_another_language_is_dynamic() -> None:
    assert codes(Draft(form={b"XFA": b"[(template) 4 0 R]"}).begun().signed().octets) == {DYNAMIC}


def test_a_script_in_an_object_stream_is_found() -> None:
    draft = Draft().begun()
    packed = zlib.compress(b"7 0 << /S /JavaScript /JS (1) >>")
    held = stream(packed, b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    octets = draft.octets
    last = int(octets[octets.rindex(b"startxref") + 9 :].split()[0])
    catalog = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction 7 0 R >>\nendobj\n"
    places = [len(octets), len(octets) + len(catalog)]
    octets += catalog + b"8 0 obj\n%s\nendobj\n" % held
    places.append(len(octets))
    rows = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + b"\0"
        for kind, place in ((1, places[0]), (2, 8), (1, places[1]), (1, places[2]))
    )
    table = stream(
        rows, b"/Type /XRef /W [1 4 1] /Index [1 1 7 3] /Size 10 /Root 1 0 R /Prev %d" % last
    )
    octets += b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, places[2])
    assert codes(octets) == {DYNAMIC, ACTIVE}


def test_an_encrypted_document_is_told() -> None:
    draft = Draft().begun()
    number = draft.add(b"<< /Filter /Standard /V 1 /R 2 /O <00> /U <00> /P -4 >>")
    assert "pdf.encrypted" in codes(
        draft.saved(CATALOG, trailer=b"/Encrypt %d 0 R" % number).octets
    )
