"""What a later revision does to fields: signed, filled in as is permitted, or otherwise."""

import pytest

from tests.ingest.signed.pdf.making import CATALOG, PAGE, WIDGET, Draft, changes, codes, stream

COVER = stream(b"1 1 1 rg 0 0 595 842 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")
LOOK = b"/Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 5 0 R >> >>"


def _signed(**page: bytes) -> Draft:
    draft = Draft(page={key.encode(): value for key, value in page.items()})
    return draft.begun().signed()


def _text_field(draft: Draft, value: bytes = b"", rect: bytes = b"[60 60 260 80]") -> int:
    return draft.field_of(
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (remark) /P 3 0 R /Rect %s %s >>"
        % (rect, value)
    )


def _with_field(
    value: bytes = b"", rect: bytes = b"[60 60 260 80]", **more: bytes
) -> tuple[Draft, int]:
    draft = Draft().begun()
    number = _text_field(draft, value, rect)
    draft.saved(CATALOG, PAGE)
    return draft.signed(**more), number


OPEN = b"<< /Type /SigFieldLock /Action /Include /Fields [(amount)] >>"
"""Leaves the remark open."""


def _refilled(draft: Draft, number: int, value: bytes, rect: bytes = b"[60 60 260 80]") -> Draft:
    draft.more[number] = (
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (remark) /P 3 0 R /Rect %s %s >>"
        % (rect, value)
    )
    return draft.saved()


def test_a_signature_that_shows_itself_on_a_small_part_is_a_signature() -> None:
    draft = _signed()
    look = draft.add(stream(b"0 0 9 9 re f", b"/Subtype /Form /BBox [0 0 200 50]"))
    entries = {"Rect": b"[60 60 260 110]", "AP": b"<< /N %d 0 R >>" % look}
    assert changes(draft.signed(b"S2", **entries).octets) == ["signatures", "nothing"]


@pytest.mark.parametrize(
    "rect", [b"[0 0 595 842]", b"[595 842 0 0]", b"[0 600 595 842]", b"[0 0 1]"]
)
def test_a_signature_that_shows_itself_over_the_page_is_an_annotation(rect: bytes) -> None:
    draft = _signed()
    entries = {"Rect": rect, "AP": b"<< /N %d 0 R >>" % draft.add(COVER)}
    assert changes(draft.signed(b"S2", **entries).octets) == ["annotations", "nothing"]


def test_a_signature_that_shows_itself_on_paper_alone_is_an_annotation() -> None:
    draft = _signed()
    look = draft.add(stream(b"0 0 9 9 re f", b"/Subtype /Form /BBox [0 0 90 90]"))
    held = draft.held()
    draft.field_of(
        b"<< %s /T (S2) /V %d 0 R /P 3 0 R /F 36 /Rect [9 9 99 99] /AP << /N %d 0 R >> >>"
        % (WIDGET, held, look)
    )
    assert changes(draft.sealed(CATALOG, PAGE).octets) == ["annotations", "nothing"]


def test_a_signature_field_that_acts_is_an_annotation() -> None:
    octets = _signed().signed(b"S2", AA=b"<< /E << /S /JavaScript /JS (1) >> >>").octets
    assert changes(octets)[0] == "annotations"


def test_the_look_of_a_signature_replaced_is_content() -> None:
    draft = Draft().begun()
    look = draft.add(stream(b"0 0 9 9 re f", b"/Subtype /Form /BBox [0 0 200 50]"))
    draft.signed(Rect=b"[60 60 260 110]", AP=b"<< /N %d 0 R >>" % look)
    draft.more[look] = stream(b"0 0 9 9 re S", b"/Subtype /Form /BBox [0 0 200 50]")
    assert changes(draft.saved().octets) == ["content"]


def test_a_signature_field_moved_is_content() -> None:
    draft = _signed()
    field, held = draft.fields[0], draft.fields[0] - 1
    draft.more[field] = b"<< %s /T (Signature1) /V %d 0 R /P 3 0 R /F 132 /Rect [0 0 9 9] >>" % (
        WIDGET, held,
    )  # fmt: skip
    assert changes(draft.saved().octets) == ["content"]


