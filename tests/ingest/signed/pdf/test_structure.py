"""A file that two readers may read as two documents is never taken for one of them."""

import re

import pytest

from tests.ingest.signed.pdf.making import (
    CATALOG,
    CONTENT,
    PAGE,
    WIDGET,
    Draft,
    changes,
    codes,
    facts,
    signatures,
    stream,
)

AMBIGUOUS = {"pdf.structure_ambiguous"}
UNREADABLE = {"embedded.unreadable"}


def _signed() -> Draft:
    return Draft().begun().signed()


def _last_startxref(octets: bytes) -> int:
    return int(octets[octets.rindex(b"startxref") + 9 :].split()[0])


def test_an_honest_file_has_nothing_to_tell() -> None:
    assert codes(_signed().signed(b"S2").octets) == set()


def test_every_save_is_a_revision() -> None:
    assert facts(_signed().signed(b"S2").octets)["revisions"] == 3


@pytest.mark.parametrize("more", [b"x", b"\n%%EOF", b"\n% a word", b"\0" * 9 + b"y"])
def test_octets_after_the_end_are_told(more: bytes) -> None:
    assert codes(_signed().octets + more) <= AMBIGUOUS | UNREADABLE
    assert codes(_signed().octets + more)


def test_octets_before_the_header_are_refused() -> None:
    assert codes(b"\n" + _signed().octets) == UNREADABLE


@pytest.mark.parametrize("octets", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"no PDF", bytes(4000)])
def test_what_is_no_pdf_is_refused(octets: bytes) -> None:
    assert codes(octets) == UNREADABLE


def test_a_cross_reference_off_by_one_is_not_mended() -> None:
    octets = _signed().octets
    at = octets.rindex(b"startxref") + 10
    moved = b"%d" % (_last_startxref(octets) + 1)
    assert codes(octets[:at] + moved + octets[at + len(moved) :]) == UNREADABLE


def test_revisions_in_a_loop_are_refused() -> None:
    octets = _signed().octets
    table = _last_startxref(octets)
    octets = re.sub(rb"/Prev \d+(?=[^/]*startxref\n%d\n)" % table, b"/Prev %d" % table, octets)
    assert codes(octets) <= UNREADABLE | AMBIGUOUS
    assert codes(octets)


def test_a_revision_that_leaves_out_the_signed_one_is_told() -> None:
    draft = _signed()
    first = int(re.findall(rb"startxref\n(\d+)", draft.octets)[0])
    last = _last_startxref(draft.octets)
    draft.more[4] = stream(b"BT (amount 90,000) Tj ET")
    octets = draft.saved().octets
    cut = octets.rindex(b"/Prev %d" % last)
    octets = octets[:cut] + b"/Prev %d" % first + octets[cut + len(b"/Prev %d" % last) :]
    assert codes(octets) >= {"pdf.signature_unreferenced", "pdf.structure_ambiguous"}


def test_an_object_beside_the_one_that_is_listed_is_told() -> None:
    draft = Draft().begun()
    twin = b"4 0 obj\n%s\nendobj\n" % stream(b"BT (amount 90,000) Tj ET")
    table = _last_startxref(draft.octets)
    octets = draft.octets[:table] + twin + draft.octets[table:]
    draft.octets = octets.replace(b"startxref\n%d" % table, b"startxref\n%d" % (table + len(twin)))
    assert codes(draft.signed().octets) == AMBIGUOUS


def test_words_in_the_data_of_a_stream_are_no_objects() -> None:
    draft = Draft().begun()
    draft.more[4] = stream(CONTENT + b"\n4 0 obj\n<< >>\nendobj\n/ByteRange [0 1 2 3]")
    assert codes(draft.saved().signed().octets) == set()


def test_a_table_that_points_into_an_earlier_revision_is_told() -> None:
    draft = _signed()
    old = draft.octets.index(b"4 0 obj")
    draft.more[4] = stream(b"BT (amount 90,000) Tj ET")
    draft.saved()
    table = b"xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root 1 0 R /Prev %d >>\n" % (
        old, draft.size, _last_startxref(draft.octets),
    )  # fmt: skip
    octets = draft.octets + table + b"startxref\n%d\n%%%%EOF\n" % len(draft.octets)
    assert (changes(octets), codes(octets)) == (["content"], AMBIGUOUS)


