"""The words of the form in which a clerk takes down what a visitor says."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

CATEGORIES: Mapping[str, Promise] = {
    "attitude": lazy("服务态度"),
    "delay": lazy("超期、推诿拖延"),
    "refusal": lazy("不予办理、不一次性告知"),
    "fee": lazy("违规收费"),
    "materials": lazy("多要材料、增加条件"),
    "discipline": lazy("违纪违法"),
    "other": lazy("其他"),
}
CHANNELS: Mapping[str, Promise] = {"window": lazy("来访"), "phone": lazy("来电")}
