"""The operator's page tells every setting with its default, and none that is not there."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from api.metrics import Metrics
from api.settings import Settings
from tests.architecture.tree import ROOT
from tests.services.app import open_service

_PAGE = (ROOT / "docs" / "operator.md").read_text("utf-8")


def _settings(model: type[BaseModel] = Settings, below: str = "") -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        default = field.get_default(call_default_factory=True)
        if isinstance(default, BaseModel):
            yield from _settings(type(default), f"{below}{name}.")
        else:
            yield below + name, _told(default)


def _told(default: object) -> str:
    if default is None or default in ("", {}):
        return "–"
    if isinstance(default, bool):
        return str(default).lower()
    return str(int(default)) if isinstance(default, float) and default % 1 == 0 else str(default)


def _rows(head: str) -> dict[str, str]:
    """Return the first two columns of the table with a head, by the first."""
    table = _PAGE.partition(f"{head}\n")[2].partition("\n\n")[0]
    cells = [line.split("|")[1:3] for line in table.splitlines()[1:]]
    return {first.strip(" `"): second.strip(" `") for first, second in cells}


def test_every_setting_is_told_with_its_default() -> None:
    assert _rows("| Setting | Default | |") == dict(_settings())


def test_every_metric_is_told_of_and_none_that_is_not_there(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        metrics = Metrics(service)
        metrics.observe("GET", "/healthz", 200, 0.1, 0)
        lines = metrics.text().decode().splitlines()
    named = {line.split()[2] for line in lines if line.startswith("# HELP ")}
    created = {name for name in named if name.endswith("_created")}
    assert named - created == set(_rows("| Metric | Labels | |"))
