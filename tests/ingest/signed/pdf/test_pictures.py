"""Whatever a later revision does, a signature that still speaks shows the picture it was put on."""

import ctypes
import re
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import raw

from ingest.text.pdf import UnreadableError, opened
from tests.ingest.signed.pdf.making import CATALOG, PAGE, WIDGET, Draft, changes, codes, stream

WIDTH, HEIGHT = 298, 421
PAINTED = stream(b"0 0 1 rg 0 0 595 842 re f", b"/Subtype /Form /BBox [0 0 595 842]")
OTHER = stream(b"BT /F1 12 Tf 72 770 Td (amount 90,000) Tj ET")
NUMBERS = st.integers(1, 13)
REFS = NUMBERS.map(lambda one: b"%d 0 R" % one)
KEYS = st.sampled_from(
    b"Contents Resources Annots AP N V Kids Fields AcroForm Pages Parent MediaBox Rotate Rect Font"
    b" XObject DR DSS Metadata F1".split()
)
VALUES = st.one_of(
    REFS,
    st.lists(REFS, max_size=3).map(lambda some: b"[%s]" % b" ".join(some)),
    st.sampled_from([b"null", b"90", b"[0 0 300 400]", b"<< >>", b"(a)", b"/Off"]),
)
BODIES = st.one_of(
    st.sampled_from([PAINTED, OTHER, b"null", b"<< >>"]),
    st.dictionaries(KEYS, VALUES, max_size=3),
)


def _before() -> Draft:
    """Return a signed document with a field, a look, an annotation and what they are made of."""
    draft = Draft().begun()
    look = draft.add(stream(b"0 1 0 rg 0 0 60 20 re f", b"/Subtype /Form /BBox [0 0 60 20]"))
    note = b"<< /Type /Annot /Subtype /Stamp /Rect [300 300 360 320] /F 4 /AP << /N %d 0 R >> >>"
    draft.annotations.append(draft.add(note % look))
    draft.field_of(b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [60 60 160 80] /F 4 >>")
    draft.saved(CATALOG, PAGE)
    entries = {"Rect": b"[60 100 120 120]", "AP": b"<< /N %d 0 R >>" % look}
    return draft.signed(**entries)


BEFORE = _before().octets


def _picture(octets: bytes) -> bytes | None:
    """Return the first page as pdfium shows it, fields and annotations on it."""
    with suppress(UnreadableError), opened(octets) as document:
        calls = raw.FPDF_FORMFILLINFO(version=2)
        form = raw.FPDFDOC_InitFormFillEnvironment(document, ctypes.byref(calls))
        page = raw.FPDF_LoadPage(document, 0)
        picture = raw.FPDFBitmap_CreateEx(WIDTH, HEIGHT, raw.FPDFBitmap_Gray, None, 0)
        raw.FPDFBitmap_FillRect(picture, 0, 0, WIDTH, HEIGHT, 0xFFFFFFFF)
        raw.FPDF_RemoveFormFieldHighlight(form)
        if page:
            place = (0, 0, WIDTH, HEIGHT, 0, raw.FPDF_ANNOT)
            raw.FPDF_RenderPageBitmap(picture, page, *place)
            raw.FPDF_FFLDraw(form, picture, page, *place)
            raw.FPDF_ClosePage(page)
        size = raw.FPDFBitmap_GetStride(picture) * HEIGHT
        painted = ctypes.string_at(raw.FPDFBitmap_GetBuffer(picture), size)
        raw.FPDFBitmap_Destroy(picture)
        raw.FPDFDOC_ExitFormFillEnvironment(form)
        return painted if page else None
    return None


SHOWN = _picture(BEFORE)


def _with(body: bytes | dict[bytes, bytes], number: int) -> bytes:
    """Return a body as it is, or the object of this number with other entries."""
    if isinstance(body, bytes):
        return body
    held: bytes = OBJECTS.get(number, b"<< >>")
    for key, value in body.items():
        # One that is there gives way: a key given twice would not be read at all.
        held = re.sub(rb"/%s (\[[^]]*\]|\d+ 0 R|<<[^<>]*>>|[^/>]+)" % key, b"", held)
        held = b"<< /%s %s %s" % (key, value, held.removeprefix(b"<< "))
    return held


OBJECTS = {
    int(number): body
    for number, body in re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj", BEFORE, re.DOTALL)
    if b"stream" not in body
}


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(NUMBERS, BODIES, min_size=1, max_size=3), st.sets(NUMBERS, max_size=1))
def test_a_signature_that_still_speaks_shows_what_it_was_put_on(
    bodies: dict[int, bytes | dict[bytes, bytes]], free: set[int]
) -> None:
    draft = _before()
    draft.size = 14
    draft.more |= {number: _with(body, number) for number, body in bodies.items()}
    octets = draft.saved(free=tuple(free - bodies.keys())).octets
    speaks = changes(octets)[:1] in (["nothing"], ["signatures"]) and not codes(octets)
    assert not speaks or _picture(octets) == SHOWN


def test_a_picture_is_one() -> None:
    assert SHOWN is not None
    assert len(set(SHOWN)) > 2


def test_a_picture_of_another_content_is_another() -> None:
    draft = _before()
    draft.more[4] = OTHER
    assert _picture(draft.saved().octets) != SHOWN


def test_a_widget_is_in_the_picture() -> None:
    draft = Draft().begun()
    look = draft.add(PAINTED)
    draft.field_of(b"<< %s /T (a) /Rect [0 0 595 842] /F 4 /AP << /N %d 0 R >> >>" % (WIDGET, look))
    assert _picture(draft.saved(CATALOG, PAGE).octets) != _picture(Draft().begun().octets)
