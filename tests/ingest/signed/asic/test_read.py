"""A signature container: each signature with exactly what it covers, or a finding why not."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.archive import deflated, stored, zip_archive
from ingest.package.embedded import EmbeddedSearch
from ingest.signed.asic.read import read_asic
from ingest.signed.raw import RawDocument
from tests.ingest.signed.asic.forging import (
    ARCHIVE,
    MANIFEST,
    SIGNATURE,
    TOKEN,
    E,
    Files,
    S,
    archived,
    extended,
    manifest,
    packed,
    reference,
)
from verify.findings import CheckStatus
from verify.model import Change, ProofKind

_FILES = {"合同.txt": b"contract", "annex/a.txt": b"annex"}


def _read(members: Files) -> RawDocument:
    return read_asic(packed(members))


def _codes(document: RawDocument) -> set[tuple[str, str]]:
    return {(one.subject, one.code) for one in document.findings}


def _with(**changed: bytes) -> Files:
    return {**extended(_FILES), **changed}


def test_a_signature_is_over_its_manifest_and_covers_what_that_lists() -> None:
    document = _read(extended(_FILES))
    one = document.signatures[0]
    assert (document.form, document.findings, document.uncovered) == ("asic-e", (), ())
    assert (one.id, one.name, one.kind, one.form) == (
        "asic-1", SIGNATURE, ProofKind.SIGNATURE, "cms",
    )  # fmt: skip
    assert one.pieces == (extended(_FILES)[MANIFEST],)
    assert one.octets == b"signature"
    assert one.whole
    assert one.covers == ("合同.txt", "annex/a.txt", MANIFEST)
    assert document.parts == 5


def test_a_signature_of_a_simple_container_is_over_its_one_file() -> None:
    document = _read({"mimetype": S, "a.txt": b"data", "META-INF/signature.p7s": b"signature"})
    one = document.signatures[0]
    assert (document.form, document.findings) == ("asic-s", ())
    assert (one.pieces, one.covers, one.whole) == ((b"data",), ("a.txt",), True)


def test_a_token_of_a_simple_container_is_over_its_one_file() -> None:
    document = _read({"a.txt": b"data", "META-INF/timestamp.tst": b"token"})
    one = document.signatures[0]
    assert (one.kind, one.form, one.pieces) == (ProofKind.TIMESTAMP, "tst", (b"data",))
    assert (document.form, document.findings) == ("asic-s", ())


def test_a_token_over_an_archive_manifest_encloses_what_that_lists() -> None:
    document = _read(archived(extended(_FILES)))
    first, second = document.signatures
    assert (first.name, first.encloses) == (SIGNATURE, ())
    assert (second.name, second.encloses, second.whole) == (TOKEN, ("asic-1",), True)
    assert second.pieces == (archived(extended(_FILES))[ARCHIVE],)
    assert document.findings == ()


def test_a_token_that_lies_first_comes_after_what_it_covers() -> None:
    members = archived(extended(_FILES))
    document = _read({TOKEN: members.pop(TOKEN), **members})
    assert [one.name for one in document.signatures] == [SIGNATURE, TOKEN]


OTHER = "META-INF/signature002.p7s"


def test_of_two_signatures_side_by_side_neither_is_said_to_be_the_last() -> None:
    listed = "".join(reference(name, octets) for name, octets in _FILES.items())
    document = _read({
        **extended(_FILES), OTHER: b"other",
        "META-INF/ASiCManifest002.xml": manifest(OTHER, listed),
    })  # fmt: skip
    assert [(one.change, one.changed) for one in document.signatures] == [
        (Change.SIGNATURES, (OTHER,)),
        (Change.SIGNATURES, (SIGNATURE,)),
    ]


def test_what_encloses_every_other_signature_is_followed_by_nothing() -> None:
    document = _read(archived(extended(_FILES)))
    assert [(one.change, one.changed) for one in document.signatures] == [
        (Change.SIGNATURES, (TOKEN,)),
        (Change.NOTHING, ()),
    ]


def test_a_signature_that_is_not_read_here_may_have_been_added_too() -> None:
    name = "META-INF/signatures.xml"
    (one,) = _read({**extended(_FILES), name: b"<x/>"}).signatures
    assert (one.change, one.changed) == (Change.SIGNATURES, (name,))


def test_a_signature_of_national_cryptography_is_told_by_its_content_type() -> None:
    national = bytes.fromhex("3015060a2a811ccf550601040202a007")
    document = _read({**extended(_FILES), SIGNATURE: national})
    assert document.signatures[0].form == "gm-cms"


@pytest.mark.parametrize("algorithm", ["sha256", "sha384", "sha512", "sm3"])
def test_a_manifest_may_use_any_strong_algorithm(algorithm: str) -> None:
    document = _read(extended(_FILES, algorithm))
    assert document.findings == ()
    assert document.signatures[0].whole


@pytest.mark.parametrize("algorithm", ["md5", "sha1"])
def test_a_weak_digest_covers_nothing(algorithm: str) -> None:
    document = _read(extended(_FILES, algorithm))
    assert not document.signatures[0].whole
    assert _codes(document) == {("asic-1", "asic.digest_weak")}
    assert document.uncovered == tuple(_FILES)


def test_a_weak_digest_that_differs_is_a_contradiction_all_the_same() -> None:
    document = _read({**extended(_FILES, "sha1"), "合同.txt": b"another"})
    assert ("asic-1", "asic.member_changed") in _codes(document)


def test_a_changed_member_contradicts_its_signature() -> None:
    document = _read({**extended(_FILES), "合同.txt": b"Contract"})
    found = next(one for one in document.findings if one.code == "asic.member_changed")
    assert (found.status, found.subject) == (CheckStatus.FAILED, "asic-1")
    assert not document.signatures[0].whole
    assert document.uncovered == ("合同.txt",)


def test_no_flood_of_missing_members_hides_a_changed_one() -> None:
    listed = "".join(reference(f"{n}.txt", b"") for n in range(100)) + reference("a.txt", b"x")
    members = {"a.txt": b"y", SIGNATURE: b"s", MANIFEST: manifest(SIGNATURE, listed)}
    assert ("asic-1", "asic.member_changed") in _codes(_read(members))


def _referring(uri: str, *, to: str = "a.txt", more: Files | None = None) -> Files:
    members = {to: b"x", **(more or {})}
    listed = reference(to, b"x", uri=uri)
    return {**members, SIGNATURE: b"s", MANIFEST: manifest(SIGNATURE, listed)}


_OPEN: dict[str, tuple[Callable[[], Files], tuple[str, str]]] = {
    "a member that no manifest lists": (
        lambda: _with(**{"more.txt": b"more"}), ("asic-1", "asic.member_uncovered"),
    ),
    "a file of no kind in META-INF": (
        lambda: _with(**{"META-INF/contract.pdf": b"x"}), ("asic-1", "asic.member_uncovered"),
    ),
    "an agreement in the place of a description": (
        lambda: _with(**{"META-INF/manifest.xml": b"<m><p>agreement</p></m>"}),
        ("asic-1", "asic.member_uncovered"),
    ),
    "a description that is no XML": (
        lambda: _with(**{"META-INF/container.xml": b"agreement"}),
        ("asic-1", "asic.member_uncovered"),
    ),
    "a mimetype that is a document": (
        lambda: _with(mimetype=b"<html>contract</html>"), ("asic-1", "asic.member_uncovered"),
    ),
    "a member that is listed and gone": (
        lambda: {k: v for k, v in extended(_FILES).items() if k != "合同.txt"},
        ("asic-1", "asic.member_missing"),
    ),
    "two manifests": (
        lambda: _with(**{"META-INF/ASiCManifest2.xml": extended(_FILES)[MANIFEST]}),
        ("", "asic.manifest_twice"),
    ),
    "no manifest": (
        lambda: {k: v for k, v in extended(_FILES).items() if k != MANIFEST},
        ("", "asic.manifest_missing"),
    ),
    "a signature that was taken out": (
        lambda: {k: v for k, v in extended(_FILES).items() if k != SIGNATURE},
        ("", "asic.manifest_alone"),
    ),
    "a manifest of a file that is no signature": (
        lambda: _with(**{MANIFEST: manifest("合同.txt", reference("合同.txt", b"contract"))}),
        ("", "asic.manifest_alone"),
    ),
    "a manifest that is no XML": (
        lambda: _with(**{MANIFEST: b"<"}), ("", "asic.manifest_malformed"),
    ),
    "a manifest that lists nothing": (
        lambda: _with(**{MANIFEST: manifest(SIGNATURE, "")}), ("", "asic.manifest_malformed"),
    ),
    "a manifest with a document type": (
        lambda: _with(**{MANIFEST: b"<!DOCTYPE a>" + extended(_FILES)[MANIFEST][38:]}),
        ("", "asic.manifest_malformed"),
    ),
    "a digest of another length": (
        lambda: _with(**{MANIFEST: extended(_FILES)[MANIFEST].replace(b"#sha256", b"#sha512")}),
        ("", "asic.manifest_malformed"),
    ),
    "an algorithm nobody knows": (
        lambda: _with(**{MANIFEST: extended(_FILES)[MANIFEST].replace(b"#sha256", b"#sha999")}),
        ("asic-1", "asic.digest_unsupported"),
    ),
    "a critical extension": (
        lambda: _with(**{MANIFEST: extended(_FILES)[MANIFEST].replace(
            b"</a:ASiCManifest>", b'<a:X><a:Extension Critical="true"/></a:X></a:ASiCManifest>')}),
        ("asic-1", "asic.extension_critical"),
    ),
    "an address elsewhere": (
        lambda: _referring("http://x/a.txt"), ("asic-1", "asic.reference_unsafe"),
    ),
    "an address with a fragment": (
        lambda: _referring("a.txt#1"), ("asic-1", "asic.reference_unsafe"),
    ),
    "an address with a question": (
        lambda: _referring("a.txt?1"), ("asic-1", "asic.reference_unsafe"),
    ),
    "an address that goes up": (
        lambda: _referring("x/../a.txt"), ("asic-1", "asic.reference_unsafe"),
    ),
    "an address that goes up, escaped": (
        lambda: _referring("x/%2e%2e/a.txt"), ("asic-1", "asic.reference_unsafe"),
    ),
    "an address from the root": (
        lambda: _referring("/a.txt"), ("asic-1", "asic.reference_unsafe"),
    ),
    "an escape that is none": (
        lambda: _referring("a%zz.txt"), ("asic-1", "asic.reference_unsafe"),
    ),
    "an escape that is no UTF-8": (
        lambda: _referring("a%ff.txt"), ("asic-1", "asic.reference_unsafe"),
    ),
    "an address that may name two": (
        lambda: _referring("a%20b", to="a b", more={"a%20b": b"y"}),
        ("asic-1", "asic.reference_unsafe"),
    ),
    "an address escaped twice": (
        lambda: _referring("a%2520b", to="a b"), ("asic-1", "asic.member_missing"),
    ),
    "several files in a simple container": (
        lambda: {"mimetype": S, "a": b"a", "b": b"b", "META-INF/signature.p7s": b"s"},
        ("", "asic.data_object_unclear"),
    ),
    "a simple signature where the type says otherwise": (
        lambda: {"mimetype": E, "a": b"a", "META-INF/signature.p7s": b"s"},
        ("", "asic.manifest_missing"),
    ),
    "XAdES": (
        lambda: {"mimetype": E, "a": b"a", "META-INF/signatures0.xml": b"<x/>"},
        ("", "asic.xades_unsupported"),
    ),
    "an evidence record": (
        lambda: {"mimetype": S, "a": b"a", "META-INF/evidencerecord.ers": b"x"},
        ("", "asic.evidence_record_unsupported"),
    ),
    "an evidence record in XML": (
        lambda: _with(**{"META-INF/evidencerecord.xml": b"<x/>"}),
        ("", "asic.evidence_record_unsupported"),
    ),
    "an enveloping signature": (
        lambda: _with(**{"META-INF/a.p7m": b"x"}), ("", "asic.signature_unsupported"),
    ),
    "nothing signed": (lambda: {"mimetype": E, "a": b"a"}, ("", "asic.signature_absent")),
    "a signed PDF within": (
        lambda: extended({"a.pdf": b"%PDF-1.7 /ByteRange [0 1 2 3]"}),
        ("", "asic.nested_signature"),
    ),
    "a message within": (
        lambda: extended({"a.bin": bytes.fromhex("3080 0609 2a864886f70d010702 a080")}),
        ("", "asic.nested_signature"),
    ),
    "an XML signature within": (
        lambda: extended({"a.xml": b"<?xml version='1.0'?><SignatureValue>x</SignatureValue>"}),
        ("", "asic.nested_signature"),
    ),
    "too many signatures": (
        lambda: _with(**{f"META-INF/signature{n}.p7s": b"" for n in range(65)}),
        ("", "embedded.too_many"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "expected"), _OPEN.values(), ids=_OPEN)
def test_what_cannot_be_relied_on_is_told(
    make: Callable[[], Files], expected: tuple[str, str]
) -> None:
    document = _read(make())
    assert expected in _codes(document)
    assert any(one.status is CheckStatus.INDETERMINATE for one in document.findings)


_SOUND: dict[str, Callable[[], Files]] = {
    "escaped": lambda: _referring("a%20%E5%90%88.txt", to="a 合.txt"),
    "unescaped": lambda: _referring("a 合.txt", to="a 合.txt"),
    "with a percent sign as it stands": lambda: _referring("100%.txt", to="100%.txt"),
    "no mimetype": lambda: {k: v for k, v in extended(_FILES).items() if k != "mimetype"},
}


@pytest.mark.parametrize("make", _SOUND.values(), ids=_SOUND)
def test_what_the_standard_allows_moves_nothing(make: Callable[[], Files]) -> None:
    document = _read(make())
    assert document.findings == ()
    assert document.signatures[0].whole


_ODD: dict[str, bytes] = {
    "not first": packed({"a": b"a", "mimetype": S, "META-INF/signature.p7s": b"s"}),
    "compressed": zip_archive([
        deflated("mimetype", S), stored("a", b"a"), stored("META-INF/signature.p7s", b"s"),
    ]),
    "of another type": packed({
        "mimetype": b"application/epub+zip", "a": b"a", "META-INF/signature.p7s": b"s",
    }),
}  # fmt: skip


@pytest.mark.parametrize("octets", _ODD.values(), ids=_ODD)
def test_an_unusual_mimetype_is_told_and_moves_nothing(octets: bytes) -> None:
    document = read_asic(octets)
    assert [(one.code, one.status) for one in document.findings] == [
        ("asic.mimetype_unusual", CheckStatus.PASSED)
    ]
    assert document.signatures[0].whole


_HIDDEN = b"\0" * 5000 + b"/ByteRange [0 1 2 3]"


def test_what_is_compressed_is_searched_whole() -> None:
    members = extended({"a.bin": _HIDDEN})
    packer = {True: deflated, False: stored}
    entries = [packer[name == "a.bin"](name, octets) for name, octets in members.items()]
    assert ("", "asic.nested_signature") in _codes(read_asic(zip_archive(entries)))


def test_what_is_stored_is_seen_by_the_search_of_the_container() -> None:
    octets = packed(extended({"a.bin": _HIDDEN}))
    search = EmbeddedSearch(octets[:4096], "application/zip", len(octets))
    search.feed(octets, len(octets))
    assert search.kinds == {"asic", "pdf"}


def test_a_container_with_xades_alone_lists_every_member_as_uncovered() -> None:
    document = _read({"mimetype": E, **_FILES, "META-INF/signatures0.xml": b"<x/>"})
    assert document.uncovered == ("合同.txt", "annex/a.txt")
    assert document.signatures == ()


def test_a_container_that_is_no_closed_world_is_unreadable() -> None:
    document = read_asic(packed(extended(_FILES)) + b"more")
    assert [one.code for one in document.findings] == ["embedded.unreadable"]


def test_a_manifest_of_another_signature_gives_it_those_octets_and_no_others() -> None:
    members = extended(_FILES)
    second = manifest("META-INF/signature002.p7s", reference("合同.txt", b"contract"))
    members |= {"META-INF/signature002.p7s": b"2", "META-INF/ASiCManifest002.xml": second}
    document = _read(members)
    assert [one.pieces for one in document.signatures] == [(members[MANIFEST],), (second,)]
    assert [one.whole for one in document.signatures] == [True, False]


@given(st.data())
def test_any_changed_octet_of_a_covered_member_is_never_whole(data: st.DataObject) -> None:
    members = archived(extended(_FILES))
    name = data.draw(st.sampled_from(["合同.txt", "annex/a.txt"]))
    octets = bytearray(members[name])
    octets[data.draw(st.integers(0, len(octets) - 1))] ^= data.draw(st.integers(1, 255))
    document = _read({**members, name: bytes(octets)})
    assert not any(one.whole for one in document.signatures)
    assert ("asic-1", "asic.member_changed") in _codes(document)


@given(st.data())
def test_any_changed_octet_of_a_container_is_read_without_raising(data: st.DataObject) -> None:
    octets = bytearray(packed(archived(extended(_FILES))))
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] ^= data.draw(st.integers(1, 255))
    assert isinstance(read_asic(bytes(octets)), RawDocument)


@given(st.binary(max_size=300))
def test_any_octets_are_read_without_raising(octets: bytes) -> None:
    assert isinstance(read_asic(octets), RawDocument)
