"""Which pages this process serves: those of its zones, and the demonstration's door in demonstration mode."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("shenpi.sites.common.urls")),
    path("accounts/", include("shenpi.sites.common.account_urls")),
    path("api/", include("shenpi.sites.api.urls")),
]
if "public" in settings.SHENPI_ZONES:
    urlpatterns.append(path("", include("shenpi.sites.portal.urls")))
if "internal" in settings.SHENPI_ZONES:
    urlpatterns.append(path("work/", include("shenpi.sites.workbench.urls")))
    urlpatterns.append(path("studio/", include("shenpi.sites.studio.urls")))
if "supervision" in settings.SHENPI_ZONES:
    urlpatterns.append(path("supervise/", include("shenpi.sites.supervise.urls")))
if settings.SHENPI_MODE in ("demonstration", "practice"):
    urlpatterns.append(path("demo/", include("shenpi.sites.demo.urls")))
