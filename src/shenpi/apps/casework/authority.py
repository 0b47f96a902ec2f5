"""May this person take this step now, and in which capacity? Own post, delegation (授权) or B-post (代理)."""

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework.models import Task
from shenpi.apps.casework.unit import Actor, Unit
from shenpi.apps.errors import NotAllowed
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import Holding


def for_task(unit: Unit, by: Person, task: Task, act: str) -> Actor:
    """Return the capacity in which `by` may do `act` on `task`. Raises NotAllowed (D3-016, D3-020 to D3-025)."""
    return _capacity(by, unit.holdings.may(act, task.office_id, role=task.role, holder_id=task.holder_id))


def for_office(unit: Unit, by: Person, office_id: int | None, act: str) -> Actor:
    """Return the capacity in which `by` may do `act` for an office. Raises NotAllowed."""
    return _capacity(by, unit.holdings.may(act, office_id))


def anywhere(unit: Unit, by: Person, act: str) -> Actor:
    """Return the capacity in which `by` may do `act`, whatever office it is for. Raises NotAllowed."""
    return _capacity(by, unit.holdings.may(act))


def for_case(unit: Unit, by: Person, act: str) -> Actor:
    """Return the capacity in which `by` may do `act` in one of the offices that work on the case. Raises NotAllowed."""
    offices = unit.case.context["offices"]
    working = [offices["lead"], *offices.get("co", []), offices["leader"]]
    return _capacity(by, next((held for each in working if (held := unit.holdings.may(act, each))), None))


def _capacity(by: Person, holding: Holding | None) -> Actor:
    if holding is None:
        raise NotAllowed(
            "no_authority",
            _("您没有办理这一环节的权限。请由该环节的承办人办理，或请其在系统中授权给您。"),
        )
    return Actor(by.id, by.name, holding.capacity, holding.principal_id, holding.principal_name)
