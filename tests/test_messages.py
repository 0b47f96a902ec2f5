"""Issue 2, languages: a complete English catalogue ships; an untranslated message fails here."""

import polib

from tools import messages


def test_every_message_has_an_english_translation() -> None:
    assert messages.faults(messages.read(), messages.extract()) == []


def test_messages_are_found_in_python_and_in_templates(tmp_path) -> None:
    (tmp_path / "one.py").write_text('x = _("受理")\ny = ngettext("%(n)s 件", "%(n)s 件", n)\n')
    (tmp_path / "two.py").write_text(
        'from django.utils.translation import gettext_lazy as lazy\nx = lazy("绿灯")\n'
    )
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "one.html").write_text(
        '{% load i18n %}{% translate "办结" %}{{ x|default:_("无") }}'
        "{% blocktranslate with a=b %}共 {{ a }} 件{% endblocktranslate %}"
    )
    found = {message.msgid for message in messages.extract(tmp_path)}
    assert found == {"受理", "%(n)s 件", "绿灯", "办结", "无", "共 %(a)s 件"}


def test_a_missing_translation_and_a_lost_placeholder_are_faults() -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="共 %(a)s 件", msgstr="cases"))
    wanted = [messages.Message("共 %(a)s 件"), messages.Message("受理")]
    assert [fault.split(":")[0] for fault in messages.faults(catalogue, wanted)] == [
        "placeholders differ",
        "untranslated",
    ]


def test_extraction_keeps_what_was_translated_and_drops_what_is_gone() -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="受理", msgstr="Accept"))
    catalogue.append(polib.POEntry(msgid="旧", msgstr="Old"))
    fresh = messages.update(catalogue, [messages.Message("受理"), messages.Message("新")])
    assert {entry.msgid: entry.msgstr for entry in fresh} == {"受理": "Accept", "新": ""}


def test_compiling_writes_what_django_reads(tmp_path) -> None:
    path = tmp_path / "django.po"
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="受理", msgstr="Accept"))
    catalogue.save(str(path))
    assert polib.mofile(str(messages.compile_catalogue(path)))[0].msgstr == "Accept"
