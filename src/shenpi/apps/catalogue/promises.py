"""Whether the time that a process gives its steps fits into what its items promise and what the law gives them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from shenpi.core.process import ProcessError, read_bpmn
from shenpi.core.process.verification import STATUTORY, Finding, Verdict, within_limit, working_days
from shenpi.core.worktime import Limit

from .models import ItemVersion, ProcessVersion


def shortfalls(process: ProcessVersion, versions: Iterable[ItemVersion]) -> dict[UUID, Finding]:
    """Return by version what its steps may take more than it promises, if it ran on `process`; nothing where it fits.

    To be told, no objection: what binds the agency is the promise, which runs from the acceptance whatever a step is
    given (行政许可法 art. 42), and ends in a light of its own.
    """
    try:
        model = read_bpmn(process.bpmn.encode())
    except ProcessError:
        return {}
    return {
        version.pk: found
        for version in versions
        for found in within_limit(model, _limit(version.promised_limit), _limit(version.statutory_limit))
        if found.verdict is Verdict.VIOLATED
    }


def lawful(process_key: str) -> Limit:
    """Return the most that the law gives an item that runs on this process: 20 working days, unless another law says.

    行政许可法 art. 42: 法律、法规另有规定的，依照其规定.
    """
    running = ItemVersion.objects.filter(current_of__isnull=False, process__key=process_key)
    said = (_limit(each) for each in running.values_list("statutory_limit", flat=True))
    return max([STATUTORY, *(each for each in said if each)], key=working_days)


def _limit(kept: dict[str, Any] | None) -> Limit | None:
    return Limit.from_dict(kept) if kept else None
