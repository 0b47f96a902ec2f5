"""The account pages of allauth that this house offers, each with its declaration of access.

Only these: the accounts have no e-mail address, so allauth's e-mail, reset and code pages would lead nowhere.
Staff accounts are made by the administrator; signing up belongs to the public zone.
"""

from allauth.account import views
from django.conf import settings
from django.urls import path

from .access import public, signed_in

urlpatterns = [
    path("login/", public(views.login), name="account_login"),
    path("logout/", public(views.logout), name="account_logout"),
    path("inactive/", public(views.account_inactive), name="account_inactive"),
    path("password/change/", signed_in(views.password_change), name="account_change_password"),
    # An account without a password (made by the administrator) is led here from the page before.
    path("password/set/", signed_in(views.password_set), name="account_set_password"),
    path("reauthenticate/", signed_in(views.reauthenticate), name="account_reauthenticate"),
]
if "public" in settings.SHENPI_ZONES:
    urlpatterns.append(path("signup/", public(views.signup), name="account_signup"))
