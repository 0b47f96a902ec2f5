"""The drawing board: the modeller, what it saves, and the verdicts it asks for while somebody draws."""

from __future__ import annotations

import json
from uuid import UUID

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shenpi.apps import timekeeping
from shenpi.apps.catalogue import acts, processes
from shenpi.apps.catalogue.proving import WHILE_DRAWING, prove
from shenpi.apps.errors import Invalid, Refusal
from shenpi.core.process import ProcessError, compile_net, layout, read_bpmn, write_bpmn
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.wording import in_chinese
from shenpi.sites.studio import duties, examples, pages, verdicts, vocabulary, words

_ASKED = ("save", "check", "scenarios", "layout", "example", "to_term", "to_diagram")
"""The addresses that the board's script asks."""

_inline_styles = csp_update({"style-src": [SELF, UNSAFE_INLINE]})
"""The modeller styles its menus inline: allowed on its page and nowhere else."""


@staff(*duties.DRAWING)
@require_GET
def draw(request: StaffRequest, drawing_id: UUID) -> HttpResponseBase:
    """Show the modeller with a draft."""
    draft = processes.draft(drawing_id)
    config = {
        "key": draft.key,
        "revision": draft.revision,
        "urls": {name: reverse(f"studio:{name}", args=[draft.pk]) for name in _ASKED},
        "vocabulary": vocabulary.vocabulary(),
        "words": words.words(),
    }
    context = {
        "draft": draft,
        "config": config,
        "scenarios": json.dumps(draft.scenarios, ensure_ascii=False, indent=2) if draft.scenarios else "",
        "addable": vocabulary.addable(),
    }
    answer = render(request, "studio/draw.html", context)
    return _inline_styles(lambda _request: answer)(request)


@staff(*duties.DRAWING)
@require_POST
def save(request: StaffRequest, drawing_id: UUID) -> JsonResponse:
    """Keep the diagram, unless somebody else changed it since the page was opened."""
    try:
        told = pages.posted(request)
        draft = acts.save_process_draft(
            by=request.user,
            draft_id=drawing_id,
            revision=pages.revision(told.get("revision")),
            bpmn=pages.text(told, "bpmn"),
        )
    except Refusal as refusal:
        return pages.refused(refusal)
    return JsonResponse({"revision": draft.revision, "message": _saved()})


@staff(*duties.DRAWING)
@require_POST
def scenarios(request: StaffRequest, drawing_id: UUID) -> JsonResponse:
    """Keep the draft's process tests, as typed."""
    try:
        told = pages.posted(request)
        draft = acts.save_process_scenarios(
            by=request.user,
            draft_id=drawing_id,
            revision=pages.revision(told.get("revision")),
            scenarios=verdicts.scenario_file(pages.text(told, "scenarios")),
        )
    except Refusal as refusal:
        return pages.refused(refusal)
    return JsonResponse({"revision": draft.revision, "message": _saved()})


@staff(*duties.DRAWING)
@require_POST
def check(request: StaffRequest, drawing_id: UUID) -> JsonResponse:
    """Answer what is to be said of the diagram as it stands on the page, the draft's scenarios run on it."""
    try:
        bpmn = pages.text(pages.posted(request), "bpmn")
        draft = processes.draft(drawing_id)
    except Refusal as refusal:
        return pages.refused(refusal)
    proof = prove(bpmn, draft.scenarios, key=draft.key, limit_states=WHILE_DRAWING)
    return JsonResponse(verdicts.told(proof))


@staff(*duties.DRAWING)
@require_POST
def rearrange(request: StaffRequest, drawing_id: UUID) -> JsonResponse:
    """Draw the diagram on the page anew: left to right, nothing over anything."""
    try:
        model = read_bpmn(pages.text(pages.posted(request), "bpmn").encode())
    except Refusal as refusal:
        return pages.refused(refusal)
    except ProcessError as error:
        return pages.refused(_unreadable(error))
    return JsonResponse({"bpmn": write_bpmn(layout(model)).decode()})


@staff(*duties.DRAWING)
@require_POST
def example(request: StaffRequest, drawing_id: UUID) -> JsonResponse:
    """Write a scenario that walks the diagram as it stands on the page, beside those typed already."""
    try:
        told = pages.posted(request)
        typed = verdicts.scenario_file(pages.text(told, "scenarios"))
        net = compile_net(read_bpmn(pages.text(told, "bpmn").encode()))
    except Refusal as refusal:
        return pages.refused(refusal)
    except ProcessError as error:
        return pages.refused(_unreadable(error))
    written = examples.beside(typed, examples.example(net, _("例：顺利办结")))
    return JsonResponse({"scenarios": json.dumps(written, ensure_ascii=False, indent=2)})


@staff(*duties.DRAWING)
@require_GET
def file(request: StaffRequest, drawing_id: UUID) -> HttpResponse:
    """Hand out the draft's diagram as a file."""
    draft = processes.draft(drawing_id)
    return pages.bpmn_file(draft.key, draft.bpmn)


@staff(*duties.DRAWING)
@require_POST
def discard(request: StaffRequest, drawing_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    draft = processes.draft(drawing_id)
    acts.discard_process_draft(by=request.user, draft_id=drawing_id)
    messages.success(request, _("草稿已删除：%(name)s") % {"name": draft.name})
    return redirect("studio:shelves")


def _unreadable(error: ProcessError) -> Invalid:
    said = error.zh if in_chinese() else error.en
    return Invalid("studio.unreadable", _("流程图还读不懂：%(reason)s") % {"reason": said})


def _saved() -> str:
    return _("已保存 %(at)s") % {"at": f"{timekeeping.local(timekeeping.now()):%H:%M:%S}"}
