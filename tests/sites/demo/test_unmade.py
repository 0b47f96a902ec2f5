"""Before the demonstration's data are made, or where only its people are: nothing breaks."""

from random import Random

from django.urls import reverse

from shenpi.apps.casework.models import Task
from shenpi.apps.catalogue.models import ProcessDraft
from shenpi.apps.organisation.acts import load_organisation
from shenpi.sites.demo import boards, desks


def test_the_door_says_what_to_do(client, db):
    answer = client.get(reverse("demo_door"))
    assert answer.status_code == 404
    assert "make demo" in answer.content.decode()


def test_without_items_desks_and_boards_stay_empty(db):
    load_organisation()
    desks.lay(Random(1))
    boards.lay()
    assert not Task.objects.exists()
    assert not ProcessDraft.objects.exists()
