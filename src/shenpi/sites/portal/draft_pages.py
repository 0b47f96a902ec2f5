"""What the pages of a draft show: tasks, places for materials, answers, and where each fault is mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shenpi.apps.applications import completeness
from shenpi.apps.applications import queries as applications
from shenpi.apps.applications.completeness import MATERIAL, Faults
from shenpi.apps.applications.sections import Section, sections
from shenpi.apps.documents.inspection import EXTENSIONS
from shenpi.sites.common.templatetags.shenpi import masked
from shenpi.sites.common.wording import answer_words

if TYPE_CHECKING:
    from shenpi.apps.applications.models import Draft

ACCEPTED = tuple(extension for extensions in EXTENSIONS.values() for extension in extensions)
"""File name endings that the upload fields propose."""
PERSONAL = frozenset({"citizen-number", "mobile", "telephone", "citizen", "phone"})
"""Formats and profile marks of answers that are masked."""


def faults(draft: Draft) -> Faults:
    """Return what is still missing in a new filing, or in the answer to a correction notice."""
    if draft.application_id is None:
        return completeness.faults(draft)
    return completeness.answer_faults(draft, applications.progress(draft.application_id))


def tasks(draft: Draft, missing: Faults) -> list[dict[str, Any]]:
    """Return the task list: each section of the form, the materials, and the check at the end."""
    found = []
    for part in sections(draft.form_schema):
        wrong = any(part.holds(path) for path in missing)
        begun = part.key in draft.visited or any(name in draft.form_data for name in part.fields)
        state = "begun" if begun and wrong else "todo" if wrong or not begun else "done"
        found.append({"name": part.title, "url": _section_url(draft, part), "state": state})
    if draft.materials:
        wrong = any(path.startswith(MATERIAL) for path in missing)
        begun = draft.files.exists()
        found.append(
            {
                "name": _("上传材料"),
                "url": materials_url(draft),
                "state": "begun" if begun and wrong else "todo" if wrong else "done",
                "hint": _asked_for(draft),
            }
        )
    check = reverse("portal_check", args=[draft.pk])
    found.append({"name": _("核对并提交"), "url": check, "state": "blocked" if missing else "todo"})
    return found


def _asked_for(draft: Draft) -> str:
    """Say how many materials are due: all that the item requires, or those that the correction notice names."""
    due = sum(1 for place in places(draft) if place["required"])
    if draft.application_id is None:
        return _("必须提供的材料 %(count)s 项") % {"count": due}
    return _("需要补交的材料 %(count)s 项") % {"count": due} if due else _("没有要求补交材料")


def next_url(draft: Draft, *, after: Section) -> str:
    """Return the page after a section: the next section, the materials, or the task list."""
    parts = sections(draft.form_schema)
    following = next((part for part in parts if int(part.key) == int(after.key) + 1), None)
    if following is not None:
        return _section_url(draft, following)
    return materials_url(draft) if draft.materials else reverse("portal_check", args=[draft.pk])


def places(draft: Draft) -> list[dict[str, Any]]:
    """Return a place per material with its files; answering a notice, what it says is wrong comes first."""
    files: dict[str, list[Any]] = {}
    for kept in draft.files.select_related("file"):
        files.setdefault(kept.material, []).append(kept)
    notice = applications.progress(draft.application_id).correction if draft.application_id else None
    problems = {fault["key"]: fault["problem"] for fault in (notice or {}).get("faults", ())}
    found = [
        {
            **entry,
            "required": entry["key"] in problems if draft.application_id else entry.get("required", True),
            "problem": problems.get(entry["key"], ""),
            "files": files.get(entry["key"], []),
            "undertaken": draft.undertakings.get(entry["key"], ""),
            "anchor": MATERIAL + entry["key"],
        }
        for entry in draft.materials
    ]
    return sorted(found, key=lambda place: not place["problem"])


@dataclass(frozen=True)
class Answer:
    """One answer in words; repeated rows stand in `rows` as lists of (label, words)."""

    label: str
    words: str = ""
    rows: list[list[tuple[str, str]]] = field(default_factory=list)


def answers(
    schema: Mapping[str, Any], data: Mapping[str, Any], *, masking: bool = False
) -> list[tuple[Section, list[Answer]]]:
    """Return each section with its answers in words, for reading over; `masking` hides the numbers of people."""
    asked = schema.get("properties", {})
    said = {
        name: _masked(asked[name], value) if masking else value
        for name, value in data.items()
        if name in asked
    }
    return [
        (part, [_answer(asked[name], name, said.get(name)) for name in part.fields])
        for part in sections(schema)
    ]


def _masked(schema: Mapping[str, Any], value: Any) -> Any:
    """Return an answer with citizen and telephone numbers hidden, in rows too."""
    if isinstance(value, list) and schema.get("items", {}).get("type") == "object":
        columns = schema["items"]["properties"]
        return [
            {key: _masked(columns.get(key, {}), inner) for key, inner in row.items()}
            for row in value
            if isinstance(row, Mapping)
        ]
    personal = schema.get("format") in PERSONAL or schema.get("x-profile") in PERSONAL
    return masked(value) if personal and value else value


def _answer(schema: Mapping[str, Any], name: str, value: Any) -> Answer:
    label = str(schema.get("title", name))
    if schema.get("type") != "array" or schema["items"].get("type") != "object":
        return Answer(label, worded(schema, value))
    columns = schema["items"]["properties"]
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
    return Answer(
        label,
        rows=[
            [(str(inner.get("title", key)), worded(inner, row.get(key))) for key, inner in columns.items()]
            for row in rows
        ],
    )


def worded(schema: Mapping[str, Any], value: Any) -> str:
    """Return one answer as people read it: the option's words, yes or no, a number with its unit."""
    if value in (None, "", []):
        return ""
    if "oneOf" in schema:
        return str(next((option["title"] for option in schema["oneOf"] if option["const"] == value), value))
    if schema.get("type") == "boolean":
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(worded(schema.get("items", {}), part) for part in value)
    return answer_words(schema, value)


def error_links(draft: Draft, missing: Mapping[str, Sequence[Any]]) -> list[tuple[str, str]]:
    """Return (address of the page where it is mended, words) for each fault."""
    parts = sections(draft.form_schema)
    label = labels(draft.form_schema)
    found = []
    for path, messages in missing.items():
        for words in messages:
            if path.startswith(MATERIAL):
                found.append((f"{materials_url(draft)}?errors#{path}", str(words)))
            else:
                part = next((part for part in parts if part.holds(path)), parts[0])
                found.append(
                    (f"{_section_url(draft, part)}?errors#{anchor(path)}", label(path) + _("：") + str(words))
                )
    return found


def anchor(path: str) -> str:
    """Return the id of the field that an error's path names."""
    return "field-" + path.replace(".", "-")


def labels(schema: Mapping[str, Any]) -> Callable[[str], str]:
    """Return a function from an error's path to the words of its label: 车辆 第 1 行 车牌号."""

    def label(path: str) -> str:
        here: Mapping[str, Any] = schema
        words = []
        for part in path.split("."):
            if part.isdigit():
                here = here.get("items", {})
                words.append(_("第 %(row)s 行") % {"row": int(part) + 1})
            else:
                here = here.get("properties", {}).get(part, {})
                words.append(here.get("title", part))
        return " ".join(words)

    return label


def materials_url(draft: Draft) -> str:
    """Return the address of the draft's page of materials."""
    return reverse("portal_materials", args=[draft.pk])


def _section_url(draft: Draft, part: Section) -> str:
    return reverse("portal_section", args=[draft.pk, part.key])
