"""The register of results."""

import pytest
from django.urls import reverse

from shenpi.apps.casework import acts
from tests.sites.workbench.test_content import somebody
from tests.support import county as counties

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return counties.build(("committed",), fee=False)


def test_every_result_is_registered_however_a_case_ends(
    at_desk, client, county, django_assert_max_num_queries
):
    """D3-058: 「对所有行政审批项目的办理结果进行登记」: granted, refused, not accepted, withdrawn."""
    page = reverse("work_results")
    assert "还没有办理结果" in at_desk("clerk").get(page).content.decode()
    granted, refused, turned_away, withdrawn, running = (county.receive("committed") for _each in range(5))
    for case in (granted, refused, withdrawn):
        county.accept(case)
    for case in (granted, refused):
        county.examine_all(case)
    county.decide(granted, text="符合条件。")
    county.finish(granted)
    county.decide(refused, "refuse", reason="不符合规划。", basis="《城乡规划法》第四十条")
    step = county.task(turned_away, "examine_formally")
    acts.refuse_acceptance(
        turned_away.id, step.id, by=county["clerk"], ground="not_needed", reason="无须许可。"
    )
    acts.withdraw(withdrawn.id, by=county["clerk"], reason="不办了")
    desk = at_desk("clerk")
    with django_assert_max_num_queries(9):
        text = desk.get(page).content.decode()
    for case, words in (
        (granted, "准予行政许可决定书"),
        (refused, "不予行政许可决定书"),
        (turned_away, "不予受理通知书"),
        (withdrawn, "准予撤回行政许可申请决定书"),
    ):
        assert reverse("work_case", args=[case.id]) in text
        assert words in text
    assert reverse("work_case", args=[running.id]) not in text
    assert "窗口领取 李四" in text
    decided = at_desk("clerk").get(reverse("work_case", args=[granted.id])).content.decode()
    assert "准予；符合条件；《准予行政许可决定书》" in decided
    client.force_login(somebody("handler", "other.h"))
    assert "还没有办理结果" in client.get(page).content.decode()
