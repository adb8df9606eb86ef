"""Paths as the files of an OFD write them."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.signed.ofd.parts import OutsideError, Parts

LIST = "Doc_0/Signs/Signatures.xml"
PAGE = "Doc_0/Pages/Page_0/Content.xml"
PARTS = Parts({"OFD.xml": b"<o/>", PAGE: b"<p/>", LIST: b"<l/>"})


@pytest.mark.parametrize(
    "written",
    [
        f"/{PAGE}",
        "../Pages/Page_0/Content.xml",
        "./../Pages//Page_0/Content.xml",
        PAGE,
        "/doc_0/pages/PAGE_0/content.xml",
        "\\Doc_0\\Pages\\Page_0\\Content.xml",
        f"  /{PAGE}\n",
    ],
)
def test_a_path_leads_to_the_part_that_it_means(written: str) -> None:
    assert PARTS.locate(written, LIST) == PAGE


def test_a_path_is_first_of_all_relative_to_the_file_that_names_it() -> None:
    parts = Parts({"a/x": b"1", "x": b"2"})
    assert parts.locate("x", "a/y") == "a/x"


@pytest.mark.parametrize("written", ["/nowhere.xml", "Pages", "/", ""])
def test_a_path_may_lead_to_no_part(written: str) -> None:
    assert PARTS.locate(written, LIST) is None


@pytest.mark.parametrize("written", ["/../OFD.xml", "../../../OFD.xml", "/Doc_0/../../etc/passwd"])
def test_no_path_leads_outside(written: str) -> None:
    with pytest.raises(OutsideError):
        PARTS.locate(written, LIST)


@given(st.text(alphabet="./\\ax", max_size=20))
def test_every_path_is_a_part_or_none_or_outside(written: str) -> None:
    try:
        found = PARTS.locate(written, LIST)
    except OutsideError:
        return
    assert found is None or found in PARTS.members


def test_a_part_is_digested_once() -> None:
    first = PARTS.digest(PAGE, "sha256")
    assert first == hashlib.sha256(b"<p/>").digest()
    assert PARTS.digest(PAGE, "sha256") is first
