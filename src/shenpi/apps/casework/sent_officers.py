"""Officers who are sent out together: at least two of the agency's own, one writes the record, all sign it.

行政许可法 art. 34.3 for what an application says, art. 61 for what the holder of a licence does with it.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import opening, proceedings
from shenpi.apps.casework.assignment import Place
from shenpi.apps.casework.models import Proceeding
from shenpi.apps.casework.unit import Actor, Unit
from shenpi.apps.errors import Message, NotAllowed
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Post

FEWEST = 2
"""行政许可法 art. 34.3: 指派两名以上工作人员."""


def chosen(unit: Unit, officers: Sequence[UUID], right: str) -> tuple[list[Post], dict[str, list[Message]]]:
    """Return the posts of those who are sent, nobody twice, and what is wrong with the choice."""
    serving = organisation.serving(unit.case.agency_id, right, unit.now)
    found = [serving[each] for each in dict.fromkeys(officers) if each in serving]
    if len(found) < max(FEWEST, len(set(officers))):
        return found, {"officers": [_("请选择本机关两名以上有审查职权的工作人员")]}
    return found, {}


def places(posts: Sequence[Post], first: str, then: str) -> opening.Named:
    """Return who does which step: the first of the officers `first`, each other one `then`."""
    steps = [(first, ""), *((then, str(number)) for number in range(len(posts) - 1))]
    return {
        step: Place(post.office_id, post.office.name, post.person_id, post.person.name, post.role)
        for step, post in zip(steps, posts, strict=True)
    }


def sign(found: Proceeding, actor: Actor, remark: str) -> None:
    """Put a signature under the record. Raises NotAllowed for who signed it already, for himself or for another."""
    before = found.facts.get("signed", ())
    if str(actor.id) in {each["person_id"] for each in before}:
        raise NotAllowed(
            "signed_before", _("您已经在这份笔录上签名，不能再代他人签名。请由核查人员本人签名。")
        )
    line = {"person_id": str(actor.id), "name": actor.signature, "remark": remark}
    found.facts["signed"] = [*before, line]


def signed(found: Proceeding) -> list[dict[str, Any]]:
    """Return the signatures as the record prints them."""
    return [{"name": each["name"], "remark": each["remark"]} for each in found.facts["signed"]]


def awaits_others(unit: Unit, found: Proceeding, task_id: UUID) -> bool:
    """Tell whether somebody besides this task has still to sign."""
    kind = proceedings.elements()
    return any(kind.get(task.element) == found.kind and key != task_id for key, task in unit.tasks.items())
