"""One filing for several items (一件事): one form and one list of materials, cut again into each item's own.

A question or material that several items ask is asked once; each item gets the answer under its own name and judges it
by its own form. Every item stays a case of its own, by its own law, process and limits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from shenpi.apps.errors import Invalid, Message, Refusal

from . import forms
from .bundle_models import BundleVersion
from .forms.schema import NOT_BEFORE
from .models import ItemVersion

T = TypeVar("T")
Names = Mapping[str, str]
Rows = list[dict[str, Any]]

_ALIKE = ("type", "format", "oneOf", "const")
"""What a question must have in common with itself in every item that asks it."""
_OF_ONE = ("may_follow", "commitment", "sample")
"""What a material given once for several items cannot take from one of them."""


class Standing(models.TextChoices):
    """How far a bundle has come; it follows from its cases."""

    OPEN = "open", lazy("办理中")
    PARTLY = "partly", lazy("部分办结")
    DONE = "done", lazy("全部办结")


def standing(ended: Iterable[bool]) -> Standing:
    """Return how far a bundle has come whose cases have or have not ended."""
    over = list(ended)
    if all(over):
        return Standing.DONE
    return Standing.PARTLY if any(over) else Standing.OPEN


@dataclass(frozen=True)
class Part:
    """One item of a bundle; `answers` and `materials` give, by the item's own name, what the bundle calls it."""

    alias: str
    label: str
    version: ItemVersion
    answers: Names
    materials: Names

    def questions(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield what the item asks by the bundle's names, an end with the bundle's name of its beginning."""
        for field, question in self.version.form_schema.get("properties", {}).items():
            begins = question.get(NOT_BEFORE)
            yield self.answers[field], question | ({NOT_BEFORE: self.answers[begins]} if begins else {})

    def cleaned(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the item's own answers as its form cleans them. Raises Invalid, by the bundle's names."""
        schema = self.version.form_schema
        said = {own: answers[name] for own, name in self.answers.items() if name in answers}
        if not self.answers:
            return {}
        try:
            return forms.validate(schema, said)
        except Invalid as wrong:
            raise Invalid(wrong.code, wrong.message, fields=self._renamed(wrong.fields)) from wrong

    def known(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """Return, by the bundle's names, the answers of an earlier filing for the same item."""
        return {self.answers[own]: said for own, said in form.items() if own in self.answers}

    def handed(self, materials: Mapping[str, T]) -> dict[str, T]:
        """Return what is said of the item's own materials, in the order of its list."""
        return {own: materials[name] for own, name in self.materials.items() if name in materials}

    def _renamed(self, faults: Mapping[str, Sequence[Message]]) -> dict[str, Sequence[Message]]:
        heads = {path: path.split(".", 1)[0] for path in faults}
        return {self.answers.get(own, own) + path[len(own) :]: faults[path] for path, own in heads.items()}


@dataclass(frozen=True)
class Composition:
    """A bundle with the current versions of its items: filled in and ticked like one item's version."""

    bundle: BundleVersion
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """What the bundle is called."""
        return self.bundle.bundle.name

    def received_by(self, offices: Collection[int]) -> bool:
        """Tell whether a window that serves these offices receives for every item."""
        return all(part.version.at_window and part.version.accept_office_id in offices for part in self.parts)

    def faults(self, answers: Mapping[str, Any]) -> dict[str, list[Message]]:
        """Return what each item's own form says against the answers, by the bundle's names."""
        found: dict[str, list[Message]] = {}
        for part in self.parts:
            try:
                part.cleaned(answers)
            except Invalid as wrong:
                found = wrong.fields | found
        return found

    @cached_property
    def form_schema(self) -> dict[str, Any]:
        """What is shared first, then what each item asks for itself, and at the end what is declared."""
        once, own, declared = {}, {}, {}
        for name, asked in _shared(self.bundle.answers, self._questions()):
            profile = next((each["x-profile"] for each in asked if "x-profile" in each), None)
            question = {**asked[0], **({"x-profile": profile} if profile else {})}
            question["title"] = self.bundle.answers[name].get("title", question["title"])
            if question.get("const") is True:
                declared[name] = question | {"x-group": _("承诺")}
            else:
                once[name] = question | {"x-group": _("各事项共用")}
        for part in self.parts:
            group = part.label
            for name, question in part.questions():
                group = f"{part.label}：{question['x-group']}" if question.get("x-group") else group
                if name not in self.bundle.answers:
                    own[name] = question | {"x-group": group}
        required = [
            part.answers[field]
            for part in self.parts
            for field in part.version.form_schema.get("required", ())
        ]
        return {
            "type": "object",
            "additionalProperties": False,
            "required": sorted(set(required)),
            "properties": once | own | declared,
        }

    @cached_property
    def materials(self) -> Rows:
        """What is given once first, then what each item asks for itself; `of` names the items."""
        rows: Rows = []
        for name, asked in _shared(self.bundle.materials, self._papers()):
            kept = {key: value for key, value in asked[0].items() if key not in _OF_ONE}
            told = {
                "key": name,
                "name": self.bundle.materials[name].get("name", kept["name"]),
                "required": any(each.get("required", True) for each in asked),
                "copies": max(each.get("copies", 1) for each in asked),
                "basis": "；".join(dict.fromkeys(each["basis"] for each in asked)),
                "of": [part.label for part in self.parts if name in part.materials.values()],
            }
            rows.append(kept | told)
        for part in self.parts:
            for row in part.version.materials:
                if part.materials[row["key"]] not in self.bundle.materials:
                    rows.append(row | {"key": part.materials[row["key"]], "of": [part.label]})
        return rows

    def _questions(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for part in self.parts:
            yield from part.questions()

    def _papers(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for part in self.parts:
            for row in part.version.materials:
                yield part.materials[row["key"]], row


def composed(bundle: BundleVersion) -> Composition:
    """Return the bundle with the versions of its items that are current. Raises Refusal when one is not to be had."""
    codes = [row["code"] for row in bundle.items]
    current = ItemVersion.objects.filter(current_of__code__in=codes)
    versions = {each.item.code: each for each in current.select_related("item__agency")}
    if missing := [row["label"] for row in bundle.items if row["code"] not in versions]:
        words = _("这件事中的“%(names)s”暂时不能申请，请分别办理其他事项。")
        raise Refusal("bundle_closed", words % {"names": "、".join(missing)})
    return Composition(bundle, tuple(_part(bundle, row, versions[row["code"]]) for row in bundle.items))


def objections(bundle: BundleVersion, made: Composition) -> Iterator[tuple[str, Message]]:
    """Yield what stands against publishing a bundle, with its place."""
    repeated = Counter(row["alias"] for row in bundle.items).most_common(1)
    if len(bundle.items) < 2 or repeated[0][1] > 1:
        yield "items", _("一件事至少有两个事项，每个事项的简称不重复。")
        return
    for part in made.parts:
        if part.version.guide_only:
            yield f"items.{part.alias}", _("这个事项不能在本系统申请。")
    for place, shared, found in (
        ("answers", bundle.answers, dict(_shared(bundle.answers, made._questions()))),
        ("materials", bundle.materials, dict(_shared(bundle.materials, made._papers()))),
    ):
        for name, each in shared.items():
            if len(found.get(name, ())) != len(each["of"]) or len(each["of"]) < 2:
                yield f"{place}.{name}", _("共用的内容至少属于两个事项，并且在每个事项中都有。")
            elif place == "answers" and not _alike(found[name]):
                yield f"{place}.{name}", _("共用的问题在各事项中的类型和选项必须一致。")


def _part(bundle: BundleVersion, row: Mapping[str, str], version: ItemVersion) -> Part:
    alias = row["alias"]

    def named(shared: Mapping[str, Any], own: Iterable[str]) -> Names:
        once = {each["of"][alias]: name for name, each in shared.items() if alias in each["of"]}
        return {name: once.get(name, f"{alias}_{name}") for name in own}

    asked = version.form_schema.get("properties", {})
    papers = [material["key"] for material in version.materials]
    return Part(alias, row["label"], version, named(bundle.answers, asked), named(bundle.materials, papers))


def _shared(
    shared: Mapping[str, Any], found: Iterable[tuple[str, dict[str, Any]]]
) -> Iterator[tuple[str, Rows]]:
    """Yield what is given once with how each item puts it; what no item has any more is left out."""
    by_name: dict[str, Rows] = {}
    for name, each in found:
        by_name.setdefault(name, []).append(each)
    return ((name, by_name[name]) for name in shared if name in by_name)


def _alike(asked: Rows) -> bool:
    return all(each.get(key) == asked[0].get(key) for each in asked for key in _ALIKE)
