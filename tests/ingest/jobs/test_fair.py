"""Whose turn is next."""

from collections import Counter
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from ingest.jobs.fair import LAST, joining_tag, tag_of
from ingest.jobs.port import AttemptState
from ingest.store.database import Database
from ingest.store.schema import METADATA
from tests.ingest.jobs.rows import NOON, ask

_attempt = METADATA.tables["attempt"]


class Standing(NamedTuple):
    """One in line; of equal tags the first that came is next."""

    tag: int
    came: int
    share: str


class Line:
    """The line as the tables keep it, in memory."""

    def __init__(self) -> None:
        self.ready: list[Standing] = []
        self.running: Standing | None = None
        self._came = 0

    def join(self, share: str) -> None:
        virtual = min(self.ready).tag if self.ready else self.running and self.running.tag
        present = [*self.ready, *([self.running] if self.running else [])]
        last = max((one.tag for one in present if one.share == share), default=None)
        self._came += 1
        self.ready.append(Standing(tag_of(virtual, last), self._came, share))

    def serve(self) -> str | None:
        self.running = min(self.ready, default=None)
        if self.running is None:
            return None
        self.ready.remove(self.running)
        return self.running.share


_ARRIVALS = st.lists(
    st.one_of(st.none(), st.tuples(st.sampled_from("abcd"), st.integers(1, 30))), max_size=60
)
"""What happens: a share asks for some attempts at once, or (None) one attempt is served."""


@given(_ARRIVALS)
def test_while_a_share_is_served_once_no_other_is_served_more_than_twice(
    happenings: list[tuple[str, int] | None],
) -> None:
    line, since = Line(), dict[str, Counter[str]]()
    for happening in [*happenings, *[None] * 2000]:
        if happening is not None:
            share, count = happening
            for _ in range(count):
                line.join(share)
            since.setdefault(share, Counter())
            continue
        served = line.serve()
        if served is None:
            continue
        for waiting, turns in since.items():
            if waiting != served:
                turns[served] += 1
                assert turns[served] <= 2
        if any(one.share == served for one in line.ready):
            since[served] = Counter()
        else:
            del since[served]


@given(_ARRIVALS)
def test_over_any_wait_no_other_share_is_served_more_than_once_a_turn_and_once_more(
    happenings: list[tuple[str, int] | None],
) -> None:
    line, own, others = Line(), Counter[str](), dict[str, Counter[str]]()
    for happening in [*happenings, *[None] * 2000]:
        if happening is not None:
            share, count = happening
            for _ in range(count):
                line.join(share)
            others.setdefault(share, Counter())
            continue
        served = line.serve()
        if served is None:
            continue
        own[served] += 1
        for waiting, turns in others.items():
            if waiting != served:
                turns[served] += 1
                assert turns[served] <= own[waiting] + 2
        if not any(one.share == served for one in line.ready):
            del others[served]
            own[served] = 0


def test_a_batch_of_391_shards_lets_a_small_one_in_at_once(database: Database) -> None:
    for number in range(391):
        ask(database, f"big-{number}", share="big", priority=number + 1)
    with database.write() as connection:
        connection.execute(
            update(_attempt).where(_attempt.c.priority <= 100).values(state=AttemptState.DONE)
        )
        tag = joining_tag(connection, "small")
        before = connection.scalars(
            select(_attempt.c.id).where(
                _attempt.c.state == AttemptState.READY, _attempt.c.priority <= tag
            )
        ).all()

    assert len(before) <= 2


def test_a_share_lines_up_behind_itself(database: Database) -> None:
    ask(database, "own", share="s", priority=9)
    ask(database, "head", share="t", priority=4)
    with database.read() as connection:
        tags = [joining_tag(connection, share) for share in ("s", "t", "u")]

    assert tags == [10, 5, 5]


def test_who_waits_for_its_time_holds_up_no_round(database: Database) -> None:
    ask(database, "waits", share="s", priority=2, not_before=NOON)
    ask(database, "head", share="t", priority=40)
    with database.read() as connection:
        tags = [joining_tag(connection, share) for share in ("s", "u")]

    assert tags == [41, 41]


def test_where_nobody_stands_in_line_tags_begin_anew(database: Database) -> None:
    ask(database, "over", priority=1_000_000, state=AttemptState.DONE)
    with database.read() as connection:
        tag = joining_tag(connection, "s")

    assert tag == 1


def test_a_tag_never_passes_the_engines_last_priority() -> None:
    assert tag_of(LAST, LAST) == LAST
