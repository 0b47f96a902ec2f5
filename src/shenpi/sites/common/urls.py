"""Routes of every process, whatever its zones."""

from django.conf import settings
from django.urls import path

from . import views

urlpatterns = [
    path("i18n/setlang/", views.set_language, name="set_language"),
    path("settings/large-print/", views.large_print, name="large_print"),
    path("healthz", views.health, name="health"),
]
if "public" not in settings.SHENPI_ZONES:
    urlpatterns.append(path("", views.home, name="home"))
