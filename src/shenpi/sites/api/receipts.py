"""Where SMS gateways report what became of a message (access: gateway, by signature)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shenpi.apps.notices import receipts
from shenpi.sites.api.signed import taken
from shenpi.sites.common.access import Access


@csrf_exempt  # no cookie is asked for, so none can be misused
@never_cache
@require_POST
def receipt(request: HttpRequest) -> HttpResponse:
    """Take one signed receipt; the same again is answered as before."""
    return taken(request, receipts.take)


receipt.access = Access("gateway")  # type: ignore[attr-defined]
