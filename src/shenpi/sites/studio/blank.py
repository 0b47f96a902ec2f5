"""A process to begin with: received, one step, done."""

from xml.sax.saxutils import quoteattr

from shenpi.core.process import layout, read_bpmn, write_bpmn

_BLANK = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:shenpi="urn:shenpi:process:1"
  id="definitions" targetNamespace="urn:shenpi:processes">
  <process id="process" name={name} isExecutable="true" shenpi:key={key} shenpi:kind="committed">
    <startEvent id="received" name="收件"/>
    <userTask id="examine_formally" name="形式审查" shenpi:role="acceptor" shenpi:office="accept"
      shenpi:limit="P5WD" shenpi:act="examine_formally"/>
    <endEvent id="finished" name="办结"/>
    <sequenceFlow id="received_to_examine_formally" sourceRef="received" targetRef="examine_formally"/>
    <sequenceFlow id="examine_formally_to_finished" sourceRef="examine_formally" targetRef="finished"/>
  </process>
</definitions>
"""


def blank(key: str, name: str) -> str:
    """Return the diagram, drawn, under this key and name."""
    text = _BLANK.format(name=quoteattr(name), key=quoteattr(key))
    return write_bpmn(layout(read_bpmn(text.encode()))).decode()
