"""Real people's numbers are found in what is there, and what is broken hides nothing else."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from anchors.limits import LIMITS
from ingest.errors import MalformedError
from ingest.intake.caselines import CaseFile, is_case_file, real_cases
from ingest.package.faults import malformed

_REAL = json.dumps({"elements": {"d_id_no": "11010519491231002X"}}).encode()
_PATH = b"data/000000/cases.jsonl"
_FOUND = "data/000000/cases.jsonl:2#d_id_no"


@pytest.mark.parametrize(
    "first", [b"{", b"[]", b'{"elements": 1}', b"\xff", b"", b"x" * (LIMITS.line_octets + 2)]
)
@pytest.mark.parametrize("piece", [7, 1 << 20])
def test_a_broken_line_hides_itself_alone(first: bytes, piece: int) -> None:
    whole = first + b"\n" + _REAL
    pieces = (whole[at : at + piece] for at in range(0, len(whole), piece))
    assert real_cases([CaseFile(_PATH, pieces)]) == (_FOUND,)


def test_a_file_that_cannot_be_read_hides_itself_alone() -> None:
    def broken() -> Iterator[bytes]:
        yield b"{}\n"
        raise malformed("package.not_a_package", "archive")

    with pytest.raises(MalformedError):
        list(broken())
    files = [CaseFile(b"data/0/cases.jsonl", broken()), CaseFile(_PATH, iter([b"\n", _REAL]))]
    assert real_cases(files) == (_FOUND,)


def test_no_more_lines_are_looked_at_than_a_shard_has() -> None:
    two = replace(LIMITS, intake_cases_read=2)
    for before, found in ((1, (_FOUND,)), (2, ())):
        files = [CaseFile(_PATH, iter([b"{}\n" * before, _REAL]))]
        assert real_cases(files, two) == found


def test_case_files_are_those_of_shards() -> None:
    assert is_case_file(_PATH)
    for other in (b"cases.jsonl", b"data/shared/cases.jsonl", b"data/0/cases.json"):
        assert not is_case_file(other)
