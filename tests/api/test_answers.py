import sqlite3
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.testclient import TestClient

from api.answers import add_handlers
from ingest.errors import BlobDiffersError, BlobSpaceError
from tests.api.middleware.around import PERSON, client_of
from tests.services.edge import Edge


def test_what_is_wrong_is_named_by_pointer_and_not_repeated(edge: Edge) -> None:
    body = {"word": PERSON, "number": 440199}
    answer = client_of(edge.service).post("/words/a?limit=x", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "http.invalid")
    assert answer.headers["content-type"] == "application/problem+json"
    assert [one["pointer"] for one in answer.json()["errors"]] == ["limit", "/word", "/number"]
    assert "张三" not in answer.text
    assert "440199" not in answer.text


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 5000])
def test_what_is_no_json_is_a_faulty_request(edge: Edge, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client_of(edge.service).post("/words/a", content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "http.invalid")


def test_allow_names_the_methods_of_every_route_of_a_path(edge: Edge) -> None:
    answer = client_of(edge.service).put("/words/a")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
    assert answer.json()["code"] == "http.method_not_allowed"


def test_what_is_not_there_is_a_problem(edge: Edge) -> None:
    answer = client_of(edge.service).get("/nowhere")
    assert (answer.status_code, answer.json()["type"]) == (
        404, "urn:evidence-gateway:problem:not_found",
    )  # fmt: skip


def full_disk() -> Exception:
    original = sqlite3.OperationalError(PERSON)
    original.sqlite_errorcode = sqlite3.SQLITE_FULL
    return OperationalError("INSERT", {}, original)


OUTSIDE: dict[str, tuple[Callable[[], Exception], int, str]] = {
    "database gone": (lambda: OperationalError("", {}, Exception(PERSON)), 503, "http.unavailable"),
    "connection gone": (lambda: InterfaceError("", {}, Exception(PERSON)), 503, "http.unavailable"),
    "no connection free": (lambda: PoolTimeoutError(PERSON), 503, "http.unavailable"),
    "database full": (full_disk, 507, "http.no_space"),
    "blobs gone": (lambda: BlobDiffersError(PERSON), 503, "http.unavailable"),
    "blobs full": (lambda: BlobSpaceError(PERSON), 507, "http.no_space"),
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_is_not_there_for_the_moment_says_so(name: str) -> None:
    make, status, code = OUTSIDE[name]
    app = FastAPI()

    @app.get("/")
    def ask() -> None:
        raise make()

    add_handlers(app, [])
    answer = TestClient(app).get("/")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert ("retry-after" in answer.headers) is (status == 503)
    assert "张三" not in answer.text
