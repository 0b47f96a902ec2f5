"""纸质案卷交接: the paper file goes from hand to hand, and whoever handed it over answers for it until it is taken."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import rows
from shenpi.apps.casework import paper
from shenpi.apps.casework.authority import anywhere
from shenpi.apps.casework.models import PaperFile
from shenpi.apps.casework.unit import Actor, Unit, on_case
from shenpi.apps.errors import Invalid, NotAllowed, Refusal
from shenpi.apps.organisation.models import Person


def hand_over_paper(case_id: UUID, *, by: Person, to: Person, note: str = "") -> None:
    """Hand the paper file to a colleague, who has to confirm (D10-028). Raises NotAllowed unless `by` holds it.

    Only the case's own agency and its window get it. Raises Invalid for anybody else.
    """
    with on_case(case_id, by) as unit:
        found = paper.of(unit)
        actor = _holder(unit, found, by)
        if to.pk == found.holder_id or to not in paper.receivers(unit.case):
            words = _("请选择本单位或者受理窗口的另一位在岗人员接收。")
            raise Invalid("wrong_receiver", words, fields={"receiver": [words]})
        _move(found, offered=to, unit=unit)
        _record(unit, actor, "paper.handed_over", found, to=to.name, note=note.strip())


def take_paper(case_id: UUID, *, by: Person) -> None:
    """Confirm that the paper file was received whole; from now on `by` holds it. Raises Refusal when not offered."""
    with on_case(case_id, by) as unit:
        found = paper.of(unit)
        actor = _receiver(unit, found, by)
        giver = found.holder.name if found.holder else ""
        found.holder, found.held_since = by, unit.now
        _move(found, offered=None, unit=unit)
        _record(unit, actor, "paper.taken", found, **{"from": giver})


def decline_paper(case_id: UUID, *, by: Person, reason: str) -> None:
    """Do not take the paper file, say why, and leave it with its holder; the holder may take the offer back so.

    Raises Invalid without a reason, Refusal when nothing was handed over.
    """
    if not reason.strip():
        words = _("请写明不接收或者收回的原因。")
        raise Invalid("reason_missing", words, fields={"reason": [words]})
    with on_case(case_id, by) as unit:
        found = paper.of(unit)
        if found.offered_to_id is None:
            raise Refusal("paper_not_offered", _("纸质案卷现在没有等待接收的交接。请刷新页面。"))
        own = found.holder_id == by.pk
        actor = _holder(unit, found, by) if own else _receiver(unit, found, by)
        _move(found, offered=None, unit=unit)
        _record(unit, actor, "paper.declined", found, reason=reason.strip())


def _holder(unit: Unit, found: PaperFile, by: Person) -> Actor:
    if found.holder_id != by.pk:
        raise NotAllowed("not_the_holder", _("纸质案卷不在您手中，只有持有人可以移交。"))
    return anywhere(unit, by, "handle_paper")


def _receiver(unit: Unit, found: PaperFile, by: Person) -> Actor:
    if found.offered_to_id != by.pk:
        raise Refusal("paper_not_offered", _("纸质案卷没有移交给您，或者移交人已经收回。请刷新页面。"))
    return anywhere(unit, by, "handle_paper")


def _move(found: PaperFile, *, offered: Person | None, unit: Unit) -> None:
    found.offered_to, found.offered_at = offered, unit.now if offered else None
    unit.execute(rows.update(found, ["holder", "held_since", "offered_to", "offered_at"]))


def _record(unit: Unit, actor: Actor, event: str, found: PaperFile, **told: Any) -> None:
    state = {"holder_id": str(found.holder_id), "holder": found.holder.name if found.holder else ""}
    if found.offered_to is not None:
        state |= {"offered_to_id": str(found.offered_to_id), "offered_to": found.offered_to.name}
    unit.record(event, {**told, "paper": state, "opened": []}, actor)
