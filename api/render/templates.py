"""The templates of everything people read: each expression passes `visible`, then HTML escaping.

It is done by the environment and not by each template's care, so that sender text cannot be left
out.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from api.render.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["WEB", "new_environment"]

WEB = Path(__file__).parents[1] / "web"
"""Our templates and style sheets."""


def new_environment() -> "Environment":
    """Return an environment over our templates."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 start-up
    from markupsafe import Markup  # noqa: PLC0415 start-up

    def shown(value: object) -> object:
        return value if isinstance(value, Markup) else visible(str(value))

    return Environment(
        loader=FileSystemLoader(str(WEB / "templates"), encoding="utf-8"),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
