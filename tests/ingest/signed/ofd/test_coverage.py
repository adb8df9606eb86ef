"""The references of one signature, recomputed."""

import hashlib

import pytest

from ingest.signed.ofd.coverage import Coverage, check_references, digest_called
from ingest.signed.ofd.description import Description, Reference
from ingest.signed.ofd.parts import Parts

PATH = "Doc_0/Signs/Sign_0/Signature.xml"
PARTS = Parts({"a.xml": b"a", "b.xml": b"b", PATH: b"<s/>"})
SM3 = {name: hashlib.new("sm3", name[:1].encode()).digest() for name in ("a.xml", "b.xml")}


def _checked(*references: tuple[str, bytes], check: str = "SM3") -> Coverage:
    rows = tuple([Reference(*one) for one in references])
    return check_references(Description("", "", check, rows, (), None, ""), PATH, PARTS)


@pytest.mark.parametrize(
    ("written", "digest"),
    [
        ("SM3", "sm3"), ("1.2.156.10197.1.401", "sm3"), ("SHA-256", "sha256"), ("sha1", "sha1"),
        ("2.16.840.1.101.3.4.2.1", "sha256"), ("MD5", "md5"), (" SHA_512 ", "sha512"),
        ("SHA3-256", "sha3-256"), ("2.999.1", None), ("", None), ("CRC32", None),
    ],
)  # fmt: skip
def test_a_digest_is_known_by_name_and_identifier(written: str, digest: str | None) -> None:
    assert digest_called(written) == digest


def test_parts_are_compared() -> None:
    found = _checked(("/a.xml", SM3["a.xml"]), ("/b.xml", SM3["a.xml"]))
    assert found == Coverage("sm3", frozenset({"a.xml"}), ("b.xml",))


def test_a_truncated_digest_is_another() -> None:
    assert _checked(("/a.xml", SM3["a.xml"][:16])).changed == ("a.xml",)


def test_a_reference_to_no_part_is_told_as_written() -> None:
    assert _checked(("/c.xml", bytes(32))).absent == ("/c.xml",)


def test_a_reference_out_of_the_document_is_told_as_written() -> None:
    assert _checked(("/../c.xml", bytes(32))).outside == ("/../c.xml",)


def test_one_part_with_two_digests_is_covered_by_neither() -> None:
    found = _checked(("/a.xml", SM3["a.xml"]), ("/A.xml", bytes(32)))
    assert found == Coverage("sm3", twice=("a.xml",))


def test_one_part_twice_with_one_digest_is_one_reference() -> None:
    found = _checked(("/a.xml", SM3["a.xml"]), ("a.xml", SM3["a.xml"]))
    assert found == Coverage("sm3", frozenset({"a.xml"}))


def test_a_digest_that_nobody_knows_compares_nothing() -> None:
    assert _checked(("/a.xml", SM3["a.xml"]), check="2.999.1") == Coverage(None)
