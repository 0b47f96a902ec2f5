"""Two-character Chinese words are found on both databases, the best match first, fast."""

from django.test import TestCase

from shenpi.apps import timekeeping
from shenpi.apps.catalogue import acts
from shenpi.apps.catalogue.models import Item
from shenpi.apps.catalogue.queries import search, themes
from shenpi.apps.catalogue.search import index
from shenpi.apps.organisation.acts import load_organisation
from shenpi.apps.organisation.models import Agency


class TestSearch(TestCase):
    """Over the whole real catalogue, taken in once."""

    @classmethod
    def setUpTestData(cls):
        acts.import_catalogue()

    def test_a_short_word_finds_exactly_the_items_that_hold_it(self):
        items = list(Item.objects.select_related("agency"))
        for word in ("社保", "用地", "取水", "林木", "护照", "户口", "低保", "养老", "食品", "税"):
            expected = {item.pk for item in items if word in item.name or word in item.agency.name}
            assert {item.pk for item in search(word)} == expected, word

    def test_two_words_must_both_be_there(self):
        names = [item.name for item in search("住建 燃气")]
        assert names
        assert all("燃气" in name for name in names)

    def test_words_of_all_grams_but_not_in_one_piece_come_last(self):
        """「施工许可」 also finds 「…施工 … 许可」, after the items that hold it in one piece."""
        names = [item.name for item in search("施工许可")]
        holding = [("施工许可" in name) for name in names]
        assert True in holding
        assert holding == sorted(holding, reverse=True)

    def test_exact_name_comes_first_then_beginnings(self):
        names = [item.name for item in search("商品房预售许可")]
        assert names[0] == "商品房预售许可"
        ranks = [item.rank for item in search("临时用地审批")]
        assert ranks == sorted(ranks)
        assert ranks[0] == 0

    def test_codes_are_found_by_their_beginning(self):
        assert {item.code[:11] for item in search("511a0034800")} == {"511A0034800"}

    def test_strange_questions_find_nothing_and_break_nothing(self):
        for text in ("，。", "\x00", "龘\x00龘", "%", "_", "' OR 1=1 --", "𠮷𠮷", "a" * 500, "🚗"):
            assert not search(text).exists(), text

    def test_an_empty_question_finds_everything(self):
        assert search("").count() == search("   ").count() == 1135

    def test_full_width_and_case_do_not_matter(self):
        item = Item.objects.first()
        item.name = "ＶＲ场馆备案"
        item.save()
        index([item])
        assert item in search("vr")

    def test_narrowed_by_agency_and_theme(self):
        agency = Agency.objects.get(name="区交通运输局")
        assert {item.agency for item in search("许可", agency=agency)} == {agency}
        assert {item.theme for item in search("", theme="land")} == {"land"}
        sorted_in = set(Item.objects.values_list("theme", flat=True))
        assert sorted_in == {theme.key for theme in themes()}, "no theme is empty, no item without theme"

    def test_secret_items_are_not_found(self):
        """D10-057."""
        Item.objects.filter(name="临时用地审批").update(secret_since=timekeeping.now(), current=None)
        assert not search("临时用地审批").filter(name="临时用地审批").exists()

    def test_among_equals_what_is_open_online_comes_first(self):
        """A guide to read only stands behind what can be applied for."""
        load_organisation()
        acts.load_worked_items()
        online = [bool(item.current and item.current.online) for item in search("") if item.current][:40]
        assert online == sorted(online, reverse=True)
        assert online[0]
        for word in ("许可", "审批", "备案"):
            told = [(item.rank, item.reach) for item in search(word)]
            assert told == sorted(told), word
