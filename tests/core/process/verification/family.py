"""The family of the benchmark: a split, N branches of three tasks, a join; sound, and broken in three ways."""

from tests.core.process.drawing import END, START, bpmn, gateway, tag, tasks

FORMS = ("sound", "choice for split", "merge for join", "way out")


def family(branches: int, form: str = "sound") -> bytes:
    """The diagram with so many branches.

    *choice for split*: the split chooses one branch, the join waits for all. *merge for join*: the
    split begins all, the join passes each on. *way out*: one branch can end before the join.
    """
    split = "exclusive" if form == "choice for split" else "parallel"
    join = "exclusive" if form == "merge for join" else "parallel"
    elements = [START, END, gateway(split, "g"), gateway(join, "j")]
    arrows = ["s>g", "j>e"]
    for number in range(branches):
        names = [f"t{number}_{step}" for step in range(3)]
        elements.append(tasks(*names))
        arrows.append(f"g>{'>'.join(names)}")
        arrows.append(f"{names[-1]}>{'x' if form == 'way out' and not number else 'j'}")
    if form == "way out":
        elements += [gateway("exclusive", "x"), tag("endEvent", "out")]
        arrows += ["x>j", "x>out"]
    return bpmn("".join(elements), *arrows)
