"""The demonstration's door: only in demonstration mode, unmistakably marked."""

from random import Random
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shenpi.apps.casework.models import Case, Task
from shenpi.apps.exchange.pumping import settle
from shenpi.sites.common.access import public
from shenpi.sites.demo import personas, players, story

BACKEND = "django.contrib.auth.backends.ModelBackend"


@public
@require_GET
def door(request: HttpRequest) -> HttpResponse:
    """Show the personas."""
    _only_in_demonstration()
    people = [(each, personas.person(each.username)) for each in personas.PERSONAS]
    return render(request, "demo/door.html", {"people": people})


@public
@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Become a persona with one click."""
    _only_in_demonstration()
    chosen = personas.persona(key)
    login(request, personas.person(chosen.username), backend=BACKEND)
    task = Task.objects.filter(pk=_uuid(request.POST.get("task", ""))).first()
    if task is not None:
        holder = players.holder(task)
        if holder is not None:
            login(request, holder, backend=BACKEND)
        return redirect("work_case", case_id=task.case_id)
    return redirect(chosen.start)


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
    """Play the present step of the path by its own person, so that a newcomer can watch the whole."""
    _only_in_demonstration()
    task = (
        Task.objects.filter(pk=_uuid(request.POST.get("task", ""))).select_related("case", "holder").first()
    )
    by = players.holder(task) if task else None
    if task is None or by is None:
        messages.warning(request, _("这一步已经办过了，请看下一步。"))
        return redirect("demo_path")
    case = Case.objects.select_related("item_version").get(pk=task.case_id)
    players.play(case, task, by, Random(str(task.id)))  # noqa: S311 - plausible words, no secret
    settle()
    messages.success(request, _("%(name)s 已办理：%(step)s") % {"name": by.name, "step": task.name})
    return redirect("demo_path")


def _only_in_demonstration() -> None:
    if settings.SHENPI_MODE != "demonstration":
        raise Http404


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
