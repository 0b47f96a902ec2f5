"""Routes of the supervision zone: the wall, the lists behind its numbers, and the records."""

from django.urls import path

from shenpi.sites.supervise import (
    batches,
    desk,
    evaluation,
    matters,
    messages,
    mining,
    regions,
    reports,
    signals,
    stream,
    wall,
)

app_name = "supervise"

urlpatterns = [
    path("", wall.wall, name="wall"),
    path("live/", wall.live, name="live"),
    path("stream/", stream.stream, name="stream"),
    path("steps/", desk.steps, name="steps"),
    path("cases/", desk.cases, name="cases"),
    path("cases/<uuid:case_id>/", desk.case, name="case"),
    path("records/", desk.records, name="records"),
    path("records/<uuid:record_id>/", desk.record, name="record"),
    path("records/<uuid:record_id>/quash/", signals.quash_record, name="record_quash"),
    path("signals/", signals.signals, name="signals"),
    path("signals/<uuid:signal_id>/", signals.signal, name="signal"),
    path("signals/<uuid:signal_id>/quash/", signals.quash, name="signal_quash"),
    path("signals/<uuid:signal_id>/object/", signals.object_to, name="signal_object"),
    path("signals/<uuid:signal_id>/matter/", signals.open_matter, name="signal_matter"),
    path("matters/", matters.matters, name="matters"),
    path("matters/<uuid:matter_id>/", matters.matter, name="matter"),
    path("messages/", messages.messages, name="messages"),
    path("matters/<uuid:matter_id>/filer/", matters.filer, name="filer"),
    path("matters/<uuid:matter_id>/follow-up/", matters.follow_up, name="follow_up"),
    path("feedback/", matters.feedback, name="feedback"),
    path("rules/", signals.rules, name="rules"),
    path("reports/", reports.report, name="reports"),
    path("reports/cases/", reports.report_cases, name="report_cases"),
    path("reports/flows/<str:code>/", reports.flow, name="flow"),
    path("reports/<slug:name>/", reports.report, name="report"),
    path("reports/<slug:name>/<slug:form>/", reports.report_file, name="report_file"),
    path("evaluation/", evaluation.ranking, name="evaluation"),
    path("evaluation/subject/", evaluation.subject, name="evaluation_subject"),
    path("regions/", regions.regions, name="regions"),
    path("merit/", desk.merit, name="merit"),
    path("mining/", mining.overview, name="mining"),
    path("mining/systems/<uuid:key>/", mining.system, name="mining_system"),
    path("mining/systems/<uuid:key>/cases/", mining.system_cases, name="mining_system_cases"),
    path("mining/item/", mining.item, name="mining_item"),
    path("mining/item/cases/", mining.item_cases, name="mining_item_cases"),
    path("mining/batches/<uuid:key>/", batches.batch, name="batch"),
    path("mining/batches/<uuid:key>/findings.csv", batches.batch_csv, name="batch_csv"),
]
