"""The text of a document is read in a child process; whatever it does, a state comes of it."""

import os
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from hashlib import sha256
from multiprocessing import get_context

import pytest

from anchors.limits import LIMITS, Limits
from ingest import documents
from ingest.documents import DocumentReader
from tests.ingest.text import pdfs
from verify.model import DocumentFacts

CLAUSE = "因本合同产生的争议由广州互联网法院管辖。"
ASKED = {"f_jurisdiction_clause": (CLAUSE,), "f_contract_no": ("HT00000001",)}
PDF, TEXT = "application/pdf", "text/plain"
HURRIED = replace(LIMITS, document_milliseconds=700)


def _read(octets: bytes, media_type: str = PDF, limits: Limits = LIMITS) -> DocumentFacts:
    facts = DocumentReader({"p": ASKED}, limits).facts(
        "p", media_type, sha256(octets).digest(), octets
    )
    assert facts is not None
    return facts


def test_a_clause_that_stands_there_is_found() -> None:
    assert _read(pdfs.chinese("个人借款合同", CLAUSE)).found["f_jurisdiction_clause"]


def test_a_clause_that_breaks_over_lines_is_found() -> None:
    assert _read(pdfs.chinese(CLAUSE[:9], CLAUSE[9:])).found["f_jurisdiction_clause"]


def test_a_clause_that_is_not_there_is_not_found() -> None:
    assert not _read(pdfs.chinese("个人借款合同", CLAUSE[:-2])).found["f_jurisdiction_clause"]


def test_a_number_is_found_in_latin_text() -> None:
    assert _read(pdfs.text_pdf("Contract HT00000001 of 2024")).found["f_contract_no"]


def test_a_part_of_a_longer_number_is_not_found() -> None:
    assert not _read(pdfs.text_pdf("Contract HT000000012024")).found["f_contract_no"]


def test_every_name_that_was_asked_is_answered() -> None:
    assert _read(pdfs.chinese("个人借款合同", CLAUSE)).found.keys() == ASKED.keys()


def test_characters_are_those_of_the_normalised_text() -> None:
    assert _read(pdfs.chinese("个 人 借款　合同（ＡＢ１２）")).characters == 12


def test_the_digest_is_that_of_the_normalised_text() -> None:
    found = _read(pdfs.chinese("第一条　借款金额（元）：１２００００"))
    assert found.text_digest == sha256("第一条借款金额(元):120000".encode()).hexdigest()


def test_repeated_lines_are_all_read() -> None:
    assert _read(pdfs.chinese(*[CLAUSE] * 30)).characters == 30 * len(CLAUSE)


def test_every_page_is_read() -> None:
    facts = _read(pdfs.chinese(CLAUSE, pages=3))
    assert (facts.pages, facts.characters) == (3, 3 * len(CLAUSE))


@pytest.mark.parametrize(
    ("stated", "created"),
    [
        ("D:20240608100100+08'00'", "2024-06-08T10:01:00+08:00"),
        ("D:20240608100100+08'00", "2024-06-08T10:01:00+08:00"),
        ("D:20240608020100Z", "2024-06-08T02:01:00Z"),
        ("D:20240608020100-03", "2024-06-08T02:01:00-03:00"),
        ("D:20240608100100", None),
        ("D:20241308100100Z", None),
        ("yesterday", None),
        ("D:" + "9" * 300, None),
    ],
)
def test_the_time_that_the_file_states_is_given(stated: str, created: str | None) -> None:
    assert _read(pdfs.text_pdf("some text that is long", created=stated)).created_at == created


def test_a_file_without_a_time_has_none() -> None:
    assert _read(pdfs.text_pdf("some text that is long")).created_at is None


@pytest.mark.parametrize(
    ("octets", "state"),
    [
        (pdfs.text_pdf("some text that is long"), "text"),
        (pdfs.without_text(), "no_text"),
        (pdfs.text_pdf("- 1 -"), "no_text"),
        (pdfs.annotated("some text that is long"), "no_text"),
        (pdfs.encrypted(), "encrypted"),
        (b"%PDF-1.7\nnothing else", "unreadable"),
        (pdfs.text_pdf("some text that is long")[:200], "unreadable"),
        (pdfs.chinese(CLAUSE, pages=501), "too_large"),
    ],
    ids=["text", "scan", "number", "annotation", "locked", "empty", "cut", "pages"],
)
def test_what_can_be_read_is_told(octets: bytes, state: str) -> None:
    assert _read(octets).state == state


