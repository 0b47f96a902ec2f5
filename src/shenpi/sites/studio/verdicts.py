"""What was proved, in words a process owner understands: for the page that draws, and for pages that only show."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from shenpi.apps.errors import Invalid, Message, Refusal
from shenpi.core.process.verification import Property
from shenpi.sites.common.wording import in_chinese

if TYPE_CHECKING:
    from shenpi.apps.catalogue.models import ProcessProposal
    from shenpi.apps.catalogue.proving import Proof

Shown = dict[str, Any]
"""A proof as pages and scripts take it: summary, findings, method, scenarios."""


def told(proof: Proof) -> Shown:
    """Return a proof just made."""
    if proof.refusal is not None:
        said = {"zh": proof.refusal.zh, "en": proof.refusal.en}
        finding = {
            "property": "",
            "verdict": "violated",
            "elements": [proof.refusal.element_id],
            "run": [],
            **said,
        }
        return _shown({"findings": [finding]}, [], [])
    assert proof.report is not None
    problems = [f"{p.path}: {p.zh if in_chinese() else p.en}" for p in proof.problems]
    return _shown(proof.report.to_json(), [result.to_json() for result in proof.results], problems)


def kept(proposal: ProcessProposal) -> Shown:
    """Return the proof that was handed in with a proposal."""
    return _shown(proposal.report, proposal.results, [])


def _shown(report: Mapping[str, Any], results: Sequence[Mapping[str, Any]], problems: Sequence[str]) -> Shown:
    findings = [_finding(each) for each in report["findings"]]
    scenarios = [{"name": _("场景文件"), "passed": False, "message": each, "run": []} for each in problems]
    scenarios += [_scenario(each) for each in results]
    return {
        "findings": findings,
        "summary": _summary(findings, scenarios),
        "good": all(each["verdict"] == "holds" for each in findings),
        "passed": bool(scenarios) and all(each["passed"] for each in scenarios),
        "method": _method(report),
        "scenarios": scenarios,
    }


def _summary(findings: Sequence[Shown], scenarios: Sequence[Shown]) -> str:
    wrong = sum(each["verdict"] == "violated" for each in findings)
    open_ = sum(each["verdict"] == "undecided" for each in findings)
    failed = sum(not each["passed"] for each in scenarios)
    if wrong:
        return _("有 %(count)s 处问题") % {"count": wrong}
    if open_:
        return _("有 %(count)s 项没有判定") % {"count": open_}
    if failed:
        return _("检查都通过，有 %(count)s 个场景没有通过") % {"count": failed}
    if not scenarios:
        return _("检查都通过，还没有场景")
    return _("检查和场景都通过，可以送审")


def _method(report: Mapping[str, Any]) -> str:
    if "milliseconds" not in report:
        return ""
    facts = {"states": report["states"], "milliseconds": max(1, round(report["milliseconds"]))}
    if not report["states"]:
        return _("由结构直接判定，用时 %(milliseconds)s 毫秒。") % facts
    return _("查看了办理中可能出现的 %(states)s 种状态，用时 %(milliseconds)s 毫秒。") % facts


def _finding(found: Mapping[str, Any]) -> Shown:
    kept_as = {name: found[name] for name in ("property", "verdict", "elements", "run")}
    return {**kept_as, "title": title(found["property"]), "message": either(found)}


def _scenario(result: Mapping[str, Any]) -> Shown:
    run = [
        {"labels": line["path"], "tokens": [step.partition("@")[0] for step in line["open"]]}
        for line in result["log"]
    ]
    message = "；".join(either(each) for each in result["differences"])
    return {"name": result["name"], "passed": result["passed"], "message": message, "run": run}


def either(said: Mapping[str, Any]) -> str:
    """Return a sentence of the core in the reader's language."""
    return str(said["zh"] if in_chinese() else said["en"])


def title(asked: str) -> str:
    """Return what a property is called."""
    return {
        "": _("流程图的含义"),
        Property.SAFE: _("不会在同一处走两遍"),
        Property.OPTION_TO_COMPLETE: _("总能办结"),
        Property.PROPER_COMPLETION: _("办结时没有遗留"),
        Property.NO_DEAD_ACTIVITY: _("每个环节都可能走到"),
        Property.ALWAYS_HELD: _("随时有人负责"),
        Property.DECISION_SERVED: _("作出的决定都送达"),
        Property.WITHDRAWABLE: _("决定之前可以撤回"),
        Property.WITHIN_LIMIT: _("时限不超过承诺"),
        Property.NAMED: _("都有名称"),
        Property.CONNECTED: _("都连在流程里"),
        Property.STAFFED: _("岗位都有人"),
        Property.LIMITED: _("环节都有时限"),
        Property.VERDICTS_LEAD_ON: _("每种结论都有去处"),
        Property.CONDITIONS_EXCLUSIVE: _("条件互不重叠"),
        Property.CONDITIONS_COMPLETE: _("条件没有遗漏"),
        Property.HANDLED: _("环节都能办理"),
    }.get(asked, asked)


def scenario_file(text: str) -> dict[str, Any]:
    """Return the scenarios typed as JSON; an empty text is none. Raises Invalid for what is no JSON object."""
    if not text.strip():
        return {}
    try:
        read = json.loads(text)
    except ValueError as error:
        place = {"line": getattr(error, "lineno", 1), "column": getattr(error, "colno", 1)}
        words = _("场景不是合法的 JSON：第 %(line)s 行第 %(column)s 个字符附近有误。") % place
        raise Invalid("studio.scenarios", words, fields={"scenarios": [words]}) from error
    if not isinstance(read, dict):
        raise Invalid("studio.scenarios", _("场景文件应是一个 JSON 对象，即用花括号括起来。"))
    return read


def faults(refusal: Refusal | None) -> dict[str, list[Message]]:
    """Return a refusal's messages by field; those of no field by ''."""
    if refusal is None:
        return {}
    fields = getattr(refusal, "fields", {})
    if fields:
        return dict(fields)
    return {refusal.field or "": [refusal.message]}
