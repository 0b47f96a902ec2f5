"""The routes of a process that serves the public zone alone."""

from django.urls import include, path

urlpatterns = [
    path("", include("shenpi.sites.common.urls")),
    path("accounts/", include("shenpi.sites.common.account_urls")),
    path("", include("shenpi.sites.portal.urls")),
]
