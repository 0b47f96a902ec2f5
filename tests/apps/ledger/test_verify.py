"""`shenpi ledger verify` passes over whole ledgers and names what a superuser did to others."""

from collections.abc import Iterator
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from shenpi.apps.ids import uuid7
from shenpi.apps.ledger import heads, queries
from shenpi.apps.ledger.models import CaseEvent
from shenpi.core.ledger import Head
from tests.apps.ledger.support import append, new_case, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def known_heads(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, Head]:
    """Heads as the case's own rows would tell them."""
    known: dict[UUID, Head] = {}

    def source(case_id: UUID | None) -> Iterator[tuple[UUID, Head]]:
        return iter([(k, v) for k, v in known.items() if case_id in (None, k)])

    monkeypatch.setattr(heads, "_sources", [source])
    return known


def run(*args: str) -> str:
    out = StringIO()
    call_command("ledger_verify", "--no-progress", *args, stdout=out)
    return out.getvalue()


def faults(*args: str) -> list[str]:
    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("ledger_verify", "--no-progress", *args, stdout=out)
    assert failed.value.returncode == 1
    return out.getvalue().splitlines()


def test_whole_ledgers_pass() -> None:
    first = new_case(5)
    new_case(2)
    assert "7" in run()
    assert "5" in run("--case", str(first))


def test_each_tampering_is_named_and_other_cases_are_not() -> None:
    new_case(3)
    altered, removed, moved = new_case(4), new_case(4), new_case(2)
    with superuser():
        queries.events(altered).filter(seq=2).update(payload={"步骤": 99})
        queries.events(removed).filter(seq=3)._raw_delete(using="default")
        top = CaseEvent.objects.latest("position").position
        queries.events(moved).filter(seq=1).update(position=top + 1)
    assert sorted(faults()) == sorted(
        [
            f"{altered}: 第 2 号事件内容与其摘要不符，已被改动",
            f"{removed}: 第 3 号事件缺失",
            f"{moved}: 第 1 号事件记录次序颠倒",
        ]
    )
    with translation.override("en"):
        assert faults("--case", str(removed)) == [f"{removed}: event 3: it is missing"]


def test_a_lost_end_and_a_lost_ledger_are_seen_against_the_heads(known_heads: dict[UUID, Head]) -> None:
    cut, gone = new_case(3), uuid7()
    append(gone, 2)
    for case_id in (cut, gone):
        last = queries.events(case_id).last()
        assert last is not None
        known_heads[case_id] = Head(last.seq, bytes(last.hash))
    assert "5" in run()
    with superuser():
        queries.events(cut).filter(seq=3)._raw_delete(using="default")
        queries.events(gone)._raw_delete(using="default")
    assert [line.split(": ")[0] for line in faults()] == [str(cut), str(gone), str(gone)]
