"""Accounts of the public: signing up under the real name, and where people land after signing in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts
from shenpi.apps.applications.acts.sign_up import checked_identifier
from shenpi.apps.applications.states import ApplicantKind
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.roles import OUTSIDE, Role
from shenpi.sites.common.access import PersonRequest

REQUIRED = _("请填写此项。")
NEW_PASSWORD = _("至少 10 个字符，不能全是数字，不要用常见密码。")


class AccountAdapter(DefaultAccountAdapter):
    """allauth's questions answered for this house."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """The public signs up; staff accounts are made by the administrator."""
        return "public" in settings.SHENPI_ZONES

    def get_login_redirect_url(self, request: PersonRequest) -> str:
        """Applicants land on their cases, agents on theirs, supervisors on the wall, other staff on their work list."""
        if request.user.kind == Person.Kind.APPLICANT:
            return "/my/" if "public" in settings.SHENPI_ZONES else "/"
        roles = organisation.holdings(request.user, timekeeping.now()).roles()
        if roles and roles <= OUTSIDE and "public" in settings.SHENPI_ZONES:
            return "/agent/"
        supervises = "supervision" in settings.SHENPI_ZONES and Role.SUPERVISOR in roles
        return "/supervise/" if supervises or "internal" not in settings.SHENPI_ZONES else "/work/"

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return "/my/"

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        """Save the account under the real name."""
        user.username = form.cleaned_data["username"]
        user.name = form.cleaned_data["name"]
        user.kind = Person.Kind.APPLICANT
        user.set_password(form.cleaned_data["password1"])
        if commit:
            user.save()
        return user


class SignupForm(AllauthSignupForm):
    """Who applies: a person, or an organisation and the person who acts for it."""

    kind = forms.ChoiceField(
        label=_("您为谁办事"),
        choices=ApplicantKind.choices,
        widget=forms.RadioSelect,
        initial=ApplicantKind.PERSON,
    )
    organisation = forms.CharField(
        label=_("单位名称"), max_length=120, required=False, help_text=_("为单位办事时填写，与营业执照一致。")
    )
    identifier = forms.CharField(
        label=_("证件号码"),
        max_length=30,
        help_text=_("个人填写 18 位身份证号码；单位填写 18 位统一社会信用代码。"),
    )
    name = forms.CharField(label=_("真实姓名"), max_length=60, help_text=_("为单位办事时，填写经办人姓名。"))
    phone = forms.RegexField(
        r"^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$",
        label=_("联系电话"),
        strip=True,
        error_messages={"invalid": _("请填写 11 位手机号码，或带区号的固定电话，例如 0826-2345678。")},
        help_text=_("补正、缴费、领证等通知会用到。"),
    )
    address = forms.CharField(label=_("通信地址"), max_length=200, required=False)

    field_order = [
        "kind",
        "organisation",
        "identifier",
        "name",
        "phone",
        "address",
        "username",
        "password1",
        "password2",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "username": (_("用户名"), _("登录时使用，可以用汉字、字母、数字。")),
            "password1": (_("密码"), NEW_PASSWORD),
            "password2": (_("再输一遍密码"), ""),
        }
        _word(self, words)
        self.fields["phone"].widget.attrs["autocomplete"] = "tel"
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean(self) -> dict[str, Any]:
        """Check that organisation and number fit who applies."""
        cleaned: dict[str, Any] = super().clean()
        if "kind" in cleaned and "identifier" in cleaned:
            try:
                checked_identifier(cleaned["kind"], cleaned["identifier"], cleaned.get("organisation", ""))
            except Invalid as wrong:
                for field, messages in wrong.fields.items():
                    self.add_error(field, [str(message) for message in messages])
        return cleaned

    @transaction.atomic
    def save(self, request: HttpRequest) -> Person:
        """Save the account and who it stands for together."""
        person: Person = super().save(request)
        given = self.cleaned_data
        acts.sign_up(
            person=person,
            kind=given["kind"],
            identifier=given["identifier"],
            phone=given["phone"],
            organisation=given["organisation"],
            address=given["address"],
        )
        return person


class ChangePasswordForm(AllauthChangePasswordForm):
    """A new password for somebody who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "oldpassword": (_("现在的密码"), ""),
            "password1": (_("新密码"), NEW_PASSWORD),
            "password2": (_("再输一遍新密码"), ""),
        }
        _word(self, words)


def _word(form: forms.Form, words: dict[str, tuple[Any, Any]]) -> None:
    """Put this house's labels and hints in the place of allauth's."""
    for name, (label, help_text) in words.items():
        form.fields[name].label, form.fields[name].help_text = label, help_text
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = REQUIRED
