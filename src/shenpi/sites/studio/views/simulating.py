"""What queues, dwell times and lateness a draft would have: invented cases sent through it before it goes live."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.catalogue import processes
from shenpi.apps.errors import Invalid, Refusal
from shenpi.core.process import Net, ProcessError, compile_net, read_bpmn
from shenpi.core.process.simulation import BadInput, Course, Setup, course, read, simulate
from shenpi.core.worktime import WorktimeError
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.wording import in_chinese
from shenpi.sites.studio import duties, measures, verdicts

MOST_CASES = 2000
MOST_A_DAY = 500
LONGEST = 100_000
LINES = "application/x-ndjson"
"""Asked for by the page's script: how far the simulation is, line by line, and in the last line its figures."""


@dataclass(frozen=True)
class Asked:
    """The form as typed."""

    cases: str = "200"
    per_day: str = "8"
    seed: str = "1"
    setup: str = ""


@staff(*duties.DRAWING)
@require_http_methods(["GET", "POST"])
def simulate_draft(request: StaffRequest, drawing_id: UUID) -> HttpResponseBase:
    """Ask how many cases come how often; answer with what became of them, step by step."""
    draft = processes.draft(drawing_id)
    asked, refusal, result = Asked(), None, None
    if request.method == "POST":
        asked = _asked(request)
        try:
            net, setup = _prepared(draft.bpmn, asked)
            if request.headers.get("Accept") == LINES:
                return _streamed(course(net, setup, calendar=timekeeping.calendar()), setup.cases)
            with _refused():
                result = simulate(net, setup, calendar=timekeeping.calendar())
        except Refusal as refused:
            refusal = refused
    context = {
        "draft": draft,
        "asked": asked,
        "most": MOST_CASES,
        "measures": measures.measures(result) if result else None,
        "refusal": refusal,
        "faults": verdicts.faults(refusal),
    }
    return render(request, "studio/simulate.html", context, status=refusal.status if refusal else 200)


def _streamed(running: Course, cases: int) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(_lines(running, cases, get_language()), content_type=LINES)
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"
    return answer


def _lines(running: Course, cases: int, language: str | None) -> Iterator[str]:
    """Yield a line for each hundredth of the cases, then the figures; nothing more where it cannot go on.

    Then the page sends its form as usual, and the answer says why.
    """
    told = 0
    while True:
        try:
            over = next(running)
        except (BadInput, ProcessError, WorktimeError):
            return
        except StopIteration as end:
            with override(language):
                figures = render_to_string(
                    "studio/simulated.html", {"measures": measures.measures(end.value)}
                )
            yield json.dumps({"figures": figures}) + "\n"
            return
        if over - told >= cases / 100:
            told = over
            yield json.dumps({"over": over, "cases": cases}) + "\n"


def _asked(request: HttpRequest) -> Asked:
    post = request.POST
    return Asked(*(post.get(name, "").strip() for name in ("cases", "per_day", "seed", "setup")))


def _prepared(bpmn: str, asked: Asked) -> tuple[Net, Setup]:
    setup = _setup(asked)
    with _refused():
        return compile_net(read_bpmn(bpmn.encode())), read(setup)


@contextmanager
def _refused() -> Iterator[None]:
    """Say what cannot be simulated in the words of the page."""
    try:
        yield
    except BadInput as bad:
        words = [f"{each.path}: {each.zh if in_chinese() else each.en}" for each in bad.problems]
        raise Invalid("studio.setup", _("模拟设置有误。"), fields={"setup": words}) from bad
    except (ProcessError, WorktimeError) as error:
        said = error.zh if in_chinese() else error.en
        raise Invalid("studio.stuck", _("模拟进行不下去：%(reason)s") % {"reason": said}) from error


def _setup(asked: Asked) -> dict[str, Any]:
    faults: dict[str, list[str]] = {}
    cases = _number(asked.cases, MOST_CASES)
    per_day = _number(asked.per_day, MOST_A_DAY)
    seed = _number(asked.seed, 10**9)
    for name, value, most in (
        ("cases", cases, MOST_CASES),
        ("per_day", per_day, MOST_A_DAY),
        ("seed", seed, 10**9),
    ):
        if value is None:
            faults[name] = [_("请填写 1 至 %(most)s 的整数。") % {"most": most}]
    try:
        typed = json.loads(asked.setup[:LONGEST] or "{}")
    except ValueError:
        typed = None
    if not isinstance(typed, dict):
        faults["setup"] = [_("设置应是一个 JSON 对象，即用花括号括起来。")]
    if faults:
        raise Invalid("studio.setup", _("模拟设置有误。"), fields=faults)
    told: dict[str, Any] = dict(typed)
    told.setdefault("arrivals", {"per_day": per_day})
    return told | {"cases": cases, "seed": seed}


def _number(text: str, most: int) -> int | None:
    whole = text.isascii() and text.isdigit() and len(text) < 11
    return int(text) if whole and 1 <= int(text) <= most else None
