"""The same process as a term of the π-calculus beside the diagram, and back, with the reason where it cannot be."""

from __future__ import annotations

from uuid import UUID

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shenpi.apps.errors import Invalid, Refusal
from shenpi.core.pi import PiError, parse, print_definitions
from shenpi.core.pi.translation import to_bpmn, to_pi
from shenpi.core.process import ProcessError, read_bpmn, write_bpmn
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.wording import in_chinese
from shenpi.sites.studio import duties, pages

LONGEST = 200_000
"""Characters of a term; a drawn process has some thousand."""


@staff(*duties.DRAWING)
@require_POST
def to_term(request: StaffRequest, drawing_id: UUID) -> JsonResponse:
    """Write the diagram on the page as a term."""
    try:
        told = pages.posted(request)
        term = print_definitions(to_pi(read_bpmn(pages.text(told, "bpmn").encode())))
    except Refusal as refusal:
        return pages.refused(refusal)
    except (PiError, ProcessError) as error:
        return pages.refused(_untranslatable(error))
    return JsonResponse({"term": term})


@staff(*duties.DRAWING)
@require_POST
def to_diagram(request: StaffRequest, drawing_id: UUID) -> JsonResponse:
    """Draw a term; what the diagram on the page says beyond the term (names, roles, limits) is kept by id."""
    try:
        told = pages.posted(request)
        term = pages.text(told, "term")
        if len(term) > LONGEST:
            raise Invalid("studio.term", _("项太长，最多 %(most)s 个字符。") % {"most": LONGEST})
        like = read_bpmn(pages.text(told, "bpmn").encode())
        drawn = write_bpmn(to_bpmn(parse(term), like=like)).decode()
    except Refusal as refusal:
        return pages.refused(refusal)
    except (PiError, ProcessError) as error:
        return pages.refused(_untranslatable(error))
    return JsonResponse({"bpmn": drawn})


def _untranslatable(error: PiError | ProcessError) -> Invalid:
    said = error.zh if in_chinese() else error.en
    return Invalid("studio.untranslatable", _("不能转换：%(reason)s") % {"reason": said})
