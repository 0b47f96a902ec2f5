"""An agency's own words on its documents: checked, versioned, and kept with what was made with them (D10-075)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from shenpi.apps import timekeeping
from shenpi.apps.documents import acts, queries, rendering
from shenpi.apps.documents.models import Document, WordingConsent, WordingVersion
from shenpi.apps.documents.typesetting import render
from shenpi.apps.errors import Invalid, NotAllowed, Stale
from shenpi.apps.organisation.models import Agency, OrganisationEvent, Person, Post
from tests.support import county as counties

from .test_papers import FULL, OPENING, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(settings, tmp_path) -> counties.County:
    settings.SHENPI_DATA_DIR = tmp_path
    county = counties.build()
    office = county.offices["law"]
    Post.objects.create(
        person=county["law.h"], office=office, role="administrator", valid_from=counties.LONG_AGO
    )
    reformer = Person.objects.create(username="reformer", name="蒋秀兰", kind="staff")
    for person, role in ((reformer, "reform"), (county["law.h"], "reform"), (county["law.head"], "legal")):
        Post.objects.create(person=person, office=office, role=role, valid_from=counties.LONG_AGO)
    county.people["reformer"] = reformer
    return county


@pytest.fixture
def put(county):
    """Let the agency's administrator put a kind in other words, with the reform office's consent."""

    def put(
        typed, *, kind="refusal_decision", after=0, reason="机关要求", by="law.h", consent=True
    ) -> WordingVersion:
        made = acts.set_wording(county.agency, kind, typed, after=after, reason=reason, by=county[by])
        if consent:
            acts.consent_wording(made.pk, by=county["reformer"], agreed=True)
        return made

    return put


def test_a_document_keeps_the_words_in_force_when_it_was_issued(county, put) -> None:
    """What was issued before stays as it is, also when its paper is made later or anew."""
    begun = timekeeping.now()
    case = county.receive()
    with timekeeping.at(begun + timedelta(minutes=1)):
        first = put({"contact": "三楼5号窗口"}, kind="receipt_voucher")
    with timekeeping.at(begun + timedelta(minutes=2)):
        other = county.receive()
    with timekeeping.at(begun + timedelta(minutes=3)):
        second = put({"contact": "一楼大厅"}, kind="receipt_voucher", after=1)
        rendering.render_pending()
        Document.objects.update(state="failed")
        rendering.retry(Document.objects.get(case_id=other.pk))
        rendering.render_pending()
    before, after = (Document.objects.get(case_id=each.pk) for each in (case, other))
    assert (before.wording, after.wording) == (None, first)
    assert "三楼5号窗口" in words(render(after))
    assert queries.wordings(county.agency.pk) == {"receipt_voucher": second}


def test_words_are_in_force_once_a_central_office_consents(county, put) -> None:
    """D10-071, D10-075: not by the author, nor by the agency's own legal office; once, and of the latest version."""
    first = put({"contact": "三楼"}, kind="receipt_voucher", consent=False)
    assert queries.wordings_awaiting() == [first]
    for own in ("law.h", "law.head", "clerk"):
        with pytest.raises(NotAllowed):
            acts.consent_wording(first.pk, by=county[own], agreed=True)
    rendering.render_now(document := Document.objects.get(case_id=county.receive().pk))
    assert document.wording is None
    with pytest.raises(Invalid) as wrong:
        acts.consent_wording(first.pk, by=county["reformer"], agreed=False)
    assert list(wrong.value.fields) == ["reason"]
    acts.consent_wording(first.pk, by=county["reformer"], agreed=False, reason="请写全称")
    assert queries.wordings_awaiting() == []
    second = put({"contact": "政务大厅三楼"}, kind="receipt_voucher", after=1, consent=False)
    third = put({"contact": "政务大厅三楼东"}, kind="receipt_voucher", after=2)
    for decided in (first, second, third):
        with pytest.raises(Stale):
            acts.consent_wording(decided.pk, by=county["reformer"], agreed=True)
    rendering.render_now(document := Document.objects.get(case_id=county.receive().pk))
    assert document.wording == third
    kept = WordingConsent.objects.filter(pk=third.pk)
    for change in (lambda: kept.update(agreed=False), kept.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert OrganisationEvent.objects.filter(type="wording.consented").count() == 2


@pytest.mark.parametrize(
    ("typed", "field", "complaint"),
    [
        ({"opening": "你（单位）的申请收悉"}, "opening", "缺少"),
        ({"opening": OPENING + "。"}, "opening", "句末"),
        ({"contact": "找{clerk}"}, "contact", "{clerk}|clerk"),
        ({"contact": "{item:>9999999}"}, "contact", "没有这种内容"),
        ({"contact": "{item"}, "contact", "花括号"),
        ({"footer": "长" * 41}, "footer", "最多 40"),
        ({"notes": "字库没有\ue000"}, "notes", r"U\+E000"),
        ({"notes": "好", "reason": ""}, "reason", "为什么"),
    ],
)
def test_what_cannot_be_printed_or_would_lose_the_case_is_refused(put, typed, field, complaint) -> None:
    reason = typed.pop("reason", "机关要求")
    with pytest.raises(Invalid) as refusal:
        put(typed, reason=reason)
    assert list(refusal.value.fields) == [field]
    assert any(
        word.strip("{}") in str(refusal.value.fields[field][0])
        for word in complaint.replace("\\", "").split("|")
    )
    assert not WordingVersion.objects.exists()


def test_versions_grow_one_by_one_and_never_change(county, put) -> None:
    """Author, moment and reason are kept; an earlier version comes back as a new one; two at once: one is told."""
    first = put({**FULL, "organ": "本级人民政府", "title": "决定书", "remedies_term": "三日"})
    assert first.passages == {key: FULL[key] for key in FULL if key != "organ"}, (
        "the packaged words are no version"
    )
    with pytest.raises(Invalid, match="wording_same"):
        put(FULL | {"organ": ""}, after=1)
    with pytest.raises(Stale):
        put({"contact": "别处"}, after=0)
    put({}, after=1, reason="改回")
    third = put(first.passages, after=2, reason="恢复第1版")
    assert [each.number for each in queries.wording_versions(county.agency.pk, "refusal_decision")] == [
        3,
        2,
        1,
    ]
    assert (third.by, third.reason, third.passages) == (county["law.h"], "恢复第1版", first.passages)
    assert OrganisationEvent.objects.filter(type="wording.set", actor=county["law.h"]).count() == 3
    kept = WordingVersion.objects.filter(pk=first.pk)
    for change in (lambda: kept.update(reason="x"), kept.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_only_the_agencys_own_administrator_words_its_documents(county, put) -> None:
    """Who administers another agency, or none, is refused, and the attempt is on record."""
    other = Agency.objects.create(code="B", name="乙局", full_name="乙局", short_name="乙")
    for agency, by in ((other, "law.h"), (county.agency, "clerk")):
        with pytest.raises(NotAllowed):
            acts.set_wording(agency, "refusal_decision", FULL, after=0, reason="x", by=county[by])
    assert OrganisationEvent.objects.filter(type="wording.refused").count() == 2
    Person.objects.filter(pk=county["clerk"].pk).update(is_superuser=True)
    acts.set_wording(
        other, "refusal_decision", FULL, after=0, reason="x", by=Person.objects.get(pk=county["clerk"].pk)
    )
