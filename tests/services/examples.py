"""Record the answers that the description shows: `python -m tests.services.examples`."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from api.permissions import Role
from tests.architecture.tree import ROOT
from tests.services.judged import Judged, open_judged

__all__ = ["EXAMPLES", "record", "recorded"]

EXAMPLES = ROOT / "api" / "examples.json"
_ID = re.compile(r"\b([a-z]{3})-[a-z2-7]{26}\b")
_SIGNED = re.compile(r"\bMI[A-Za-z0-9+/]{38,}=*|\beyJ[A-Za-z0-9._-]{40,}")
_READ = {
    "list_batches": "/v1/batches",
    "read_batch": "/v1/batches/{package}",
    "list_cases": "/v1/batches/{package}/cases",
    "list_corrections": "/v1/batches/{package}/corrections",
    "read_case": "/v1/cases/{package}/case-000000",
    "list_verdicts": "/v1/cases/{package}/case-000000/verdicts",
    "read_receipt": "/v1/receipts/{receipt}",
    "read_upload": "/v1/uploads/{upload}",
    "healthz": "/healthz",
}
_STATUS = {"submit_package": "202", "begin_parts": "201"}


def recorded() -> dict[str, Any]:
    """Return operation and status to what the service answers, in its lasting form."""
    with TemporaryDirectory() as folder, open_judged(Path(folder)) as here:
        answers = {**here.answers, **_read(here)}
    told = {name: {_STATUS.get(name, "200"): one} for name, one in sorted(answers.items())}
    text = _ID.sub(lambda found: f"{found[1]}-{'a' * 26}", json.dumps(told, ensure_ascii=False))
    lasting: dict[str, Any] = json.loads(_SIGNED.sub(lambda found: found[0][:4] + "…", text))
    return lasting


def _read(here: Judged) -> dict[str, Any]:
    with here.client(Role.LENDER) as http:
        found = {name: http.get(path.format(**here._asdict())) for name, path in _READ.items()}
    assert {one.status_code for one in found.values()} == {200}
    answers = {name: one.json() for name, one in found.items()}
    return {"token": here.edge.granted(Role.LENDER), **answers}


def record() -> None:
    """Write them."""
    text = json.dumps(recorded(), ensure_ascii=False, indent=1)
    EXAMPLES.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    record()
