"""Every route says who may call it and how it fails; every action and every problem is of use."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from api.app import routes_of
from api.permissions import PERMISSIONS, PUBLIC, Action, Role
from api.principal import actions_of
from api.problems import PROBLEMS
from api.routes.table import ROUTERS
from tests.architecture.tree import ROOT, product_files

ROUTES = routes_of()
_CODE = re.compile(r"http\.[a-z_]+")


def label(route: APIRoute) -> str:
    return f"{','.join(sorted(route.methods or ()))} {route.path}"


def test_nothing_is_served_but_routes_that_can_be_walked() -> None:
    assert len(ROUTES) == sum(len(router.routes) for router in ROUTERS)


@pytest.mark.parametrize("route", ROUTES, ids=label)
def test_a_route_declares_one_action_and_so_its_principal(route: APIRoute) -> None:
    (action,) = actions_of(route)
    allowed = {role for role in Role if action in PERMISSIONS[role]}
    assert bool(allowed) is (action not in PUBLIC)


@pytest.mark.parametrize("route", ROUTES, ids=label)
def test_a_route_is_described(route: APIRoute) -> None:
    assert route.tags
    assert route.endpoint.__doc__


@pytest.mark.parametrize("route", ROUTES, ids=label)
def test_a_route_says_how_it_fails(route: APIRoute) -> None:
    (action,) = actions_of(route)
    if action not in PUBLIC and route.include_in_schema:
        stated = {int(status) for status in route.responses}
        assert 403 in stated
        assert stated & {401, 303}  # a page asks who is there


def test_no_two_routes_share_a_name_or_a_place() -> None:
    assert [name for name, times in Counter(one.name for one in ROUTES).items() if times > 1] == []
    places = Counter((one.path, method) for one in ROUTES for method in one.methods or ())
    assert [place for place, times in places.items() if times > 1] == []


def test_every_action_is_done_by_a_route() -> None:
    done = {action for route in ROUTES for action in actions_of(route)}
    assert set(Action) - done == set()


def _strings() -> Iterator[str]:
    """Every string of our modules that may name a code, but the table itself."""
    for path in product_files():
        text = path.read_text("utf-8")
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("api/", "ingest/")) and name != "api/problems.py" and "http." in text:
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_every_code_that_is_named_is_in_the_table() -> None:
    named = set(filter(_CODE.fullmatch, _strings()))
    assert named - set(PROBLEMS) == set()


def test_every_code_of_the_table_is_raised_somewhere() -> None:
    named = set(filter(_CODE.fullmatch, _strings()))
    assert set(PROBLEMS) - named == set()


def test_every_code_of_the_table_is_tested() -> None:
    own = ROOT / "tests" / "architecture"
    tests = [path for path in (ROOT / "tests").rglob("*.py") if not path.is_relative_to(own)]
    texts = [path.read_text("utf-8").replace("http\\.", "http.") for path in tests]
    tested = {code for text in texts for code in _CODE.findall(text)}
    assert set(PROBLEMS) - tested == set()
