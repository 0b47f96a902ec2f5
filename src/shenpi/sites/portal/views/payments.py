"""For who keeps an agency's money: what became of online payments, and what to do about those that do not fit."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.exchange import pumping
from shenpi.apps.payments import acts, carrying, queries
from shenpi.apps.payments.queries import PaymentOrder, State
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.paging import page_of

NEXT: dict[str, Promise] = {
    State.WAITING: gettext_lazy("系统自动送单，不用处理。"),
    State.PLACED: gettext_lazy("等缴款人支付；到期未付的自动关闭。"),
    State.PAID: gettext_lazy("已通知办理部门入账，不用处理。"),
    State.DIFFERENT: gettext_lazy(
        "金额不符，办件没有推进。联系缴款人：多缴、错缴的在支付平台退款，再按通知书缴费；办妥后登记。"
    ),
    State.REFUSED: gettext_lazy("平台不接受这个订单。请缴款人改用通知书上的其他方式缴费；办妥后登记。"),
    State.CLOSED: gettext_lazy("没有支付，不用处理。"),
}
SILENT = gettext_lazy("平台没有应答，系统会继续自动重试。长时间没有恢复的，联系平台。")
CONTRARY = gettext_lazy(
    "平台的记录和这里不一致。与平台核对这笔款：没到账的请平台补记，多收的退款；办妥后登记。"
)


@staff(*queries.KEEPING)
@require_safe
def orders(request: StaffRequest) -> HttpResponse:
    """Show what a person should look at, or all, with what to do next."""
    return _page(request)


@staff(*queries.KEEPING)
@require_POST
def ask(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """Ask the platform about an order now."""
    order = queries.seen_by(request.holdings).filter(pk=order_id).first()
    if order is None:
        raise NotFound("order_unknown", _("没有这个缴费订单。"))
    if not queries.offered():
        messages.warning(request, _("没有配置支付平台，不能对账。"))
    elif carrying.compare(order):
        messages.warning(request, _("已经问过平台：仍有问题，见下面的说明。"))
    else:
        messages.success(request, _("已经问过平台：两边一致。"))
    pumping.settle()
    return redirect(f"{reverse('portal_orders')}?{urlencode({'only': request.POST.get('only', '')[:12]})}")


@staff(*queries.KEEPING)
@require_POST
def handled(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """Note what was done about an order; it leaves the list."""
    try:
        acts.note_handled(order_id, by=request.user, note=request.POST.get("note", ""))
    except Invalid as wrong:
        return _page(request, order_id, wrong)
    messages.success(request, _("已登记处理情况。"))
    return redirect("portal_orders")


def _page(request: StaffRequest, faulty: UUID | None = None, wrong: Invalid | None = None) -> HttpResponse:
    only = request.GET.get("only", "troubled")
    page = page_of(queries.seen_by(request.holdings, only), request)
    mine = queries.seen_by(request.holdings)
    context = {
        "page": page,
        "rows": [(order, _next(order), _waits(order)) for order in page.rows],
        "only": only,
        "kinds": [
            ("troubled", _("要处理的"), mine.filter(queries.TROUBLED).count()),
            *((key, State(key).label, count) for key, count in queries.counts(mine).items()),
        ],
        "faulty": faulty,
        "note": request.POST.get("note", ""),
        "error": wrong.message if wrong else "",
        "offered": queries.offered(),
    }
    return render(request, "portal/orders.html", context, status=wrong.status if wrong else 200)


def _waits(order: PaymentOrder) -> bool:
    """Tell whether a person is to do something."""
    return order.handled_at is None and (bool(order.error) or order.state in (State.DIFFERENT, State.REFUSED))


def _next(order: PaymentOrder) -> Promise:
    if order.error and order.state in queries.OPEN:
        return SILENT
    return CONTRARY if order.error and order.state == State.PAID else NEXT[order.state]
