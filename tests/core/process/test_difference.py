"""What changed between two versions is said of each element, wherever it is drawn."""

from shenpi.core.process import layout, read_bpmn, template
from shenpi.core.process.difference import Alteration, Change, differences


def changed(*replacements: tuple[str, str]):
    """What differs when the shipped process is edited as text."""
    text = template("committed").decode()
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return differences(read_bpmn(template("committed")), read_bpmn(text.encode()))


def test_a_drawing_moved_is_no_change():
    model = read_bpmn(template("parallel"))
    assert differences(model, layout(model)) == ()


def test_a_changed_limit_is_told_with_both_values():
    (found,) = changed(
        (
            'shenpi:limit="P5WD" shenpi:act="examine_formally"',
            'shenpi:limit="P3WD" shenpi:act="examine_formally"',
        )
    )
    assert (found.change, found.element, found.tag) == (Change.CHANGED, "examine_formally", "userTask")
    assert found.alterations == (Alteration("limit", "P5WD", "P3WD"),)


def test_removing_what_was_added_says_the_opposite():
    fewer, more = read_bpmn(template("immediate")), read_bpmn(template("committed"))
    forth, back = differences(fewer, more), differences(more, fewer)
    added = {found.element for found in forth if found.change is Change.ADDED}
    removed = {found.element for found in back if found.change is Change.REMOVED}
    assert added == removed != set()
    assert {f.element for f in forth if f.change is Change.CHANGED} == {
        f.element for f in back if f.change is Change.CHANGED
    }


def test_a_file_s_only_process_is_the_same_whatever_its_id():
    renamed = ('id="committed" name="普通承诺件"', 'id="pilot" name="容缺受理"')
    (found,) = changed(renamed, ('bpmnElement="committed"', 'bpmnElement="pilot"'))
    assert (found.change, found.element) == (Change.CHANGED, "")
    assert found.alterations == (Alteration("name", "普通承诺件", "容缺受理"),)
