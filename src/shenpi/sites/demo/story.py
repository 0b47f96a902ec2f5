"""The guided path: the main job in eleven scenes, each with its person; where it stands follows from the case."""

from dataclasses import dataclass
from random import Random

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework.models import Case, Task
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.sites.demo import online, personas

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
class Shown:
    """A scene on the page with where it stands."""

    scene: Scene
    persona: personas.Persona
    state: str
    task: Task | None
    waiting: int


def the_case() -> Case | None:
    """Return the case that the path follows: the demonstration applicant's newest open one, else the newest."""
    applicant = personas.person(personas.APPLICANT)
    mine = Case.objects.filter(applicant__name=applicant.name, process__key=ITEM_PROCESS).order_by(
        "-received_at"
    )
    return mine.filter(completed_at=None).first() or mine.first()


def scenes(case: Case | None) -> list[Shown]:
    """Return the scenes with their state: done, present, to_come."""
    tasks = list(case.tasks.select_related("holder", "office")) if case else []
    present = next((i for i, scene in enumerate(SCENES) if any(t.act in scene.acts for t in tasks)), None)
    if case is None:
        present = 0
    elif present is None:
        present = len(SCENES) - 1
    shown = []
    for index, scene in enumerate(SCENES):
        mine = [task for task in tasks if task.act in scene.acts]
        state = "done" if index < present else "present" if index == present else "to_come"
        shown.append(
            Shown(scene, personas.persona(scene.persona), state, mine[0] if mine else None, len(mine))
        )
    return shown


def begin(rng: Random) -> None:
    """File the case that the guided path follows, as the demonstration's applicant, a moment ago."""
    version = (
        ItemVersion.objects.filter(
            current_of__isnull=False,
            online=True,
            process__key=ITEM_PROCESS,
            item__agency__offices__posts__person__username=personas.persona("handler").username,
        )
        .select_related("item")
        .distinct()
        .order_by("item__code")
        .first()
    )
    if version is not None:
        online.file_online(version, rng, by=personas.person(personas.APPLICANT))
