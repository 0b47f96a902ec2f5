"""A small county for tests: one agency with a window, three offices, a leader, and items on the shipped processes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from shenpi.apps.casework import acts, fees, headings
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.catalogue.acts import publish_bundle
from shenpi.apps.catalogue.models import BundleVersion, Item, ItemVersion, ProcessVersion
from shenpi.apps.organisation.models import Agency, Office, Person, Post

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass
class County:
    """The agency's offices and people by name."""

    agency: Agency
    offices: dict[str, Office]
    people: dict[str, Person]
    items: dict[str, ItemVersion] = field(default_factory=dict)

    def __getitem__(self, username: str) -> Person:
        return self.people[username]

    def filing(self, process: str = "parallel", **changes: Any) -> acts.Filing:
        """A complete filing for the item on that process."""
        values: dict[str, Any] = {
            "version_id": self.items[process].pk,
            "applicant": {
                "kind": "organisation",
                "name": "广安市前锋建材有限公司",
                "id_number": "",
                "phone": "13800000000",
            },
            "form": {"project": "厂房扩建"},
            "materials": [
                acts.HandedIn("application", "申请表"),
                acts.HandedIn("plan", "平面图", "copy", 2, sha256="0" * 64),
            ],
        }
        return acts.Filing(**(values | changes))

    def receive(self, process: str = "parallel", **changes: Any) -> Case:
        """Receive a filing at the window."""
        return acts.receive(self.filing(process, **changes), by=self["clerk"])

    def task(self, case: Case, act: str, office: str = "") -> Task:
        """The case's open task of an act (in an office, where several have one)."""
        tasks = Task.objects.filter(case=case, act=act)
        return tasks.get(office=self.offices[office]) if office else tasks.get()

    def accept(self, case: Case) -> None:
        """Accept at the window."""
        task = self.task(case, "examine_formally")
        acts.accept(case.id, task.id, by=self["clerk"], in_jurisdiction=True, complete=True, legal_form=True)
        self.dispatch(case)

    def dispatch(self, case: Case) -> None:
        """Send to the item's own lead and co-offices, where the process asks for it."""
        task = Task.objects.filter(case=case, act="dispatch").first()
        if task:
            offices = case.context["offices"]
            acts.dispatch(case.id, task.id, by=self["clerk"], lead=offices["lead"], co=offices["co"])

    def examine_all(self, case: Case, fee: tuple[str, str, int] | None = None) -> None:
        """Let the handler and the head of every office agree; where it is asked for, with the fee and all headings."""
        asked = fees.Asked(*fee) if fee else None
        for task in list(Task.objects.filter(case=case, act="examine").select_related("holder")):
            said = {"found": headings.ALL_MEET, "fee": asked}
            acts.examine(case.id, task.id, by=task.holder, verdict="agree", text="符合条件。", **said)
        for task in list(Task.objects.filter(case=case, act="review").select_related("holder")):
            acts.review(case.id, task.id, by=task.holder, verdict="agree", text="同意。")

    def decide(self, case: Case, verdict: str = "grant", **words: Any) -> None:
        """Let the leader decide."""
        task = Task.objects.get(case=case, act__in=["decide", "joint_review"])
        acts.decide(case.id, task.id, by=self["leader"], verdict=verdict, **words)

    def finish(self, case: Case) -> None:
        """Issue, serve and publish whatever is open of these."""
        for act, arguments in (
            ("issue", {}),
            ("serve", {"method": "window", "recipient": "李四"}),
            ("publish", {}),
        ):
            task = Task.objects.filter(case=case, act=act).first()
            if task:
                getattr(acts, act)(case.id, task.id, by=self["clerk"], **arguments)


def build(
    processes: tuple[str, ...] = ("parallel", "committed"), *, fee: bool | dict[str, Any] = True
) -> County:
    """Make the county in the test database."""
    agency = Agency.objects.create(
        code="11511300008778386B",
        name="区自然资源局",
        full_name="广安区自然资源和规划局",
        short_name="广安区自然资",
    )
    offices = {
        code: Office.objects.create(agency=agency, code=code, name=name, kind=kind)
        for code, name, kind in (
            ("window", "政务服务窗口", "window"),
            ("land", "用途管制股", "business"),
            ("farm", "耕地保护股", "business"),
            ("law", "政策法规股", "business"),
            ("chief", "局领导", "leadership"),
        )
    }
    county = County(agency, offices, {})
    for username, name, office, role in (
        ("clerk", "周敏", "window", "acceptor"),
        ("land.h", "王磊", "land", "handler"),
        ("land.head", "陈刚", "land", "office_head"),
        ("farm.h", "刘洋", "farm", "handler"),
        ("farm.head", "赵静", "farm", "office_head"),
        ("law.h", "孙丽", "law", "handler"),
        ("law.head", "吴强", "law", "office_head"),
        ("leader", "郑国华", "chief", "leader"),
    ):
        person = Person.objects.create(username=username, name=name, kind="staff")
        Post.objects.create(person=person, office=offices[office], role=role, valid_from=LONG_AGO)
        county.people[username] = person
    for key in processes:
        county.items[key] = _item(county, key, fee=fee)
    return county


