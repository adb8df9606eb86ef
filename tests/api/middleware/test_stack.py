import json
from io import StringIO

import pytest

from anchors.limits import LIMITS
from api.middleware.headers import page_policy
from api.site import Site
from tests.api.middleware.around import PERSON, client_of
from tests.services.edge import Edge


def test_every_answer_says_what_a_browser_may_not(edge: Edge) -> None:
    client = client_of(edge.service)
    for answer in (client.post("/echo"), client.get("/nowhere"), client.get("/fault")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script" not in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
        assert "server" not in answer.headers


def test_a_page_names_its_styles_by_digest() -> None:
    digest = "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"  # of abc
    assert f"style-src 'self' {digest};" in page_policy("abc")


@pytest.mark.parametrize(("url", "there"), [("https://a.test", True), ("http://a.test", False)])
def test_over_tls_browsers_are_told_to_stay(edge: Edge, url: str, there: bool) -> None:
    client = client_of(edge.service, Site(url))
    headers = client.post("/echo", headers={"Host": "a.test"}).headers
    assert ("strict-transport-security" in headers) is there


@pytest.mark.parametrize(
    "stated", ["0189f7ea-ae2c-7109-8aeb-b819cf5e967f", "0af7651916cd43dd8448eb211c80319c"]
)
def test_a_request_id_of_the_client_is_kept(edge: Edge, stated: str) -> None:
    answer = client_of(edge.service).get("/nowhere", headers={"X-Request-Id": stated})
    assert answer.headers["x-request-id"] == stated
    assert answer.json()["instance"] == stated


@pytest.mark.parametrize(
    "stated", ["", "short", "440199198001010011", "0af7651916cd-43dd-8448-eb211c80319c"]
)
def test_any_other_request_id_is_ours(edge: Edge, stated: str) -> None:
    answer = client_of(edge.service).get("/nowhere", headers={"X-Request-Id": stated})
    assert answer.headers["x-request-id"].startswith("req-")


@pytest.mark.parametrize("host", ["evil.test", "gateway.test.evil.test", "gateway.test:81", ""])
def test_a_host_that_is_not_ours_is_refused(edge: Edge, host: str) -> None:
    client = client_of(edge.service, Site("http://gateway.test"))
    answer = client.post("/echo", headers={"Host": host})
    assert (answer.status_code, answer.json()["code"]) == (421, "http.misdirected")


@pytest.mark.parametrize("host", ["gateway.test", "localhost:8080", "127.0.0.1", "[::1]:80"])
def test_a_host_that_is_ours_is_served(edge: Edge, host: str) -> None:
    client = client_of(edge.service, Site("http://gateway.test"))
    assert client.post("/echo", headers={"Host": host}).status_code == 200


def test_behind_a_proxy_this_machine_has_no_name_of_its_own(edge: Edge) -> None:
    client = client_of(edge.service, Site("https://gateway.test", behind_proxy=True))
    assert client.post("/echo", headers={"Host": "localhost"}).status_code == 421


def test_a_body_over_the_limit_is_refused_before_it_is_read(edge: Edge) -> None:
    stated = {"Content-Length": str(LIMITS.request_octets + 1)}
    answer = client_of(edge.service).post("/echo", headers=stated, content=b"")
    assert (answer.status_code, answer.json()["code"]) == (413, "http.too_large")


def test_a_body_that_says_nothing_of_its_size_is_counted(edge: Edge) -> None:
    def pieces(octets: int) -> object:
        return iter([b"x" * octets])

    client = client_of(edge.service)
    whole = client.post("/echo", content=pieces(LIMITS.request_octets))  # type: ignore[arg-type]
    assert whole.json() == LIMITS.request_octets
    over = client.post("/echo", content=pieces(LIMITS.request_octets + 1))  # type: ignore[arg-type]
    assert over.json()["code"] == "http.too_large"


def test_json_over_the_limit_is_too_large_and_not_faulty(edge: Edge) -> None:
    body = b'{"word": "' + b"x" * LIMITS.request_octets + b'"}'
    headers = {"Content-Type": "application/json"}
    answer = client_of(edge.service).post("/words/a", content=body, headers=headers)
    assert answer.json()["code"] == "http.too_large"


def test_a_fault_of_ours_says_nothing_and_logs_no_words(edge: Edge, log: StringIO) -> None:
    answer = client_of(edge.service).get("/fault")
    assert (answer.status_code, answer.json()["code"]) == (500, "http.internal")
    assert "张三" not in answer.text
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    fault = next(line for line in lines if line["event"] == "fault")
    assert fault["error"] == "KeyError"
    assert fault["places"][-1].startswith("tests/api/middleware/around.py:")
    assert fault["request_id"] == answer.headers["x-request-id"]
    assert PERSON not in log.getvalue()


def test_an_answer_that_has_begun_is_cut_off(edge: Edge, log: StringIO) -> None:
    answer = client_of(edge.service).get("/cut")
    assert answer.content == b"first"
    assert '"event": "fault"' in log.getvalue()


def test_the_log_names_the_route_and_nothing_that_was_sent(edge: Edge, log: StringIO) -> None:
    client = client_of(edge.service)
    client.post(f"/words/{PERSON}?limit=7&q={PERSON}", json={"word": PERSON})
    client.get(f"/nowhere/{PERSON}")
    line = json.loads(log.getvalue().splitlines()[0])
    assert (line["route"], line["method"], line["status"]) == ("/words/{name}", "POST", 422)
    assert line["environment"] == "sandbox"
    assert "张三" not in log.getvalue()
    assert "440199" not in log.getvalue()
    assert "%E5%BC%A0" not in log.getvalue()
