"""Every step of a case is signed in the system by somebody's real name."""

import pytest

from shenpi.apps.casework import acts, queries
from shenpi.apps.casework.models import Task
from tests.support import county as counties

pytestmark = pytest.mark.django_db


def test_from_the_correction_to_the_service_each_step_bears_a_name_and_a_verdict():
    """D10-034: 「受理、退（补）件、承办、批准、办结、送达等所有流程环节的审批意见均要签署在系统中」."""
    county = counties.build(("committed",), fee=False)
    case = county.receive("committed")
    asked = {"faults": {"plan": "缺签名"}}
    acts.request_correction(case.id, county.task(case, "examine_formally").id, by=county["clerk"], **asked)
    acts.supplement(case.id, by=county["clerk"], materials=[acts.HandedIn("plan", "平面图")])
    county.accept(case)
    county.examine_all(case)
    decide = county.task(case, "decide")
    acts.send_back(case.id, decide.id, by=county["leader"], reason="请补充现场情况。")
    county.examine_all(case)
    county.decide(case, text="同意办理。")
    county.finish(case)
    assert not Task.objects.filter(case=case).exists()
    signed = [(each.name, each.person_name, each.verdict) for each in queries.opinions(case)]
    assert signed == [
        ("形式审查", "周敏", "correct"),
        ("等待补正", "周敏", "supplied"),
        ("形式审查", "周敏", "accept"),
        ("承办人审查", "王磊", "agree"),
        ("负责人审核", "陈刚", "agree"),
        ("领导决定", "郑国华", "send_back"),
        ("负责人审核", "陈刚", "agree"),
        ("领导决定", "郑国华", "grant"),
        ("制证", "周敏", "issued"),
        ("送达", "周敏", "served"),
        ("公示", "周敏", "published"),
    ]
