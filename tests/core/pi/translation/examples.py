"""Diagrams for the translation: small ones with one construct each, and the readable models of others."""

from collections.abc import Iterator
from pathlib import Path

from shenpi.core.process import BpmnRefused, ProcessModel, compile_net, read_bpmn
from shenpi.core.process.written_out import write_out
from tests.core.process.drawing import (
    AGAIN,
    END,
    ERROR,
    IN_TURN,
    MESSAGE,
    OFFICES,
    START,
    TERMINATE,
    TIMER,
    boundary,
    bpmn,
    flows,
    gateway,
    tag,
    tasks,
)


def model(elements: str, *arrows: str, beside: str = "") -> ProcessModel:
    """A process with a start `s` and an end `e`."""
    return read_bpmn(bpmn(START + elements + END, *arrows, beside=beside))


def inner(identity: str, elements: str, *arrows: str) -> str:
    """A sub-process with start `i` and end `o`."""
    return tag("subProcess", identity, '<startEvent id="i"/><endEvent id="o"/>' + elements + flows(*arrows))


WAITS = tag("intermediateCatchEvent", "h", MESSAGE) + tag("receiveTask", "r")


def of(error: str) -> str:
    """The definition of a declared error."""
    return ERROR.replace("/", f' errorRef="{error}"/')


TWO_POOLS = (
    '<collaboration id="c"><participant id="P" processRef="p"/><participant id="Q" processRef="q"/>'
    '<messageFlow id="asks" name="申请" sourceRef="ask" targetRef="begin"/>'
    '<messageFlow id="tells" sourceRef="reply" targetRef="h"/></collaboration>'
    f'<process id="q">{tag("startEvent", "begin", MESSAGE)}{tasks("weigh")}{tag("endEvent", "reply", MESSAGE)}'
    f"{flows('begin>weigh>reply')}</process>"
)

ALSO_TELLS = '<messageFlow id="tells_too" sourceRef="also" targetRef="h"/>'
FAILS = gateway("exclusive", "g") + tasks("a", "b") + tag("endEvent", "x", ERROR)

