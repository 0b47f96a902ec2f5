"""Places, offices and people: who there is, and what each may do for how long."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.ids import uuid7

from .roles import DelegationKind, Role


class Region(models.Model):
    """An administrative division (GB/T 2260 and the statistical codes below it), padded to twelve digits."""

    class Level(models.IntegerChoices):
        """Levels numbered as in GB/T 39046-2020 table A.2."""

        PROVINCE = 2, _("省级")
        CITY = 3, _("市级")
        COUNTY = 4, _("县级")
        TOWNSHIP = 5, _("镇（乡、街道）级")
        VILLAGE = 6, _("村（社区）级")

    code = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField(choices=Level)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """An administrative organ: a legal person that decides in its own name."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("行政机关")
        AUTHORISED = "authorised", _("授权组织")
        ENTRUSTED = "entrusted", _("受委托组织")
        OTHER = "other", _("其他")

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    full_name = models.CharField(max_length=150, help_text="as on a document's head and seal")
    short_name = models.CharField(max_length=30, help_text="文号简称, the first part of a document number")
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT)
    uscc = models.CharField(max_length=18, blank=True, db_index=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.GOVERNMENT)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A division of an agency; tasks are given to an office and a role in it."""

    class Kind(models.TextChoices):
        WINDOW = "window", _("窗口")
        BUSINESS = "business", _("业务科室")
        LEADERSHIP = "leadership", _("领导班子")
        SUPERVISION = "supervision", _("监察机构")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="offices")
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.BUSINESS)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class ServiceCentre(models.Model):
    """A hall where agencies receive the public (政务服务中心, 便民服务中心)."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    hours = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class Window(models.Model):
    """A counter; its clerks may receive for every office it serves."""

    class Kind(models.TextChoices):
        APPROVAL = "approval", _("审批")
        SERVICE = "service", _("服务")

    centre = models.ForeignKey(ServiceCentre, on_delete=models.PROTECT, related_name="windows")
    number = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.APPROVAL)
    offices: models.ManyToManyField[Office, Any] = models.ManyToManyField(Office, related_name="windows")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["centre", "number"], name="window_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class PersonManager(BaseUserManager["Person"]):
    """Makes accounts; a person without a password cannot sign in with one."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Person:
        """Create an account; `password=None` makes it unusable for password sign-in."""
        if not username:
            raise ValueError("an account needs a user name")
        fields.setdefault("name", username)
        person = self.model(username=self.model.normalize_username(username), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> Person:
        """Create an account with every permission of the framework's own tools."""
        return self.create_user(username, password, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """A human being with an account: staff under their real name (D3-020), or an applicant."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("工作人员")
        APPLICANT = "applicant", _("申请人")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(
        _("用户名"),
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("这个用户名已被使用，请换一个。")},
    )
    name = models.CharField(_("真实姓名"), max_length=60)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.APPLICANT)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Whether the account belongs to an official (not: to the framework's administration)."""
        return self.kind == self.Kind.STAFF


class Post(models.Model):
    """A role in an office, held for a time; what a person may do follows from the posts held."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=16, choices=Role)
    window = models.ForeignKey(Window, null=True, on_delete=models.PROTECT, related_name="posts")
    standby = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="standby_posts", help_text="B岗 (D3-024)"
    )
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["office", "role"], name="post_office_role")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}@{self.office_id}"


class Delegation(models.Model):
    """Power lent by an absent person for a time, tasks already in the tray included (D3-022 to D3-025)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    principal = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations_given")
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations_received")
    kind = models.CharField(max_length=10, choices=DelegationKind)
    marker = models.CharField(max_length=10, help_text="the word beside the signer's name, as it was then")
    scope = models.JSONField(
        default=dict, help_text='{"roles": […], "offices": […]}; a missing part means all'
    )
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["-begins_at"]

    def __str__(self) -> str:
        return f"{self.principal_id} → {self.delegate_id} ({self.marker})"


class OrganisationEvent(models.Model):
    """What was done to posts and delegations, insert-only: these acts belong to no case and its ledger."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    type = models.CharField(max_length=40)
    actor = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60, db_index=True)
    at = models.DateTimeField()
    payload = models.JSONField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.type} {self.subject}"