def test_a_signature_shown_on_a_second_place_is_an_annotation() -> None:
    draft = Draft().begun()
    second = draft.add(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>")
    draft.more[2] = b"<< /Type /Pages /Kids [3 0 R %d 0 R] /Count 2 >>" % second
    draft.saved().signed()
    draft.more[second] = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [%d 0 R] >>"
        % draft.fields[0]
    )
    assert changes(draft.saved().octets) == ["annotations"]


@pytest.mark.parametrize("left", [True, False])
def test_a_signature_removed_is_content_and_told(left: bool) -> None:
    draft = _signed()
    if left:
        draft.more[draft.fields[0]] = b"<< %s /T (Signature1) /Rect [0 0 0 0] >>" % WIDGET
    draft.fields = draft.fields if left else []
    octets = draft.saved(CATALOG, PAGE).octets
    assert (changes(octets), codes(octets)) == (["content"], {"pdf.signature_removed"})


def test_a_signature_replaced_in_its_field_is_content_and_told() -> None:
    draft = _signed()
    held = draft.held()
    draft.more[draft.fields[0]] = (
        b"<< %s /T (Signature1) /V %d 0 R /P 3 0 R /F 132 /Rect [0 0 0 0] >>" % (WIDGET, held)
    )
    octets = draft.sealed().octets
    assert (changes(octets), codes(octets)) == (["content", "nothing"], {"pdf.signature_removed"})


def test_an_empty_field_that_the_signer_left_open_filled_in_is_form() -> None:
    assert changes(_refilled(*_with_field(Lock=OPEN), b"/V (paid)").octets) == ["form"]


def test_an_empty_field_that_nobody_left_open_filled_in_is_an_annotation() -> None:
    assert changes(_refilled(*_with_field(), b"/V (paid)").octets) == ["annotations"]


def test_an_empty_field_filled_in_before_another_signature_is_form() -> None:
    octets = _refilled(*_with_field(), b"/V (paid)").signed(b"S2").octets
    assert changes(octets) == ["form", "nothing"]


def test_an_empty_field_filled_in_before_a_time_stamp_is_an_annotation() -> None:
    draft = _refilled(*_with_field(), b"/V (paid)")
    held = draft.held(b"/SubFilter /ETSI.RFC3161")
    draft.field_of(b"<< %s /T (S2) /V %d 0 R /P 3 0 R /Rect [0 0 0 0] >>" % (WIDGET, held))
    assert changes(draft.sealed(CATALOG, PAGE).octets)[0] == "annotations"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(b"", ["signatures"]), (b"/V (10,000)", ["unknown"])],
)
def test_fonts_added_where_a_signed_field_is_drawn_with_them_are_unknown(
    value: bytes, expected: list[str]
) -> None:
    draft, _ = _with_field(value)
    draft.form[b"DR"] = b"<< /Font << /Fx 5 0 R >> >>"
    assert changes(draft.saved(CATALOG).octets) == expected


def test_fonts_added_where_a_look_has_none_of_its_own_are_unknown() -> None:
    draft = Draft().begun()
    bare = stream(b"BT /Fx 9 Tf (1) Tj ET", b"/Subtype /Form /BBox [0 0 9 9]")
    _text_field(draft, b"/V (1) /AP << /N %d 0 R >>" % draft.add(bare))
    draft.saved(CATALOG, PAGE).signed()
    draft.form[b"DR"] = b"<< /Font << /Fx 5 0 R >> >>"
    assert changes(draft.saved(CATALOG).octets) == ["unknown"]


@pytest.mark.parametrize("blank", [b"/V ()", b"/V (  )", b"/V <FEFF>", b"/V null"])
def test_a_field_that_nobody_could_read_is_empty(blank: bytes) -> None:
    assert changes(_refilled(*_with_field(blank, Lock=OPEN), b"/V (paid)").octets) == ["form"]


def test_a_value_that_was_signed_made_another_is_content() -> None:
    assert changes(_refilled(*_with_field(b"/V (10,000)"), b"/V (90,000)").octets) == ["content"]


def test_the_look_of_a_field_changed_without_its_value_is_unknown() -> None:
    draft, number = _with_field(b"/V (10,000)")
    look = draft.add(stream(b"BT (90,000) Tj ET", b"/Subtype /Form /BBox [0 0 200 20]"))
    assert changes(_refilled(draft, number, b"/V (10,000) /AP << /N %d 0 R >>" % look).octets) == [
        "unknown"
    ]


