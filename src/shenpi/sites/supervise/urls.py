"""Routes of the supervision zone: the wall, the lists behind its numbers, and the records."""

from django.urls import path

from shenpi.sites.supervise import desk, wall

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
]