SMALL = {
    "sequence": model(tasks("a", "b") + tag("serviceTask", "v"), "s>a>v>b>e"),
    "choice in a loop": model(
        tasks("a", "b") + gateway("exclusive", "m") + gateway("exclusive", "x"), "s>m>a>x", "x>b>m", "x>e"
    ),
    "split and join": model(
        tasks("a", "b") + gateway("parallel", "g") + gateway("parallel", "j"),
        "s>g",
        "g>a>j",
        "g>b>j",
        "g>j>e",
    ),
    "a join that waits for ever": model(
        tasks("a", "b") + gateway("exclusive", "g") + gateway("parallel", "j"), "s>g", "g>a>j", "g>b>j>e"
    ),
    "two pools": model(
        tasks("ask") + tag("intermediateCatchEvent", "h", MESSAGE), "s>ask>h>e", beside=TWO_POOLS
    ),
    "first event": model(WAITS + gateway("eventBased", "g") + tasks("a"), "s>g", "g>h>e", "g>r>a>e"),
    "interrupted": model(tasks("a", "b") + boundary("late", "a", TIMER), "s>a>e", "late>b>e"),
    "reminded": model(
        tasks("a", "b")
        + boundary("late", "a", TIMER, interrupting=False)
        + boundary("lost", "a", ERROR)
        + tag("callActivity", "c"),
        "s>a>e",
        "late>b",
        "lost>c>e",
    ),
    "sub-process": model(inner("sub", tasks("a"), "i>a>o") + tasks("b"), "s>sub>b>e"),
    "any of three": model(
        gateway("inclusive", "g") + gateway("inclusive", "j") + tasks("a", "b", "c"),
        "s>g",
        "g>a>j",
        "g>b>j",
        "g>c>j",
        "j>e",
    ),
    "any of two or the default": model(
        gateway("inclusive", "g", "g_c") + gateway("inclusive", "j") + tasks("a", "b", "c"),
        "s>g",
        "g>a>j",
        "g>b>j",
        "g>c>j",
        "j>e",
    ),
    "names that are words of the calculus": model(
        tasks("t", "new", "step_a", "a-b.c", "agent"), "s>t>new>step_a>a-b.c>agent>e"
    ),
    "no start event": read_bpmn(bpmn(tasks("a", "b") + END, "a>e")),
    "unreachable": model(tasks("a", "b"), "s>a>e", "b>e"),
    "withdrawn": model(
        inner(
            "sub",
            tasks("a", "b") + gateway("parallel", "g") + gateway("parallel", "j"),
            "i>g",
            "g>a>j",
            "g>b>j",
            "j>o",
        )
        + boundary("w", "sub", MESSAGE)
        + tasks("c"),
        "s>sub>e",
        "w>c>e",
    ),
    "withdrawn or late": model(
        inner(
            "sub",
            WAITS + gateway("eventBased", "g") + tasks("a", "d") + boundary("late", "a", TIMER),
            "i>a>g",
            "g>h>o",
            "g>r>o",
            "late>d>o",
        )
        + boundary("w", "sub", MESSAGE)
        + boundary("z", "sub", TIMER),
        "s>sub>e",
        "w>e",
        "z>e",
    ),
    "withdrawn from within": model(
        inner(
            "sub",
            inner("deep", tasks("a"), "i2>a>o2").replace('"i"', '"i2"').replace('"o"', '"o2"')
            + boundary("w", "deep", MESSAGE),
            "i>deep>o",
            "w>o",
        )
        + boundary("z", "sub", TIMER),
        "s>sub>e",
        "z>e",
    ),
    "withdrawn while asking": model(
        inner("sub", tag("sendTask", "ask") + tag("intermediateCatchEvent", "h", MESSAGE), "i>ask>h>o")
        + boundary("w", "sub", MESSAGE),
        "s>sub>e",
        "w>e",
        beside=TWO_POOLS,
    ),
    "terminated": model(
        tasks("a", "b")
        + tag("intermediateCatchEvent", "h", MESSAGE)
        + tag("parallelGateway", "g")
        + tag("endEvent", "stop", TERMINATE),
        "s>g",
        "g>a>h>e",
        "g>b>stop",
    ),
    "terminated with a sub-process": model(
        inner("sub", tasks("a"), "i>a>o")
        + tag("parallelGateway", "g")
        + tasks("b")
        + tag("endEvent", "stop", TERMINATE),
        "s>g",
        "g>sub>e",
        "g>b>stop",
        "s>stop",
    ),
    "terminated at once": model(tag("endEvent", "stop", TERMINATE), "s>stop"),
    "offices side by side": write_out(model(tag("userTask", "a", OFFICES), "s>a>e")),
    "offices in turn": write_out(model(tag("userTask", "a", IN_TURN), "s>a>e")),
    "again": write_out(model(tag("userTask", "a", AGAIN), "s>a>e")),
    "empty sub-process": model(tag("subProcess", "sub"), "s>sub>e"),
    "counted: two ends side by side": model(
        inner("sub", tasks("a", "b") + tag("endEvent", "o2"), "i>a>o", "i>b>o2") + tasks("c"), "s>sub>c>e"
    ),
    "counted: no join behind a split": model(
        inner(
            "sub",
            tasks("a", "b", "c") + gateway("parallel", "g") + gateway("exclusive", "m"),
            "i>g",
            "g>a>m",
            "g>b>m",
            "m>c>o",
        ),
        "s>sub>e",
    ),
    "counted: any of two": model(
        inner(
            "sub",
            tasks("a", "b", "c") + gateway("inclusive", "g") + gateway("exclusive", "x"),
            "i>a>x",
            "x>a",
            "x>g",
            "g>b",
            "g>c>o",
        ),
        "s>sub>e",
    ),
    "counted: no start event, and one within another": model(
        tag("subProcess", "sub", tasks("a") + tag("subProcess", "deep", tasks("b", "c"))) + tasks("d"),
        "s>sub>d>e",
    ),
    "counted: reminded": model(
        inner("sub", tasks("a", "b") + boundary("late", "a", TIMER, interrupting=False), "i>a>o", "late>b"),
        "s>sub>e",
    ),
    "counted: withdrawn": model(
        inner("sub", tasks("a", "b"), "i>a>o", "i>b") + boundary("w", "sub", MESSAGE), "s>sub>e", "w>e"
    ),
    "withdrawn and reminded": model(
        inner("sub", tasks("a"), "i>a>o")
        + boundary("w", "sub", MESSAGE)
        + boundary("late", "sub", TIMER, interrupting=False)
        + tasks("b"),
        "s>sub>e",
        "w>e",
        "late>b",
    ),
    "an error inside": model(
        inner("sub", FAILS, "i>g>a>o", "g>b>x") + boundary("bad", "sub", ERROR) + tasks("c"),
        "s>sub>e",
        "bad>c>e",
    ),
    "an error two levels down, an error from outside": model(
        inner(
            "sub",
            inner("deep", FAILS.replace(ERROR, of("missing")), "i2>g>a>o2", "g>b>x")
            .replace('"i"', '"i2"')
            .replace('"o"', '"o2"'),
            "i>deep>o",
        )
        + boundary("bad", "sub", of("missing"))
        + boundary("worse", "sub", of("lost")),
        "s>sub>e",
        "bad>e",
        "worse>e",
        beside='<error id="missing" errorCode="missing"/><error id="lost" errorCode="lost"/>',
    ),
    "asked within what can be withdrawn": model(
        inner("sub", tasks("ask", "h"), "i>ask>h>o") + boundary("w", "sub", MESSAGE),
        "s>sub>e",
        "w>e",
        beside=TWO_POOLS,
    ),
    "either of two messages": model(
        tasks("ask", "h") + gateway("exclusive", "x") + tag("sendTask", "also"),
        "s>x>ask>h>e",
        "x>also>h",
        beside=TWO_POOLS.replace("</collaboration>", ALSO_TELLS + "</collaboration>"),
    ),
    "called when told": model(tasks("ask") + tag("callActivity", "h"), "s>ask>h>e", beside=TWO_POOLS),
}

