"""The page of a package: made once, a long one apart, and the same wherever it is made."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from anchors.limits import LIMITS
from api.batchpage import PageOrder, batch_page, make_page, write_page
from api.permissions import Role
from api.principal import Principal
from api.viewing import seen_as
from ingest.errors import BlobDiffersError
from ingest.service import Service
from ingest.store.reading import PackageView, judgement_views, package_of, verdicts_of
from ingest.store.sight import Sight
from tests.services.app import LENDER, open_service
from tests.services.rows import GOOD, add_judgement, add_package, sample
from verify.rules.elements.masks import Viewer

READER = Principal("lender", Role.LENDER, LENDER, "production")


@pytest.fixture(name="production")
def _production(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path, environment="production") as service:
        yield service


def _judged(service: Service) -> tuple[PackageView, str, dict[str, object]]:
    """Write a package of one case; return it, its judgement and its value."""
    name = add_package(service)
    judgement = add_judgement(service, name, {"a": sample(GOOD)})
    with service.database.read() as connection:
        package = package_of(connection, Sight(service.environment), name)
        assert package is not None
        summary = judgement_views(connection, package)[0].summary or ""
    return package, judgement, json.loads(service.blobs.read(summary))


def test_a_long_page_is_made_apart_and_is_the_same(production: Service, tmp_path: Path) -> None:
    package, _, value = _judged(production)
    with production.database.read() as connection:
        (row,) = verdicts_of(connection, package, limit=1)
    here, apart = tmp_path / "here.html", tmp_path / "apart.html"
    with production.blobs.local(row.report) as path:
        order = PageOrder(
            package.id, "sandbox", Viewer.JUDGE,
            seen_as("sandbox", Viewer.JUDGE, value, batch=True),
            (row,) * (LIMITS.report_page_cases + 1), {row.report: path}, here,
        )  # fmt: skip
        write_page(order)
        make_page(order._replace(target=apart))
    assert apart.read_bytes() == here.read_bytes()


def test_a_page_is_made_once(production: Service) -> None:
    asked = (READER, *_judged(production))
    first = batch_page(production, *asked)
    made = first.stat().st_mtime_ns
    assert batch_page(production, *asked).stat().st_mtime_ns == made


def test_a_page_is_another_once_another_verdict_stands(production: Service) -> None:
    package, judgement, value = _judged(production)
    first = batch_page(production, READER, package, judgement, value)
    add_judgement(production, package.id, {"a": sample(GOOD)}, no=2)
    assert batch_page(production, READER, package, judgement, value) != first


def test_what_another_is_still_writing_is_neither_read_nor_taken_away(
    production: Service,
) -> None:
    asked = (READER, *_judged(production))
    path = batch_page(production, *asked)
    written = path.read_bytes()
    path.unlink()
    others = path.with_suffix(".part")
    others.write_bytes(b"begun")
    assert batch_page(production, *asked).read_bytes() == written
    assert others.read_bytes() == b"begun"


def test_a_page_of_reports_that_are_something_else_is_not_there(production: Service) -> None:
    package, judgement, value = _judged(production)
    with production.database.read() as connection:
        (row,) = verdicts_of(connection, package, limit=1)
    with production.blobs.local(row.report) as path:
        path.chmod(0o600)
        path.write_bytes(path.read_bytes().replace(b"CONSISTENT", b"CONSISTENt", 1) + b" ")
    with pytest.raises(BlobDiffersError):
        batch_page(production, READER, package, judgement, value)
    assert list((production.folder / "pages").glob("*")) == []
