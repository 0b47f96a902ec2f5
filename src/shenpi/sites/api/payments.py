"""Where the payment platform reports what was paid (access: gateway, by signature)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shenpi.apps.payments import acts
from shenpi.sites.api.signed import taken
from shenpi.sites.common.access import Access


@csrf_exempt  # no cookie is asked for, so none can be misused
@never_cache
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Take one signed answer about an order; the same again is answered as before."""
    return taken(request, acts.take)


answer.access = Access("gateway")  # type: ignore[attr-defined]
