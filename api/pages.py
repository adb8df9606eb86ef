"""Pages for people: our templates and our own style sheets, nothing else and from nowhere else.

The style stands in the page, and the answer's policy names it by its digest.
"""

from functools import cache

from fastapi.responses import HTMLResponse
from jinja2 import Environment
from markupsafe import Markup

from api.middleware.headers import page_policy
from api.render.templates import WEB, new_environment

__all__ = ["page"]

_SHEETS = ("report.css", "site.css")


def page(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page of a template in `api/web/templates`."""
    style = Markup(_style())  # noqa: S704 - our own file
    text = _environment().get_template(template).render(style=style, **values)
    return HTMLResponse(text, status, {"Content-Security-Policy": page_policy(_style())})


@cache
def _style() -> str:
    return "".join((WEB / name).read_text("utf-8") for name in _SHEETS)


@cache
def _environment() -> Environment:
    return new_environment()
