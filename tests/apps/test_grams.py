"""Texts cut into grams: pure, and as both databases find in them."""

import random

import pytest

from shenpi.apps import grams
from shenpi.apps.casework.models import IndexCard
from tests.support import county as counties


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["扩建"], "扩建"),
        (["厂房扩建"], "厂房 房扩 扩建"),
        (["ＡＢc，扩"], "ab bc · 扩"),
        (["李", "王伟"], "李 · 王伟"),
        (["", "（）"], ""),
        (["𠮷野家"], "𠮷野 野家"),
    ],
)
def test_texts_are_cut_into_their_bigrams_in_order(texts, kept):
    assert grams.cut(texts) == kept


def test_of_a_form_what_people_wrote_is_read():
    form = {
        "project": "厂房",
        "area": 12.5,
        "urgent": True,
        "none": None,
        "rows": [{"name": "王伟"}, "石岗村", 7],
    }
    assert list(grams.leaves(form)) == ["厂房", "12.5", "王伟", "石岗村", "7"]


@pytest.mark.django_db
def test_both_databases_find_exactly_what_holds_every_word():
    """Beside a search that reads every text through, over texts of few signs, which meet by chance often."""
    county = counties.build(("committed",))
    rng = random.Random(5)
    signs = "甲乙丙𠮷12ab ，%"
    held = {county.receive("committed").pk: "" for _ in range(8)}
    for _round in range(8):
        for key in held:
            held[key] = "".join(rng.choice(signs) for _ in range(rng.randrange(14)))
            IndexCard.objects.filter(case=key).update(grams=grams.cut([held[key]]))
        for _question in range(8):
            words = "".join(rng.choice(signs) for _ in range(rng.randrange(1, 6)))
            parts = grams.normalise(words).split()
            right = {
                key
                for key, text in held.items()
                if parts
                and all(any(part in there for there in grams.normalise(text).split()) for part in parts)
            }
            found = set(IndexCard.objects.filter(grams__holds=words).values_list("case", flat=True))
            assert found == right, (words, held)
