"""What a later revision does decides whether an earlier signature still speaks for the document."""

import pytest

from tests.ingest.signed.pdf.making import CATALOG, PAGE, WIDGET, Draft, changes, stream

COVER = stream(b"1 1 1 rg 0 0 595 842 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")
OTHER_TEXT = stream(b"BT /F1 12 Tf 72 770 Td (amount 90,000) Tj ET")


def _signed(**page: bytes) -> Draft:
    draft = Draft(page={key.encode(): value for key, value in page.items()})
    return draft.begun().signed()


def test_nothing_follows_the_last_signature() -> None:
    assert changes(_signed().octets) == ["nothing"]


def test_white_space_after_the_end_is_no_change() -> None:
    assert changes(_signed().octets + b"\r\n\n") == ["nothing"]


def test_a_second_signature_is_a_signature() -> None:
    assert changes(_signed().signed(b"S2").octets) == ["signatures", "nothing"]


def test_a_field_that_waited_is_signed() -> None:
    draft = Draft().begun()
    waiting = draft.field_of(b"<< %s /T (S2) /P 3 0 R /Rect [9 9 99 99] >>" % WIDGET)
    draft.saved(CATALOG, PAGE).signed()
    held = draft.held()
    look = draft.add(stream(b"0 0 9 9 re f", b"/Subtype /Form /BBox [0 0 90 90]"))
    draft.more[waiting] = (
        b"<< %s /T (S2) /P 3 0 R /Rect [9 9 99 99] /V %d 0 R /AP << /N %d 0 R >> >>"
        % (WIDGET, held, look)
    )
    assert changes(draft.sealed().octets) == ["signatures", "nothing"]


def test_validation_data_is_no_change_of_content() -> None:
    draft = _signed()
    held = draft.add(stream(b"certificate"))
    draft.catalog[b"DSS"] = b"<< /Certs [%d 0 R] >>" % held
    assert changes(draft.saved(CATALOG).octets) == ["signatures"]


def test_metadata_is_no_change_of_content() -> None:
    draft = _signed()
    draft.more[6] = b"<< /ModDate (D:20250103000000Z) >>"
    assert changes(draft.saved().octets) == ["signatures"]


def test_objects_written_again_as_they_were_are_no_change() -> None:
    draft = _signed()
    draft.more[5] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    assert changes(draft.saved(CATALOG, PAGE).octets) == ["signatures"]


def test_another_content_under_the_same_number_is_content() -> None:
    draft = _signed()
    draft.more[4] = OTHER_TEXT
    assert changes(draft.saved().octets) == ["content"]


def test_another_content_under_a_new_number_is_content() -> None:
    draft = _signed()
    draft.page[b"Contents"] = b"%d 0 R" % draft.add(OTHER_TEXT)
    assert changes(draft.saved(PAGE).octets) == ["content"]


def test_content_changed_and_changed_back_is_content() -> None:
    draft = _signed()
    draft.more[4] = OTHER_TEXT
    draft.saved()
    draft.more[4] = stream(b"BT /F1 12 Tf 72 770 Td (amount 10,000) Tj ET")
    assert changes(draft.saved().octets) == ["content"]


def test_content_changed_before_a_second_signature_is_content_for_the_first_alone() -> None:
    draft = _signed()
    draft.more[4] = OTHER_TEXT
    assert changes(draft.saved().signed(b"S2").octets) == ["content", "nothing"]


def test_content_changed_in_the_very_revision_of_a_second_signature_is_content() -> None:
    draft = _signed()
    draft.more[4] = OTHER_TEXT
    assert changes(draft.signed(b"S2").octets) == ["content", "nothing"]


def test_a_font_redefined_is_content() -> None:
    draft = _signed()
    draft.more[5] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
    assert changes(draft.saved().octets) == ["content"]


def test_content_freed_is_content() -> None:
    assert changes(_signed().saved(free=(4,)).octets) == ["content"]


