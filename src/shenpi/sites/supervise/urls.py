"""Routes of the supervision zone: the wall, the lists behind its numbers, and the records."""

from django.urls import path

from shenpi.sites.supervise import batches, desk, mining, wall

app_name = "supervise"

urlpatterns = [
    path("", wall.wall, name="wall"),
    path("live/", wall.live, name="live"),
    path("steps/", desk.steps, name="steps"),
    path("cases/", desk.cases, name="cases"),
    path("cases/<uuid:case_id>/", desk.case, name="case"),
    path("records/", desk.records, name="records"),
    path("records/<uuid:record_id>/", desk.record, name="record"),
    path("merit/", desk.merit, name="merit"),
    path("mining/", mining.overview, name="mining"),
    path("mining/systems/<uuid:key>/", mining.system, name="mining_system"),
    path("mining/systems/<uuid:key>/cases/", mining.system_cases, name="mining_system_cases"),
    path("mining/item/", mining.item, name="mining_item"),
    path("mining/item/cases/", mining.item_cases, name="mining_item_cases"),
    path("mining/batches/<uuid:key>/", batches.batch, name="batch"),
    path("mining/batches/<uuid:key>/findings.csv", batches.batch_csv, name="batch_csv"),
]
