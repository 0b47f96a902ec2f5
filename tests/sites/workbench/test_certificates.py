"""The certificate's page at the desks: found, begun upon by the right people, decided by the leader."""

from datetime import datetime, time, timedelta
from functools import partial

import pytest
from django.urls import reverse

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case
from shenpi.apps.catalogue.models import Item
from shenpi.apps.documents import standing
from shenpi.apps.documents.files import store_bytes
from shenpi.apps.documents.models import Certificate
from shenpi.apps.organisation.models import Person
from shenpi.sites.workbench.clocks import clocks
from tests.proof.world import stranger
from tests.support import county as counties

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return counties.build(("committed",), fee=False)


@pytest.fixture
def certificate(county):
    case = county.receive("committed", materials=())
    county.accept(case)
    county.examine_all(case)
    county.decide(case)
    county.finish(case)
    return Certificate.objects.select_related("document").get()


def text(answer):
    return answer.content.decode()


def test_each_post_is_offered_what_it_may_begin(at_desk, certificate):
    """D3-001: the window takes applications, the agency begins revocation, recall and cancellation."""
    page = reverse("work_certificate", args=[certificate.pk])
    window = text(at_desk("clerk").get(page))
    assert "收取延续申请" in window
    assert "提请撤销" not in window
    office = text(at_desk("land.h").get(page))
    assert "提请撤销" in office
    assert "提请撤回" in office
    assert "提请注销" in office
    assert "收取延续申请" not in office
    refused = at_desk("land.h").post(
        reverse("work_certificate_begin", args=[certificate.pk, "renewal"]), {"statement": "x"}
    )
    assert refused.status_code == 403


def test_on_the_case_of_a_licence_its_holder_is_ordered_to_put_something_right(at_desk, do, certificate):
    """行政许可法 arts 61, 66 to 68: the only thing offered on a completed case, done and checked from its page."""
    case = Case.objects.get(pk=certificate.document.case_id)
    shown = text(at_desk("land.h").get(reverse("work_case", args=[case.pk])))
    assert "责令改正" in shown
    assert "提请延长办理期限" not in shown
    url = reverse("work_begin", args=[case.pk, "order_rectification"])
    order = {"found": "占用道路。", "violated": "《城乡规划法》第六十六条", "demand": "清除。", "days": "x"}
    assert at_desk("land.h").post(url, order).status_code == 422
    assert at_desk("land.h").post(url, order | {"days": "15"}).status_code == 302
    holder = case.tasks.get(act="check_rectification").holder.username
    assert "责令改正通知书" in text(at_desk(holder).get(reverse("work_case", args=[case.pk])))
    done = do(at_desk(holder), case, "check_rectification", "check_rectification", verdict="rectified")
    assert done.status_code == 302


def test_on_the_case_of_a_licence_its_holder_is_inspected(at_desk, do, county, certificate):
    """行政许可法 art. 61: told, recorded with what the form lacks named, signed by both, papers in the file."""
    case = Case.objects.get(pk=certificate.document.case_id)
    url, page = (
        reverse("work_begin", args=[case.pk, "order_inspection"]),
        reverse("work_case", args=[case.pk]),
    )
    office = at_desk("land.h")
    assert "指派监督检查" in text(office.get(page))
    order = {"matter": "用地范围", "inspect_on": "", "officers": [county["land.h"].pk]}
    alone = office.post(url, order)
    assert (alone.status_code, "用地范围" in text(alone)) == (422, True)
    order["officers"].append(county["farm.head"].pk)
    assert office.post(url, order).status_code == 302
    seen = {
        "inspected_on": str(timekeeping.local(timekeeping.now()).date()),
        "place": "石岗村",
        "findings": "",
        "verdict": "faulty",
    }
    act = partial(do, office, case, "record_inspection", "record_inspection")
    assert act(**seen).status_code == 422
    assert act(**(seen | {"findings": "用途不变。", "advice": "设界桩。"})).status_code == 302
    second = at_desk("farm.head")
    to_sign = text(second.get(page))
    for said in ("用途不变。", "发现问题", "设界桩。"):
        assert said in to_sign, "nobody signs what he does not see"
    assert do(second, case, "sign_inspection", "sign_inspection").status_code == 302
    shown = text(second.get(page))
    assert "监督检查记录" in shown
    assert "监督检查建议书" in shown