def build_items(
    county: County, processes: tuple[str, ...], *, fee: bool | dict[str, Any] = True, **changes: Any
) -> dict[str, ItemVersion]:
    """Add items on further processes to a county; `changes` are fields of their versions, `co` their co-offices."""
    return {key: _item(county, key, fee=fee, **changes) for key in processes}


def neighbours(county: County, agencies: dict[str, str]) -> None:
    """Add other agencies by key and name, each with an office, a handler (`key.h`) and a head (`key.head`)."""
    for key, name in agencies.items():
        agency = Agency.objects.create(code=key, name=name, full_name=name, short_name=name)
        office = Office.objects.create(agency=agency, code=f"{key}.office", name="业务科", kind="business")
        county.offices[key] = office
        for suffix, role in (("h", "handler"), ("head", "office_head")):
            person = Person.objects.create(username=f"{key}.{suffix}", name=f"{name}{suffix}", kind="staff")
            Post.objects.create(person=person, office=office, role=role, valid_from=LONG_AGO)
            county.people[f"{key}.{suffix}"] = person


def bundle(*processes: str, **changes: Any) -> BundleVersion:
    """Publish a bundle of the county's items on these processes: one project, one plan, an application for each."""
    shared = {"of": dict.fromkeys(processes, "project")}
    definition = {
        "code": "build",
        "name": "建设用地一件事",
        "summary": "一次申请。",
        "items": [{"alias": each, "code": f"test-{each}", "label": each} for each in processes],
        "answers": {"project": shared},
        "materials": {"plan": {"name": "总平面图", "of": dict.fromkeys(processes, "plan")}},
    }
    return publish_bundle(definition | changes, by=None)


def revised(county: County, process: str, **changes: Any) -> ItemVersion:
    """Give an item its next version, like the last one but for `changes`, as one that was published long ago."""
    old = county.items[process]
    fields = {each.attname: getattr(old, each.attname) for each in ItemVersion._meta.concrete_fields}
    del fields["id"]
    fields |= {"number": old.number + 1, "published_at": None}
    version = ItemVersion.objects.create(**(fields | changes))
    version.co_offices.set(old.co_offices.all())
    version.published_at = LONG_AGO
    version.save(update_fields=["published_at"])
    Item.objects.filter(pk=version.item_id).update(current=version)
    county.items[process] = version
    return version


def _item(
    county: County,
    key: str,
    *,
    fee: bool | dict[str, Any],
    co: tuple[str, ...] = ("farm", "law"),
    item_type: str = "01",
    accept: str = "window",
    **changes: Any,
) -> ItemVersion:
    bpmn = resources.files("shenpi.data").joinpath(f"processes/{key}.bpmn").read_text("utf-8")
    process = ProcessVersion.objects.create(
        key=key, version=1, name=key, bpmn=bpmn, sha256=f"{key:0<64}", published_at=LONG_AGO
    )
    item = Item.objects.create(
        code=f"test-{key}", name=f"建设用地审批（{key}）", agency=county.agency, item_type=item_type
    )
    fields: dict[str, Any] = {
        "item": item,
        "number": 1,
        "content": {},
        "form_schema": {
            "type": "object",
            "properties": {"project": {"type": "string", "title": "项目名称", "maxLength": 60}},
        },
        "materials": [
            {
                "key": "application",
                "name": "申请表",
                "required": True,
                "copies": 1,
                "basis": "行政许可法第二十九条",
            },
            {"key": "plan", "name": "平面图", "required": True, "copies": 2, "basis": "行政许可法第三十一条"},
        ],
        "statutory_limit": {"amount": 20, "unit": "working_days"},
        "promised_limit": {"amount": 15, "unit": "working_days"},
        "correction_limit": {"amount": 10, "unit": "working_days"},
        "fee": fee
        if isinstance(fee, dict)
        else {"due": fee, "amount": "1200.00", "days": 15, "unpaid": "refuse"},
        "certificate": {"name": "建设用地批准书", "years": 2},
        "process": process,
        "lead_office": county.offices["land"],
        "accept_office": county.offices[accept],
        "online": True,
        "at_window": True,
    }
    version = ItemVersion.objects.create(**(fields | changes))
    version.co_offices.set([county.offices[each] for each in co])
    ItemVersion.objects.filter(pk=version.pk).update(published_at=LONG_AGO)
    Item.objects.filter(pk=item.pk).update(current=version)
    return version
