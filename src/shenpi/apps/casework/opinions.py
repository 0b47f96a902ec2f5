"""The rule of every opinion: an explicit verdict, and for a negative one its reason and legal basis."""

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework.decisions import Parts
from shenpi.apps.casework.steps import Signed
from shenpi.apps.casework.unit import Unit
from shenpi.apps.errors import Invalid, NotAllowed
from shenpi.apps.organisation.models import Person


def guard_own(unit: Unit, by: Person, *instances: str) -> None:
    """Refuse that somebody judges an examination of his own, in whatever capacity. Raises NotAllowed.

    `instances`: whose examination is judged (default: every office's).
    """
    examiners = unit.case.context.get("examiners", {})
    if str(by.pk) in {person for key, person in examiners.items() if not instances or key in instances}:
        raise NotAllowed("own_step", _("不能审核本人的审查意见。请由其他有权人员审核。"))


def guard_chair(unit: Unit, by: Person) -> None:
    """Refuse that who chairs the hearing examines or decides (行政许可法 art. 48.1.3). Raises NotAllowed."""
    if unit.case.context.get("chair") == str(by.pk):
        raise NotAllowed("own_hearing", _("听证主持人不能审查本件或者作出决定。请由其他有权人员办理。"))


def consent(verdict: str, *, text: str = "", reason: str = "") -> Signed:
    """Return a leader's signed answer to a request. Raises Invalid without a verdict, or a refusal without reason."""
    if verdict not in ("approve", "refuse"):
        raise Invalid("verdict_missing", _("请明确表示是否同意。"), fields={"verdict": [_("请选择结论")]})
    if verdict == "refuse" and not reason.strip():
        raise Invalid("reason_missing", _("不同意的，请说明理由。"), fields={"reason": [_("请说明理由")]})
    return Signed(verdict, text.strip(), reason.strip())


def with_reason(
    verdict: str,
    *,
    choices: tuple[str, ...],
    basis_for: str = "",
    text: str = "",
    reason: str = "",
    basis: str = "",
) -> Signed:
    """Return a decision that needs its reason either way, and its basis when it is `basis_for`. Raises Invalid."""
    faults = {}
    if verdict not in choices:
        faults["verdict"] = [_("请选择结论")]
    if not reason.strip():
        faults["reason"] = [_("请说明理由")]
    if verdict == basis_for and not basis.strip():
        faults["basis"] = [_("请写明法律依据（法律、法规名称和条款）")]
    if faults:
        raise Invalid("reason_missing", _("请写明结论、理由和依据。"), fields=faults)
    return Signed(verdict, text.strip(), reason.strip(), basis.strip())


def signed(
    verdict: str, *, positive: str, negative: str, text: str = "", reason: str = "", basis: str = ""
) -> Signed:
    """Return the signed opinion. Raises Invalid without a verdict, or a negative one without reason and basis.

    D3-021, D3-044, D3-045; 行政许可法 art. 38.
    """
    if verdict not in (positive, negative):
        raise Invalid(
            "verdict_missing",
            _("请明确表示是否同意。只写文字而没有明确结论的意见不能提交。"),
            fields={"verdict": [_("请选择结论")]},
        )
    missing = {
        name: [words]
        for name, value, words in (
            ("reason", reason, _("请说明理由")),
            ("basis", basis, _("请写明法律依据（法律、法规名称和条款）")),
        )
        if verdict == negative and not value.strip()
    }
    if missing:
        raise Invalid("reason_missing", _("不同意的意见必须说明理由和依据。"), fields=missing)
    return Signed(verdict, text.strip(), reason.strip(), basis.strip())


def decision(verdict: str, *, text: str, reason: str, basis: str, parts: Parts | None) -> Signed:
    """Return the signed decision. Raises Invalid as `signed`, and for one in part without its two parts."""
    if verdict != "grant_partly":
        return signed(verdict, positive="grant", negative="refuse", text=text, reason=reason, basis=basis)
    given = parts or Parts("", "")
    missing = {
        name: [words]
        for name, value, words in (
            ("granted", given.granted, _("请写明准予的内容")),
            ("refused", given.refused, _("请写明不予准予的内容")),
            ("reason", reason, _("请说明理由")),
            ("basis", basis, _("请写明法律依据（法律、法规名称和条款）")),
        )
        if not value.strip()
    }
    if missing:
        raise Invalid("parts_missing", _("部分准予的，须写明准予和不予的内容、理由和依据。"), fields=missing)
    more = {"granted": given.granted.strip(), "refused": given.refused.strip()}
    return Signed(verdict, text.strip(), reason.strip(), basis.strip(), more, way="grant")
