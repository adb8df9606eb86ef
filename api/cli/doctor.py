"""`evidence doctor`: prints what is found of each part; exit 1 where one is ill."""

import json

import typer

from api.checkup import Sign, examine
from api.settings import Settings

__all__ = ["run_doctor"]

_MARKS = {Sign.WELL: "✓", Sign.UNWISE: "!", Sign.ILL: "✗"}


def run_doctor(settings: Settings, *, as_json: bool) -> int:
    """Print every finding; exit 0 where nothing is ill."""
    ill = False
    for told in examine(settings):
        ill = ill or told.sign is Sign.ILL
        if as_json:
            typer.echo(json.dumps(told._asdict(), ensure_ascii=False))
        else:
            typer.echo(f"{_MARKS[told.sign]} {told.part:<10} {told.text}")
    return int(ill)
