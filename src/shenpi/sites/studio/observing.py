"""Whether somebody who sees only some steps could tell two processes apart (core.pi.comparison)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shenpi.core.pi.comparison import Question, Selection, compare
from shenpi.core.pi.comparison.visibility import is_act
from shenpi.core.process import Node, ProcessModel
from shenpi.sites.common.wording import in_chinese

QUESTIONS = frozenset(question.value for question in Question)
LIMIT_STATES = 20_000
"""States of either process looked at while somebody waits for the page."""


def steps(*models: ProcessModel) -> list[str]:
    """Return the names of everything that is done in either process, in the order of the files."""
    return list(
        dict.fromkeys(node.name or node.id for model in models for node in model.nodes if is_act(node))
    )


def seen_by_applicant(*models: ProcessModel) -> set[str]:
    """Return the names of what reaches the applicant: his own steps, and those that make a document."""
    return {node.name or node.id for model in models for node in model.nodes if _reaches_applicant(node)}


def answer(old: ProcessModel, new: ProcessModel, seen: Sequence[str], question: str) -> dict[str, Any]:
    """Return verdict, sentence, what was seen on both sides, and the runs to play on the two diagrams.

    The new process is the left one of the question: does it stay within what the old one allows? Raises `PiError`
    and `ProcessError`.
    """
    selections = tuple(Selection("step", name) for name in seen)
    left, right = (old, new) if question == Question.EQUIVALENT else (new, old)
    found = compare(
        left, right, selections=selections, question=Question(question), limit_states=LIMIT_STATES
    )
    told = dict(found.to_json())
    runs = (told["left"], told["right"]) if left is old else (told["right"], told["left"])
    return {
        "verdict": told["verdict"],
        "message": found.zh if in_chinese() else found.en,
        "visible": list(found.visible),
        "old_run": {"run": runs[0]},
        "new_run": {"run": runs[1]},
        "swapped": left is not old,
    }


def _reaches_applicant(node: Node) -> bool:
    return bool(node.duties.document) or node.duties.role == "applicant"