def test_an_object_that_did_not_exist_and_does_now_is_content() -> None:
    draft = _signed(Resources=b"<< /Font << /F1 5 0 R >> /XObject << /X 40 0 R >> >>")
    draft.size = 41
    draft.more[40] = COVER
    assert changes(draft.saved().octets) == ["content"]


def test_the_length_of_a_stream_changed_is_content() -> None:
    draft = Draft().begun()
    length = draft.add(b"44")
    draft.more[4] = b"<< /Length %d 0 R >>\nstream\n%s\nendstream" % (length, b"q Q " * 11)
    draft.saved().signed()
    draft.more[length] = b"40"
    assert "nothing" not in changes(draft.saved().octets)
    assert "signatures" not in changes(draft.saved().octets)


@pytest.mark.parametrize(
    "entry",
    [
        (b"MediaBox", b"[0 0 595 400]"),
        (b"CropBox", b"[0 400 595 842]"),
        (b"Rotate", b"180"),
        (b"UserUnit", b"2"),
        (b"Resources", b"<< /Font << /F1 << /Type /Font /Subtype /Type1 >> >> >>"),
        (b"AA", b"<< /O << /S /JavaScript /JS (1) >> >>"),
    ],
)
def test_an_entry_of_a_page_changed_is_content(entry: tuple[bytes, bytes]) -> None:
    draft = _signed()
    draft.page[entry[0]] = entry[1]
    assert changes(draft.saved(PAGE).octets) == ["content"]


def test_what_a_page_inherits_changed_is_content() -> None:
    draft = _signed()
    draft.more[2] = b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate 90 >>"
    assert changes(draft.saved().octets) == ["content"]


