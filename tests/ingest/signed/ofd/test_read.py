"""Seals of an OFD, what each covers, and what a forger would do to a sealed one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from fixtures.ofd import Ofd, Stamp
from ingest.signed.ofd import read_ofd
from tests.ingest.signed.ofd.made import (
    AT,
    ATTACHED,
    LIST,
    NOTED,
    PAGE,
    SIGN,
    codes,
    made,
    packed,
    reading,
    sealed,
    sealing,
    signer,
)
from tests.verify.checks.court import court
from verify.asn1.eseal import decode_eseal
from verify.checks.covered import CoveredOctets
from verify.checks.eseal import check_eseal
from verify.errors import DecodeError
from verify.findings import CheckStatus
from verify.model import Change

CONTEXT = court()
OTHER = "Doc_0/Signs/Sign_1"
FIRST, SECOND = "ofd-1", "ofd-2"


def _edited(found: Ofd, path: str, old: bytes, new: bytes) -> Ofd:
    assert old in found.parts[path]
    found.parts[path] = found.parts[path].replace(old, new)
    return found


def _seals(count: int) -> Ofd:
    found = made()
    for number in range(count):
        found.seal(sealing(hours=number))
    return found


def test_a_sealed_document_is_read_with_nothing_to_say() -> None:
    found = sealed()
    read = reading(found)
    (one,) = read.signatures
    assert (read.form, read.findings, read.uncovered) == ("ofd", (), ())
    assert read.parts == len(found.parts)
    assert one.id == FIRST
    assert (one.name, one.form, one.whole, one.change) == ("1", "ses", True, Change.NOTHING)
    assert one.octets == found.parts[f"{SIGN}/SignedValue.dat"]
    assert one.pieces == (found.parts[f"{SIGN}/Signature.xml"],)
    assert one.claimed_at == "2024-09-01T10:00:00+08:00"


def test_what_a_seal_covers_is_named_as_a_reader_knows_it() -> None:
    (one,) = reading(sealed()).signatures
    assert {
        "OFD.xml",
        f"第 1 页（{PAGE}）",
        "第 2 页（Doc_0/Pages/Page_1/Content.xml）",
        f"第 1 页批注（{NOTED}）",
        f"附件 data.txt（{ATTACHED}）",
    } <= set(one.covers)


def test_a_later_seals_own_files_are_no_change_but_a_seal() -> None:
    read = reading(_seals(2))
    first, second = read.signatures
    assert codes(read) == [("ofd.stamp_later", SECOND)]
    assert (first.change, first.whole) == (Change.SIGNATURES, True)
    assert first.changed == (f"{OTHER}/Signature.xml",)
    assert (second.change, second.encloses) == (Change.NOTHING, (FIRST,))


def test_where_a_later_seal_is_shown_is_told() -> None:
    (told,) = reading(_seals(2)).findings
    assert told.observed == "第 1 页（140 220 40 40）"


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"<ofd:MaxSignId>", b"<!-- x --><ofd:MaxSignId>"), (b">1</ofd:Max", b">x</ofd:Max")],
)
def test_words_in_a_list_of_signatures_are_told(old: bytes, new: bytes) -> None:
    read = reading(_edited(sealed(), LIST, old, new))
    assert codes(read) == [("ofd.list_words", "")]
    assert read.findings[0].status is CheckStatus.PASSED


def test_an_empty_folder_is_told_by_its_name() -> None:
    parts = sealed().parts
    read = read_ofd(packed({**parts, "Doc_0/": b"", "金额另计/": b""}))
    assert [(one.code, one.observed) for one in read.findings] == [
        ("ofd.folder_empty", "金额另计/")
    ]


def test_seals_are_told_in_the_order_in_which_they_were_made() -> None:
    found = _seals(3)
    found.signs.reverse()
    found.relist()
    assert [one.name for one in reading(found).signatures] == ["3", "2", "1"]


def test_a_signature_without_a_seal_is_a_cms() -> None:
    found = made()
    found.sign(signer())
    read = reading(found)
    assert ([one.form for one in read.signatures], read.findings) == (["gm-cms"], ())


def test_a_document_without_signatures_has_none() -> None:
    read = reading(made())
    assert (read.signatures, read.findings) == ((), ())


@pytest.mark.parametrize("path", [PAGE, NOTED, ATTACHED, "OFD.xml", "Doc_0/PublicRes.xml"])
def test_a_changed_part_is_told_of_the_seal_that_covers_it(path: str) -> None:
    found = sealed()
    found.parts[path] += b" "
    read = reading(found)
    (one,) = read.signatures
    assert codes(read) == [("ofd.part_changed", FIRST)]
    assert path in (read.findings[0].observed or "")
    assert (one.change, one.whole) == (Change.CONTENT, False)


@pytest.mark.parametrize("path", [PAGE, NOTED, ATTACHED])
def test_a_part_that_was_taken_out_is_told(path: str) -> None:
    found = sealed()
    del found.parts[path]
    assert codes(reading(found)) == [("ofd.part_absent", FIRST)]


@pytest.mark.parametrize("path", [PAGE, NOTED, ATTACHED, "OFD.xml", "Doc_0/Document.xml"])
def test_a_part_that_a_seal_leaves_out_is_told(path: str) -> None:
    read = reading(sealed(leave_out=(path,)))
    (one,) = read.signatures
    assert codes(read) == [("ofd.part_outside_references", FIRST)]
    assert path in read.uncovered[0]
    assert not one.whole


def test_a_part_that_was_added_is_told_of_every_seal_before() -> None:
    found = _seals(1)
    found.parts["Doc_0/Pages/Page_9/Content.xml"] = b"<p/>"
    found.seal(sealing(hours=1))
    read = reading(found)
    assert ("ofd.part_outside_references", FIRST) in codes(read)
    assert [one.whole for one in read.signatures] == [False, True]
    assert read.uncovered == ()


def test_a_signed_value_that_was_replaced_contradicts_the_seal_after_it() -> None:
    found = _seals(2)
    found.parts[f"{SIGN}/SignedValue.dat"] = found.parts[f"{OTHER}/SignedValue.dat"]
    read = reading(found)
    assert ("ofd.part_changed", SECOND) in codes(read)
    assert read.signatures[1].encloses == ()
    assert read.signatures[1].change is Change.CONTENT


def test_a_page_is_no_seals_own_file() -> None:
    found = _seals(1)
    name = "Doc_0/Pages/Page_9/Content.xml"
    found.parts[name] = b"<ofd:Page/>"
    found.seal(sealing(hours=1), Stamp(at=AT, leave_out=(name,)))
    where = f"{located(OTHER)}/SignedValue.dat".encode()
    _edited(found, f"{OTHER}/Signature.xml", where, f"/{name}".encode())
    assert ("ofd.part_outside_references", FIRST) in codes(reading(found))


def located(path: str) -> str:
    """A path from the root of the document."""
    return f"/{path}"


def test_the_document_itself_is_no_seals_own_file() -> None:
    found = sealed(leave_out=("OFD.xml",))
    where = f'ID="1" Type="Seal" BaseLoc="/{SIGN}/Signature.xml"'.encode()
    more = b'/><ofd:Signature ID="2" BaseLoc="/OFD.xml"'
    _edited(found, LIST, where, where + more)
    read = reading(found)
    assert {"ofd.part_outside_references", "ofd.signature_unreadable"} == {
        one.code for one in read.findings
    }


def test_a_seal_taken_off_the_list_is_told() -> None:
    found = _seals(2)
    del found.signs[0]
    found.relist()
    assert codes(reading(found)) == [("ofd.signature_unlisted", "")]


def test_a_list_taken_off_the_document_is_told() -> None:
    found = sealed(leave_out=("OFD.xml",))
    mark = f"<ofd:Signatures>/{LIST}</ofd:Signatures>".encode()
    _edited(found, "OFD.xml", mark, b"")
    read = reading(found)
    assert (codes(read), read.signatures) == ([("ofd.signature_unlisted", "")], ())


def test_one_signature_listed_twice_is_told() -> None:
    found = sealed()
    found.signs.append(found.signs[0])
    found.relist()
    read = reading(found)
    assert codes(read) == [("ofd.signature_twice", "")]
    assert len(read.signatures) == 1


def test_one_identifier_for_two_signatures_is_told() -> None:
    found = _edited(_seals(2), LIST, b'ID="2"', b'ID="1"')
    assert ("ofd.signature_twice", "") in codes(reading(found))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (LIST, "ofd.list_absent"),
        (f"{SIGN}/Signature.xml", "ofd.signature_unreadable"),
        (f"{SIGN}/SignedValue.dat", "ofd.value_absent"),
        ("OFD.xml", "ofd.entry_absent"),
    ],
)
def test_a_file_that_leads_to_a_signature_and_is_not_here_is_told(path: str, code: str) -> None:
    found = sealed()
    del found.parts[path]
    read = reading(found)
    assert (codes(read), read.signatures) == ([(code, "")], ())


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("OFD.xml", "ofd.xml_refused"),
        (LIST, "ofd.xml_refused"),
        (f"{SIGN}/Signature.xml", "ofd.signature_unreadable"),
    ],
)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"?>\n", b'?><!DOCTYPE x SYSTEM "http://x.invalid/x.dtd">\n'),
        (b"ofdspec.org/2016", b"ofdspec.org/2015"),
        (b'"UTF-8"', b'"GB-18030-LIE"'),
        (b"?>\n", b"?><?php ?>\n"),
    ],
    ids=["DTD", "namespace", "encoding", "instruction"],
)
def test_xml_that_could_be_read_otherwise_is_told(
    path: str, code: str, old: bytes, new: bytes
) -> None:
    read = reading(_edited(sealed(), path, old, new))
    assert (codes(read), read.signatures) == ([(code, "")], ())


@pytest.mark.parametrize(
    ("stamp", "code"),
    [
        ({"check": "md5"}, "ofd.digest_weak"),
        ({"check": "sha1"}, "ofd.digest_weak"),
        ({"check_name": "2.999.1"}, "ofd.digest_unsupported"),
        ({"more": (("/../x", bytes(32)),)}, "ofd.path_outside"),
        ({"more": ((f"/{PAGE}", bytes(32)),)}, "ofd.reference_twice"),
        ({"more": (("/nowhere.xml", bytes(32)),)}, "ofd.part_absent"),
        ({"misstated": {PAGE: bytes(32)}}, "ofd.part_changed"),
        ({"shown": ("1", "77")}, "ofd.stamp_page_absent"),
    ],
)
def test_each_fault_of_the_references_is_told(stamp: dict[str, object], code: str) -> None:
    assert codes(reading(sealed(**stamp))) == [(code, FIRST)]


@pytest.mark.parametrize("name", ["SM3", "sm3", "1.2.156.10197.1.401"])
def test_the_digest_is_known_by_name_and_identifier(name: str) -> None:
    assert reading(sealed(check_name=name)).findings == ()


def test_a_list_that_calls_a_seal_a_signature_is_told() -> None:
    found = _edited(sealed(), LIST, b'"Seal"', b'"Sign"')
    assert codes(reading(found)) == [("ofd.type_mismatch", FIRST)]


def test_a_list_that_calls_a_signature_a_seal_is_told() -> None:
    found = made()
    found.sign(signer())
    _edited(found, LIST, b'"Sign"', b'"Seal"')
    assert codes(reading(found)) == [("ofd.type_mismatch", FIRST)]


def test_a_bare_value_is_of_a_form_that_nobody_verifies() -> None:
    found = made()
    found.sign(signer())
    found.parts[f"{SIGN}/SignedValue.dat"] = bytes(64)
    (one,) = reading(found).signatures
    assert one.form == "raw"


def test_a_cms_over_the_digest_of_the_description_covers_that() -> None:
    found = made()
    found.sign(signer(), over_digest=True)
    (one,) = reading(found).signatures
    assert [len(piece) for piece in one.pieces] == [32]


@pytest.mark.parametrize("listed", [True, False])
def test_another_seal_in_its_file_is_told(*, listed: bool) -> None:
    found = made()
    found.parts[f"{SIGN}/Seal.esl"] = sealing().seal.octets + b" "
    if listed:
        found.seal(sealing(), Stamp(at=AT, leave_out=(f"{SIGN}/Seal.esl",)))
        found.parts[f"{SIGN}/Seal.esl"] += b" "
    else:
        found.seal(sealing(), Stamp(at=AT, seal_file=False))
    assert ("ofd.seal_differs", FIRST) in codes(reading(found))


def test_a_seal_that_says_it_covers_something_else_is_told() -> None:
    found = made()
    found.seal(sealing(property_info="/Doc_0/Document.xml"))
    assert codes(reading(found)) == [("ofd.property_differs", FIRST)]


def test_an_encrypted_document_is_told() -> None:
    found = sealed()
    found.parts["Encryptions.xml"] = b"<x/>"
    assert codes(reading(found)) == [("ofd.encrypted", "")]


def test_parts_of_a_second_document_are_named_by_it() -> None:
    found = sealed()
    body = b"<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    _edited(found, "OFD.xml", b"</ofd:OFD>", body)
    others = {name.replace("Doc_0", "Doc_1"): part for name, part in made().parts.items()}
    found.parts |= {name: part for name, part in others.items() if name != "OFD.xml"}
    read = reading(found)
    assert "文档 2 第 1 页（Doc_1/Pages/Page_0/Content.xml）" in read.uncovered
    assert codes(read) == [("ofd.part_changed", FIRST), ("ofd.part_outside_references", FIRST)]


def test_seals_over_the_limit_are_told_and_not_read() -> None:
    read = reading(_seals(LIMITS.inner_signatures + 1))
    assert ("embedded.too_many", "") in codes(read)
    assert len(read.signatures) == LIMITS.inner_signatures


def test_a_broken_container_is_told() -> None:
    octets = packed(sealed().parts)
    assert codes(read_ofd(octets[:-1])) == [("embedded.unreadable", "")]


@given(st.binary(max_size=200))
def test_whatever_comes_is_read_without_a_fault(octets: bytes) -> None:
    assert read_ofd(octets).form == "ofd"


CLOSED = sealed(close=True)
PLACES = [(name, at) for name, octets in sorted(CLOSED.parts.items()) for at in range(len(octets))]


def _passes(parts: dict[str, bytes]) -> bool:
    """Whether a document has a seal that nothing speaks against, its mathematics included."""
    read = read_ofd(packed(parts))
    if any(one.status is not CheckStatus.PASSED for one in read.findings) or not read.signatures:
        return False
    (one,) = read.signatures
    try:
        message = decode_eseal(one.octets)
    except DecodeError:
        return False
    facts = check_eseal(message, CoveredOctets(bytes(one.pieces[0])), CONTEXT, subject=one.id)
    (user,) = facts.signature.signers
    said = (*facts.signature.findings, *user.findings, *facts.seal.findings)
    clean = all(one.status is CheckStatus.PASSED for one in said)
    return clean and one.whole and user.value_intact is True and facts.seal.intact is True


def test_the_document_passes_as_it_was_made() -> None:
    assert _passes(CLOSED.parts)


@given(st.sampled_from(PLACES), st.integers(1, 255))
def test_a_changed_octet_of_any_part_never_passes(place: tuple[str, int], change: int) -> None:
    name, at = place
    octets = bytearray(CLOSED.parts[name])
    octets[at] ^= change
    assert not _passes({**CLOSED.parts, name: bytes(octets)})
