"""One page that shows the components which draw: a diagram and a chart, under the house's own policy."""

from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from shenpi.sites.common.access import public

PAGE = """{% extends "common/base.html" %}{% load static %}
{% block head %}<link rel="stylesheet" href="{% static 'shenpi/diagram.css' %}">{% endblock %}
{% block content %}<h1>部件</h1>
{% include "common/diagram.html" %}
<figure data-chart="12"><div class="chart-canvas"></div><table><caption>各部门环节</caption>
<thead><tr><th>部门</th><th>绿</th><th class="error-words">红</th></tr></thead>
<tbody><tr><th scope="row">区住建局</th><td>12</td><td>3</td></tr>
<tr><th scope="row">区市监局</th><td>7</td><td>0</td></tr></tbody></table></figure>
<div class="mt-4">{% include "common/task_list.html" %}{% include "common/course.html" %}</div>{% endblock %}
{% block scripts %}<script src="{% static 'shenpi/diagram.js' %}" defer></script>
<script src="{% static 'shenpi/wall.js' %}" defer></script>{% endblock %}"""


@public
def parts(request: HttpRequest) -> HttpResponse:
    steps = [{"name": "受理", "state": "done"}, {"name": "审查", "state": "present", "by": "住建科"}]
    context = {
        "bpmn": (files("shenpi") / "data" / "processes" / "committed.bpmn").read_text("utf-8"),
        "markers": {"examine_formally": "done", "handle": "present", "no such element": "present"},
        "steps": steps,
        "tasks": [{"name": "经营信息", "url": "/", "state": "done"}, {"name": "提交", "state": "blocked"}],
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


urlpatterns = [
    path("parts/", parts),
    path("", include("shenpi.sites.common.urls")),
    path("accounts/", include("shenpi.sites.common.account_urls")),
    path("", include("shenpi.sites.portal.urls")),
]
