"""For whoever watches the machine: does it answer, and does its database?"""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest
from ninja import Router, Schema, Status

from shenpi import __version__
from shenpi.sites.api.operation import PUBLIC, operation

router = Router(tags=["health"])


class Health(Schema):
    """`database` is false, and the status 503, when no statement can be run."""

    database: bool
    zones: list[str]
    version: str


@operation(
    router, "GET", "/health", PUBLIC, response={200: Health, 503: Health}, summary="运行状况 / does it run"
)
def get_health(request: HttpRequest) -> Status[dict[str, Any]]:
    """Run one statement on the database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        works = True
    except DatabaseError:
        works = False
    told = {"database": works, "zones": sorted(settings.SHENPI_ZONES), "version": __version__}
    return Status(200 if works else 503, told)
