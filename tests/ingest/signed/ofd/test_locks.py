"""A list of signatures that a seal covers is locked: what was added to it is told as that."""

from fixtures.ofd import Ofd
from tests.ingest.signed.ofd.made import LIST, PAGE, codes, reading, sealed, sealing
from verify.model import Change

OTHER = "Doc_0/Signs/Sign_1"
FIRST = "ofd-1"


def _edited(found: Ofd, path: str, old: bytes, new: bytes) -> None:
    assert old in found.parts[path]
    found.parts[path] = found.parts[path].replace(old, new)


def test_a_seal_added_to_a_locked_list_is_told_as_that_alone() -> None:
    found = sealed(close=True)
    found.seal(sealing(hours=1))
    read = reading(found)
    first = read.signatures[0]
    assert ("ofd.list_locked", FIRST) in codes(read)
    assert "ofd.part_changed" not in {one.code for one in read.findings}
    assert (first.whole, first.change) == (True, Change.SIGNATURES)
    assert first.changed == (f"{OTHER}/Signature.xml",)


def test_a_locked_list_that_changed_without_a_seal_more_contradicts() -> None:
    found = sealed(close=True)
    _edited(found, LIST, b'Type="Seal"', b'Type="Sign"')
    read = reading(found)
    assert ("ofd.part_changed", FIRST) in codes(read)
    assert read.signatures[0].change is Change.CONTENT


def test_a_changed_page_contradicts_beside_a_locked_list_too() -> None:
    found = sealed(close=True)
    found.seal(sealing(hours=1))
    found.parts[PAGE] += b" "
    read = reading(found)
    assert {("ofd.list_locked", FIRST), ("ofd.part_changed", FIRST)} <= set(codes(read))
    assert read.signatures[0].change is Change.CONTENT
