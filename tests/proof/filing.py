"""The public zone's side of the random proof: an applicant, a filing agent, and what they send."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from shenpi.apps.applications import acts as public
from shenpi.apps.applications.acts.record_mandate import Recorded
from shenpi.apps.applications.models import Draft, Mandate
from shenpi.apps.catalogue.models import BundleVersion, ItemVersion
from shenpi.apps.documents import files
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from tests.support.county import LONG_AGO, County
from tests.support.public_zone import CITIZEN, make_applicant, pdf

RESIDENT = {"name": "王芳", "identifier": CITIZEN, "phone": "13812345678"}


@dataclass
class Filer:
    """Somebody who files online, and the agent who may do it for her under a mandate."""

    county: County
    bundle: BundleVersion
    resident: Person
    agent: Person
    mandates: list[Mandate] = field(default_factory=list)
    code: str = ""

    @property
    def by(self) -> Person:
        return self.agent if self.mandates else self.resident

    def anew(self) -> Filer:
        """The same people, who have sent nothing yet."""
        return replace(self, mandates=[])

    def acting(self, act: str) -> Person:
        """Who does it: the agent records and files under the mandate, the resident takes it in."""
        if act == "public.record_mandate":
            return self.agent
        return self.resident if act == "public.take_mandate" else self.by

    def upload(self, material: str) -> public.Upload:
        kept = files.store(pdf(pages=3), filename="附件.pdf")
        return public.Upload(material, "附件.pdf", kept.sha256, kept.size, kept.media_type)

    def draft(self, kind: str) -> Draft:
        """Write a complete draft; what may follow is promised instead of uploaded."""
        version = ItemVersion.objects.select_related("item").get(pk=self.county.items[kind].pk)
        mandate = self.mandates[0].pk if self.mandates else None
        draft = public.start_draft(by=self.by, version=version, mandate_id=mandate)
        public.undertake(draft.pk, by=self.by, material="plan", kind="follow")
        return self._complete(draft, ["application"])

    def answer(self, application_id: UUID, keys: Iterable[str]) -> Draft:
        """Write the answer to a correction notice that names these materials."""
        draft = public.start_answer(by=self.by, application_id=application_id)
        return self._complete(draft, keys)

    def together(self) -> Draft:
        """Write one draft for all of the bundle's items."""
        draft = public.start_bundle(by=self.by, bundle=self.bundle)
        return self._complete(draft, [row["key"] for row in draft.materials])

    def _complete(self, draft: Draft, materials: Iterable[str]) -> Draft:
        values = {"by": self.by, "section": "1", "values": {"project": "厂房"}, "keys": ["project"]}
        public.save_section(draft.pk, **values)
        for key in materials:
            public.attach(draft.pk, by=self.by, material=key, upload=pdf())
        return draft

    def entrusted(self, recorded: Recorded) -> None:
        """Remember the mandate, under which the agent files from now on."""
        self.mandates, self.code = [recorded.mandate], recorded.code


def make(county: County, bundle: BundleVersion) -> Filer:
    """Sign up a resident of the county, and give a township its agent."""
    agency = Agency.objects.create(code="gsz", name="官盛镇", full_name="官盛镇人民政府", short_name="官府")
    office = Office.objects.create(agency=agency, code="gsz.hall", name="便民服务中心", kind="window")
    agent = Person.objects.create(username="agent", name="罗玉芬", kind="staff")
    Post.objects.create(person=agent, office=office, role="filing_agent", valid_from=LONG_AGO)
    return Filer(county, bundle, make_applicant(), agent)
