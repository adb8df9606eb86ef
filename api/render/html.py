"""Reports as self-contained pages: no script, no other host, one style sheet named by its digest.

Every expression of a template passes `visible` and then HTML escaping, by the environment and not
by each template's care, so sender text cannot be left out. The content security policy allows the
page's own style sheet and nothing else.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.render.batch import batch_view
from api.render.case import case_view
from api.render.edition import Codes, Edition, Lang
from api.render.summary import CaseSummary
from api.render.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["LISTED_CASES", "render_batch", "render_case"]

LISTED_CASES = 300
"""Cases a batch page lists of each sort: more than a person reads, and half a megabyte."""

_WEB = Path(__file__).parents[1] / "web"


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 start-up
    from markupsafe import Markup  # noqa: PLC0415 start-up

    def shown(value: object) -> object:
        return value if isinstance(value, Markup) else visible(str(value))

    style = (_WEB / "report.css").read_text("utf-8")
    environment = Environment(
        loader=FileSystemLoader(str(_WEB / "templates"), encoding="utf-8"),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals |= {"style": Markup(style), "style_digest": f"sha256-{digest}"}  # noqa: S704 our file
    return environment


def render_case(
    report: Mapping[str, Any],
    *,
    codes: Codes,
    lang: Lang = "zh",
    head: Mapping[str, Any] | None = None,
) -> str:
    """The page of one case; `head` is the package.json it came with, for the case facts."""
    edition = Edition(codes, lang)
    template = _environment().get_template("report.html.j2")
    return template.render(view=case_view(edition, report, head), say=edition.say, lang=lang)


def render_batch(
    batch: Mapping[str, Any],
    summaries: Iterable[CaseSummary],
    *,
    codes: Codes,
    lang: Lang = "zh",
    limit: int = LISTED_CASES,
) -> Iterator[str]:
    """The page of one package in pieces; the summaries are read once, in bounded memory.

    `batch` is the value `check --json` prints, its `reports` not needed. At most `limit` cases to
    look at and `limit` wholly consistent ones are listed, and the page says where it was cut.
    """
    edition = Edition(codes, lang)
    view = batch_view(edition, batch, summaries, limit=limit)
    yield from (
        _environment().get_template("batch.html.j2").generate(view=view, say=edition.say, lang=lang)
    )
