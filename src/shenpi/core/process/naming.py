"""What people call an element: its id, or its name where only one element bears it."""

from shenpi.core.process.elements import Trigger
from shenpi.core.process.errors import ProcessError
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.net import Step


class Names:
    """The elements of a process by what a scenario calls them."""

    def __init__(self, model: ProcessModel) -> None:
        self.model = model
        self._named: dict[str, list[str]] = {}
        for node in model.nodes:
            self._named.setdefault(node.name, []).append(node.id)

    def find(self, text: str) -> str:
        """The id of the element called `text`. Raises `ProcessError` for none or several."""
        if text in self.model.node:
            return text
        found = self._named.get(text, []) if text else []
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(found)
            raise ProcessError(
                text,
                "several_elements",
                f"有多个环节叫“{text}”（{ids}），请写编号",
                f"several elements are called {text!r} ({ids}): write the id",
            )
        raise ProcessError(text, "no_element", f"流程中没有“{text}”", f"the process has no {text!r}")

    def step(self, text: str) -> Step:
        """A step: `handle`, or `handle@7` for office 7's copy."""
        name, _, office = text.partition("@")
        return Step(self.find(name), office or None)

    def message(self, text: str) -> Step:
        """A message by its name in the file, or by the element that waits for it."""
        name, _, office = text.partition("@")
        if any(node.event.message == name for node in self.model.nodes):
            return Step(name, office or None)
        element = self.find(name)
        return Step(self.model.node[element].event.message or element, office or None)

    def timer(self, text: str) -> Step:
        """A timer event, also by the step whose only boundary timer it is."""
        step = self.step(text)
        timers = [
            node.id for node in self.model.boundary(step.element_id) if node.event.trigger is Trigger.TIMER
        ]
        return Step(timers[0], step.instance) if len(timers) == 1 else step


def written(step: Step) -> str:
    """`handle`, or `handle@7`."""
    return step.element_id if step.instance is None else f"{step.element_id}@{step.instance}"