def test_a_field_over_the_whole_page_filled_in_is_an_annotation() -> None:
    whole = b"[0 0 595 842]"
    draft, number = _with_field(rect=whole)
    value = b"/V (paid) /AP << /N %d 0 R >>" % draft.add(COVER)
    assert changes(_refilled(draft, number, value, whole).octets) == ["annotations"]


def test_a_field_moved_as_it_is_filled_in_is_unknown() -> None:
    assert changes(_refilled(*_with_field(), b"/V (paid)", b"[0 700 595 842]").octets) == [
        "unknown"
    ]


def test_a_field_added_that_is_no_signature_is_an_annotation() -> None:
    draft = _signed()
    _text_field(draft, b"/V (paid)")
    assert changes(draft.saved(CATALOG, PAGE).octets) == ["annotations"]


def test_two_fields_of_one_name_are_unknown() -> None:
    draft = _signed()
    draft.field_of(b"<< %s /T (Signature1) /Rect [0 0 9 9] >>" % WIDGET)
    assert "embedded.unreadable" in codes(draft.saved(CATALOG, PAGE).octets)


@pytest.mark.parametrize(
    ("key", "value", "change"),
    [
        (b"XFA", b"[(template) 4 0 R]", "content"),
        (b"NeedAppearances", b"true", "unknown"),
        (b"DR", b"<< /Font << /F1 5 0 R >> >>", "signatures"),
        (b"CO", b"[]", "unknown"),
    ],
)
def test_an_entry_of_the_form_added(key: bytes, value: bytes, change: str) -> None:
    draft = _signed()
    draft.form[key] = value
    assert changes(draft.saved(CATALOG).octets) == [change]


def test_a_resource_of_the_form_replaced_is_content() -> None:
    draft = Draft(form={b"DR": b"<< /Font << /F1 5 0 R >> >>"}).begun().signed()
    other = draft.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>")
    draft.form[b"DR"] = b"<< /Font << /F1 %d 0 R >> >>" % other
    assert changes(draft.saved(CATALOG).octets) == ["content"]


def _certified(permission: bytes) -> bytes:
    return (
        b"/Reference [<< /Type /SigRef /TransformMethod /DocMDP"
        b" /TransformParams << /Type /TransformParams /V /1.2 %s >> >>]" % permission
    )


def _under(entries: bytes, value: bytes = b"", **more: bytes) -> tuple[Draft, int]:
    draft = Draft().begun()
    number = _text_field(draft, value)
    draft.saved(CATALOG, PAGE)
    held = draft.held(entries)
    lock = b" ".join(b"/%s %s" % (key.encode(), one) for key, one in more.items())
    draft.field_of(b"<< %s /T (S1) /V %d 0 R /P 3 0 R /Rect [0 0 0 0] %s >>" % (WIDGET, held, lock))
    return draft.sealed(CATALOG, PAGE), number


@pytest.mark.parametrize("permission", [b"", b"/P 2", b"/P 3"])
def test_what_a_certification_permits_to_be_filled_in_is_form(permission: bytes) -> None:
    assert changes(_refilled(*_under(_certified(permission)), b"/V (b)").octets) == ["form"]


@pytest.mark.parametrize("permission", [b"", b"/P 2", b"/P 3"])
def test_a_signed_value_that_a_certification_lets_change_is_unknown(permission: bytes) -> None:
    assert changes(_refilled(*_under(_certified(permission), b"/V (a)"), b"/V (b)").octets) == [
        "unknown"
    ]


def test_a_field_that_shows_another_text_than_its_value_is_unknown() -> None:
    draft, number = _with_field()
    look = draft.add(stream(b"BT /F1 9 Tf 2 5 Td (90,000) Tj ET", LOOK))
    refilled = _refilled(draft, number, b"/V (paid) /AP << /N %d 0 R >>" % look)
    assert changes(refilled.octets) == ["unknown"]


def test_a_field_that_shows_its_value_is_form() -> None:
    draft, number = _with_field(Lock=OPEN)
    look = draft.add(stream(b"BT /F1 9 Tf 2 5 Td (paid in full) Tj ET", LOOK))
    refilled = _refilled(draft, number, b"/V (paid in full) /AP << /N %d 0 R >>" % look)
    assert changes(refilled.octets) == ["form"]


