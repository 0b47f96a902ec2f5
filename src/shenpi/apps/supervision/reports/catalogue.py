"""Every report there is."""

from django.utils.translation import gettext_lazy as _

from shenpi.apps.supervision.reports import courses, history, published, volumes, zeros
from shenpi.apps.supervision.reports.table import Report

REPORTS = {
    report.id: report
    for report in (
        Report("volumes", _("办件量"), ("D1", "D1-022", "D1-023", "D9"), volumes.volumes, volumes.WAYS),
        Report("history", _("部门、事项、月份"), ("D1", "D9"), history.history),
        Report("offices", _("科室和窗口"), ("D1", "D9"), courses.offices),
        Report("dwell", _("环节停留"), ("D1-005",), courses.dwell),
        Report("limits", _("时限：法定、承诺、实际"), ("D7", "D10"), volumes.limits),
        Report("accepted_only", _("只受理不办结的事项"), ("D1-001",), volumes.accepted_only),
        Report("private", _("隐私事项每月数字"), ("D1-022",), volumes.private_months),
        Report("feedback", _("投诉、咨询、差评"), ("D1", "D10-044"), courses.feedback),
        Report(
            "ratings",
            _("好差评"),
            ("D5-015", "D10-045"),
            courses.ratings,
            ("agency", "office", "item", "person"),
        ),
        Report("five_zeros", _("五个零"), ("D9-008",), zeros.zeros),
        Report("item_statistics", _("审批项目统计表"), ("D10-081",), published.item_statistics),
        Report("organisation_codes", _("组织机构代码一览表"), ("D10-081",), published.organisation_codes),
        Report("item_details", _("审批项目明细"), ("D10-081",), published.item_details),
        Report("flow_charts", _("办理流程图"), ("D10-081",), published.flow_charts),
    )
}
