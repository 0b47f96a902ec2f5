"""The explanation of a case's limits on paper: what the page `due` shows, as a PDF to hand over or to file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from shenpi.apps import timekeeping
from shenpi.apps.documents import typesetting
from shenpi.core.identifiers import show_case_number
from shenpi.core.worktime import words
from shenpi.sites.workbench.clocks import Explained, clocks

if TYPE_CHECKING:
    from datetime import datetime

    from shenpi.apps.casework.models import Case

TITLE = "期限计算说明"


def pdf(case: Case) -> bytes:
    """Return the explanation as PDF/A, in Chinese as every paper. Raises NotPrintable, FontsMissing."""
    with override("zh-hans"):  # the names of limits and of what rests them, whoever prints
        return _pdf(case)


def _pdf(case: Case) -> bytes:
    now = timekeeping.now()
    facts = {
        "case_number": show_case_number(case.number),
        "item": case.item_version.item.name,
        "agency": case.agency.full_name,
        "received_on": timekeeping.local(case.received_at).date().isoformat(),
        "made": f"{_stamp(now)} 打印",
        "clocks": [_told(each) for each in clocks(case)],
    }
    return typesetting.printout("reckoning.typ", facts, TITLE, now)


def filename(case: Case) -> str:
    """Return what the file is called."""
    return _("期限计算说明 %(number)s.pdf") % {"number": show_case_number(case.number)}


def _told(each: Explained) -> dict[str, Any]:
    end = f"至{_stamp(each.due_at)}届满。" if each.due_at else "。"
    end += each.cut
    return {
        "name": each.name,
        "limit": each.clock.limit.zh(),
        "sentence": f"自{_stamp(each.clock.start)}起算，{end}{'已停止计时。' if each.stopped else ''}",
        "days": [
            {"day": words.date_zh(row.day), "words": words.row_zh(row), "due": row.is_due}
            for row in each.rows
        ],
    }


def _stamp(moment: datetime) -> str:
    local = timekeeping.local(moment)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"
