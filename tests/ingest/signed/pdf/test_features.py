"""A document that can look otherwise without a change of its octets is told of."""

import zlib

import pytest

from tests.ingest.signed.pdf.making import CATALOG, PAGE, Draft, codes, stream

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


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (b"OpenAction", b"<< /S /GoToR /F (other.pdf) /D [0 /Fit] >>"),
        (b"OpenAction", b"<< /S /URI /URI (http://a) >>"),
        (b"Collection", b"<< /D (other.pdf) >>"),
    ],
)
def test_a_document_that_opens_another_is_dynamic(key: bytes, value: bytes) -> None:
    assert _catalog(key, value) == {DYNAMIC}


def test_a_page_that_leads_away_when_it_opens_is_dynamic() -> None:
    assert _page(b"AA", b"<< /O << /S /URI /URI (http://a) >> >>") == {DYNAMIC}


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (b"/Type /OCG /Name (a)", set()),
        (b"/Type /OCG /Name (a) /Usage << /Print << /PrintState /ON >> >>", set()),
        (b"/Type /OCG /Name (a) /Usage << /View << /ViewState /OFF >> >>", {HIDDEN}),
        (b"/Type /OCG /Name (a) /Usage << /Print << /PrintState /OFF >> >>", {HIDDEN}),
        (b"/Type /OCG /Name (a) /Usage << /Export << /ExportState /OFF >> >>", {HIDDEN}),
        (b"/Type /OCMD /P /AnyOn", set()),
        (b"/Type /OCMD /P /AllOff", {HIDDEN}),
        (b"/Type /OCMD /P /AnyOff", {HIDDEN}),
        (b"/Type /OCMD /VE [/Not 5 0 R]", {HIDDEN}),
    ],
)
def test_a_layer_that_shows_in_some_use_only_is_hidden(layer: bytes, expected: set[str]) -> None:
    draft = Draft(page={b"Resources": b"<< /Properties << /M 7 0 R >> >>"}).begun()
    draft.add(b"<< %s >>" % layer)
    assert codes(draft.saved().signed().octets) == expected


PAINTED = stream(b"0 0 9 9 re f", b"/Subtype /Form /BBox [0 0 9 9]")
BLANK = stream(b"", b"/Subtype /Form /BBox [0 0 9 9]")


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (b"/F 4 /AP << /N 7 0 R >>", set()),
        (b"/F 36 /AP << /N 7 0 R >>", {DYNAMIC}),
        (b"/F 2 /AP << /N 7 0 R >>", {DYNAMIC}),
        (b"/F 260 /AP << /N << /On 7 0 R >> >>", {DYNAMIC}),
        (b"/F 36 /AP << /N 8 0 R >>", set()),
        (b"/F 4 /AP << /N 8 0 R /R 7 0 R >>", {DYNAMIC}),
        (b"/F 4 /AP << /N 8 0 R /D 7 0 R >>", {DYNAMIC}),
        (b"/F 4 /AP << /N 7 0 R /D 7 0 R /R 7 0 R >>", set()),
        (b"/F 4 /FT /Btn /AP << /N << /On 7 0 R >> /D << /On 8 0 R >> >>", set()),
        (b"/F 4 /FT /Btn /AP << /N << /On 7 0 R >> /R << /On 8 0 R >> >>", {DYNAMIC}),
    ],
)
def test_an_annotation_that_looks_otherwise_at_times_is_dynamic(
    entries: bytes, expected: set[str]
) -> None:
    draft = Draft().begun()
    draft.add(PAINTED)
    draft.add(BLANK)
    draft.annotations.append(
        draft.add(b"<< /Type /Annot /Subtype /Stamp /Rect [9 9 99 99] %s >>" % entries)
    )
    assert codes(draft.saved(PAGE).signed().octets) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(b"", set()), (b"/V ()", set()), (b"/V (9)", {DYNAMIC})]
)
def test_a_filled_field_that_readers_draw_is_dynamic(value: bytes, expected: set[str]) -> None:
    draft = Draft(form={b"NeedAppearances": b"true"}).begun()
    entries = b"/Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [9 9 99 99]"
    draft.field_of(b"<< %s %s >>" % (entries, value))
    assert codes(draft.signed().octets) == expected
