"""The files of a kit that are no originals: for the command line and the service alike."""

import json
from collections.abc import Mapping
from typing import Any

from api.render.edition import Lang
from ingest.kit.collect import CaseKit
from verify.codes.table import CODES

__all__ = ["kit_files"]


def kit_files(kit: CaseKit, head: Mapping[str, Any] | None, lang: Lang) -> dict[str, bytes]:
    """Return every file of a kit that is held in memory; `head` is its package.json."""
    from api.render.html import render_case  # noqa: PLC0415 - jinja2
    from api.render.kit import render_readme  # noqa: PLC0415

    report = json.loads(kit.report)
    page = render_case(report, codes=CODES, lang=lang, head=head)
    return {
        **kit.plan.files,
        **kit.files,
        "report/report.html": page.encode(),
        "README.txt": render_readme(kit.plan, report).encode(),
    }
