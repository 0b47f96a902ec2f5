"""Something in the design studio: a draft with a fault to find and mend, and a proposal that waits for approval."""

from __future__ import annotations

from shenpi.apps.catalogue import acts, processes
from shenpi.core.process import layout, read_bpmn, write_bpmn
from shenpi.sites.demo import personas

FAULTY, FAULTY_NAME = "joint-examination", "联合审查（有一处错，请找找看）"
REVISED = "committed"
LONGER, SHORTER = (f'shenpi:limit="{limit}" shenpi:act="review"' for limit in ("P3WD", "P2WD"))

_DRAWN = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:shenpi="urn:shenpi:process:1"
  id="definitions" targetNamespace="urn:shenpi:processes">
  <process id="process" name="联合审查（有一处错，请找找看）" shenpi:key="joint-examination" shenpi:kind="committed">
    <startEvent id="received" name="收件"/>
    <userTask id="examine_formally" name="形式审查" shenpi:role="acceptor" shenpi:office="accept"
      shenpi:limit="P5WD" shenpi:act="examine_formally"/>
    <exclusiveGateway id="share" name="分送" default="to_lead"/>
    <userTask id="lead" name="主办审查" shenpi:role="handler" shenpi:office="lead" shenpi:limit="P5WD"
      shenpi:act="examine"/>
    <userTask id="co" name="协办审查" shenpi:role="handler" shenpi:office="co" shenpi:limit="P5WD"
      shenpi:act="examine"/>
    <parallelGateway id="gather" name="会签"/>
    <endEvent id="finished" name="办结"/>
    <sequenceFlow id="begun" sourceRef="received" targetRef="examine_formally"/>
    <sequenceFlow id="examined" sourceRef="examine_formally" targetRef="share"/>
    <sequenceFlow id="to_lead" name="主办" sourceRef="share" targetRef="lead"/>
    <sequenceFlow id="to_co" name="协办" sourceRef="share" targetRef="co">
      <conditionExpression>needs_co_office</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="from_lead" sourceRef="lead" targetRef="gather"/>
    <sequenceFlow id="from_co" sourceRef="co" targetRef="gather"/>
    <sequenceFlow id="gathered" sourceRef="gather" targetRef="finished"/>
  </process>
</definitions>
"""


def lay() -> None:
    """Put both on the designer's board. Nothing where the studio has been used already, or has no processes."""
    designer = personas.person(personas.persona("designer").username)
    newest = processes.newest(REVISED)
    if newest is None or any(shelf.draft or shelf.pending for shelf in processes.shelves()):
        return
    faulty = write_bpmn(layout(read_bpmn(_DRAWN.encode()))).decode()
    acts.draft_process(by=designer, key=FAULTY, name=FAULTY_NAME, bpmn=faulty)
    shorter = newest.bpmn.replace(LONGER, SHORTER)
    draft = acts.draft_process(by=designer, key=newest.key, name=newest.name, bpmn=shorter, based_on=newest)
    words = "负责人审核由三个工作日缩短为两个工作日。"
    acts.propose_process(by=designer, draft_id=draft.pk, revision=draft.revision, words=words)
