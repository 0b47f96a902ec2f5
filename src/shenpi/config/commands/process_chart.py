"""The result of a simulation as a picture: for each step how long cases stay, and how many are late."""

from xml.sax.saxutils import escape

from shenpi.core.process.simulation import SimulationResult, StepStatistics

_LEFT, _WIDTH, _RIGHT, _ROW, _TOP = 220, 520, 160, 30, 64
_WORK, _WAIT, _LATE, _INK, _QUIET = "#2f6f9f", "#c9d9e6", "#b3261e", "#1f2933", "#52606d"


def svg(result: SimulationResult) -> str:
    """An SVG picture: a bar for each step, what was waited light and what was worked dark."""
    steps = [step for step in result.steps if step.completed]
    longest = max((step.dwell.mean for step in steps), default=0.0) or 1.0
    height = _TOP + _ROW * len(steps) + 24
    width = _LEFT + _WIDTH + _RIGHT
    rows = "".join(_row(step, _TOP + _ROW * place, longest) for place, step in enumerate(steps))
    title = f"{result.process}: {result.over} / {result.come}, seed {result.seed}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13" fill="{_INK}">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
        f'<text x="16" y="26" font-size="16">{escape(title)}</text>'
        f'<rect x="16" y="38" width="12" height="12" fill="{_WORK}"/><text x="34" y="49">办理 worked</text>'
        f'<rect x="136" y="38" width="12" height="12" fill="{_WAIT}"/><text x="154" y="49">等待 waited</text>'
        f"{rows}</svg>\n"
    )


def _row(step: StepStatistics, top: int, longest: float) -> str:
    whole = step.dwell.mean / longest * _WIDTH
    worked = whole * min(1.0, step.service.mean / step.dwell.mean) if step.dwell.mean else 0.0
    days = f"{step.dwell.mean / 86400:.1f} d"
    share = step.late_share
    late = "" if not share else f'<tspan fill="{_LATE}"> 超期 late {share:.0%}</tspan>'
    return (
        f'<text x="{_LEFT - 10}" y="{top + 15}" text-anchor="end">{escape(step.name)}</text>'
        f'<rect x="{_LEFT}" y="{top + 2}" width="{whole:.1f}" height="18" fill="{_WAIT}"/>'
        f'<rect x="{_LEFT}" y="{top + 2}" width="{worked:.1f}" height="18" fill="{_WORK}"/>'
        f'<text x="{_LEFT + whole + 8:.1f}" y="{top + 15}" fill="{_QUIET}">{days}{late}</text>'
    )
