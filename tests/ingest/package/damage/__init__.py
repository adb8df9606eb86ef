"""Damaged packages by name: what is wrong with each, and the code that has to say so."""

from tests.ingest.package.damage import bags, containers, json, lines, tags
from tests.ingest.package.damage.fault import Fault

FAULTS: dict[str, Fault] = {
    **bags.FAULTS,
    **containers.FAULTS,
    **json.FAULTS,
    **lines.FAULTS,
    **tags.FAULTS,
}
