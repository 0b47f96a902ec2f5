"""What staff type, read from a posted form: bounded, printable, and never lost when something is wrong."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework.acts import HandedIn
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.documents import files
from shenpi.apps.errors import Invalid

LONGEST = 2000


def words(post: QueryDict, name: str, *, longest: int = LONGEST) -> str:
    """Return a posted text. Raises Invalid for one that is too long or has unprintable characters."""
    text = post.get(name, "").replace("\r\n", "\n").strip()
    if len(text) > longest:
        raise Invalid(
            "too_long",
            _("有一处文字太长。"),
            fields={
                name: [_("最多 %(most)s 字，现有 %(now)s 字，请删减。") % {"most": longest, "now": len(text)}]
            },
        )
    if any(ord(character) < 32 and character not in "\n\t" for character in text):
        raise Invalid(
            "unprintable", _("文字中有无法显示的字符。"), fields={name: [_("请删除不可见字符后重新提交。")]}
        )
    return text


def checked(post: QueryDict, name: str) -> bool:
    """Tell whether a box is ticked."""
    return post.get(name) in ("on", "true", "yes")


def office_ids(values: Iterable[str]) -> list[int]:
    """Return posted office ids; what is no number is left out and refused by the act."""
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 10]


def materials(
    request: HttpRequest, version: ItemVersion, *, only: Iterable[str] | None = None
) -> list[HandedIn]:
    """Return what was ticked and uploaded against the item's material list (D3-026).

    A material counts as handed in when its box is ticked or a file is attached. Raises Invalid beside the material.
    """
    handed = []
    for row in version.materials:
        key = row["key"]
        if only is not None and key not in only:
            continue
        upload = request.FILES.get(f"file-{key}")
        if upload is None and not checked(request.POST, f"have-{key}"):
            continue
        stored = None
        if upload is not None:
            try:
                stored = files.store(upload, filename=upload.name or "")
            except Invalid as refusal:
                raise Invalid(
                    refusal.code, refusal.message, fields={f"file-{key}": [refusal.message]}
                ) from None
        handed.append(
            HandedIn(
                key=key,
                name=row["name"],
                form="electronic"
                if upload and not checked(request.POST, f"have-{key}")
                else _form(request.POST, key),
                copies=_copies(request.POST, key),
                sha256=stored.sha256 if stored else "",
                filename=files.clean_name(upload.name or "") if upload else "",
            )
        )
    return handed


def uuid(text: str) -> UUID | None:
    """Return the identifier in a query string, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _form(post: QueryDict, key: str) -> str:
    return "copy" if post.get(f"form-{key}") == "copy" else "original"


def _copies(post: QueryDict, key: str) -> int:
    text = post.get(f"copies-{key}", "1")
    if not (text.isascii() and text.isdigit() and 0 < int(text[:4]) <= 99):
        raise Invalid(
            "copies", _("份数应为 1 至 99。"), fields={f"file-{key}": [_("份数应为 1 至 99 的整数。")]}
        )
    return int(text)
