"""What programs may call: the API for other systems, and the exchange between zones."""

from typing import Any

from django.urls import path

from shenpi.sites.api import exchange
from shenpi.sites.api.api import api
from shenpi.sites.common.access import Access

routes, application, namespace = api.urls
for route in routes:  # anybody may read the description; an operation that asks for more says so itself
    view: Any = route.callback
    if not hasattr(view, "access"):
        view.access = Access("public")

urlpatterns = [
    path("exchange/messages", exchange.messages, name="exchange_messages"),
    path("exchange/files/<str:sha256>", exchange.file, name="exchange_file"),
    path("", (routes, application, namespace)),
]
