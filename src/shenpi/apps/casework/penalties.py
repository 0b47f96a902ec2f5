"""Administrative penalties: their kinds, which of them give a right to a hearing, and what a decision may not exceed.

What the investigation proposes stands in the case's `context["penalty"]` as JSON (`Proposal.as_json`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from shenpi.apps.casework import fees
from shenpi.apps.errors import Invalid, Message, Refusal


class Verdict(models.TextChoices):
    """What the result of an investigation leads to (行政处罚法 art. 57.1)."""

    PUNISH = "punish", _("给予行政处罚")
    EXEMPT = "exempt", _("违法行为轻微，不予行政处罚")
    DISMISS = "dismiss", _("违法事实不能成立，不予行政处罚")
    TRANSFER = "transfer", _("涉嫌犯罪，移送司法机关")


class Sort(models.TextChoices):
    """The kinds of penalty that a department imposes (行政处罚法 art. 9)."""

    WARNING = "warning", _("警告")
    CENSURE = "censure", _("通报批评")
    FINE = "fine", _("罚款")
    GAINS = "gains", _("没收违法所得")
    GOODS = "goods", _("没收非法财物")
    SUSPEND_LICENCE = "suspend_licence", _("暂扣许可证件")
    DOWNGRADE = "downgrade", _("降低资质等级")
    REVOKE_LICENCE = "revoke_licence", _("吊销许可证件")
    RESTRICT = "restrict", _("限制开展生产经营活动")
    CEASE = "cease", _("责令停产停业")
    CLOSE = "close", _("责令关闭")
    BAR = "bar", _("限制从业")


HEARD = frozenset({Sort.DOWNGRADE, Sort.REVOKE_LICENCE, Sort.CEASE, Sort.CLOSE, Sort.BAR})
"""Kinds that give a right to a hearing whatever their size (行政处罚法 art. 63.3, 63.4)."""

LARGE = {"person": Decimal(5000), "organisation": Decimal(50000)}
"""From which amount money is "larger" where the item does not say (`hearing_from`); the law leaves it to rules."""


@dataclass(frozen=True)
class Content:
    """What is to be imposed: kinds, and the amounts of what is money."""

    sorts: tuple[str, ...]
    fine: Decimal = Decimal(0)
    gains: Decimal = Decimal(0)

    @property
    def owed(self) -> Decimal:
        """What the party has to pay."""
        return self.fine + self.gains

    def as_json(self) -> dict[str, Any]:
        return {"sorts": list(self.sorts), "fine": str(self.fine), "gains": str(self.gains)}

    def words(self) -> list[str]:
        """Return the kinds with their amounts, in the reader's language."""
        amounts = {Sort.FINE: self.fine, Sort.GAINS: self.gains}
        return [
            f"{Sort(each).label}{amounts[Sort(each)]:,.2f}元"
            if Sort(each) in amounts
            else str(Sort(each).label)
            for each in self.sorts
        ]

    def on_paper(self) -> list[str]:
        """Return the same as papers and ledgers carry it: in Chinese, whatever the acting person reads."""
        with override("zh-hans"):
            return self.words()


NOTHING = Content(())


def content(sorts: Sequence[str], fine: str = "", gains: str = "") -> Content:
    """Return the content of a penalty as typed. Raises Invalid without a kind, or with an amount that is none."""
    faults: dict[str, list[Message]] = {}
    chosen = tuple(each for each in Sort.values if each in sorts)
    if not chosen:
        faults["sorts"] = [_("请选择处罚种类")]
    amounts = {}
    for sort, typed in ((Sort.FINE, fine), (Sort.GAINS, gains)):
        amount = fees.yuan(typed) if sort in chosen else Decimal(0)
        if amount is None or (sort in chosen and amount <= 0):
            faults[str(sort)] = [_("请填写金额，单位元，最多两位小数")]
        amounts[sort] = amount or Decimal(0)
    if faults:
        raise Invalid("penalty_incomplete", _("请写明处罚的种类和金额。"), fields=faults)
    return Content(chosen, amounts[Sort.FINE], amounts[Sort.GAINS])


def read(told: Mapping[str, Any]) -> Content:
    """Return the content that a context or an event tells."""
    return Content(tuple(told["sorts"]), Decimal(told["fine"]), Decimal(told["gains"]))


def gives_hearing(imposed: Content, party_kind: str, options: Mapping[str, Any], *, heavy: bool) -> bool:
    """Tell whether the party must be told of a right to a hearing (行政处罚法 art. 63).

    `heavy`: who investigated holds the penalty for one of the other heavier ones (art. 63.5).
    """
    told = options.get("hearing_from", {})
    kind = "organisation" if party_kind == "organisation" else "person"
    large = Decimal(told[kind]) if kind in told else LARGE[kind]
    return heavy or bool(HEARD & set(imposed.sorts)) or max(imposed.fine, imposed.gains) >= large


def guard_not_heavier(told: Content, decided: Content) -> None:
    """Refuse what the party was not told of: another kind, or a greater amount (行政处罚法 art. 44, 45.2, 62)."""
    more = set(decided.sorts) - set(told.sorts)
    if more or decided.fine > told.fine or decided.gains > told.gains:
        raise Refusal(
            "heavier_than_told",
            _(
                "决定的处罚超出了事先告知的内容。不得因当事人陈述、申辩加重处罚；确有新的事实的，请退回调查并重新告知。"
            ),
        )
