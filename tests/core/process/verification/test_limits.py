"""What cannot be decided is said to be undecided; what was proved on the way is still said."""

from shenpi.core.process import compile_net, read_bpmn
from shenpi.core.process.verification import Property, Verdict, verify
from tests.core.process.drawing import END, HEAD, START, TERMINATE, boundary, bpmn, flows, gateway, tag, tasks
from tests.core.process.verification.asking import faults, faults_of, report_of
from tests.core.process.verification.full_search import FullSearch

UNSAFE = bpmn(
    START + END + gateway("parallel", "g") + gateway("exclusive", "m") + tasks("a"), "s>g>m>e", "g>a>m"
)


def replies(agencies: int) -> bytes:
    """One pool asks nothing and waits for so many answers at once, another sends them: structure cannot tell when."""
    names = range(agencies)
    waits = "".join(tag("receiveTask", f"wait{name}") for name in names)
    sends = "".join(tag("sendTask", f"send{name}") for name in names)
    gateways = [gateway("parallel", f"{way}{pool}") for way in "gj" for pool in "pq"]
    ways = [flows(f"s{pool}>g{pool}", f"j{pool}>e{pool}") for pool in "pq"]
    ways[0] += flows(*(f"gp>wait{name}>jp" for name in names))
    ways[1] += flows(*(f"gq>send{name}>jq" for name in names))
    pools = [
        f'<process id="{pool}"><startEvent id="s{pool}"/><endEvent id="e{pool}"/>{insides}</process>'
        for pool, insides in (
            ("p", gateways[0] + gateways[2] + waits + ways[0]),
            ("q", gateways[1] + gateways[3] + sends + ways[1]),
        )
    ]
    messages = "".join(
        f'<messageFlow id="m{name}" sourceRef="send{name}" targetRef="wait{name}"/>' for name in names
    )
    members = '<participant id="pp" processRef="p"/><participant id="pq" processRef="q"/>'
    collaboration = f'<collaboration id="c">{members}{messages}</collaboration>'
    return (HEAD + collaboration + "".join(pools) + "</definitions>").encode()


def test_too_many_states_are_not_decided() -> None:
    report = report_of(replies(9), limit_states=50)
    assert not report.decided
    assert not report.clean
    assert report.verdict(Property.SAFE) is Verdict.UNDECIDED
    assert report.verdict(Property.OPTION_TO_COMPLETE) is Verdict.UNDECIDED
    assert "50 个状态" in report.of(Property.SAFE)[0].zh
    assert report.states <= 50


def test_the_same_is_decided_with_more() -> None:
    assert report_of(replies(4)).clean


def test_reminders_that_lead_nowhere_cost_no_states() -> None:
    """Parallel steps that each may be reminded of, which would be three states a step."""
    names = [f"a{number}" for number in range(30)]
    elements = [START, END, gateway("parallel", "g"), gateway("parallel", "j"), tasks(*names)]
    elements += [
        boundary(f"r{name}", name, "<timerEventDefinition/>", interrupting=False)
        + tag("endEvent", f"told_{name}")
        for name in names
    ]
    ways = [f"g>{name}>j" for name in names] + [f"r{name}>told_{name}" for name in names]
    report = report_of(bpmn("".join(elements), "s>g", "j>e", *ways), limit_states=10)
    assert report.clean


def test_a_fault_found_early_counts_however_few_states_are_allowed() -> None:
    assert report_of(UNSAFE, limit_states=1).verdict(Property.SAFE) is Verdict.VIOLATED


def test_an_end_never_swallows_a_fault() -> None:
    """The trap of structural reduction: an endless supply of tokens, each taken by an end event."""
    source = gateway("exclusive", "m") + gateway("parallel", "g") + tasks("work", "more")
    data = bpmn(START + END + source, "s>m>g>work>e", "g>more>m")
    assert faults_of(data) == "safe completes proper"


