"""Reports as self-contained pages: no script, no other host, one style sheet named by its digest.

The content security policy allows the page's own style sheet and nothing else.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from api.render.batch import batch_view
from api.render.case import case_view
from api.render.edition import Codes, Edition, Lang
from api.render.summary import CaseSummary
from api.render.templates import WEB, new_environment

if TYPE_CHECKING:
    from jinja2 import Environment, Template

__all__ = ["LISTED_CASES", "page_style", "render_batch", "render_case"]

LISTED_CASES = 300
"""Cases a batch page lists of each sort: more than a person reads, and half a megabyte."""


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from markupsafe import Markup  # noqa: PLC0415 start-up

    style = (WEB / "report.css").read_text("utf-8")
    environment = new_environment()
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals |= {"style": Markup(style), "style_digest": f"sha256-{digest}"}  # noqa: S704 our file
    return environment


def render_case(
    report: Mapping[str, Any],
    *,
    codes: Codes,
    lang: Lang = "zh",
    head: Mapping[str, Any] | None = None,
    note: str | None = None,
    back: str | None = None,
) -> str:
    """The page of one case.

    Args:
        report: the report.
        codes: the code table.
        lang: the language.
        head: the package.json it came with, for the case facts.
        note: what is said above all of a page that does not show everything.
        back: where the page of its package lies, of a page of the service.
    """
    edition = Edition(codes, lang)
    view = case_view(edition, report, head)
    return _template("report.html.j2").render(
        view=view, say=edition.say, lang=lang, note=note, back=back
    )


def render_batch(
    batch: Mapping[str, Any],
    summaries: Iterable[CaseSummary],
    *,
    codes: Codes,
    lang: Lang = "zh",
    limit: int = LISTED_CASES,
    note: str | None = None,
    back: str | None = None,
) -> Iterator[str]:
    """The page of one package in pieces; the summaries are read once, in bounded memory.

    `batch` is the value `check --json` prints, its `reports` not needed. At most `limit` cases to
    look at and `limit` wholly consistent ones are listed, and the page says where it was cut.
    `note` is what is said above all of a page that does not show everything, `back` leads to where
    the package stands.
    """
    edition = Edition(codes, lang)
    view = batch_view(edition, batch, summaries, limit=limit)
    page = _template("batch.html.j2")
    yield from page.generate(view=view, say=edition.say, lang=lang, note=note, back=back)


def page_style() -> str:
    """The one style sheet that every page carries, for a policy that names its digest."""
    return str(_environment().globals["style"])


def _template(name: str) -> "Template":
    return _environment().get_template(name)
