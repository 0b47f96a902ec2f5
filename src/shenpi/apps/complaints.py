"""What a complaint may be about: one list for who files it, who takes it down and who handles it (D10-044)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What a complaint is about; one of `DISCIPLINE` never goes to the agency complained about."""

    ATTITUDE = "attitude", _("服务态度")
    DELAY = "delay", _("超期、推诿拖延")
    REFUSAL = "refusal", _("不予办理、不一次性告知")
    FEE = "fee", _("违规收费")
    MATERIALS = "materials", _("多要材料、增加条件")
    DISCIPLINE = "discipline", _("违纪违法")
    OTHER = "other", _("其他")
