"""The demonstration's bureau with a system of its own: daily batches, rows sent back, lights, a day without a word."""

from random import Random

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.supervision import divisions, lights, recounting, sealing
from shenpi.apps.supervision.mining.figures import of_source
from shenpi.apps.supervision.models import ForeignBatch, ForeignSystem, Signal, WarningRecord
from shenpi.sites.demo import neighbour

pytestmark = pytest.mark.django_db


def test_a_bureau_reports_from_its_own_system() -> None:
    """D10-051, D10-052, D7-008: through the ordinary import; once, and it is seen by every page of supervision."""
    for _again in range(2):
        neighbour.report(Random(7))
        assert ForeignBatch.objects.exclude(finished_at=None).count() == neighbour.DAYS - 1
    figures = of_source(ForeignSystem.objects.get().source)
    assert (figures.closed_late > 0, figures.open > 0, (figures.deviating or 0) > 0) == (True, True, True)
    assert ForeignBatch.objects.filter(lost__gt=0).count() >= 3
    raised = set(Signal.objects.values_list("rule", flat=True))
    assert raised == {"step_due", "off_process", "batch_missing"}
    assert WarningRecord.objects.filter(agency_code="ycj").exists()
    assert divisions.root() == "511602"
    assert lights.by_agency(timekeeping.now())[0].code == "ycj"
    assert recounting.differences() == []
    assert list(sealing.verify()) == []
