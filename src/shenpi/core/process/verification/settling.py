"""Findings without a fault: what is said when a property holds, or is left open."""

from shenpi.core.process.verification.explaining import Explanation
from shenpi.core.process.verification.findings import Finding, Property, Verdict
from shenpi.core.process.verification.replay import Replay

_HELD = {
    Property.SAFE: ("任何环节都不会被同时办理两次。", "No step is ever reached twice at the same time."),
    Property.OPTION_TO_COMPLETE: (
        "无论办到哪一步，流程都能办结。",
        "From wherever a case stands, it can be completed.",
    ),
    Property.PROPER_COMPLETION: (
        "每个结束事件在一件办理中至多发生一次。",
        "No end event happens twice in one case.",
    ),
    Property.NO_DEAD_ACTIVITY: ("每个环节都有机会被执行。", "Every step can be carried out."),
    Property.ALWAYS_HELD: (
        "无论停在哪里，都有人负责或有时限。",
        "Wherever a case rests, a person or a timer holds it.",
    ),
    Property.DECISION_SERVED: (
        "受理之后，无论怎样办结，申请人都会收到决定。",
        "However an accepted case ends, the applicant is served a decision.",
    ),
    Property.WITHDRAWABLE: (
        "受理之后、决定之前，申请人随时可以撤回申请。",
        "Between acceptance and decision the applicant can withdraw at any time.",
    ),
}


def settled(asked: Property, *, proved: bool, limit: int) -> Finding:
    """No fault was found: proved, or not decided."""
    if proved:
        zh, en = _HELD[asked]
        return Finding(asked, Verdict.HOLDS, zh=zh, en=en)
    return Finding(
        asked,
        Verdict.UNDECIDED,
        zh=f"在 {limit} 个状态之内未发现问题，也未能证明没有问题。",
        en=f"Not decided within {limit} states: no fault found, none excluded.",
    )


def violated(asked: Property, explained: Explanation, run: Replay) -> Finding:
    """A fault, with the run that shows it."""
    elements, zh, en = explained
    return Finding(asked, Verdict.VIOLATED, elements, run.steps(), zh, en)
