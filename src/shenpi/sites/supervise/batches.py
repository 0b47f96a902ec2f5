"""What a foreign system reported, and what was wrong with it, row by row: what goes back to the system (D10-052)."""

import csv
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision.mining import queries
from shenpi.sites.common.access import staff
from shenpi.sites.supervise.mining_words import fault

supervisors = staff(Role.SUPERVISOR, Role.LEADER)
HEADS = ("办件编号", "行号", "环节序号", "问题", "未接收", "说明", "explanation")


@supervisors
@require_GET
def batch(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a batch: its figures, the kinds of findings, and the first of them."""
    found = queries.batch(key)
    kinds = queries.finding_counts(found)
    code = request.GET.get("code", "")
    rows = queries.findings(found, code)
    context: dict[str, Any] = {
        "batch": found,
        "kinds": [(kind, fault(kind), number) for kind, number in kinds],
        "code": code,
        "findings": rows[: queries.SHOWN],
        "all": sum(number for _kind, number in kinds),
        "total": dict(kinds).get(code, 0) if code else sum(number for _kind, number in kinds),
    }
    return render(request, "supervise/batch.html", context)


@supervisors
@require_GET
def batch_csv(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give every finding of a batch as a CSV file, to be sent back to the system."""
    found = queries.batch(key)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="findings-{found.pk}.csv"'
    writer = csv.writer(answer)
    writer.writerow(HEADS)
    for finding in queries.findings(found).iterator():
        words = (
            finding.number,
            finding.line,
            finding.event,
            str(fault(finding.code)),
            finding.lost,
            finding.zh,
            finding.en,
        )
        writer.writerow([_harmless(value) for value in words])
    return answer


def _harmless(value: object) -> object:
    """Keep a spreadsheet from taking a foreign system's text for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value
