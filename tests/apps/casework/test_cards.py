"""The index of cases: everything is found at once, by those who may, and the index agrees with the cases."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, cards, queries
from shenpi.apps.casework.models import Case, IndexCard
from shenpi.apps.catalogue.models import Item
from shenpi.apps.organisation.models import Person, Post
from shenpi.apps.organisation.queries import holdings
from tests.support import county as counties

pytestmark = pytest.mark.django_db

WEI = {"kind": "person", "name": "欧阳王伟", "id_number": "", "phone": ""}


@pytest.fixture
def county():
    built = counties.build(("parallel", "committed"))
    counties.neighbours(built, {"other": "区文广旅局"})
    inspector = Person.objects.create(username="inspector", name="周督", kind="staff")
    Post.objects.create(
        person=inspector, office=built.offices["other"], role="supervisor", valid_from=counties.LONG_AGO
    )
    built.people["inspector"] = inspector
    return built


def found(county, words, who="clerk"):
    return queries.listed(queries.find(holdings(county[who], timekeeping.now()), words))


@pytest.mark.parametrize(
    ("words", "sees"),
    [
        ("王伟", [1]),
        ("伟", [1]),  # one sign is read through
        ("鹭鸶栖息", [1]),
        ("栖息 王伟", [1]),  # every word, wherever it stands
        ("栖息王伟", []),
        ("鸶栖鹭", []),
        ("4567", [1]),
        ("４５６７", [1]),
        ("厂房扩建", [0]),
        ("建设用地", [1, 0]),
        ("用地审批（committed）", [1]),
        ("project", []),  # the name of a field was written by nobody
        ("%", []),
        ("，", []),
        ("犀牛", []),
    ],
)
def test_a_case_is_found_as_soon_as_it_is_received(county, words, sees):
    """D6-028, issue 4: number, applicant, item and text, two signs suffice, the newest first."""
    form = {"project": "邻鹭鸶栖息地", "contact": {"phone": "13900004567"}}
    cases = [county.receive("parallel"), county.receive("committed", applicant=WEI, form=form)]
    assert found(county, words) == [cases[n] for n in sees]


def test_nobody_finds_by_what_he_may_not_read(county):
    """D1-021, D3-017, D6-028: the running is open to all staff, the content to agency and supervision only."""
    case = county.receive("committed", applicant=WEI)
    asked = [(who, words) for who in ("clerk", "other.h", "inspector") for words in ("扩建", "欧阳", "审批")]
    assert [(who, words) for who, words in asked if found(county, words, who)] == [
        *((("clerk", words)) for words in ("扩建", "欧阳", "审批")),
        ("other.h", "审批"),
        *((("inspector", words)) for words in ("扩建", "欧阳", "审批")),
    ]
    Item.objects.update(is_private=True)
    assert {who for who, words in asked if found(county, words, who)} == {"clerk"}
    assert found(county, case.number, "inspector") == []


def test_a_person_s_cases_are_found_by_the_whole_number_and_by_no_part_of_it(county):
    """D1-009, D6-028: for the window that has the whole number before it; searches do not betray it."""
    number = "510102194001011227"
    case = county.receive("committed", applicant=WEI | {"id_number": number})
    cases = IndexCard.objects.filter(case=case)
    assert cases.filter(grams__names=number).exists()
    assert not any(cases.filter(grams__names=other).exists() for other in ("", number[:-1], "01", "欧阳王伟"))
    assert [found(county, words) for words in (number, "1940", "7")] == [[], [], []]


def test_a_corrected_form_is_found_by_its_new_words_only(county):
    case = county.receive("committed")
    task = county.task(case, "examine_formally")
    acts.request_correction(case.id, task.id, by=county["clerk"], faults={"plan": "缺签名"})
    acts.supplement(case.id, by=county["clerk"], materials=[], form={"project": "道路改造"})
    assert [len(found(county, words)) for words in ("扩建", "道路改造", "前锋建材")] == [0, 1, 1]
    assert list(cards.differences()) == []


def test_the_index_is_compared_with_the_cases_and_repaired(county, capsys):
    whole, lost, wrong = (county.receive("committed") for _ in range(3))
    call_command("casework_cards")
    IndexCard.objects.filter(case=lost).delete()
    IndexCard.objects.filter(case=wrong).update(grams="犀牛", applicant="犀牛")
    with pytest.raises(CommandError, match="2"):
        call_command("casework_cards")
    said = capsys.readouterr().err
    assert (lost.number in said, wrong.number in said, whole.number in said) == (True, True, False)
    assert len(found(county, "扩建")) == 1
    call_command("casework_cards", "--repair")
    assert len(found(county, "扩建")) == 3
    assert found(county, "犀牛") == []
    call_command("casework_cards")


def test_an_upgraded_installation_gets_its_cards(county):
    case = county.receive("committed")
    IndexCard.objects.all().delete()
    for name in ("0011_index_cards", "0018_numbers_on_cards"):
        import_module(f"shenpi.apps.casework.migrations.{name}").fill(apps, None)
    assert list(cards.differences()) == []
    assert found(county, "扩建") == [Case.objects.get(pk=case.pk)]
