"""A certificate's later life as its holder sees it: renewed and changed on the telephone, renewed by silence."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from shenpi.apps import timekeeping
from shenpi.apps.casework import certificate_sweeps
from shenpi.apps.casework.certificates import Upon
from shenpi.apps.casework.models import Case
from shenpi.apps.documents.models import Certificate
from shenpi.apps.documents.rendering import render_pending
from shenpi.apps.exchange.pumping import settle
from tests.sites.workbench.walking import Walker, filed_online
from tests.support import county as counties

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def county() -> counties.County:
    return counties.build(("committed",), fee=False)


def certificate_of(county, *, expires_in: int) -> Certificate:
    """Issued two years ago, less so many days, to 王芳, who had filed online."""
    with timekeeping.at(timekeeping.now() - timedelta(days=731 - expires_in)):
        case = filed_online(county)
        decided(county, case)
    told()
    return Certificate.objects.get(document__case_id=case.pk)


def decided(county, case: Case) -> None:
    county.accept(case)
    county.examine_all(case)
    county.decide(case)
    county.finish(case)


def told() -> None:
    """Make the papers and carry them to the public zone."""
    settle()
    render_pending(30)
    settle()


def test_renewed_changed_and_renewed_by_silence(phone: Page, desktop: Page, county):
    """行政许可法 arts 49, 50; D10-012: the holder on a telephone, the window at its desk."""
    holder, desk = Walker(phone, county, "phone"), Walker(desktop, county, "desktop")
    near = certificate_of(county, expires_in=60)
    lapsed, silent = renewed_by_silence(county)
    holder.becomes("wang")
    holder.goes_to("/certificates/")
    holder.reads("需要延续的，请在")
    holder.looks("certificates")
    renewal = applies(holder, near, "申请延续", statement="继续使用。")
    decided(county, renewal)
    told()
    replaced = Certificate.objects.get(document__case_id=renewal.pk)
    holder.goes_to(f"/certificates/{replaced.pk}/")
    holder.reads("有效", f"{replaced.valid_until.year}年")
    holder.goes_to(f"/certificates/{near.pk}/")
    holder.reads("已换发新证", "准予延续")
    change = applies(holder, replaced, "申请变更", holder="广安市前锋新材料有限公司", reason="更名。")
    desk.opens(change, "clerk")
    desk.reads("广安市前锋新材料有限公司", "所涉证照")
    desk.looks("certificate-change")
    desk.does("受理", "属于本机关职责范围", "申请材料齐全", "符合法定形式")
    desk.goes_to("/work/certificates/")
    desk.reads("建设用地批准书", near.document.number)

    holder.goes_to(f"/certificates/{lapsed.pk}/")
    holder.reads("有效", "准予延续")
    holder.looks("certificate-silent")
    desk.opens(silent)
    desk.reads("视为准予延续")
    desk.looks("certificate-silent")


def renewed_by_silence(county) -> tuple[Certificate, Case]:
    """Asked for in time and accepted; the expiry was yesterday, and nobody had decided."""
    certificate = certificate_of(county, expires_in=-1)
    with timekeeping.at(timekeeping.now() - timedelta(days=40)):
        asked = county.filing("committed", upon=Upon(certificate.pk, "renewal"), form={}, materials=())
        case = counties.acts.receive(asked, by=county["clerk"])
        county.accept(case)
    assert certificate_sweeps.sweep() >= 1
    told()
    return certificate, case


def applies(who: Walker, certificate: Certificate, link: str, **fields: str) -> Case:
    known = list(Case.objects.values_list("pk", flat=True))
    who.goes_to(f"/certificates/{certificate.pk}/")
    who.looks(f"certificate-{link}")
    who.follows(link)
    who.fills(**fields)
    who.looks(f"apply-{link}")
    who.presses(f"提交{link[2:]}申请")
    settle()
    return Case.objects.exclude(pk__in=known).get()
