"""A signature that paints paper over what the page says is no harmless signature."""

import pytest

from ingest.signed.pdf.looks import Looks
from ingest.text.pdf import UnreadableError
from tests.ingest.signed.pdf.making import CATALOG, PAGE, Draft, changes, stream

OVER, BESIDE = b"[110 765 170 785]", b"[300 300 360 320]"
PAPER = b"1 1 1 rg 0 0 60 20 re f "
FORGED = PAPER + b"0 g BT /F1 12 Tf 2 5 Td (90,000) Tj ET"
SEAL = b"1 0 0 RG 2 w 5 5 50 10 re S"
STAR = b"1 0 0 rg 5 5 50 10 re f"
GREY = b"0.72 g 0 0 60 20 re f"
PINK = b"1 0.5 0.5 rg 0 0 60 20 re f"
DIGIT = b"0 g 4 5 m 8 14 l 10 14 l 10 5 l 8 5 l f"
NAME = b"1 0 0 rg BT /F1 12 Tf 2 5 Td (name) Tj ET"
LIGHT = b"/Light gs 1 1 1 rg 0 0 60 20 re f"
STAMP = b"/Stamp gs 1 0 0 rg 0 0 60 20 re f"


def _look(draft: Draft, painted: bytes) -> bytes:
    entries = (
        b"/Subtype /Form /BBox [0 0 60 20] /Resources << /Font << /F1 5 0 R >>"
        b" /ExtGState << /Light << /ca 0.9 >> /Stamp << /ca 0.6 >> >> >>"
    )
    return b"<< /N %d 0 R >>" % draft.add(stream(painted, entries))


def _signed_over(painted: bytes, rect: bytes = OVER) -> object:
    draft = Draft().begun().signed()
    return changes(draft.signed(b"S2", Rect=rect, AP=_look(draft, painted)).octets)[0]


@pytest.mark.parametrize(
    "painted", [FORGED, PAPER, PAPER + SEAL, STAR, GREY, PINK, LIGHT, b"1 1 1 rg 0 0 6 20 re f"]
)
def test_paper_over_what_the_page_says_is_an_annotation(painted: bytes) -> None:
    assert _signed_over(painted) == "annotations"


@pytest.mark.parametrize("painted", [NAME, DIGIT, b"0 g BT /F1 12 Tf 2 5 Td (name) Tj ET"])
def test_writing_across_what_the_page_says_is_an_annotation(painted: bytes) -> None:
    assert _signed_over(painted) == "annotations"


@pytest.mark.parametrize("painted", [DIGIT, NAME])
def test_a_digit_beside_a_figure_is_an_annotation(painted: bytes) -> None:
    assert _signed_over(painted, b"[153 765 165 785]") == "annotations"


@pytest.mark.parametrize("painted", [DIGIT, NAME])
def test_a_look_beside_words_without_figures_is_a_signature(painted: bytes) -> None:
    assert _signed_over(painted, b"[64 765 70 785]") == "signatures"


def test_a_long_frame_beside_a_figure_is_a_signature() -> None:
    draft = Draft().begun().signed()
    form = b"/Subtype /Form /BBox [0 0 90 90] /Resources << /Font << /F1 5 0 R >> >>"
    drawn = b"0 G 1 1 88 88 re S BT /F1 12 Tf 40 9 Td (name) Tj ET"
    look = draft.add(stream(drawn, form))
    octets = draft.signed(b"S2", Rect=b"[154 720 244 810]", AP=b"<< /N %d 0 R >>" % look).octets
    assert changes(octets)[0] == "signatures"


@pytest.mark.parametrize("painted", [SEAL, STAMP])
def test_a_seal_across_what_the_page_says_is_a_signature(painted: bytes) -> None:
    assert _signed_over(painted) == "signatures"


@pytest.mark.parametrize("painted", [FORGED, PAPER, SEAL])
def test_a_look_where_the_page_says_nothing_is_a_signature(painted: bytes) -> None:
    assert _signed_over(painted, BESIDE) == "signatures"


def test_text_upon_the_same_text_is_an_annotation() -> None:
    draft = Draft().begun().signed()
    look = draft.add(stream(
        b"1 g 0 0 180 20 re f 0 g BT /F1 12 Tf 2 5 Td (amount 10,000) Tj ET",
        b"/Subtype /Form /BBox [0 0 180 20] /Resources << /Font << /F1 5 0 R >> >>",
    ))  # fmt: skip
    draft.signed(b"S2", Rect=b"[70 765 250 785]", AP=b"<< /N %d 0 R >>" % look)
    assert changes(draft.octets)[0] == "annotations"


def test_paper_on_a_page_that_is_turned_is_found() -> None:
    draft = Draft(page={b"Rotate": b"90"}).begun().signed()
    draft.signed(b"S2", Rect=OVER, AP=_look(draft, FORGED))
    assert changes(draft.octets)[0] == "annotations"


def test_paper_on_a_page_that_is_cut_is_found() -> None:
    draft = Draft(page={b"CropBox": b"[50 700 595 842]"}).begun().signed()
    draft.signed(b"S2", Rect=OVER, AP=_look(draft, FORGED))
    assert changes(draft.octets)[0] == "annotations"


def test_paper_of_a_field_filled_in_is_found() -> None:
    draft = Draft().begun()
    body = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /P 3 0 R /Rect %s %s >>"
    number = draft.field_of(body % (OVER, b""))
    draft.saved(CATALOG, PAGE).signed()
    draft.more[number] = body % (OVER, b"/V (90,000) /AP %s" % _look(draft, FORGED))
    assert changes(draft.saved().octets) == ["annotations"]


def test_paper_over_what_another_field_shows_is_found() -> None:
    draft = Draft().begun()
    look = _look(draft, b"0 g BT /F1 12 Tf 2 5 Td (10,000) Tj ET")
    draft.field_of(
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (1) /P 3 0 R /F 4 /Rect %s /AP %s >>"
        % (BESIDE, look)
    )
    draft.saved(CATALOG, PAGE).signed()
    draft.signed(b"S2", Rect=BESIDE, AP=_look(draft, FORGED))
    assert changes(draft.octets)[0] == "annotations"


def test_what_cannot_be_painted_is_refused() -> None:
    with pytest.raises(UnreadableError):
        Looks(b"%PDF-1.7", b"%PDF-1.7").papered(0, (0, 0, 9, 9), writes=True)


def test_a_page_that_is_not_there_is_refused() -> None:
    octets = Draft().begun().octets
    with pytest.raises(UnreadableError):
        Looks(octets, octets).papered(1, (0, 0, 9, 9), writes=True)
