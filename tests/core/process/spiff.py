"""SpiffWorkflow as a second opinion: the same BPMN, the same decisions, the open tasks after each step.

Our files say `shenpi:instances` and leave timer durations to the case; Spiff wants its own words for
both, so the file is dressed for it first. Nothing that decides a path is touched.
"""

import io
from datetime import UTC, datetime, timedelta

from lxml import etree
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition

from shenpi.core.process import Net, Step, write_bpmn

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
INSTANCES = "{urn:shenpi:process:1}instances"


class Spiff:
    """One running case in SpiffWorkflow, spoken to in our words."""

    def __init__(self, net: Net, context: dict[str, object]) -> None:
        process = net.model.processes[0].id
        # Spiff lets an instance's data flow on after the join; only folded elements have an instance.
        self.folded = {place.element for place in net.places if place.folded}
        self.nodes = net.model.node
        self.keys = [f"instance_{node.id}" for node in net.model.nodes if node.instances]
        parser = BpmnParser()
        parser.add_bpmn_io(io.BytesIO(_dressed(write_bpmn(net.model))))
        self.workflow = BpmnWorkflow(parser.get_spec(process), parser.get_subprocess_specs(process))
        self.workflow.task_tree.data.update(context)
        for task in self.workflow.get_tasks(state=TaskState.READY):
            task.data.update(context)
        self.workflow.do_engine_steps()

    def open(self) -> list[Step]:
        """The open human steps, sorted."""
        return sorted(
            (self._step(task) for task in self.workflow.get_tasks(state=TaskState.READY, manual=True)),
            key=str,
        )

    def complete(self, step: Step, context: dict[str, object]) -> None:
        task = next(
            task
            for task in self.workflow.get_tasks(state=TaskState.READY, manual=True)
            if self._step(task) == step
        )
        task.data.update(context)
        if step.instance is None:
            for key in self.keys:
                task.data.pop(key, None)  # Spiff refuses to enter the same activity again with it
        task.run()
        self.workflow.do_engine_steps()

    def message(self, name: str) -> None:
        self.workflow.send_event(BpmnEvent(MessageEventDefinition(name), {}))
        self.workflow.do_engine_steps()

    def timer(self, event: str) -> None:
        """Let the timer event run out by moving its due time into the past."""
        task = next(
            task
            for task in self.workflow.get_tasks(state=TaskState.WAITING)
            if task.task_spec.bpmn_id == event
        )
        task._set_internal_data(event_value=(datetime.now(UTC) - timedelta(days=1)).isoformat())
        self.workflow.refresh_timers()
        self.workflow.do_engine_steps()

    @property
    def ended(self) -> bool:
        return bool(self.workflow.completed)

    def _step(self, task) -> Step:
        element = task.task_spec.bpmn_id
        own = [task.data[key] for key in self.keys if key in task.data and self._holds(key, element)]
        return Step(element, own[0] if element in self.folded else None)

    def _holds(self, key: str, element: str) -> bool:
        """Whether an element is, or is inside, the multi-instance activity of an instance key."""
        while element in self.nodes:
            if key == f"instance_{element}":
                return True
            element = self.nodes[element].scope
        return False


def _dressed(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for multiple in root.iter(f"{BPMN}multiInstanceLoopCharacteristics"):
        etree.SubElement(multiple, f"{BPMN}loopDataInputRef").text = multiple.get(INSTANCES)
        name = f"instance_{multiple.getparent().get('id')}"
        etree.SubElement(multiple, f"{BPMN}inputDataItem", id=name, name=name)
    for timer in root.iter(f"{BPMN}timerEventDefinition"):
        for given in list(timer):
            timer.remove(given)
        etree.SubElement(timer, f"{BPMN}timeDuration").text = '"P30D"'
    for service in root.iter(f"{BPMN}serviceTask"):  # Spiff would wait for a service of its own
        service.tag = f"{BPMN}scriptTask"
        etree.SubElement(service, f"{BPMN}script").text = "pass"
    return etree.tostring(root)
