"""The diagram of a process as it can be read: drawn anew where a file has no drawing, or boxes lie on each other."""

from functools import lru_cache
from itertools import combinations

from shenpi.core.process import Bounds, ProcessError, ProcessModel, layout, read_bpmn, write_bpmn
from shenpi.core.process.elements import Kind


@lru_cache(maxsize=16)
def drawn(process: str) -> str:
    """Return a BPMN text whose drawing can be read; "" stays "". Discovery tools often draw boxes over boxes."""
    if not process:
        return ""
    try:
        model = read_bpmn(process.encode())
    except ProcessError:  # read when it was given; a later release may read less
        return process
    return process if _readable(model) else write_bpmn(layout(model)).decode()


def _readable(model: ProcessModel) -> bool:
    """Whether every step is drawn, and none over another."""
    flat = {node.id for node in model.nodes if node.kind not in (Kind.SUB_PROCESS, Kind.BOUNDARY)}
    boxes = {
        shape.element: shape.bounds
        for diagram in model.diagrams
        for shape in diagram.shapes
        if shape.element in flat
    }
    return boxes.keys() == flat and not any(
        _overlap(one, other) for one, other in combinations(boxes.values(), 2)
    )


def _overlap(one: Bounds, other: Bounds) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )
