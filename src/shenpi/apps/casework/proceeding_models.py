"""The row of a proceeding beside the drawn process; acts write it through `proceedings`."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.ids import uuid7


class Proceeding(models.Model):
    """A proceeding of law that any accepted case may need, with a drawing and a marking of its own.

    `facts` is what was asked and what came of it; `outcome` is empty while it runs.
    """

    class Kind(models.TextChoices):
        SUSPENSION = "suspension", _("特别程序")
        EXTENSION = "extension", _("延长办理期限")
        HEARING = "hearing", _("听证")
        OPINION = "opinion", _("修改意见")
        FIELD_CHECK = "field_check", _("现场核查")
        THIRD_PARTY = "third_party", _("听取利害关系人意见")
        MEETING = "meeting", _("集体讨论")
        IMPORT = "import", _("扫描导入")
        GAP = "gap", _("容缺补交")
        COMMITMENT = "commitment", _("承诺核查")
        RECTIFY = "rectify", _("责令改正")
        INSPECTION = "inspection", _("监督检查")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="proceedings")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    marking = models.TextField(default="[]")
    facts = models.JSONField(default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=models.Q(ended_at=None), name="one_open_proceeding"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"
