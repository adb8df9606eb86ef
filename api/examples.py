"""Answers for the description, recorded of the service (`python -m tests.services.examples`).

What differs each time (ids, signatures, tokens) stands there in one form: ids end in `a`, the rest
is cut short. A test records them again.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["ANSWERS"]

ANSWERS: Mapping[str, Mapping[str, Any]] = json.loads(
    Path(__file__).with_name("examples.json").read_bytes()
)
"""Operation and status to what is answered."""
