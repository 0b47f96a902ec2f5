"""The demonstration's complaints, enquiries and ratings: every state is there, by real acts."""

from random import Random

import pytest

from shenpi.apps.feedback.models import Faq
from shenpi.apps.supervision import recounting, sealing
from shenpi.apps.supervision.models import Matter, RatingTally, Signal
from shenpi.sites.demo import voices

pytestmark = pytest.mark.django_db


def test_people_speak_once_and_in_every_way(people) -> None:
    voices.speak(Random(1))
    voices.speak(Random(1))
    states = set(Matter.objects.filter(kind="complaint").values_list("state", flat=True))
    assert states >= {"filed", "investigating", "asked", "reviewing", "closed"}
    assert {"partly", "unfounded"} <= set(Matter.objects.values_list("finding", flat=True))
    assert set(Matter.objects.filter(kind="enquiry").values_list("state", flat=True)) >= {
        "waiting",
        "explained",
    }
    assert Matter.objects.filter(kind="complaint", handler_code="zrzy").exists()
    late = set(Signal.objects.values_list("rule", flat=True))
    assert late >= {"complaint_acceptance", "enquiry_overdue"}
    assert Faq.objects.get().question == "可以委托别人代办吗？"
    assert RatingTally.objects.exists()
    assert recounting.differences() == []
    assert list(sealing.verify()) == []
