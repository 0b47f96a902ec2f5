"""Imports of small logs, as a test writes them."""

from io import BytesIO

from shenpi.apps.supervision.foreign import systems
from shenpi.apps.supervision.foreign.importing import import_log
from shenpi.apps.supervision.foreign.options import Reading
from shenpi.apps.supervision.models import ForeignBatch, MonitoredCase

PROCESS = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x"><process id="p">
<startEvent id="s"/><task id="take" name="Receive"/><task id="check" name="Check"/><endEvent id="e"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="take"/><sequenceFlow id="f2" sourceRef="take" targetRef="check"/>
<sequenceFlow id="f3" sourceRef="check" targetRef="e"/></process></definitions>"""


def take(
    data: bytes, name: str = "城建系统", process: bytes | None = None, **reading: object
) -> ForeignBatch:
    """Import a log as the record of the system `name`."""
    options = Reading(**reading) if reading else None  # type: ignore[arg-type]
    system = systems.register(name, reading=options, process=process)
    return import_log(system, BytesIO(data), file_name="log.xes")


def the_case(number: str = "A-1") -> MonitoredCase:
    """Return the one case of this number."""
    return MonitoredCase.objects.get(number=number)
