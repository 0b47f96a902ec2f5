"""Reading by position loses nothing and repeats nothing, however transactions begin, commit and fail."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from shenpi.core.ledger import Cursor, Gap


@dataclass
class Database:
    """PostgreSQL's rules in small: numbers and positions rise, commits come in any order."""

    next_transaction: int = 1
    next_position: int = 1
    running: dict[int, list[int]] = field(default_factory=dict)
    visible: set[int] = field(default_factory=set)

    def begin(self) -> None:
        self.running[self.next_transaction] = []
        self.next_transaction += 1

    def write(self, which: int) -> None:
        if self.running:
            self.running[sorted(self.running)[which % len(self.running)]].append(self.next_position)
            self.next_position += 1

    def end(self, which: int, commits: bool) -> None:
        if self.running:
            positions = self.running.pop(sorted(self.running)[which % len(self.running)])
            self.visible.update(positions if commits else ())

    def read(self, cursor: Cursor, limit: int) -> tuple[list[int], Cursor]:
        late = {p for gap in cursor.gaps for p in range(gap.first, gap.last + 1)} & self.visible
        seen = sorted(late | {p for p in self.visible if p > cursor.position})[:limit]
        oldest = 0 if len(seen) == limit else min(self.running, default=self.next_transaction)
        return seen, cursor.advance(seen, oldest_running=oldest, next_transaction=self.next_transaction)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("begin"), st.just(0)),
        st.tuples(st.sampled_from(["write", "commit", "abort"]), st.integers(0, 3)),
        st.tuples(st.just("read"), st.integers(1, 4)),
    ),
    max_size=80,
)


@settings(max_examples=400)
@given(STEPS)
def test_every_committed_event_is_read_exactly_once(steps: list[tuple[str, int]]) -> None:
    database, cursor, delivered = Database(), Cursor(), []
    for step, value in steps:
        if step == "begin":
            database.begin()
        elif step == "write":
            database.write(value)
        elif step in ("commit", "abort"):
            database.end(value, step == "commit")
        else:
            seen, cursor = database.read(Cursor.restored(cursor.position, cursor.as_json()), value)
            delivered += seen
    while database.running:
        database.end(0, True)
    for _ in range(len(database.visible) + 2):
        seen, cursor = database.read(cursor, 4)
        delivered += seen
    assert sorted(delivered) == sorted(database.visible)
    assert not cursor.gaps


def test_a_late_committer_with_an_older_position_is_not_lost() -> None:
    cursor = Cursor().advance([1, 3], oldest_running=50, next_transaction=52)
    assert cursor == Cursor(3, (Gap(2, 2, 52),))
    assert cursor.advance([2], oldest_running=52, next_transaction=53) == Cursor(3)


def test_a_rolled_back_position_is_given_up_once_nobody_can_fill_it() -> None:
    cursor = Cursor().advance([1, 3], oldest_running=50, next_transaction=52)
    assert cursor.advance([], oldest_running=51, next_transaction=52) == cursor
    assert cursor.advance([], oldest_running=52, next_transaction=52) == Cursor(3)
