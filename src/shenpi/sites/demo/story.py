"""The guided path: the main job in eleven scenes, each with its people; where it stands follows from the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import queries
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.organisation import queries as organisation
from shenpi.sites.demo import online, personas, players

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case
    from shenpi.apps.catalogue.models import ItemVersion

ITEM_PROCESS = "parallel"


@dataclass(frozen=True)
class Scene:
    """A part of the story: which acts of the case belong to it, who plays, what happens."""

    acts: tuple[str, ...]
    persona: str
    title: Promise
    words: Promise


SCENES = (
    Scene((), "applicant", _("网上申请"), _("申请人查到事项，填表、传材料、提交，得到办件编号和查询码。")),
    Scene(
        ("examine_formally",), "clerk", _("窗口受理"), _("窗口逐项清点材料，三项都符合就受理；时钟开始走。")
    ),
    Scene(("dispatch",), "clerk", _("分办"), _("主办科室和两个协办科室同时收到待办。")),
    Scene(
        ("examine",), "handler", _("承办人审查"), _("三个科室的承办人各自审查，五个工作日内签署明确意见。")
    ),
    Scene(
        ("review",), "head", _("负责人初审"), _("三位科室负责人三个工作日内签署初审意见；都签完才到领导。")
    ),
    Scene(
        ("decide", "joint_review"), "leader", _("领导决定"), _("分管领导准予或不予。不予须写明理由和依据。")
    ),
    Scene(
        ("notify_payment", "record_payment"), "clerk", _("缴费"), _("需要收费的，当日通知缴费，登记票据。")
    ),
    Scene(("issue",), "clerk", _("制证"), _("生成许可证件。")),
    Scene(("serve",), "clerk", _("送达"), _("申请人领取决定书和证件，留下送达证明。")),
    Scene(("publish",), "clerk", _("公示"), _("结果在网站公开，本件办结。")),
    Scene(
        (), "supervisor", _("监察"), _("监察人员一直看着每一步：绿灯、黄灯、红灯，和谁也改不了的警示记录。")
    ),
)


@dataclass(frozen=True)
class Done:
    """Somebody who has played, and when."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Shown:
    """A scene on the page with where it stands: done, present, skipped or to_come."""

    number: int
    scene: Scene
    persona: personas.Persona
    state: str
    turns: list[players.Turn]
    done: list[Done]


def the_case() -> Case | None:
    """Return the case that the path follows: the demonstration applicant's newest one."""
    applicant = personas.person(personas.APPLICANT)
    return queries.newest_of(applicant.name, ITEM_PROCESS)


def scenes(case: Case | None) -> list[Shown]:
    """Return the scenes in order with their state."""
    turns = players.turns(case) if case else []
    signed = _signed(case) if case else {}
    present = _present(case, turns)
    return [
        Shown(
            number,
            scene,
            personas.persona(scene.persona),
            _state(number, present, scene, signed),
            [turn for turn in turns if turn.task.act in scene.acts],
            _applied(case)
            if number == 0 and case
            else [done for act in scene.acts for done in signed.get(act, ())],
        )
        for number, scene in enumerate(SCENES)
    ]


def play(case_id: UUID, number: int) -> list[players.Turn]:
    """Play the open tasks of a scene by their own people and return them; none when the scene is not on now."""
    return players.play_all(case_id, SCENES[number].acts) if 0 <= number < len(SCENES) else []


def stage() -> ItemVersion | None:
    """Return the item of the story: the first of the handler's agency that runs on the process."""
    held = organisation.holdings(personas.person(personas.persona("handler").username), timekeeping.now())
    found = (catalogue.online_on(ITEM_PROCESS, agency) for agency in sorted(held.agencies()))
    return next((version for version in found if version is not None), None)


def begin(rng: Random) -> bool:
    """File the case that the path follows, as the demonstration's applicant, a moment ago; False without an item."""
    version = stage()
    if version is None:
        return False
    online.file_online(version, rng, by=personas.person(personas.APPLICANT))
    return True


def _signed(case: Case) -> dict[str, list[Done]]:
    """Who has signed, by the act that the process names for the step."""
    node = catalogue.net(case.process_id).model.node
    found: dict[str, list[Done]] = {}
    for opinion in queries.opinions(case):
        act = node[opinion.element].duties.act
        found.setdefault(act, []).append(Done(opinion.person_name, opinion.signed_at))
    return found


def _applied(case: Case) -> list[Done]:
    return [Done(case.applicant["name"], case.received_at)]


def _present(case: Case | None, turns: list[players.Turn]) -> int:
    """The first scene with an open task; the last one when the case is over, the first when there is none."""
    if case is None:
        return 0
    acts = {turn.task.act for turn in turns}
    return next((number for number, scene in enumerate(SCENES) if acts & set(scene.acts)), len(SCENES) - 1)


def _state(number: int, present: int, scene: Scene, signed: dict[str, list[Done]]) -> str:
    if number >= present:
        return "present" if number == present else "to_come"
    return "done" if number == 0 or any(act in signed for act in scene.acts) else "skipped"
