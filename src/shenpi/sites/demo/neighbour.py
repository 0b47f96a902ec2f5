"""A bureau with a system of its own: its daily batches as event logs, taken in as any department's are (D10-052).

The tobacco bureau's licences are invented here day by day. Each working day's batch tells that day alone; some rows
are wrong, one day nothing comes, some licences are late and some pass over the inspection that the process asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

from shenpi.apps import timekeeping
from shenpi.apps.supervision import beside, recording, signals
from shenpi.apps.supervision.foreign import systems
from shenpi.apps.supervision.foreign.importing import import_log
from shenpi.apps.supervision.models import ForeignSystem
from shenpi.core.eventlog import Event, Trace, Value, write_xes
from shenpi.sites.demo import invented

if TYPE_CHECKING:
    from shenpi.core.worktime import Calendar

NAME = "烟草专卖许可系统"
AGENCY, CODE, REGION = "广安市广安区烟草专卖局", "ycj", "511602"
ITEM, ITEM_CODE = "烟草专卖零售许可证新办", "511A62001001-511602000000-000-TE5116020105116050-1-00"
DAYS = 16
"""Working days that were reported."""
SILENT = 9
"""On this day nothing came."""
PROMISED = 5
STEPS = ("材料初审", "实地核查", "审核", "审批", "制证送达")
OFFICE = "专卖管理股"
STAFF = ("覃国庆", "蒲晓燕", "冉启明", "阳素芳")
PROCESS = f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:tobacco">
<process id="licence" name="{ITEM}"><startEvent id="s" name="收件"/>
{"".join(f'<userTask id="t{n}" name="{name}"/>' for n, name in enumerate(STEPS))}<endEvent id="e" name="办结"/>
<exclusiveGateway id="g" name="核查合格"/>
<sequenceFlow id="f0" sourceRef="s" targetRef="t0"/><sequenceFlow id="f1" sourceRef="t0" targetRef="t1"/>
<sequenceFlow id="f2" sourceRef="t1" targetRef="g"/><sequenceFlow id="f3" sourceRef="g" targetRef="t2"/>
<sequenceFlow id="back" name="整改后复查" sourceRef="g" targetRef="t1"/>
<sequenceFlow id="f4" sourceRef="t2" targetRef="t3"/><sequenceFlow id="f5" sourceRef="t3" targetRef="t4"/>
<sequenceFlow id="f6" sourceRef="t4" targetRef="e"/></process></definitions>"""


@dataclass
class Licence:
    """One case of the bureau: what is known of it from the beginning, and its steps with their moments."""

    attributes: dict[str, Value]
    steps: list[tuple[str, datetime, str]] = field(default_factory=list)

    def told(self, days: list[date]) -> Trace | None:
        """Return what the batch of these days says of it; None if nothing happened."""
        events = [step for step in self.steps if _day(step[1]) in days]
        if not events:
            return None
        over = events[-1] is self.steps[-1]
        ended: dict[str, Value] = {"办结时间": events[-1][1]} if over else {}
        return Trace(self.attributes | ended, [_event(*step) for step in events])


def report(rng: Random) -> None:
    """Let the bureau report day after day up to yesterday; once, and again without harm."""
    if ForeignSystem.objects.filter(name=NAME).exists():
        return
    days = _days(timekeeping.calendar())
    licences = list(_licences(days, rng))
    with timekeeping.at(_at(days[0], 8)):
        system = systems.register(
            NAME,
            process=PROCESS.encode(),
            process_name="烟草零售许可.bpmn",
            agency=AGENCY,
            agency_code=CODE,
            region=REGION,
            item=ITEM,
            item_code=ITEM_CODE,
            daily=True,
        )
    untold: list[date] = []
    for number, day in enumerate(days):
        untold.append(day)
        with timekeeping.at(_at(day, 17, 45)):
            if number != SILENT:
                traces = [trace for licence in licences if (trace := licence.told(untold))]
                untold = []
                log = BytesIO(b"".join(write_xes([*traces, *_mistakes(number, day)])))
                import_log(system, log, file_name=f"烟草许可-{day:%Y%m%d}.xes")
            for sweep in (recording.sweep, signals.sweep, beside.sweep):
                sweep()


def _licences(days: list[date], rng: Random) -> Iterator[Licence]:
    calendar = timekeeping.calendar()
    for number in range(2 * DAYS):
        begun = days[number // 2]
        at = _at(begun, 9, rng.randrange(120))
        name = rng.choice(STAFF)
        licence = Licence(
            {
                "办件编号": f"YC{begun:%Y%m%d}{number % 2 + 1:03}",
                "收件时间": at,
                "承诺办结时间": _at(calendar.add_working_days(begun, PROMISED), 17, 30),
                "渠道": rng.choice(("online", "window")),
                "承办科室": OFFICE,
                "承办人": name,
                "经营者": f"{invented.person_name(rng)}便利店",
            }
        )
        course = [step for step in STEPS if step != "实地核查" or number % 11 != 5]
        if number % 9 == 4:
            course.insert(2, "实地核查")
        slow = number % 7 == 3
        for step in course:
            licence.steps.append((step, at, name))
            day = calendar.add_working_days(_day(at), rng.choice((2, 3) if slow else (0, 1)))
            at = max(_at(day, 10, rng.randrange(300)), at + timedelta(minutes=20))
        yield licence


def _mistakes(number: int, day: date) -> Iterator[Trace]:
    """What a system of its own gets wrong: no name of the step, no readable moment, an end before the beginning."""
    given: dict[str, Value] = {"办件编号": f"YC{day:%Y%m%d}900", "承办科室": OFFICE}
    if number % 5 == 1:
        yield Trace(given | {"收件时间": _at(day, 9)}, [_event("", _at(day, 9), STAFF[0])])
    if number % 5 == 3:
        yield Trace(given | {"收件时间": "昨天下午"}, [_event(STEPS[0], "25:61", STAFF[1])])
    if number % 7 == 2:
        early = {"收件时间": _at(day, 15), "办结时间": _at(day, 9)}
        yield Trace(
            given | {"办件编号": f"YC{day:%Y%m%d}901"} | early, [_event(STEPS[0], _at(day, 15), STAFF[2])]
        )


def _event(step: str, at: Value, name: str) -> Event:
    return Event({"环节名称": step, "办理时间": at, "经办人": name})


def _days(calendar: Calendar) -> list[date]:
    today = _day(timekeeping.now())
    return [calendar.add_working_days(today, -n) for n in range(DAYS, 0, -1)]


def _day(moment: datetime) -> date:
    return timekeeping.local(moment).date()


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour), timekeeping.SHANGHAI) + timedelta(minutes=minute)
