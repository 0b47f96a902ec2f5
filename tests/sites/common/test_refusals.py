"""A refusal's words: every program reads them in both languages, whatever language asked."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Refusal, worded
from shenpi.sites.common.refusals import told


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_both_languages_are_told_with_their_places_filled(language):
    with translation.override(language):
        refusal = Refusal("views_full", worded(_("最多保存 %(count)s 个视图，请先删除不用的。"), count=30))
        answer = told(refusal)
    assert answer["message_zh"] == "最多保存 30 个视图，请先删除不用的。"
    assert answer["message_en"] == "At most 30 views can be kept; please delete those you do not use."