HOSTILE: dict[str, Callable[[], bytes]] = {
    "count": lambda: pdfs.count_lies(2**31 - 1),
    "negative": lambda: pdfs.count_lies(-1),
    "pages": pdfs.endless_pages,
    "form": pdfs.endless_form,
    "xref": pdfs.endless_xref,
    "nested": lambda: pdfs.nested(200_000),
    "bomb": cache(lambda: pdfs.bomb(400_000_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_state_within_seconds(name: str) -> None:
    began = time.monotonic()
    state = _read(HOSTILE[name](), limits=HURRIED).state
    assert state in {"text", "no_text", "unreadable", "too_large"}
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("name", HOSTILE)
def test_after_a_hostile_file_the_next_is_read(name: str) -> None:
    _read(HOSTILE[name](), limits=HURRIED)
    assert _read(pdfs.chinese(CLAUSE)).state == "text"


def test_a_file_that_grows_without_end_is_too_large() -> None:
    assert _read(HOSTILE["bomb"](), limits=HURRIED).state in {"too_large", "unreadable"}


def test_after_some_files_took_their_time_the_rest_is_not_read() -> None:
    hurried = replace(LIMITS, document_milliseconds=1, document_failures=1)
    reader = DocumentReader({"p": ASKED}, hurried)
    slow = pdfs.chinese(*[CLAUSE] * 50, pages=400)
    reader.facts("p", PDF, sha256(slow).digest(), slow)
    facts = reader.facts("p", TEXT, b"", CLAUSE.encode())
    assert facts is not None
    assert facts.state == "too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text_is_read_in_the_encodings_of_the_field(encoding: str) -> None:
    assert _read(f"个人借款合同\n{CLAUSE}".encode(encoding), TEXT).found["f_jurisdiction_clause"]


def test_text_in_no_encoding_is_unreadable() -> None:
    assert _read(b"\xff\xff some text", TEXT).state == "unreadable"


def test_text_of_too_many_characters_is_too_large() -> None:
    assert _read(b"a" * (LIMITS.document_characters + 1), TEXT).state == "too_large"


def test_text_that_grows_when_normalised_is_too_large() -> None:
    text = "\ufdfa" * (LIMITS.document_characters // 2)
    assert len(unicodedata.normalize("NFKC", text[:1])) > 2
    assert _read(text.encode(), TEXT).state == "too_large"


def test_text_that_is_slow_to_normalise_ends_in_a_state() -> None:
    slow = "a" + "\u0316\u0300" * (LIMITS.document_characters // 3)
    assert _read(slow.encode(), TEXT, HURRIED).state == "too_large"


def test_other_formats_are_unsupported() -> None:
    assert _read(b"\x89PNG\r\n\x1a\n", "image/png").state == "unsupported"


def test_what_was_not_asked_of_has_no_facts() -> None:
    assert DocumentReader({}).facts("p", PDF, b"", b"") is None


def test_a_file_over_the_limit_is_not_kept() -> None:
    assert not DocumentReader({"p": ASKED}).wants("p", LIMITS.document_octets + 1)


def test_a_file_over_the_limit_is_too_large() -> None:
    facts = DocumentReader({"p": ASKED}).facts("p", PDF, b"", None)
    assert facts is not None
    assert facts.state == "too_large"


def test_a_document_is_read_once_by_its_digest() -> None:
    reader = DocumentReader({"p": ASKED, "q": ASKED})
    first = reader.facts("p", PDF, b"digest", pdfs.chinese(CLAUSE))
    assert reader.facts("q", PDF, b"digest", b"") is first


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {},
        {"state": "text"},
        {
            "state": "text", "pages": 1, "characters": 1, "text_digest": "", "found": {},
            "created_at": None,
        },
        {
            "state": "splendid", "pages": 1, "characters": 1, "text_digest": "", "found": {},
            "created_at": None,
        },
        {
            "state": "no_text", "pages": 1, "characters": 1, "text_digest": "<b>", "found": {},
            "created_at": None,
        },
        {
            "state": "no_text", "pages": 1, "characters": 1, "text_digest": "", "found": {},
            "created_at": "2" * 41,
        },
    ],
    ids=range(8),
)  # fmt: skip
def test_an_answer_of_another_shape_is_none(answer: object) -> None:
    assert documents._decoded(answer, ASKED) is None


def test_the_library_is_not_loaded_here() -> None:
    program = (
        "import sys, ingest.package.contents, ingest.text.document;"
        " sys.exit(any('pdfium' in name for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def _read_in_worker(octets: bytes) -> tuple[str, int]:
    return _read(octets).state, os.getpid()


def test_forked_workers_read_too() -> None:
    _read(pdfs.chinese(CLAUSE))
    with ProcessPoolExecutor(1, get_context("fork")) as workers:
        state, worker = workers.submit(_read_in_worker, pdfs.chinese(CLAUSE)).result()
    assert (state, worker != os.getpid()) == ("text", True)