def test_with_a_renewal_the_window_takes_what_is_new_and_keeps_what_still_holds(at_desk, county):
    """行政许可法 arts 31, 50; D1-009: what still holds is taken over from the certificate's case."""
    scan = {"sha256": store_bytes(b"%PDF-1.4", "application/pdf").sha256, "filename": "平面图.pdf"}
    case = county.receive("committed", materials=[acts.HandedIn("plan", "平面图", **scan)])
    county.accept(case)
    county.examine_all(case)
    county.decide(case)
    county.finish(case)
    certificate = Certificate.objects.get()
    page = reverse("work_certificate", args=[certificate.pk])
    assert 'name="reuse-plan"' in text(at_desk("clerk").get(page))
    url = reverse("work_certificate_begin", args=[certificate.pk, "renewal"])
    handed = {"reuse-plan": "on", "have-application": "on", "form-application": "original"}
    wrong = at_desk("clerk").post(url, handed | {"statement": "", "copies-application": "1"})
    assert wrong.status_code == 422
    assert text(wrong).count("checked") >= 2, "what was ticked stays ticked"
    done = at_desk("clerk").post(url, handed | {"statement": "继续使用", "copies-application": "1"})
    renewal = Case.objects.exclude(pk=case.pk).get()
    assert done.url == reverse("work_case", args=[renewal.pk])
    taken = {row.key: (row.form, row.sha256) for row in renewal.materials.all()}
    assert taken == {"plan": ("on_file", scan["sha256"]), "application": ("original", "")}


ENDINGS = [
    ("revocation", "revoke", "撤销", "fraud", {}),
    ("recall", "recall", "撤回", "circumstances_changed", {"compensation": "按评估补偿。"}),
]


@pytest.mark.parametrize(("purpose", "act", "word", "ground", "more"), ENDINGS)
def test_from_the_proposal_to_the_decision(
    at_desk, do, county, certificate, purpose, act, word, ground, more
):
    """行政许可法 arts 8, 69: proposed, heard, examined, decided, all from the pages; what is wrong is said and kept."""
    listed = text(at_desk("land.h").get(reverse("work_certificates"), {"q": "前锋"}))
    assert certificate.document.number in listed
    url = reverse("work_certificate_begin", args=[certificate.pk, purpose])
    said = {"ground": ground, "reason": "事实已经变化。", **more}
    wrong = at_desk("land.h").post(url, said | {"reason": ""})
    assert wrong.status_code == 422
    assert "请写明" in text(wrong)
    done = at_desk("land.h").post(url, said)
    case = Case.objects.get(channel="office")
    assert done.url == reverse("work_case", args=[case.pk])
    heard = do(at_desk("clerk"), case, "await_statement", "record_statement", text="不知情。")
    assert heard.status_code == 302
    county.examine_all(case)
    shown = text(at_desk("leader").get(reverse("work_case", args=[case.pk])))
    for words in ("依职权办理", f"{word}该许可", f"{word}行政许可事先告知书", "不知情。", "事实已经变化。"):
        assert words in shown, words
    verdict = {"verdict": act, "reason": "属实", **more}
    assert do(at_desk("leader"), case, act, act, **verdict).status_code == 422
    assert do(at_desk("leader"), case, act, act, basis="某法", **verdict).status_code == 302
    certificate.refresh_from_db()
    assert certificate.get_standing_display() == f"已{word}"
    assert f"已{word}" in text(at_desk("clerk").get(reverse("work_certificate", args=[certificate.pk])))
    expired = text(at_desk("clerk").get(reverse("work_certificates"), {"only": "expired"}))
    assert certificate.document.number not in expired


def test_a_private_certificate_is_its_own_agencys_affair(at_desk, county, certificate):
    """D1-021: supervision finds and reads the certificates of open items, of private ones nothing."""
    stranger("supervisor")
    county.people["eye"] = Person.objects.get(username="stranger.supervisor")
    page, listed = reverse("work_certificate", args=[certificate.pk]), reverse("work_certificates")
    assert at_desk("eye").get(page).status_code == 200
    assert certificate.holder in text(at_desk("eye").get(listed))
    Item.objects.update(is_private=True)
    assert at_desk("eye").get(page).status_code == 403
    assert certificate.holder not in text(at_desk("eye").get(listed))
    assert certificate.holder in text(at_desk("land.h").get(listed))
    assert at_desk("clerk").get(page).status_code == 200


def test_a_renewals_limit_ends_with_the_expiry_and_says_so(at_desk, county, certificate):
    """行政许可法 art. 50.2: the page explains the very day by which the renewal must be decided."""
    last = standing.renew_by(certificate.valid_until)
    with timekeeping.at(datetime.combine(last, time(9), timekeeping.SHANGHAI)):
        case = acts.apply_on_certificate(
            certificate.pk, "renewal", by=county["clerk"], form={"statement": "继续"}
        )
    with timekeeping.at(datetime.combine(last + timedelta(days=4), time(9), timekeeping.SHANGHAI)):
        county.accept(case)
        case.refresh_from_db()
        shown = {each.name: each for each in clocks(case)}
        assert str(shown["法定时限"].due_at) == str(case.statutory_due_at)
        assert timekeeping.local(case.statutory_due_at).date() == certificate.valid_until
        assert shown["法定时限"].cut
        (due,) = [row.day for row in shown["法定时限"].rows if row.is_due]
        assert due == certificate.valid_until
        assert "证照有效期在此日届满" in text(at_desk("land.h").get(reverse("work_due", args=[case.pk])))
