"""One range of a file is given by its place, whoever else reads the same file."""

import asyncio
from pathlib import Path

import pytest
from fastapi import Request
from starlette.responses import StreamingResponse

from api.problems import ProblemError
from api.ranges import ranged

OCTETS, ETAG = bytes(range(100)), '"e"'


def _answered(path: Path, **headers: str) -> StreamingResponse:
    path.write_bytes(OCTETS)
    named = [
        (name.replace("_", "-").lower().encode(), one.encode()) for name, one in headers.items()
    ]
    request = Request({"type": "http", "headers": named})
    return ranged(request, path.open("rb"), len(OCTETS), ETAG, {"X-Own": "1"})


def _body(answer: StreamingResponse) -> bytes:
    async def read() -> bytes:
        return b"".join([bytes(piece) async for piece in answer.body_iterator])  # type: ignore[arg-type] # octets are given

    return asyncio.run(read())


@pytest.mark.parametrize(("headers", "status", "part", "content_range"), [
    ({}, 200, slice(None), None),
    ({"Range": "bytes=0-0"}, 206, slice(0, 1), "bytes 0-0/100"),
    ({"Range": "bytes = 10 - 19"}, 206, slice(10, 20), "bytes 10-19/100"),
    ({"Range": "bytes=90-"}, 206, slice(90, None), "bytes 90-99/100"),
    ({"Range": "bytes=-300"}, 206, slice(None), "bytes 0-99/100"),
    ({"Range": "bytes=5-500"}, 206, slice(5, None), "bytes 5-99/100"),
    ({"Range": "bytes=5-6", "If_Range": ETAG}, 206, slice(5, 7), "bytes 5-6/100"),
    ({"Range": "bytes=5-6", "If_Range": '"other"'}, 200, slice(None), None),
    ({"Range": "bytes=0-1,5-6"}, 200, slice(None), None),
    ({"Range": "bytes=-"}, 200, slice(None), None),
    ({"Range": "bytes=٠-١"}, 200, slice(None), None),
])  # fmt: skip
def test_a_range_is_what_was_asked_for_and_all_else_the_whole(
    tmp_path: Path, headers: dict[str, str], status: int, part: slice, content_range: str | None
) -> None:
    answer = _answered(tmp_path / "a", **headers)
    told = answer.headers
    assert (answer.status_code, told.get("Content-Range")) == (status, content_range)
    assert _body(answer) == OCTETS[part]
    assert told["Content-Length"] == str(len(OCTETS[part]))
    assert (told["ETag"], told["X-Own"]) == (ETAG, "1")


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=-0", "bytes=999-1000"])
def test_a_range_that_is_not_there_is_a_problem(tmp_path: Path, asked: str) -> None:
    with pytest.raises(ProblemError) as raised:
        _answered(tmp_path / "a", Range=asked)
    assert raised.value.code == "http.range"
    assert raised.value.headers == {"Content-Range": "bytes */100"}
