"""Originals are streamed once: digests, media type, embedded signatures, near misses."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anchors.limits import LIMITS
from ingest.documents import DocumentReader
from ingest.package.contents import Contents, digest_contents
from ingest.package.read import open_package, read_shard
from ingest.package.write import Container
from tests.ingest.package.forging import SHA256, good, rezip
from verify.model import IDENTITY, ContentFacts, DigestSpec, DocumentFacts

PATH = "data/000000/evidence/000/01.txt"
MIB = 1 << 20
GBK = "借款合同".encode("gbk")


def _digested(
    path: Path,
    specs: tuple[DigestSpec, ...] = (),
    expected: frozenset[str] = frozenset(),
) -> Contents:
    with open_package(path) as package:
        shard = read_shard(package, package.shards[0])
        return digest_contents(package, shard, {PATH: specs}, expected={PATH: expected})


def _facts(
    content: bytes, folder: Path, specs: tuple[DigestSpec, ...] = (), **keywords: Any
) -> ContentFacts:
    draft = good()
    draft.files[PATH] = content
    return _digested(draft.write(folder / "p.zip"), specs, **keywords)[PATH]


def _deflate(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_DEFLATED


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB + 7])
@pytest.mark.parametrize("container", ["zip", "tar", "directory"])
def test_every_octet_is_digested_once(container: Container, size: int, tmp_path: Path) -> None:
    content = bytes(range(251)) * (size // 251 + 1)
    draft = good()
    draft.files[PATH] = content[:size]
    facts = _digested(draft.write(tmp_path / "p", container))[PATH]
    assert facts.size == size
    assert facts.digests == {SHA256: hashlib.sha256(content[:size]).digest()}


@pytest.mark.parametrize("size", [0, 1, MIB, 3 * MIB + 7])
def test_deflated_originals_are_digested_inflated(size: int, tmp_path: Path) -> None:
    draft = good()
    draft.files[PATH] = bytes(size)
    package = rezip(draft.write(tmp_path / "a.zip"), tmp_path / "b.zip", _deflate)
    assert _digested(package)[PATH].digests == {SHA256: hashlib.sha256(bytes(size)).digest()}


def test_a_plan_may_call_for_several_algorithms_and_a_prefix(tmp_path: Path) -> None:
    specs = (DigestSpec("sm3", b"Z"), DigestSpec("sha1"), DigestSpec("sha3-512"))
    facts = _facts(b"content", tmp_path, specs)
    assert facts.digests == {
        SHA256: hashlib.sha256(b"content").digest(),
        specs[0]: hashlib.new("sm3", b"Zcontent").digest(),
        specs[1]: hashlib.sha1(b"content").digest(),
        specs[2]: hashlib.sha3_512(b"content").digest(),
    }


@pytest.mark.parametrize("size", [0, 1, LIMITS.inline_message])
@pytest.mark.parametrize("specs", [(IDENTITY,), (DigestSpec("sm3"), IDENTITY)])
def test_a_small_original_that_is_called_for_is_kept_itself(
    size: int, specs: tuple[DigestSpec, ...], tmp_path: Path
) -> None:
    facts = _facts(b"a" * size, tmp_path, specs)
    assert (facts.content, IDENTITY in facts.digests) == (b"a" * size, False)


def test_a_larger_original_is_not_kept(tmp_path: Path) -> None:
    assert _facts(bytes(LIMITS.inline_message + 1), tmp_path, (IDENTITY,)).content is None


def test_an_original_that_nothing_calls_for_is_not_kept(tmp_path: Path) -> None:
    assert _facts(b"content", tmp_path).content is None


def test_an_algorithm_that_cannot_be_computed_is_absent(tmp_path: Path) -> None:
    facts = _facts(b"content", tmp_path, (DigestSpec("whirlpool"),))
    assert list(facts.digests) == [SHA256]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"", "application/octet-stream"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\n" * 1000 + b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"\0\0\0\x18ftypisom", "video/mp4"),
        (b"\0\0\0\x18ftypqt  ", "video/quicktime"),
        (b"RIFF\0\0\0\0WAVE", "audio/wav"),
        (b"PK\x03\x04" + bytes(26) + b"a.txt", "application/zip"),
        (b"PK\x03\x04" + bytes(26) + b"OFD.xml", "application/ofd"),
        (
            b"PK\x03\x04" + bytes(26) + b"word/document.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.etsi.asic-e+zip",
            "application/vnd.etsi.asic-e+zip",
        ),
        (b'{"a": 1}', "application/json"),
        (b"[1]", "application/json"),
        (b"{Hello}", "text/plain"),
        (b"<?xml version='1.0'?><a/>", "application/xml"),
        (b"<!DOCTYPE HTML><html>", "text/html"),
        ("合同编号,金额\n".encode(), "text/plain"),
        ("合同编号,金额\n".encode("gbk"), "text/plain"),
        ("合".encode() * 2000, "text/plain"),
        (b"\x00\x01\x02\x03", "application/octet-stream"),
    ],
)
def test_a_media_type_is_told_by_the_first_octets(
    content: bytes, media_type: str, tmp_path: Path
) -> None:
    assert _facts(content, tmp_path).media_type == media_type


ZIP = b"PK\x03\x04" + bytes(26)
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
GM_SIGNED_DATA = bytes.fromhex("060a2a811ccf550601040202")
PLAIN_DATA = bytes.fromhex("06092a864886f70d010701")


@pytest.mark.parametrize(
    ("content", "embedded"),
    [
        (b"%PDF-1.7 no signature", ()),
        (b"%PDF-1.7 /ByteRange [0 1 2 3]", ("pdf",)),
        (b"no PDF /ByteRange", ("pdf",)),
        (ZIP + b"OFD.xml Doc_0/Signs/Signatures.xml", ("ofd",)),
        (ZIP + b"META-INF/signature.p7s", ("asic",)),
        (ZIP + b"META-INF/timestamp.tst", ("asic",)),
        (ZIP + b"META-INF/signatures001.xml", ("asic",)),
        (ZIP + b"META-INF/MANIFEST.MF", ()),
        (ZIP + b"mimetypeapplication/vnd.etsi.asic-s+zip", ("asic",)),
        (ZIP + b"_xmlsignatures/sig1.xml", ("ooxml",)),
        (b"\x30\x82\x01\x00" + SIGNED_DATA, ("cms",)),
        (b"\x30\x80" + SIGNED_DATA, ("cms",)),
        (b"\x30\x20" + GM_SIGNED_DATA, ("cms",)),
        (b"\x30\x20" + PLAIN_DATA, ()),
        (b"\x30", ()),
        (
            b"-----BEGIN PKCS7-----\nMIIBAAYJKoZIhvcNAQcCoIIB8DCCAewCAQExDzANBglghkgBZQME\n",
            ("cms",),
        ),
        (b"-----BEGIN CMS-----\n" + b"A" * 64, ("cms",)),
        (b"-----BEGIN CERTIFICATE-----\n" + b"A" * 64, ()),
        (bytes.fromhex("310b300906032a030431020500"), ("attributes",)),
        (bytes.fromhex("310b300906032a030430020500"), ()),
        (bytes.fromhex("310b300906032a03043102050000"), ()),
        (b"1 is not a SET OF Attribute", ()),
    ],
)
def test_embedded_signatures_are_seen(
    content: bytes, embedded: tuple[str, ...], tmp_path: Path
) -> None:
    assert _facts(content, tmp_path).embedded == embedded


@pytest.mark.parametrize("at", [5000, MIB - 5, MIB, 2 * MIB - 9, 3 * MIB])
@pytest.mark.parametrize(
    ("head", "mark", "kind"),
    [
        (b"%PDF-1.7", b"/ByteRange", "pdf"),
        (ZIP, b"Signatures.xml", "ofd"),
        (ZIP, b"META-INF/a-name-of-some-length.p7s", "asic"),
    ],
)
def test_no_place_in_a_file_hides_an_embedded_signature(
    head: bytes, mark: bytes, kind: str, at: int, tmp_path: Path
) -> None:
    content = head.ljust(at, b"x") + mark + b"y" * 100
    assert _facts(content, tmp_path).embedded == (kind,)


@pytest.mark.parametrize("stated", [2 * MIB, 2 * MIB + 1])
def test_a_set_too_large_to_parse_counts_as_attributes_where_its_length_fits(
    stated: int, tmp_path: Path
) -> None:
    content = b"\x31\x83" + stated.to_bytes(3, "big") + bytes(2 * MIB)
    assert _facts(content, tmp_path).embedded == ("attributes",) * (stated == 2 * MIB)


def test_attributes_are_seen_beside_another_mark(tmp_path: Path) -> None:
    content = bytes.fromhex("3116301406032a0304310d040b") + b"/ByteRange "
    assert _facts(content, tmp_path).embedded == ("attributes", "pdf")


@pytest.mark.parametrize("trailing", [0, 65_535])
@pytest.mark.parametrize("size", [5000, MIB - 2, MIB + 30_000])
def test_a_zip_that_only_its_end_shows_is_read_again(
    size: int, trailing: int, tmp_path: Path
) -> None:
    content = b"GIF89a Signatures.xml".ljust(size, b"x") + b"PK\5\6" + bytes(18 + trailing)
    assert _facts(content, tmp_path).embedded == ("ofd",)


def test_a_pdf_that_only_its_end_shows_is_read_again(tmp_path: Path) -> None:
    content = bytes(5000) + b"%PDF-1.7 /Byte#52ange" + bytes(2 * MIB) + b"startxref\n9\n%%EOF\n"
    facts = _facts(content, tmp_path)
    assert (facts.embedded, facts.digests[SHA256]) == (("pdf",), hashlib.sha256(content).digest())


def test_a_deflated_original_cannot_hide_its_first_octets(tmp_path: Path) -> None:
    """A stream may begin with thousands of empty blocks and then one octet at a time."""
    content = b"%PDF-1.7 /ByteRange"
    draft = good()
    draft.files[PATH] = content
    blocks = b"".join(b"\0\1\0\xfe\xff" + bytes([octet]) for octet in content)
    stream = b"\0\0\0\xff\xff" * 20_000 + blocks + b"\1\0\0\xff\xff"
    package = tmp_path / "b.zip"
    rezip(draft.write(tmp_path / "a.zip"), package, _deflate)
    _replace_stream(package, stream)
    facts = _digested(package)[PATH]
    assert (facts.media_type, facts.embedded) == ("application/pdf", ("pdf",))


def _replace_stream(package: Path, stream: bytes) -> None:
    """Write the first original's deflated octets anew, with every header to match."""
    with zipfile.ZipFile(package) as before, zipfile.ZipFile(package.with_suffix(".c"), "w") as out:
        for info in before.infolist():
            if info.filename == PATH:
                _write_raw(out, info, stream)
            else:
                out.writestr(info, before.read(info))
    package.with_suffix(".c").replace(package)


