"""What programs may call: the API for other systems, and the exchange between zones."""

from django.urls import path

from shenpi.sites.api import exchange
from shenpi.sites.api.api import api
from shenpi.sites.common.access import Access

_routes, *_names = api.urls
for _route in _routes:  # anybody may read the description; an operation that asks for more says so itself
    if not hasattr(_route.callback, "access"):
        _route.callback.access = Access("public")

urlpatterns = [
    path("exchange/messages", exchange.messages, name="exchange_messages"),
    path("exchange/files/<str:sha256>", exchange.file, name="exchange_file"),
    path("", (_routes, *_names)),
]
