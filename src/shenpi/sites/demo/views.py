"""The demonstration's door: only in demonstration mode, unmistakably marked."""

from __future__ import annotations

from random import Random
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shenpi.apps.casework import queries
from shenpi.apps.exchange.pumping import settle
from shenpi.sites.common.access import public
from shenpi.sites.demo import personas, players, story

BACKEND = "django.contrib.auth.backends.ModelBackend"


@public
@require_GET
def door(request: HttpRequest) -> HttpResponse:
    """Show the personas, the guided path, and who is to act on the case that one comes from."""
    _only_in_demonstration()
    people = [(each, personas.person(each.username)) for each in personas.PERSONAS]
    asked = _uuid(request.GET.get("case", ""))
    case = queries.by_id(asked) if asked else None
    context = {"people": people, "scenes": len(story.SCENES), "case": case}
    return render(request, "demo/door.html", context | {"turns": players.turns(case) if case else []})


@public
@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Become a persona with one click; with a task, the person who would do it, at the case."""
    _only_in_demonstration()
    chosen = personas.persona(key)
    asked = _uuid(request.POST.get("task", ""))
    task = queries.task(asked) if asked else None
    holder = players.holder(task) if task else None
    if task is None or holder is None:
        login(request, personas.person(chosen.username), backend=BACKEND)
        return redirect(chosen.start)
    login(request, holder, backend=BACKEND)
    return redirect("work_case", case_id=task.case_id)


@public
@require_GET
def path(request: HttpRequest) -> HttpResponse:
    """Show the guided path and where it stands."""
    _only_in_demonstration()
    case = story.the_case()
    return render(request, "demo/path.html", {"case": case, "scenes": story.scenes(case)})


@public
@require_POST
def play(request: HttpRequest) -> HttpResponse:
    """Play the present scene by its own people, so that a newcomer can watch the whole."""
    _only_in_demonstration()
    case_id, scene = _uuid(request.POST.get("case", "")), request.POST.get("scene", "")
    known = case_id is not None and scene.isascii() and scene.isdigit() and len(scene) < 3
    played = story.play(case_id, int(scene)) if case_id and known else []
    if not played:
        messages.warning(request, _("这一步已经办过了，请看下一步。"))
        return redirect("demo_path")
    settle()
    names = "、".join(dict.fromkeys(turn.person.name for turn in played))
    messages.success(
        request, _("%(names)s 已办理：%(step)s") % {"names": names, "step": story.SCENES[int(scene)].title}
    )
    return redirect("demo_path")


@public
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Begin the path anew with another filing of the demonstration's applicant."""
    _only_in_demonstration()
    if story.begin(Random()):  # noqa: S311 - a story, not a secret
        settle()
        messages.success(request, _("申请人又提交了一份申请，从窗口受理开始。"))
    else:
        messages.warning(request, _("演示事项还没有导入，请先运行 make demo。"))
    return redirect("demo_path")


def _only_in_demonstration() -> None:
    if settings.SHENPI_MODE not in ("demonstration", "practice"):
        raise Http404


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