def _write_raw(out: Any, info: zipfile.ZipInfo, stream: bytes) -> None:
    info.header_offset, info.compress_size = out.fp.tell(), len(stream)
    out.fp.write(info.FileHeader() + stream)
    out.start_dir = out.fp.tell()
    out.filelist.append(info)
    out.NameToInfo[info.filename] = info
    out._didModify = True


TRIALS: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    "hex_text_decoded": (b"original\n", lambda data: data.hex().encode()),
    "base64_text_decoded": (b"original\n", lambda _: b"b3Jp\nZ2luYWwK\n"),
    "bom_removed": (b"text", lambda data: b"\xef\xbb\xbf" + data),
    "bom_added": (b"\xef\xbb\xbftext", lambda data: data[3:]),
    "crlf_to_lf": (b"a\nb\n", lambda data: data.replace(b"\n", b"\r\n")),
    "lf_to_crlf": (b"a\r\nb\r\n", lambda data: data.replace(b"\r\n", b"\n")),
    "gbk_to_utf8": ("借款合同".encode(), lambda _: GBK),
    "utf8_to_gbk": (GBK, lambda _: "借款合同".encode()),
    "pdf_previous_revision": (b"%PDF-1.7 x\n%%EOF\n", lambda data: data + b"more\n%%EOF\n"),
}


