"""No way of changing the octets leaves a signature whole over something that nobody signed."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest.signed.pdf.making import Draft, changes, codes, signatures, stream

SIGNED = Draft().begun().signed().octets
TWICE = Draft().begun().signed().signed(b"S2").octets
FINE = {"nothing", "signatures", "form"}
SOME = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def _vouched(octets: bytes) -> list[bytes]:
    """Return what every signature covers that still speaks for the whole of its document."""
    if codes(octets) - {"pdf.active_content"}:
        return []
    return [
        b"".join(octets[start:end] for start, end in one["pieces"])
        for one in signatures(octets)
        if one["whole"] and one["change"] in FINE
    ]


COVERED = {octets: set(_vouched(octets)) for octets in (SIGNED, TWICE)}


@SOME
@given(st.sampled_from([SIGNED, TWICE]), st.data())
def test_one_changed_octet_is_told_by_one_of_the_signatures(
    octets: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(octets) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda one: one != octets[at]))
    changed = octets[:at] + bytes((other,)) + octets[at + 1 :]
    assert _in_contents(octets, at) or _is_space(changed, at) or _is_told(octets, changed)


def _is_told(octets: bytes, changed: bytes) -> bool:
    """Return whether one of the signatures does not speak any more for just what it signed."""
    return bool(COVERED[octets] - set(_vouched(changed)))


def _in_contents(octets: bytes, at: int) -> bool:
    start = octets.rfind(b"/Contents <", 0, at)
    return start >= 0 and at <= octets.index(b">", start)


def _is_space(octets: bytes, at: int) -> bool:
    return octets[at] in b"\0\t\n\x0c\r " and not octets[at:].strip(b"\0\t\n\x0c\r ")


@SOME
@given(st.sampled_from([SIGNED, TWICE]), st.data(), st.binary(min_size=1, max_size=40))
def test_octets_put_in_are_told_by_one_of_the_signatures(
    octets: bytes, data: st.DataObject, more: bytes
) -> None:
    at = data.draw(st.integers(0, len(octets)))
    changed = octets[:at] + more + octets[at:]
    blank = at == len(octets) and not more.strip(b"\0\t\n\x0c\r ")
    assert blank or _is_told(octets, changed)


@SOME
@given(st.sampled_from([SIGNED, TWICE]), st.data())
def test_octets_left_out_are_told_by_one_of_the_signatures(
    octets: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(octets) - 2))
    end = data.draw(st.integers(start + 1, len(octets)))
    changed = octets[:start] + octets[end:]
    assert not octets[start:].strip() or _is_told(octets, changed)


@SOME
@given(
    st.dictionaries(st.sampled_from([2, 4, 5]), st.binary(max_size=60), min_size=1, max_size=4),
    st.booleans(),
)
def test_a_revision_that_writes_what_shows_anew_never_leaves_a_signature_speaking(
    bodies: dict[int, bytes], second: bool
) -> None:
    draft = Draft().begun().signed()
    draft.more |= {number: stream(body) for number, body in bodies.items()}
    octets = (draft.signed(b"S2") if second else draft.saved()).octets
    assert all(change not in FINE for change in changes(octets)[:1])


@SOME
@given(st.binary(max_size=400))
def test_any_octets_become_facts(octets: bytes) -> None:
    assert signatures(b"%PDF-1.7\n" + octets) == []


@SOME
@given(st.data())
def test_any_cut_of_a_document_becomes_facts(data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(TWICE)))
    assert isinstance(signatures(TWICE[:cut]), list)
