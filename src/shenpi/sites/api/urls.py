"""What programs may call: the API for other systems, in the zones that hold what it tells, and the exchange."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from django.utils.cache import patch_cache_control

from shenpi.sites.api import cases, exchange, filings, health, items, payments, receipts
from shenpi.sites.api.api import api, unknown
from shenpi.sites.api.docs import docs
from shenpi.sites.api.operation import ACCESS, PUBLIC
from shenpi.sites.common.access import Access

api.add_router("", health.router)
if "public" in settings.SHENPI_ZONES:
    api.add_router("", items.router)
    api.add_router("", filings.router)
if "internal" in settings.SHENPI_ZONES:
    api.add_router("", cases.router)


def _declared(view: Callable[..., HttpResponseBase], access: Access) -> Callable[..., HttpResponseBase]:
    """Give a view its declaration; what only somebody signed in may read stays out of shared caches."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        told = view(request, *args, **kwargs)
        if access.kind != "public":
            patch_cache_control(told, private=True, no_store=True)
        return told

    answer.access = access  # type: ignore[attr-defined]
    return answer


found, application, namespace = api.urls
routes: list[Any] = found
_DESCRIPTION = dict.fromkeys(("openapi-json", "api-root"), PUBLIC)
for route in routes:  # KeyError for one that nobody declared
    route.callback = _declared(route.callback, (ACCESS | _DESCRIPTION)[route.name])

urlpatterns = [
    path("docs", docs, name="api_docs"),
    path("exchange/messages", exchange.messages, name="exchange_messages"),
    path("exchange/files/<str:sha256>", exchange.file, name="exchange_file"),
    path("payments/answers", payments.answer, name="payments_answer"),
    path("notices/receipts", receipts.receipt, name="notices_receipt"),
    path("", (routes, application, namespace)),
    path("<path:address>", unknown, name="api_unknown"),
]
