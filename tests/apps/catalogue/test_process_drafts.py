"""Drafts of processes: drawn by those who may, never saved over somebody else's change."""

import pytest

from shenpi.apps.catalogue import acts, processes
from shenpi.apps.catalogue.models import ProcessDraft
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Stale
from shenpi.core.process import template
from tests.apps.catalogue.designers import approver, designer

pytestmark = pytest.mark.django_db
BPMN = template("committed").decode()


def draft(by, key="pilot", **changes):
    return acts.draft_process(by=by, key=key, **{"name": "容缺受理", "bpmn": BPMN, **changes})


def test_a_save_carries_the_revision_on_and_keeps_who_drew():
    first, second = designer("甲"), designer("乙")
    made = draft(first)
    renamed = BPMN.replace("承诺件", "承诺件二")
    saved = acts.save_process_draft(by=second, draft_id=made.pk, revision=made.revision, bpmn=renamed)
    assert saved.revision == made.revision + 1
    assert saved.authors == [str(first.pk), str(second.pk)]
    assert processes.draft(made.pk).bpmn == renamed


def test_nobody_saves_over_a_change_he_has_not_seen():
    first, second = designer("甲"), designer("乙")
    made = draft(first)
    acts.save_process_draft(by=second, draft_id=made.pk, revision=1, bpmn=BPMN + "<!-- 乙 -->")
    with pytest.raises(Stale, match="乙"):
        acts.save_process_draft(by=first, draft_id=made.pk, revision=1, bpmn=BPMN + "<!-- 甲 -->")
    assert processes.draft(made.pk).bpmn.endswith("<!-- 乙 -->")


def test_a_diagram_that_cannot_be_read_is_kept_too():
    made = draft(designer())
    saved = acts.save_process_draft(by=made.changed_by, draft_id=made.pk, revision=1, bpmn="<definitions/>")
    assert (saved.bpmn, saved.name) == ("<definitions/>", "容缺受理")


@pytest.mark.parametrize("bpmn", ["x\x00", "x" * 2_000_001])
def test_what_cannot_be_kept_is_refused(bpmn):
    made = draft(designer())
    with pytest.raises(Invalid):
        acts.save_process_draft(by=made.changed_by, draft_id=made.pk, revision=1, bpmn=bpmn)


@pytest.mark.parametrize("key", ["", "a", "Pilot", "1a", "a b", "../x", "a" * 41])
def test_a_key_is_a_plain_word(key):
    with pytest.raises(Invalid) as refused:
        draft(designer(), key=key)
    assert "key" in refused.value.fields


def test_one_draft_for_a_process():
    by = designer()
    draft(by)
    with pytest.raises(Stale):
        draft(by)
    acts.publish_process("committed", template("committed"))
    with pytest.raises(Invalid, match=r"process\.draft"):
        draft(by, key="committed")


def test_only_designers_draw():
    made = draft(designer())
    other = approver()
    for attempt in (
        lambda: draft(other, key="other"),
        lambda: acts.save_process_draft(by=other, draft_id=made.pk, revision=1, bpmn=BPMN),
        lambda: acts.save_process_scenarios(by=other, draft_id=made.pk, revision=1, scenarios={}),
        lambda: acts.discard_process_draft(by=other, draft_id=made.pk),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert list(ProcessDraft.objects.values_list("revision", flat=True)) == [1]


def test_a_discarded_draft_is_gone():
    made = draft(designer())
    acts.discard_process_draft(by=made.changed_by, draft_id=made.pk)
    with pytest.raises(NotFound):
        processes.draft(made.pk)


def test_shelves_hold_versions_newest_first_and_what_is_only_drawn():
    draft(designer())
    old = acts.publish_process("committed", template("committed"))
    new = acts.publish_process("committed", template("committed") + b"<!-- 2 -->")
    committed, pilot = processes.shelves()
    assert committed.versions == [new, old]
    assert (pilot.key, pilot.versions, pilot.name) == ("pilot", [], "容缺受理")
