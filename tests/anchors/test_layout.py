"""A layout reads one form of log, whole."""

import pytest

from anchors.errors import EncodingError
from anchors.layout import LAYOUTS, AnchorEvent
from anchors.receipt import Log

read = LAYOUTS["root-submitter-meta/1"]
CONTRACT, TOPIC, ROOT, META = b"\x0c" * 20, b"\x01" * 32, b"\x02" * 32, b"\x03" * 32
ACCOUNT = b"\x0a" * 20
SUBMITTER = bytes(12) + ACCOUNT
OTHERS = {
    "no_topics": Log(CONTRACT, (), META),
    "submitter_lacking": Log(CONTRACT, (TOPIC, ROOT), META),
    "a_topic_more": Log(CONTRACT, (TOPIC, ROOT, SUBMITTER, META), META),
    "meta_lacking": Log(CONTRACT, (TOPIC, ROOT, SUBMITTER), b""),
    "meta_too_long": Log(CONTRACT, (TOPIC, ROOT, SUBMITTER), META * 2),
    "submitter_no_address": Log(CONTRACT, (TOPIC, ROOT, b"\x01" + SUBMITTER[1:]), META),
}


def test_root_submitter_and_meta_stand_in_their_places() -> None:
    event = read(Log(CONTRACT, (TOPIC, ROOT, SUBMITTER), META))
    assert event == AnchorEvent(ROOT, META, ACCOUNT)


@pytest.mark.parametrize("log", OTHERS.values(), ids=OTHERS)
def test_another_log_is_refused(log: Log) -> None:
    with pytest.raises(EncodingError):
        read(log)
