"""What lies in a container unsigned: descriptions, its type, its comment, empty folders."""

import pytest

from fixtures.archive import stored, zip_archive
from ingest.signed.asic.read import read_asic
from ingest.signed.raw import RawDocument
from tests.ingest.signed.asic.forging import (
    ARCHIVE,
    TOKEN,
    E,
    Files,
    S,
    extended,
    manifest,
    packed,
    reference,
)
from verify.findings import CheckStatus

_FILES = {"合同.txt": b"contract", "annex/a.txt": b"annex"}


def _read(members: Files) -> RawDocument:
    return read_asic(packed(members))


def _codes(document: RawDocument) -> set[tuple[str, str]]:
    return {(one.subject, one.code) for one in document.findings}


def _with(**changed: bytes) -> Files:
    return {**extended(_FILES), **changed}


_ODF = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" m:version="1.2">'
    '<m:file-entry m:full-path="/" m:media-type="application/vnd.etsi.asic-e+zip"/>'
    '<m:file-entry m:full-path="合同.txt" m:media-type="text/plain"/>'
    '<m:file-entry m:full-path="annex/" m:media-type=""/></m:manifest>'
)
_OCF = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="合同.txt" media-type="text/plain"/></rootfiles></container>'
)
_DESCRIPTIONS = {"META-INF/manifest.xml": _ODF, "META-INF/container.xml": _OCF}


@pytest.mark.parametrize(("name", "text"), _DESCRIPTIONS.items())
def test_a_description_that_nobody_signed_is_told_and_moves_nothing(name: str, text: str) -> None:
    document = _read(_with(**{name: text.encode()}))
    assert [(one.code, one.status, one.observed) for one in document.findings] == [
        ("asic.description_uncovered", CheckStatus.PASSED, name)
    ]
    assert document.signatures[0].whole


def test_a_description_that_is_signed_is_not_told() -> None:
    document = _read(extended({**_FILES, "META-INF/manifest.xml": _ODF.encode()}))
    assert document.findings == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("META-INF/MANIFEST.XML", _ODF),
        ("META-INF/metadata.xml", _ODF),
        ("META-INF/manifest.xml", "金额另计"),
        ("META-INF/manifest.xml", "<m>金额另计</m>"),
        ("META-INF/manifest.xml", _ODF.replace("><", "><!-- 金额另计 --><", 1)),
        ("META-INF/manifest.xml", _ODF.replace("/><", "/>金额另计<", 1)),
        ("META-INF/manifest.xml", _ODF.replace("text/plain", "金额另计")),
        ("META-INF/manifest.xml", _ODF.replace("合同.txt", "金额另计")),
        ("META-INF/manifest.xml", _ODF.replace('"1.2"', '"金额另计"')),
        ("META-INF/manifest.xml", _ODF.replace("m:version=", 'x="金额另计" m:version=')),
        ("META-INF/manifest.xml", _ODF.replace("file-entry", "金额另计")),
        ("META-INF/container.xml", _OCF.replace("<rootfiles", '<rootfiles full-path="合同.txt"')),
        ("META-INF/container.xml", _OCF.replace("/></roo", "><rootfile/></rootfile></roo")),
    ],
)  # fmt: skip
def test_what_says_more_than_a_description_is_a_file_like_any_other(name: str, text: str) -> None:
    document = _read(_with(**{name: text.encode()}))
    assert ("asic-1", "asic.member_uncovered") in _codes(document)
    assert not document.signatures[0].whole


def test_a_file_beside_the_signatures_is_not_the_one_file_of_a_simple_container() -> None:
    members = {"mimetype": S, "a.txt": b"a", "META-INF/signature.p7s": b"s"}
    document = _read({**members, "META-INF/metadata.xml": b"agreement"})
    assert document.signatures[0].pieces == (b"a",)
    assert _codes(document) == {("asic-1", "asic.member_uncovered")}


def test_a_type_that_says_simple_of_an_extended_container_is_told() -> None:
    document = _read(_with(mimetype=S))
    assert [(one.code, one.status) for one in document.findings] == [
        ("asic.form_unlike_mimetype", CheckStatus.PASSED)
    ]


def test_a_simple_container_may_have_an_archive_manifest() -> None:
    members: Files = {"mimetype": S, "a.txt": b"a", "META-INF/signature.p7s": b"s"}
    listed = reference("a.txt", b"a") + reference("META-INF/signature.p7s", b"s")
    document = _read({**members, TOKEN: b"t", ARCHIVE: manifest(TOKEN, listed)})
    assert document.findings == ()
    assert len(document.signatures) == 2


def _commented(comment: bytes) -> list[str]:
    octets = zip_archive(
        [stored(name, one) for name, one in extended(_FILES).items()], comment=comment
    )
    return [one.code for one in read_asic(octets).findings]


def test_a_comment_that_the_standard_foresees_is_not_told() -> None:
    assert _commented(b"mimetype=" + E) == []


@pytest.mark.parametrize("comment", [b"mimetype=" + S, b"agreement", b"mimetype=" + E + b" more"])
def test_any_other_comment_of_the_archive_is_told(comment: bytes) -> None:
    assert _commented(comment) == ["package.archive_comment"]


def test_an_empty_folder_is_told_by_its_name() -> None:
    entries = [stored(name, one) for name, one in extended(_FILES).items()]
    folders = [stored("annex/", b""), stored("金额另计/", b"")]
    document = read_asic(zip_archive([*entries, *folders]))
    assert [(one.code, one.status, one.observed) for one in document.findings] == [
        ("asic.folder_empty", CheckStatus.PASSED, "金额另计/")
    ]


def test_a_folder_with_content_is_no_closed_world() -> None:
    entries = [stored(name, one) for name, one in extended(_FILES).items()]
    document = read_asic(zip_archive([*entries, stored("folder/", b"agreement")]))
    assert [one.code for one in document.findings] == ["embedded.unreadable"]
