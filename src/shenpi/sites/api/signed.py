"""What services outside tell us unasked, in small signed bodies."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse

from shenpi.apps.errors import Refusal

MAX_BODY = 10_000


def taken(request: HttpRequest, take: Callable[[str, Mapping[str, str], bytes], None]) -> HttpResponse:
    """Hand path, headers and body to `take`, and answer 204, or with the refusal in plain words."""
    body = request.read(MAX_BODY + 1)
    if len(body) > MAX_BODY:
        return HttpResponse(status=413)
    try:
        take(request.path, request.headers, body)
    except Refusal as refusal:
        return HttpResponse(str(refusal.message), status=refusal.status, content_type="text/plain")
    return HttpResponse(status=204)