def test_an_entry_twice_in_a_table_is_told() -> None:
    draft = _signed()
    draft.more[5] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    octets = draft.saved().octets
    row = octets[octets.rindex(b"xref\n5 1\n") + 5 :].split(b"trailer")[0]
    at = octets.rindex(b"trailer")
    assert codes(octets[:at] + row * 3 + octets[at:]) <= AMBIGUOUS | UNREADABLE
    assert codes(octets[:at] + row * 3 + octets[at:])


def test_an_entry_that_points_to_another_object_is_refused() -> None:
    octets = _signed().octets
    row = b"%010d 00000 n" % octets.index(b"4 0 obj")
    assert codes(octets.replace(row, b"%010d 00000 n" % octets.index(b"5 0 obj"))) != set()


def test_a_signature_that_no_field_holds_is_told() -> None:
    draft = _signed()
    draft.held()
    assert codes(draft.sealed(CATALOG).octets) == {"pdf.signature_unreferenced"}


def test_a_signature_that_only_the_permissions_name_is_found() -> None:
    draft = Draft().begun()
    draft.catalog[b"Perms"] = b"<< /UR3 %d 0 R >>" % draft.held()
    assert [one["name"] for one in signatures(draft.sealed(CATALOG).octets)] == ["UR3"]


def test_a_signature_that_field_and_permissions_name_is_one() -> None:
    draft = Draft().begun()
    draft.catalog[b"Perms"] = b"<< /DocMDP %d 0 R >>" % draft.size
    assert changes(draft.signed().octets) == ["nothing"]


def test_a_signature_below_other_fields_is_found_by_its_whole_name() -> None:
    draft = Draft().begun()
    held = draft.held()
    child = draft.add(
        b"<< /Type /Annot /Subtype /Widget /T (b) /V %d 0 R /Rect [0 0 0 0] >>" % held
    )
    draft.fields.append(draft.add(b"<< /FT /Sig /T (a) /Kids [%d 0 R] >>" % child))
    assert [one["name"] for one in signatures(draft.sealed(CATALOG, PAGE).octets)] == ["a.b"]


def test_fields_in_a_ring_are_refused() -> None:
    draft = Draft().begun()
    number = draft.size
    draft.fields.append(draft.add(b"<< /FT /Sig /T (a) /Kids [%d 0 R] >>" % number))
    assert codes(draft.saved(CATALOG).octets) == UNREADABLE


def test_a_document_without_signatures_has_none() -> None:
    octets = Draft().begun().octets
    assert (signatures(octets), codes(octets)) == ([], set())


def test_a_later_revision_is_enclosed_by_its_signature() -> None:
    found = signatures(_signed().signed(b"S2").octets)
    assert [one["encloses"] for one in found] == [[], ["pdf-1"]]


def _hybrid(draft: Draft, entries: bytes) -> bytes:
    """Append a revision whose table hides an object for readers of streams alone."""
    octets, last = draft.octets, _last_startxref(draft.octets)
    body = b"4 0 obj\n%s\nendobj\n" % stream(b"BT (amount 90,000) Tj ET")
    place = len(octets)
    rows = b"\x01" + place.to_bytes(4, "big") + b"\0"
    held = stream(rows, b"/Type /XRef /W [1 4 1] /Index [4 1] /Size %d /Root 1 0 R" % draft.size)
    octets += body
    at = len(octets)
    octets += b"%d 0 obj\n%s\nendobj\n" % (draft.size, held)
    table = b"xref\n%strailer\n<< /Size %d /Root 1 0 R /Prev %d /XRefStm %d >>\n"
    table %= (entries, draft.size + 1, last, at)
    return octets + table + b"startxref\n%d\n%%%%EOF\n" % len(octets)


@pytest.mark.parametrize("entries", [b"0 0\n", b"4 1\n0000000000 65535 f \n"])
def test_a_hybrid_revision_that_readers_of_tables_do_not_see_is_never_harmless(
    entries: bytes,
) -> None:
    octets = _hybrid(_signed(), entries)
    assert not set(changes(octets)) & {"nothing", "signatures", "form"}


