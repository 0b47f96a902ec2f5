"""Where SMS gateways report what became of a message (access: gateway, by signature)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shenpi.apps.errors import Refusal
from shenpi.apps.notices import receipts
from shenpi.sites.common.access import Access

MAX_BODY = 10_000


@csrf_exempt  # no cookie is asked for, so none can be misused
@never_cache
@require_POST
def receipt(request: HttpRequest) -> HttpResponse:
    """Take one signed receipt; the same again is answered as before."""
    body = request.read(MAX_BODY + 1)
    if len(body) > MAX_BODY:
        return HttpResponse(status=413)
    try:
        receipts.take(request.path, request.headers, body)
    except Refusal as refusal:
        return HttpResponse(str(refusal.message), status=refusal.status, content_type="text/plain")
    return HttpResponse(status=204)


receipt.access = Access("gateway")  # type: ignore[attr-defined]
