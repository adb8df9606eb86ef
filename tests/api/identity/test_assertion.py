import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, Key, KeySet, OctKey, OKPKey, RSAKey

from api.identity.tokens import ACCESS, Tokens
from ingest.store.jti import is_spent, spend
from tests.services.edge import SITE, TOKEN_SECRET, Edge

KINDS: dict[str, Callable[[], Key]] = {
    "ES256": lambda: ECKey.generate_key("P-256", {"kid": "k1"}),
    "ES384": lambda: ECKey.generate_key("P-384", {"kid": "k1"}),
    "EdDSA": lambda: OKPKey.generate_key("Ed25519", {"kid": "k1"}),
    "Ed25519": lambda: OKPKey.generate_key("Ed25519", {"kid": "k1"}),
    "PS256": lambda: RSAKey.generate_key(2048, {"kid": "k1"}),
    "RS256": lambda: RSAKey.generate_key(2048, {"kid": "k1"}),
}


def public(key: Key) -> dict[str, Any]:
    return dict(KeySet([key]).as_dict(private=False))


@pytest.mark.parametrize("algorithm", KINDS)
def test_a_client_shows_that_it_holds_its_key(edge: Edge, algorithm: str) -> None:
    key = KINDS[algorithm]()
    edge.register(edge.client(keys=public(key)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)  # of the client's own making
        assertion = edge.assertion(key=key, header={"alg": algorithm})
    given = edge.show(assertion)
    assert (given.status_code, given.json()["expires_in"]) == (200, 900)


def test_an_assertion_without_kid_is_by_the_only_key(edge: Edge) -> None:
    assert edge.show(edge.assertion(header={"kid": None})).status_code == 200


def test_of_two_keys_the_assertion_names_one(edge: Edge) -> None:
    other = ECKey.generate_key("P-256", {"kid": "k2"})
    both: list[Key] = [edge.key, other]
    edge.register(edge.client(keys=KeySet(both).as_dict(private=False)))
    assert edge.show(edge.assertion(header={"kid": None})).status_code == 401
    assert edge.show(edge.assertion(key=other, header={"kid": "k2"})).status_code == 200


FAULTY: dict[str, dict[str, Any]] = {
    "of another service": {"aud": "https://other.test/v1/token"},
    "of us and of another service": {"aud": [f"{SITE.url}/v1/token", "https://other.test"]},
    "of nobody": {"aud": None},
    "for more than five minutes": {"exp": 1772413200 + 301},
    "without end": {"exp": None},
    "over": {"iat": 1772413200 - 120, "exp": 1772413200 - 1},
    "of half a second": {"exp": 1772413200.5},
    "with a text as its end": {"exp": "1772413260"},
    "with an end beyond all dates": {"iat": 1 << 52, "exp": 1 << 52},
    "of tomorrow": {"iat": 1772413200 + 86400, "exp": 1772413200 + 86460},
    "not before tomorrow": {"nbf": 1772413200 + 86400},
    "without beginning": {"iat": None},
    "without identifier": {"jti": None},
    "with an empty identifier": {"jti": ""},
    "with an endless identifier": {"jti": "x" * 129},
    "by one client about another": {"iss": "lender"},
    "of a client nobody knows": {"iss": "nobody", "sub": "nobody"},
    "without client": {"iss": None, "sub": None},
    "with a list for a client": {"iss": ["platform"], "sub": ["platform"]},
    "with another key's id": {"header": {"kid": "k2"}},
    "of another kind": {"header": {"typ": "at+jwt"}},
    "signed with the public key as a secret": {"header": {"alg": "HS256"}},
    "with a critical extension": {"header": {"crit": ["b64"], "b64": False}},
    "by another key": {"key": ECKey.generate_key("P-256", {"kid": "k1"})},
}


@pytest.mark.parametrize("fault", FAULTY)
def test_an_assertion_with_a_fault_gives_no_token(edge: Edge, fault: str) -> None:
    claims = dict(FAULTY[fault])
    if claims.get("header", {}).get("alg") == "HS256":
        claims["key"] = OctKey.import_key(edge.key.as_pem(private=False).replace(b"-", b""))
    answer = edge.show(edge.assertion(**claims))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.json()["code"] == "http.client_refused"


@pytest.mark.parametrize("text", ["", "a.b.c", "x" * 20_000, "e30.e30.", "…", "a.b"])
def test_what_is_no_assertion_gives_no_token(edge: Edge, text: str) -> None:
    assert edge.show(text).status_code in {400, 401}


def test_an_unsigned_assertion_gives_no_token(edge: Edge) -> None:
    _, claims, _ = edge.assertion().split(".")
    header = "eyJhbGciOiJub25lIiwia2lkIjoiazEifQ"  # {"alg":"none","kid":"k1"}
    assert edge.show(f"{header}.{claims}.").status_code == 401


def test_an_access_token_is_no_assertion(edge: Edge) -> None:
    tokens = Tokens(TOKEN_SECRET, environment="sandbox", audience=SITE.address)
    assert edge.show(tokens.issue(ACCESS, "platform", edge.clock())).status_code == 401


def test_another_client_id_beside_the_assertion_is_refused(edge: Edge) -> None:
    assert edge.show(edge.assertion(), client_id="lender").status_code == 401


def test_jti_replay(edge: Edge) -> None:
    assertion = edge.assertion()
    assert edge.show(assertion).status_code == 200
    again = edge.show(assertion)
    assert (again.status_code, again.json()["code"]) == (401, "http.assertion_replayed")


def test_a_clock_that_steps_back_makes_no_assertion_new(edge: Edge) -> None:
    assertion = edge.assertion()
    assert edge.show(assertion).status_code == 200
    edge.clock.advance(timedelta(hours=2))
    assert edge.show(edge.assertion(jti="jti-2")).status_code == 200
    edge.clock.advance(timedelta(hours=-2))
    assert edge.show(assertion).json()["code"] == "http.assertion_replayed"


def test_a_token_is_given_without_a_look_at_what_others_spent(edge: Edge) -> None:
    long_ago = edge.clock() - timedelta(days=30)
    with edge.service.database.write() as connection:
        spend(connection, "lender", "old", long_ago)
    assert edge.show(edge.assertion()).status_code == 200
    with edge.service.database.read() as connection:
        assert is_spent(connection, "lender", "old")


def test_the_identifier_of_one_client_is_free_for_another(edge: Edge) -> None:
    assert edge.show(edge.assertion(jti="same")).status_code == 200
    assert edge.show(edge.assertion(jti="same", iss="lender", sub="lender")).status_code == 200


def test_of_many_at_once_one_is_first(edge: Edge) -> None:
    assertion = edge.assertion()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: edge.show(assertion).status_code, range(8)))
    assert sorted(found) == [200] + [401] * 7


@pytest.mark.parametrize("term", [{"until": 0}, {"since": 1}])
def test_a_client_out_of_its_term_is_refused(edge: Edge, term: dict[str, int]) -> None:
    stated: dict[str, Any] = {n: edge.clock() + timedelta(seconds=by) for n, by in term.items()}
    edge.register(edge.client(**stated))
    assert edge.show(edge.assertion()).json()["code"] == "http.client_refused"


def test_which_clients_there_are_is_not_told(edge: Edge) -> None:
    stranger = ECKey.generate_key("P-256", {"kid": "k1"})
    nobody = {"iss": "nobody", "sub": "nobody"}
    shown = (
        edge.assertion(key=stranger),
        edge.assertion(key=stranger, header={"kid": "k9"}),
        edge.assertion(key=stranger, **nobody),
    )
    assert len({edge.show(one).json().get("detail") for one in shown}) == 1