def test_messages_without_bound_are_no_fault_of_safety() -> None:
    """One pool may send as often as it likes before it ends; nobody must read it all."""
    loop = gateway("exclusive", "m") + tag("sendTask", "tell") + gateway("exclusive", "x")
    head = bpmn(START + END + loop, "s>m>tell>x>e", "x>m").decode()
    listener = '<process id="q"><startEvent id="qs"/><receiveTask id="hear"/><endEvent id="qe"/>'
    listener += '<sequenceFlow id="q1" sourceRef="qs" targetRef="hear"/>'
    listener += '<sequenceFlow id="q2" sourceRef="hear" targetRef="qe"/></process></definitions>'
    pools = '<collaboration id="c"><participant id="a" processRef="p"/><participant id="b" processRef="q"/>'
    pools += '<messageFlow id="news" sourceRef="tell" targetRef="hear"/></collaboration><process id="p"'
    data = head.replace('<process id="p"', pools, 1).replace("</definitions>", listener).encode()
    report = verify(compile_net(read_bpmn(data)))
    assert report.verdict(Property.SAFE) is Verdict.HOLDS
    assert report.verdict(Property.NO_DEAD_ACTIVITY) is Verdict.HOLDS
    assert report.verdict(Property.OPTION_TO_COMPLETE) is Verdict.HOLDS  # at least one is sent


def test_termination_and_interruption_empty_what_they_cover() -> None:
    stop = tag("endEvent", "stop", TERMINATE)
    data = bpmn(START + stop + gateway("parallel", "g") + tasks("a", "b") + END, "s>g>a>stop", "g>b>e")
    assert faults_of(data) == ""


def test_a_process_without_elements_is_sound() -> None:
    assert faults(report_of(bpmn(""))) == ""


def test_the_report_is_plain_data() -> None:
    plain = report_of(UNSAFE).to_json()
    assert plain["clean"] is False
    assert {finding["property"] for finding in plain["findings"]} >= {"safe", "proper_completion"}


def test_a_pool_begun_again_while_it_runs_counts_its_ends_anew() -> None:
    """Found by random search: the second message forgets the ends so far, not those still to come."""
    twice = START + gateway("parallel", "g") + tag("sendTask", "tell") + END
    head = (
        bpmn(twice, "s>g>tell>e")
        .decode()
        .replace("</process>", '<sequenceFlow id="again" sourceRef="g" targetRef="tell"/></process>')
    )
    other = '<process id="q"><startEvent id="qs"><messageEventDefinition/></startEvent>'
    other += tasks("work") + tag("endEvent", "qe") + flows("qs>work>qe") + "</process></definitions>"
    pools = '<collaboration id="c"><participant id="a" processRef="p"/><participant id="b" processRef="q"/>'
    pools += '<messageFlow id="m" sourceRef="tell" targetRef="qs"/></collaboration><process id="p"'
    data = head.replace('<process id="p"', pools, 1).replace("</definitions>", other).encode()
    net = compile_net(read_bpmn(data))
    ends = {element for finding in verify(net).of(Property.PROPER_COMPLETION) for element in finding.elements}
    assert FullSearch(net, 2_000).run().proper is False
    assert ends


def test_parallel_knots_of_loops_come_apart() -> None:
    """Alternatives that jump back and forth are no blocks; side by side they would be 4ⁿ states."""
    elements = [START, END, gateway("parallel", "g"), gateway("parallel", "j")]
    arrows = ["s>g", "j>e"]
    for lane in range(12):
        names = [f"a{lane}_{number}" for number in range(4)]
        elements.append(tasks(*names))
        for number, name in enumerate(names):
            elements += [gateway("exclusive", f"in_{name}"), gateway("exclusive", f"out_{name}")]
            arrows.append(f"in_{name}>{name}>out_{name}")
            arrows += [f"out_{name}>in_{other}" for other in names if other != name and number != 2]
        arrows += [f"g>in_{names[0]}", f"out_{names[2]}>in_{names[3]}", f"out_{names[2]}>j"]
    report = report_of(bpmn("".join(elements), *arrows), limit_states=50)
    assert report.clean


def test_a_reminder_in_a_loop_may_happen_each_time_round() -> None:
    """Found by random search: drawn without a flow it ends nothing, and counts anew with its step."""
    loop = gateway("exclusive", "m") + tasks("work") + gateway("exclusive", "x")
    remind = boundary("told", "work", "<timerEventDefinition/>", interrupting=False)
    arrows = ("s>m>work>x>e", "x>m")
    assert faults_of(bpmn(START + END + loop + remind, *arrows)) == ""
    with_end = remind + tag("endEvent", "over")
    assert faults_of(bpmn(START + END + loop + with_end, *arrows, "told>over")) == "safe proper"