RENEWED = {
    "an error on a loop": model(
        inner("sub", FAILS, "i>g>a>o", "g>b>x")
        + boundary("bad", "sub", ERROR)
        + gateway("exclusive", "m")
        + tasks("c"),
        "s>m>sub>e",
        "bad>c>m",
    ),
    "counted and withdrawn on a loop": model(
        inner("sub", tasks("a", "b"), "i>a>o", "i>b")
        + gateway("exclusive", "m")
        + boundary("w", "sub", MESSAGE)
        + tasks("c"),
        "s>m>sub>e",
        "w>c>m",
    ),
    "withdrawn and reminded on a loop": model(
        inner("sub", tasks("a"), "i>a>o")
        + gateway("exclusive", "m")
        + gateway("exclusive", "x")
        + boundary("w", "sub", MESSAGE)
        + boundary("late", "sub", TIMER, interrupting=False),
        "s>m>sub>x>e",
        "x>m",
        "w>m",
    ),
    "withdrawn within what is withdrawn, on a loop": model(
        inner(
            "sub",
            inner("deep", tasks("a"), "i2>a>o2").replace('"i"', '"i2"').replace('"o"', '"o2"')
            + boundary("w", "deep", MESSAGE),
            "i>deep>o",
            "w>o",
        )
        + boundary("z", "sub", TIMER)
        + gateway("exclusive", "m"),
        "s>m>sub>e",
        "z>m",
    ),
    "terminated, and begun again by a message": model(
        tasks("ask") + tag("sendTask", "twice"),
        "s>ask>twice>e",
        beside='<collaboration id="c"><participant id="P" processRef="p"/><participant id="Q" processRef="q"/>'
        '<messageFlow id="first" sourceRef="ask" targetRef="begin"/>'
        '<messageFlow id="second" sourceRef="twice" targetRef="begin"/></collaboration>'
        f'<process id="q">{tag("startEvent", "begin", MESSAGE)}{tasks("a", "b")}'
        f"{tag('endEvent', 'stop', TERMINATE)}{flows('begin>a>stop', 'begin>b')}</process>",
    ),
}
"""Whose old insides stay behind when they begin again: their terms have infinitely many states."""


def readable(folder: Path) -> Iterator[tuple[str, ProcessModel]]:
    """The models of others that have a net."""
    for file in sorted(folder.rglob("*.bpmn")):
        try:
            read = read_bpmn(file.read_bytes())
            compile_net(read)
        except BpmnRefused:
            continue
        yield file.name, read
