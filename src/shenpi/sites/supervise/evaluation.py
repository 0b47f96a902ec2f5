"""Evaluation: the ranking of agencies, offices, people or regions, and one subject traced to its signals."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from shenpi.apps import timekeeping
from shenpi.apps.supervision import agencies
from shenpi.apps.supervision.evaluation import periods, queries
from shenpi.apps.supervision.evaluation.scoring import packaged
from shenpi.apps.supervision.matters.telling import number
from shenpi.sites.supervise import scope

KINDS: Mapping[str, Promise] = {
    "agency": lazy("部门"),
    "office": lazy("科室"),
    "person": lazy("个人"),
    "region": lazy("区划"),
}
GRADES: Mapping[str, Promise] = {
    "excellent": lazy("优秀"),
    "good": lazy("良好"),
    "passed": lazy("合格"),
    "failed": lazy("不合格"),
}
LINES: Mapping[str, Promise] = {
    "warnings": lazy("预警（每 3 次）"),
    "anomalies": lazy("异常"),
    "yellow_cards": lazy("黄牌"),
    "red_cards": lazy("红牌"),
    "violations": lazy("认定的违规"),
    "complaints": lazy("查实的投诉"),
    "complaints_partly": lazy("部分查实的投诉"),
    "satisfaction": lazy("评价满意率（%）"),
    "dissatisfaction": lazy("评价不满意率（%）"),
    "reporting": lazy("报送数据缺失（%）"),
    "early": lazy("提前办结率（%）"),
    "shortened": lazy("压缩法定时限（%）"),
}


@scope.readers
@require_GET
def ranking(request: HttpRequest) -> HttpResponse:
    """Rank the subjects of a kind in a month, quarter or year."""
    kind, period = _asked(request)
    own = scope.bound(request)
    rows = [
        row for row in queries.ranking(kind, period, timekeeping.now()) if not own or row.subject[0] in own
    ]
    homes = agencies.names() if kind in ("office", "person") else {}
    context = {
        "rows": [
            (place, row, GRADES[row.grade], _key(row.subject), homes.get(row.subject[0], ""))
            for place, row in zip(places(row.points for row in rows), rows, strict=True)
        ],
        "kind": kind,
        "kinds": KINDS,
        "period": period.text,
        "periods": periods_offered(period),
        "model": packaged(),
    }
    return render(request, "supervise/evaluation.html", context)


@scope.readers
@require_GET
def subject(request: HttpRequest) -> HttpResponse:
    """Show one subject's points, month by month and line by line, with the signals that make them up."""
    kind, period = _asked(request)
    key = tuple(request.GET.getlist("subject"))
    scope.check(request, *key[:1])
    row, signals = queries.evaluated(kind, key, period, timekeeping.now())
    months = [(month, score, [(LINES[line.id], line) for line in score.lines]) for month, score in row.months]
    context = {
        "row": row,
        "grade": GRADES[row.grade],
        "months": months,
        "signals": signals,
        "complaints": [(each, number(each)) for each in queries.complaints(kind, key, period)],
        "kind": KINDS[kind],
        "period": period.text,
        "base": packaged()["base"],
    }
    return render(request, "supervise/evaluation_subject.html", context)


def places(points: Iterable[Decimal]) -> list[int]:
    """Return the place of each in a list from the most points down; who has as many shares the place."""
    first: dict[Decimal, int] = {}
    return [first.setdefault(each, place) for place, each in enumerate(points, 1)]


def _asked(request: HttpRequest) -> tuple[str, periods.Period]:
    kind = request.GET.get("kind", "agency")
    present = timekeeping.local(timekeeping.now())
    text = request.GET.get("period", "") or f"{present:%Y-%m}"
    return kind if kind in KINDS else "agency", periods.read(text)


def periods_offered(asked: periods.Period) -> list[str]:
    """Offer the asked year, its quarters and months."""
    year = str(asked.months[-1].year)
    quarters, months = [f"{year}-Q{n}" for n in range(1, 5)], [f"{year}-{n:02}" for n in range(1, 13)]
    return [str(int(year) - 1), year, *quarters, *months]


def _key(subject: tuple[str, ...]) -> str:
    return urlencode([("subject", part) for part in subject])
