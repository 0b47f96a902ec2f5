"""Filters of the work list, saved views, search, and what may be done to several tasks at once."""

import pytest
from django.urls import reverse

from shenpi.apps.casework import saved_views
from shenpi.apps.casework.models import Task
from shenpi.apps.organisation.models import Person
from shenpi.sites.common import context
from tests.proof.world import stranger
from tests.sites.workbench.test_tray import shown, tray
from tests.support import county as counties
from tests.support.cost import DEAREST, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(county):
    """A case on each of two items at the window."""
    other = {"kind": "person", "name": "欧阳娜", "id_number": "", "phone": ""}
    return county.receive("parallel"), county.receive("committed", applicant=other)


@pytest.mark.parametrize(
    ("asked", "sees"),
    [
        ({"item": "test-committed"}, [1]),
        ({"agency": "11511300008778386B"}, [0, 1]),
        ({"agency": "none"}, []),
        ({"q": "欧阳"}, [1]),  # two characters suffice
        ({"q": "审批"}, [0, 1]),
        ({"q": "欧阳", "item": "test-parallel"}, []),
    ],
)
def test_the_list_is_narrowed_by_item_agency_and_words(at_desk, two, asked, sees):
    page = tray(at_desk("clerk"), **asked)
    assert set(shown(page)) == {two[n].pk for n in sees}
    assert sum(page.context["lights"].values()) == len(sees)


def test_what_is_found_in_two_ways_is_listed_and_counted_once(at_desk, county):
    step = Task.objects.get(case=county.receive()).name
    named = county.receive(applicant={"kind": "organisation", "name": f"{step}（100%）公司", "id_number": ""})
    client = at_desk("clerk")
    page = tray(client, q=step)
    assert len(shown(page)) == sum(page.context["lights"].values()) == 2
    for words in ("（100%）", "%）", "）公"):
        assert shown(tray(client, q=words)) == [named.pk], words
    assert shown(tray(client, q="_")) == []


def test_a_number_is_found_as_it_is_read_out(at_desk, two):
    number = two[0].number
    assert shown(tray(at_desk("clerk"), q=f"{number[:6]}-{number[6:12]}")) == [two[0].pk]


def test_cases_are_found_by_two_signs_of_what_was_written(at_desk, county, two):
    """Number, applicant, item and text; what is written in the form only where the content is open."""
    stranger("reform")
    county.people["stranger.reform"] = Person.objects.get(username="stranger.reform")
    for words, mine, others in (("扩建", 2, 0), ("欧阳", 1, 0), ("审批", 2, 2), (two[0].number, 1, 1)):
        found = [
            len(at_desk(who).get(reverse("work_cases"), {"q": words}).context["page"].rows)
            for who in ("clerk", "stranger.reform")
        ]
        assert found == [mine, others], words


def test_narrowed_list_and_messages_cost_no_more(at_desk, two, monkeypatch):
    monkeypatch.setattr(context, "_place", lambda: "广安区")
    client = at_desk("clerk")
    client.post(reverse("work_views"), {"name": "娜的件", "q": "欧阳"})
    for address in ("?q=欧阳&item=test-committed", "?item=test-committed&light=red", "?all=1", "messages/"):
        with statements() as sent:
            client.get(reverse("work_tray") + address)
        assert len(sent) <= DEAREST, "\n".join(sent)


def test_views_are_kept_by_name_and_belong_to_their_person(at_desk, county, two):
    client = at_desk("clerk")
    kept = client.post(reverse("work_views"), {"name": "娜的件", "q": "欧阳"}, follow=True)
    assert shown(kept) == [two[1].pk]
    client.get(reverse("work_tray"), {"all": "1"})
    page = tray(client).content.decode()
    assert "娜的件" in page
    assert "娜的件" not in tray(at_desk("land.h")).content.decode()
    view = saved_views.of(county["clerk"])[0]
    at_desk("land.h").post(reverse("work_views"), {"forget": view.pk})
    assert saved_views.of(county["clerk"]), "somebody else deleted it"
    at_desk("clerk").post(reverse("work_views"), {"forget": view.pk})
    assert saved_views.of(county["clerk"]) == []


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"name": "", "q": "欧阳"}, "起一个不超过 30 个字的名称"),
        ({"name": "长" * 31, "q": "欧阳"}, "起一个不超过 30 个字的名称"),
        ({"name": "空"}, "请先选择筛选条件"),
    ],
)
def test_a_view_needs_a_name_and_a_filter(at_desk, two, posted, said):
    answer = at_desk("clerk").post(reverse("work_views"), posted, follow=True)
    assert said in answer.content.decode()


def test_several_cases_are_dispatched_at_once_each_by_an_act_of_its_own(at_desk, county):
    """What the item already says needs no judgement (D3-038); what somebody may not dispatch stays."""
    cases = [county.receive() for _ in range(3)]
    for case in cases:
        task = county.task(case, "examine_formally")
        counties.acts.accept(
            case.id, task.id, by=county["clerk"], in_jurisdiction=True, complete=True, legal_form=True
        )
    chosen = [str(county.task(case, "dispatch").id) for case in cases[:2]]
    refused = at_desk("land.h").post(reverse("work_bulk_dispatch"), {"tasks": chosen}, follow=True)
    assert "没有可以分办的办件" in refused.content.decode()
    assert "已按事项规定分办" not in refused.content.decode()
    client = at_desk("clerk")
    assert 'form="bulk"' in tray(client, act="dispatch").content.decode()
    answer = client.post(reverse("work_bulk_dispatch"), {"tasks": [*chosen, "nonsense"]}, follow=True)
    assert "已按事项规定分办 2 件" in answer.content.decode()
    assert list(Task.objects.filter(act="dispatch").values_list("case_id", flat=True)) == [cases[2].pk]
    assert Task.objects.filter(case=cases[0], act="examine").count() == 3


def test_vouchers_of_several_cases_are_one_paper(at_desk, county, two):
    """One PDF with every voucher, as far as the reader may open the cases."""
    chosen = [str(county.task(case, "examine_formally").id) for case in two]
    paper = at_desk("clerk").post(reverse("work_bulk_vouchers"), {"tasks": chosen})
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    nothing = at_desk("clerk").post(reverse("work_bulk_vouchers"), {}, follow=True)
    assert "请先勾选办件" in nothing.content.decode()