def test_a_hybrid_revision_after_a_signature_is_told() -> None:
    draft = _signed()
    assert codes(_hybrid(draft, b"0 0\n")) & (AMBIGUOUS | UNREADABLE)


def _as_office_programs_save() -> Draft:
    """Return a document with an object that only readers of streams see, in a first revision."""
    draft = Draft().begun()
    octets = draft.octets
    table = _last_startxref(octets)
    packed, listed, draft.size = 7, 8, 10
    body = b"9 0 << /Type /Whatever >>"
    first = b"%d 0 obj\n%s\nendobj\n" % (packed, stream(body, b"/Type /ObjStm /N 1 /First 4"))
    rows = b"\x01" + table.to_bytes(4, "big") + b"\0"
    rows += b"\x01" + (table + len(first)).to_bytes(4, "big") + b"\0"
    rows += b"\x02" + packed.to_bytes(4, "big") + b"\0"
    entries = b"/Type /XRef /W [1 4 1] /Index [7 3] /Size 10 /Root 1 0 R"
    second = b"%d 0 obj\n%s\nendobj\n" % (listed, stream(rows, entries))
    moved = table + len(first) + len(second)
    hidden = b"".join(b"%d 1\n0000000000 65535 f \n" % one for one in (7, 8, 9))
    tail = octets[table:].replace(b"startxref\n%d\n" % table, b"startxref\n%d\n" % moved)
    tail = tail.replace(b"trailer", hidden + b"trailer").replace(b"/Size 7", b"/Size 10")
    octets = octets[:table] + first + second + tail
    last = b"xref\n0 0\ntrailer\n<< /Size 10 /Root 1 0 R /Info 6 0 R /Prev %d /XRefStm %d >>\n" % (
        moved, table + len(first),
    )  # fmt: skip
    draft.octets = octets + last + b"startxref\n%d\n%%%%EOF\n" % len(octets)
    return draft


def test_a_document_as_office_programs_save_it_is_read() -> None:
    octets = _as_office_programs_save().signed().signed(b"S2").octets
    assert (changes(octets), codes(octets)) == (["signatures", "nothing"], set())


def test_a_signature_in_another_array_of_a_widget_is_read_once() -> None:
    draft = Draft().begun()
    held = draft.held()
    widgets = b" ".join(
        b"%d 0 R" % draft.add(b"<< %s /Rect [0 0 0 0] >>" % WIDGET) for _ in range(2)
    )
    draft.fields.append(draft.add(b"<< /FT /Sig /T (a) /V %d 0 R /Kids [%s] >>" % (held, widgets)))
    assert changes(draft.sealed(CATALOG).octets) == ["nothing"]


@pytest.mark.parametrize("row", [b"%010d 00000 n \n", b"%010d 00001 f \n"])
@pytest.mark.parametrize("first", [True, False])
def test_a_number_that_one_table_lists_twice_is_told(row: bytes, *, first: bool) -> None:
    draft = Draft().begun()
    octets = draft.octets
    table = _last_startxref(octets)
    more = b"4 1\n" + row % (octets.index(b"5 0 obj") * (b"n" in row))
    head, tail = octets[:table], octets[table:]
    word = b"xref\n" if first else b"trailer"
    put = word + more if first else more + word
    draft.octets = head + tail.replace(word, put, 1)
    assert codes(draft.signed().octets) & (AMBIGUOUS | UNREADABLE)


@pytest.mark.parametrize("entries", [b"0 0\n", b"4 1\n%010d 00000 n \n"])
def test_a_first_revision_with_two_places_for_two_kinds_of_readers_is_told(entries: bytes) -> None:
    draft = Draft().begun()
    if b"n" in entries:
        entries %= draft.octets.index(b"4 0 obj")
    draft.octets = _hybrid(draft, entries)
    draft.size += 1
    assert codes(draft.signed().octets) & AMBIGUOUS


def test_a_reference_of_another_generation_is_told() -> None:
    draft = Draft(page={b"Contents": b"[4 0 R 5 1 R]"}).begun().signed()
    assert codes(draft.octets) == AMBIGUOUS


def test_a_reference_to_nothing_is_a_null() -> None:
    draft = Draft(page={b"Contents": b"[4 0 R 99 1 R]"}).begun().signed()
    assert codes(draft.octets) == set()
