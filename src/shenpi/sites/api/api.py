"""The API for other systems: one NinjaAPI whose description also tells what happens to wrong input."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from shenpi import __version__
from shenpi.apps.errors import Invalid, Refusal

_REFUSAL = {
    "type": "object",
    "properties": {
        "code": {"type": "string"},
        "message": {"type": "string"},
        "fields": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    },
    "required": ["code", "message"],
}
_UNPROCESSABLE = {
    "description": "Unprocessable Content",
    "content": {
        "application/json": {
            "schema": {
                "anyOf": [
                    {"$ref": "#/components/schemas/Refusal"},
                    {
                        "type": "object",
                        "properties": {"detail": {"type": "array", "items": {"type": "object"}}},
                        "required": ["detail"],
                    },
                ]
            }
        }
    },
}


class Api(NinjaAPI):
    """django-ninja leaves 422 out of its OpenAPI; every operation that takes input can answer it."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        described = super().get_openapi_schema(**options)
        described.setdefault("components", {}).setdefault("schemas", {})["Refusal"] = _REFUSAL
        for operations in described["paths"].values():
            for operation in operations.values():
                if operation.get("parameters") or operation.get("requestBody"):
                    operation["responses"].setdefault(422, _UNPROCESSABLE)
        return described


# No interactive page: it would fetch its scripts from other machines.
api = Api(
    title="Shenpi",
    version=__version__,
    urls_namespace="api",
    docs_url=None,
    description="网上审批和电子监察系统接口 / online approval and electronic supervision",
)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer an act's refusal with its status, code and words; input that can be mended names its fields."""
    told: dict[str, Any] = {"code": refusal.code, "message": str(refusal.message)}
    if isinstance(refusal, Invalid):
        told["fields"] = {name: [str(word) for word in words] for name, words in refusal.fields.items()}
    return api.create_response(request, told, status=refusal.status)
