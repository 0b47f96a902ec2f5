"""The internal zone's addresses, below /work/."""

from django.urls import path

from shenpi.sites.workbench.views import (
    case,
    certificates,
    messages,
    oversight,
    papers,
    people,
    reading,
    receive,
    telling,
    tray,
    visitors,
)

urlpatterns = [
    path("", tray.tray, name="work_tray"),
    path("cases/", reading.cases, name="work_cases"),
    path("cases/<uuid:case_id>/", case.case_page, name="work_case"),
    path("cases/<uuid:case_id>/due/", case.due, name="work_due"),
    path("cases/<uuid:case_id>/due.pdf", case.due_pdf, name="work_due_pdf"),
    path("cases/<uuid:case_id>/applicant/", case.reveal, name="work_reveal"),
    path("cases/<uuid:case_id>/withdraw/", case.withdraw, name="work_withdraw"),
    path("cases/<uuid:case_id>/begin/<slug:key>/", case.begin, name="work_begin"),
    path("cases/<uuid:case_id>/tasks/<uuid:task_id>/<slug:deed>/", case.do, name="work_do"),
    path("cases/<uuid:case_id>/materials/<uuid:material_id>/", papers.material, name="work_material"),
    path("cases/<uuid:case_id>/documents/<uuid:document_id>/", papers.document, name="work_document"),
    path("certificates/", certificates.certificates, name="work_certificates"),
    path("certificates/<uuid:certificate_id>/", certificates.certificate, name="work_certificate"),
    path(
        "certificates/<uuid:certificate_id>/<slug:purpose>/",
        certificates.begin,
        name="work_certificate_begin",
    ),
    path("receive/", receive.choose, name="work_choose"),
    path("receive/<uuid:version_id>/", receive.receive, name="work_receive"),
    path("messages/", messages.mine, name="work_messages"),
    path("messages/out/", telling.outgoing, name="work_messages_out"),
    path("messages/out/<uuid:notice_id>/", telling.settle, name="work_messages_settle"),
    path("messages/plan/", telling.plan, name="work_messages_plan"),
    path("messages/texts/<str:event>/", telling.text, name="work_messages_text"),
    path("processes/", reading.processes, name="work_processes"),
    path("processes/<uuid:process_id>/", reading.process, name="work_process"),
    path("oversight/", oversight.matters, name="work_oversight"),
    path("oversight/<uuid:matter_id>/", oversight.matter, name="work_oversight_matter"),
    path("visitors/", visitors.record, name="work_visitor"),
    path("visitors/rating/", visitors.rating, name="work_visit_rating"),
    path("delegations/", people.delegations, name="work_delegations"),
    path("delegations/<uuid:delegation_id>/revoke/", people.revoke, name="work_revoke"),
]
