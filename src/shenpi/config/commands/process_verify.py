"""`shenpi process verify`: is a process sound, and lawful where it says what it is for?"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from shenpi.config.commands.text_table import table
from shenpi.core.process import ProcessError, compile_net, read_bpmn
from shenpi.core.process.guarded_xml import SIZE_LIMIT
from shenpi.core.process.verification import CLASSICAL, LIMIT_STATES, Property, Report, Verdict, verify

SUFFIXES = (".bpmn", ".bpmn2", ".bpmn20.xml")
FAULT, OPEN = 1, 3  # exit codes; 2 is a mistake on the command line
_SIGNS = {None: "", Verdict.HOLDS: "✓", Verdict.VIOLATED: "✗", Verdict.UNDECIDED: "?"}
_TRUTH = {Verdict.HOLDS: True, Verdict.VIOLATED: False}
_HEADINGS = (
    "安全 safe",
    "能办结 completes",
    "结束一次 proper",
    "无死环节 alive",
    "合规 lawful",
    "states",
    "ms",
    "file",
)


@dataclass(frozen=True)
class Result:
    """What was found in one file: a report, or why there is none."""

    file: Path
    report: Report | None
    refusal: ProcessError | None
    milliseconds: float

    @property
    def status(self) -> str:
        """decided, not decided, refused."""
        if self.report is None:
            return "refused"
        return "decided" if self.report.decided else "not decided"

    @property
    def faulty(self) -> bool:
        """Whether something is violated."""
        return self.report is not None and any(
            finding.verdict is Verdict.VIOLATED for finding in self.report.findings
        )

    def lawful(self) -> Verdict | None:
        """The worst verdict beside the classical ones; None where no other was asked."""
        found = {
            finding.verdict
            for finding in (self.report.findings if self.report else ())
            if finding.property not in CLASSICAL
        }
        order = (Verdict.VIOLATED, Verdict.UNDECIDED, Verdict.HOLDS)
        return next((verdict for verdict in order if verdict in found), None)

    def to_json(self) -> dict[str, object]:
        """One flat object; null is “not decided” or “not asked”."""
        verdicts = {asked: self.report.verdict(asked) if self.report else None for asked in Property}
        findings = self.report.findings if self.report else ()
        alive = verdicts[Property.NO_DEAD_ACTIVITY]
        of_dead = self.report.of(Property.NO_DEAD_ACTIVITY) if self.report else ()
        dead = [element for found in of_dead for element in found.elements]
        traces: dict[str, list[list[str]]] = {}
        for found in findings:
            if found.run:
                labels = [label for step in found.run for label in step.labels]
                traces.setdefault(found.property.value, []).append(labels)
        return {
            "file": str(self.file),
            "status": self.status,
            "refused": _reason(self.refusal),
            "safe": _truth(verdicts[Property.SAFE]),
            "option_to_complete": _truth(verdicts[Property.OPTION_TO_COMPLETE]),
            "proper_completion": _truth(verdicts[Property.PROPER_COMPLETION]),
            "dead_activities": dead if _truth(alive) is not None else None,
            "properties": {asked.value: found.value for asked, found in verdicts.items() if found},
            "traces": traces,
            "findings": [finding.to_json() for finding in findings],
            "states": self.report.states if self.report else 0,
            "milliseconds": round(self.milliseconds, 3),
        }


@click.command("verify")
@click.argument(
    "paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="机器可读的报告 / a JSON array, one object a file")
@click.option(
    "--limit-states",
    default=LIMIT_STATES,
    show_default=True,
    type=click.IntRange(1),
    help="每次探索的状态上限 / states looked at before saying “not decided”",
)
@click.option(
    "--instances",
    default=2,
    show_default=True,
    type=click.IntRange(1, 100),
    help="多实例活动的份数 / copies of each multi-instance activity",
)
def verify_files(paths: tuple[Path, ...], as_json: bool, limit_states: int, instances: int) -> None:
    """验证流程图 / prove diagrams: files, or folders with thousands of them.

    退出码 / exit status: 0 全部成立 everything holds, 1 发现问题 a fault was found,
    3 未发现问题，但有文件被拒绝或未能判定 no fault, but a file was refused or not decided.
    """
    files = list(_files(paths))
    results: list[Result] = []
    with click.progressbar(
        files, label="验证 / verifying", file=sys.stderr, hidden=len(files) < 2, show_pos=True
    ) as bar:
        results.extend(check(file, limit_states, instances) for file in bar)
    if as_json:
        objects = [json.dumps(result.to_json(), ensure_ascii=False) for result in results]
        click.echo("[" + ",\n".join(objects) + "]")
    else:
        _print(results)
    sys.exit(exit_status(results))


def check(file: Path, limit_states: int = LIMIT_STATES, instances: int = 2) -> Result:
    """One file's result; a file that cannot be read or has no stated meaning is a result too."""
    begun = time.perf_counter()
    report, refusal = None, None
    try:
        with file.open("rb") as stream:
            net = compile_net(read_bpmn(stream.read(SIZE_LIMIT + 1)))
        report = verify(net, limit_states=limit_states, instances=instances)
    except ProcessError as error:
        refusal = error
    except OSError as error:
        why = error.strerror or type(error).__name__
        refusal = ProcessError("", "unreadable", f"文件无法读取：{why}", f"the file cannot be read: {why}")
    return Result(file, report, refusal, (time.perf_counter() - begun) * 1000)


def exit_status(results: list[Result]) -> int:
    """0, FAULT or OPEN."""
    if any(result.faulty for result in results):
        return FAULT
    return 0 if all(result.status == "decided" for result in results) else OPEN


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.name.lower().endswith(SUFFIXES))
        else:
            yield path


def _truth(verdict: Verdict | None) -> bool | None:
    return None if verdict is None else _TRUTH.get(verdict)


def _reason(refusal: ProcessError | None) -> dict[str, str] | None:
    if refusal is None:
        return None
    return {"element": refusal.element_id, "reason": refusal.code, "zh": refusal.zh, "en": refusal.en}


def _print(results: list[Result]) -> None:
    """The table, then what is wrong, file by file, then the sum."""
    click.echo(table(_HEADINGS, [_row(result) for result in results]))
    for result in results:
        _print_faults(result)
    statuses = Counter(result.status for result in results)
    click.echo(
        f"\n{len(results)} 个文件 / files: 已判定 decided {statuses['decided']}, "
        f"未判定 not decided {statuses['not decided']}, 拒绝 refused {statuses['refused']}; "
        f"有问题 with faults {sum(result.faulty for result in results)}"
    )


def _row(result: Result) -> tuple[str, ...]:
    report = result.report
    signs = [_SIGNS[report.verdict(asked)] if report else "–" for asked in CLASSICAL]
    states = str(report.states) if report else ""
    return (*signs, _SIGNS[result.lawful()], states, f"{result.milliseconds:.1f}", str(result.file))


def _print_faults(result: Result) -> None:
    faults = [
        found for found in (result.report.findings if result.report else ()) if found.verdict != "holds"
    ]
    if not faults and result.refusal is None:
        return
    click.echo(f"\n{result.file}")
    for found in faults:
        click.echo(f"  {_SIGNS[found.verdict]} {found.property}: {found.zh}\n    {found.en}")
    if result.refusal is not None:
        where = f"[{result.refusal.element_id}] " if result.refusal.element_id else ""
        click.echo(f"  – {where}{result.refusal.zh}\n    {result.refusal.en}")