def test_a_field_without_a_value_that_showed_a_text_is_unknown() -> None:
    draft = Draft().begun()
    look = draft.add(stream(b"BT /F1 9 Tf 2 5 Td (10,000) Tj ET", LOOK))
    number = _text_field(draft, b"/AP << /N %d 0 R >>" % look)
    draft.saved(CATALOG, PAGE).signed()
    assert changes(_refilled(draft, number, b"/V (90,000)").octets) == ["unknown"]


@pytest.mark.parametrize(
    ("painted", "change"), [(b"0 0 9 9 re f", "annotations"), (b"% DSBlank", "signatures")]
)
def test_a_signature_field_that_nobody_signed_may_not_show(painted: bytes, change: str) -> None:
    draft = _signed()
    look = draft.add(stream(painted, b"/Subtype /Form /BBox [0 0 9 9]"))
    draft.field_of(
        b"<< %s /T (S2) /P 3 0 R /Rect [9 9 99 99] /AP << /N %d 0 R >> >>" % (WIDGET, look)
    )
    assert changes(draft.saved(CATALOG, PAGE).octets) == [change]


def test_a_signature_field_that_showed_something_else_before_is_an_annotation() -> None:
    draft = Draft().begun()
    body = b"<< %s /T (S2) /P 3 0 R /Rect [9 9 99 99] /AP << /N %d 0 R >> %s >>"
    entries = b"/Subtype /Form /BBox [0 0 90 90]"
    first, second = (draft.add(stream(b"0 0 %d 9 re f" % one, entries)) for one in (8, 9))
    number = draft.field_of(body % (WIDGET, first, b""))
    draft.saved(CATALOG, PAGE).signed()
    draft.more[number] = body % (WIDGET, second, b"/V %d 0 R" % draft.held())
    assert changes(draft.sealed().octets)[0] == "annotations"


@pytest.mark.parametrize("key", [b"Tabs", b"PieceInfo", b"Parent"])
def test_a_page_that_is_a_resource_of_itself_is_unknown(key: bytes) -> None:
    draft = Draft(page={b"Resources": b"<< /Font << /F1 5 0 R >> /XObject 3 0 R >>"}).begun()
    draft.signed().page[key] = b"%d 0 R" % draft.add(COVER)
    assert changes(draft.saved(PAGE).octets)[0] in ("unknown", "content")


@pytest.mark.parametrize("permission", [b"/P 1", b"/P 0", b"/P 4", b"/P /two"])
def test_what_a_certification_forbids_to_be_filled_in_is_content_and_told(
    permission: bytes,
) -> None:
    octets = _refilled(*_under(_certified(permission)), b"/V (b)").octets
    assert (changes(octets), codes(octets)) == (["content"], {"pdf.change_not_permitted"})


def test_a_signature_that_a_certification_forbids_is_told() -> None:
    octets = _under(_certified(b"/P 1"))[0].signed(b"S2").octets
    assert (changes(octets), codes(octets)) == (
        ["signatures", "nothing"], {"pdf.change_not_permitted"},
    )  # fmt: skip


def test_a_time_stamp_is_permitted_by_every_certification() -> None:
    draft, _ = _under(_certified(b"/P 1"))
    held = draft.held(b"/SubFilter /ETSI.RFC3161")
    draft.field_of(b"<< %s /T (T) /V %d 0 R /P 3 0 R /Rect [0 0 0 0] >>" % (WIDGET, held))
    assert codes(draft.sealed(CATALOG, PAGE).octets) == set()


@pytest.mark.parametrize(
    "lock",
    [
        b"/Action /All",
        b"/Action /Include /Fields [(remark)]",
        b"/Action /Exclude /Fields [(other)]",
        b"/Action /Whatever",
    ],
)
def test_a_locked_field_filled_in_is_content_and_told(lock: bytes) -> None:
    octets = _refilled(*_under(b"", Lock=b"<< /Type /SigFieldLock %s >>" % lock), b"/V (b)").octets
    assert (changes(octets), codes(octets)) == (["content"], {"pdf.change_not_permitted"})


@pytest.mark.parametrize(
    "lock", [b"/Action /Include /Fields [(other)]", b"/Action /Exclude /Fields [(remark)]"]
)
def test_a_field_that_is_not_locked_filled_in_is_form(lock: bytes) -> None:
    octets = _refilled(*_under(b"", Lock=b"<< /Type /SigFieldLock %s >>" % lock), b"/V (b)").octets
    assert (changes(octets), codes(octets)) == (["form"], set())