@pytest.mark.parametrize("kids", [b"[3 0 R %d 0 R]", b"[%d 0 R 3 0 R]", b"[%d 0 R]"])
def test_pages_added_or_replaced_are_content(kids: bytes) -> None:
    draft = _signed()
    number = draft.add(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>")
    count = kids.count(b" 0 R")
    draft.more[2] = b"<< /Type /Pages /Kids %s /Count %d >>" % (kids % number, count)
    assert changes(draft.saved().octets) == ["content"]


def test_a_page_tree_that_can_be_counted_in_two_ways_is_unknown() -> None:
    draft = _signed()
    draft.more[2] = b"<< /Type /Pages /Kids [3 0 R] /Count 2 >>"
    assert changes(draft.saved().octets) == ["unknown"]


@pytest.mark.parametrize(
    ("key", "value", "change"),
    [
        (b"OCProperties", b"<< /OCGs [] /D << /BaseState /OFF >> >>", "content"),
        (b"OpenAction", b"<< /S /JavaScript /JS (1) >>", "content"),
        (b"AA", b"<< /WC << /S /JavaScript /JS (1) >> >>", "content"),
        (b"Collection", b"<< /View /H >>", "content"),
        (b"Names", b"<< /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>", "content"),
        (b"Names", b"<< /EmbeddedFiles << /Names [] >> >>", "content"),
        (b"Names", b"<< /Dests << /Names [] >> >>", "unknown"),
        (b"Outlines", b"<< /Count 0 >>", "unknown"),
        (b"ViewerPreferences", b"<< /HideToolbar true >>", "unknown"),
        (b"PageLabels", b"<< /Nums [0 << /S /r >>] >>", "unknown"),
        (b"StructTreeRoot", b"<< /Type /StructTreeRoot >>", "unknown"),
        (b"NobodyKnows", b"1", "unknown"),
    ],
)
def test_an_entry_of_the_catalog_added(key: bytes, value: bytes, change: str) -> None:
    draft = _signed()
    draft.catalog[key] = value
    assert changes(draft.saved(CATALOG).octets) == [change]


@pytest.mark.parametrize("kind", [b"/FreeText", b"/Stamp", b"/Square", b"/Redact", b"/Link"])
def test_an_annotation_added_is_an_annotation(kind: bytes) -> None:
    draft = _signed()
    draft.annotations.append(draft.add(b"<< /Type /Annot /Subtype %s /Rect [0 0 99 99] >>" % kind))
    assert changes(draft.saved(PAGE).octets) == ["annotations"]


def test_an_annotation_that_covered_something_removed_is_an_annotation() -> None:
    draft = Draft().begun()
    draft.annotations.append(draft.add(b"<< /Type /Annot /Subtype /Square /Rect [0 0 99 99] >>"))
    draft.saved(PAGE).signed()
    draft.annotations.pop(0)
    assert changes(draft.saved(PAGE).octets) == ["annotations"]


def test_the_look_of_an_annotation_changed_is_an_annotation() -> None:
    draft = Draft().begun()
    look = draft.add(stream(b"", b"/Subtype /Form /BBox [0 0 9 9]"))
    draft.annotations.append(
        draft.add(b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /AP << /N %d 0 R >> >>" % look)
    )
    draft.saved(PAGE).signed()
    draft.more[look] = stream(b"0 0 9 9 re f", b"/Subtype /Form /BBox [0 0 9 9]")
    assert changes(draft.saved().octets) == ["annotations"]


def test_a_widget_that_belongs_to_no_field_is_an_annotation() -> None:
    draft = _signed()
    draft.annotations.append(draft.add(b"<< %s /T (S2) /Rect [0 0 99 99] >>" % WIDGET))
    assert changes(draft.saved(PAGE).octets) == ["annotations"]


def test_what_pages_and_annotations_share_is_content() -> None:
    draft = Draft().begun()
    shared = draft.add(stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"))
    draft.page[b"Resources"] = b"<< /Font << /F1 5 0 R >> /XObject << /X %d 0 R >> >>" % shared
    note = b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /AP << /N %d 0 R >> >>" % shared
    draft.annotations.append(draft.add(note))
    draft.saved(PAGE).signed()
    draft.more[shared] = COVER
    assert changes(draft.saved().octets) == ["content"]


def test_a_stream_that_is_listed_as_an_annotation_is_content_still() -> None:
    draft = Draft().begun()
    shared = draft.add(stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"))
    draft.page[b"Resources"] = b"<< /Font << /F1 5 0 R >> /XObject << /X %d 0 R >> >>" % shared
    draft.annotations.append(shared)
    draft.saved(PAGE).signed()
    draft.more[shared] = COVER
    assert changes(draft.saved().octets) == ["content"]


def test_a_font_that_is_made_a_signature_field_is_no_signature() -> None:
    draft = _signed()
    held = draft.held()
    draft.more[5] = b"<< /Type /Font /Subtype /Type3 %s /T (S2) /V %d 0 R >>" % (b"/FT /Sig", held)
    draft.fields.append(5)
    assert changes(draft.sealed(CATALOG).octets) == ["content", "nothing"]


def test_a_field_that_is_a_font_as_well_is_never_a_signature_only() -> None:
    draft = Draft(page={b"Resources": b"<< /Font << /F1 7 0 R >> >>"}).begun()
    draft.field_of(b"<< /Type /Font /Subtype /Type1 /FT /Sig /T (S2) /BaseFont /Helvetica >>")
    draft.saved(CATALOG, PAGE).signed()
    held = draft.held()
    draft.more[7] = (
        b"<< /Type /Font /Subtype /Type1 /FT /Sig /T (S2) /BaseFont /Courier /V %d 0 R >>" % held
    )
    assert changes(draft.sealed().octets)[0] == "unknown"


def test_another_catalog_is_never_harmless() -> None:
    draft = _signed()
    number = draft.add(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%d 0 R] >> >>" % draft.fields[0]
    )
    draft.saved()
    start = draft.octets.rindex(b"/Root 1 0 R")
    octets = draft.octets[:start] + b"/Root %d 0 R" % number + draft.octets[start + 11 :]
    assert changes(octets) == ["unknown"]