@pytest.mark.parametrize("trial", TRIALS)
def test_a_mismatch_is_explained_by_the_one_trial_that_undoes_it(
    trial: str, tmp_path: Path
) -> None:
    original, change = TRIALS[trial]
    digest = hashlib.sha256(original).hexdigest()
    facts = _facts(change(original), tmp_path, expected=frozenset([digest]))
    assert facts.near_miss == {trial: digest}


def test_a_mismatch_that_nothing_explains_stays_unexplained(tmp_path: Path) -> None:
    assert _facts(b"content", tmp_path, expected=frozenset(["0" * 64])).near_miss == {}


def test_nothing_is_tried_where_the_digest_is_right(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"a\n").hexdigest()
    assert _facts(b"a\n", tmp_path, expected=frozenset([digest])).near_miss == {}


def test_a_pdf_of_many_revisions_is_tried_within_a_bound(tmp_path: Path) -> None:
    first = b"%PDF-1.7\n%%EOF\n"
    content = first + b"more\n%%EOF\n" * (LIMITS.near_miss_revisions + 1)
    digest = hashlib.sha256(first).hexdigest()
    assert _facts(content, tmp_path, expected=frozenset([digest])).near_miss == {}


def test_a_path_that_is_not_here_has_no_facts(tmp_path: Path) -> None:
    with open_package(good().write(tmp_path / "p.zip")) as package:
        shard = read_shard(package, package.shards[0])
        assert digest_contents(package, shard, {"data/nothing": ()}) == {}


@pytest.mark.parametrize("container", ["zip", "tar", "directory"])
def test_the_text_of_a_document_is_read_where_it_is_asked_for(
    container: Container, tmp_path: Path
) -> None:
    draft = good()
    draft.files[PATH] = "个人借款合同，编号 HT00000001".encode()
    asked = {PATH: {"f_contract_no": ("HT00000001",)}}
    with open_package(draft.write(tmp_path / "p", container)) as package:
        shard = read_shard(package, package.shards[0])
        found = digest_contents(package, shard, {PATH: ()}, documents=DocumentReader(asked))
    assert found[PATH].document == DocumentFacts(
        "text",
        1,
        19,
        hashlib.sha256("个人借款合同,编号HT00000001".encode()).hexdigest(),
        {"f_contract_no": True},
        None,
    )


def test_what_is_kept_to_be_read_is_no_fact(tmp_path: Path) -> None:
    with open_package(good().write(tmp_path / "p.zip")) as package:
        shard = read_shard(package, package.shards[0])
        found = digest_contents(package, shard, {PATH: ()}, documents=DocumentReader({PATH: {}}))
    assert found[PATH].content is None


def test_no_text_is_read_where_nobody_asks(tmp_path: Path) -> None:
    assert _facts(b"some text that is long", tmp_path).document is None
