"""The exchange's door for machines: who may enter is decided by signature, not by session (access: peer)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from shenpi.apps.exchange import reception
from shenpi.sites.common.access import Access


@csrf_exempt  # no cookie is asked for, so none can be misused
@never_cache
@require_http_methods(["POST"])
def messages(request: HttpRequest) -> HttpResponse:
    """Take a signed batch of messages; answers with one receipt per message."""
    return _answered(request, "exchange/messages")


@csrf_exempt
@never_cache
@require_http_methods(["HEAD", "PUT"])
def file(request: HttpRequest, sha256: str) -> HttpResponse:
    """Say whether a file is here (HEAD), or take it (PUT)."""
    return _answered(request, f"exchange/files/{sha256}")


def _answered(request: HttpRequest, resource: str) -> HttpResponse:
    body = request.read(reception.MAX_BODY + 1)
    if len(body) > reception.MAX_BODY:
        return HttpResponse(status=413)
    answer = reception.receive(request.method or "", resource, request.headers, body)
    return HttpResponse(answer.body, status=answer.status, headers=answer.headers)


messages.access = file.access = Access("peer")  # type: ignore[attr-defined]
