"""Forms: one schema, one validator, one field list; bad input is told what to do and is never lost."""

import pytest
from django.http import QueryDict
from django.utils.translation import override

from shenpi.apps.catalogue import forms, packaged
from shenpi.apps.errors import Invalid

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "id_number", "kind", "vehicles", "promise"],
    "properties": {
        "name": {"type": "string", "title": "申请人", "maxLength": 5, "x-group": "申请人"},
        "id_number": {"type": "string", "title": "公民身份号码", "format": "citizen-number"},
        "uscc": {"type": "string", "title": "统一社会信用代码", "format": "uscc"},
        "mobile": {"type": "string", "title": "手机", "format": "mobile"},
        "born": {"type": "string", "title": "出生日期", "format": "date"},
        "area": {
            "type": "number",
            "title": "面积",
            "exclusiveMinimum": 0,
            "maximum": 1000,
            "x-unit": "平方米",
        },
        "people": {"type": "integer", "title": "人数", "minimum": 1},
        "kind": {
            "type": "string",
            "title": "类别",
            "oneOf": [{"const": "new", "title": "新办"}, {"const": "change", "title": "变更"}],
        },
        "topics": {
            "type": "array",
            "title": "范围",
            "uniqueItems": True,
            "items": {
                "type": "string",
                "oneOf": [{"const": "a", "title": "普通货运"}, {"const": "b", "title": "专用运输"}],
            },
        },
        "note": {"type": "string", "title": "说明", "maxLength": 200, "x-widget": "textarea", "x-rows": 4},
        "vehicles": {
            "type": "array",
            "title": "车辆",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["plate"],
                "properties": {
                    "plate": {
                        "type": "string",
                        "title": "号牌",
                        "maxLength": 8,
                        "pattern": "^川[A-Z]",
                        "x-pattern-message": "号牌以“川”开头",
                    },
                    "load": {"type": "number", "title": "载重", "minimum": 0},
                },
            },
        },
        "promise": {"type": "boolean", "const": True, "title": "承诺"},
    },
}
GOOD = {
    "name": "王𠮷",
    "id_number": "11010519491231002X",
    "kind": "new",
    "vehicles": [{"plate": "川X12345", "load": 4.5}],
    "promise": True,
}


def refused(**change) -> dict[str, list[str]]:
    data = {key: value for key, value in {**GOOD, **change}.items() if value is not ...}
    with pytest.raises(Invalid) as caught:
        forms.validate(SCHEMA, data)
    return {path: [str(m) for m in messages] for path, messages in caught.value.fields.items()}


def test_schema_is_supported():
    assert forms.check_schema(SCHEMA) == []


_DAY = {"type": "string", "format": "date"}
TERM = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "begins": _DAY | {"title": "开工日期"},
        "ends": _DAY | {"title": "完工日期", "x-not-before": "begins"},
    },
}


def test_an_end_is_not_before_its_beginning():
    """In the form itself and in each row; the same day is no fault, nor is one that is missing or no day at all."""
    rows = {"type": "array", "title": "工期", "items": TERM}
    schema = {**TERM, "properties": TERM["properties"] | {"terms": rows}}
    assert forms.check_schema(schema) == []
    fits = {"begins": "2026-12-10", "ends": "2026-12-10", "terms": [{"ends": "2026-01-01"}]}
    assert forms.validate(schema, fits) == fits
    early = {"begins": "2026-12-10", "ends": "2026-12-09"}
    with pytest.raises(Invalid) as wrong:
        forms.validate(schema, early | {"terms": [early]})
    assert set(wrong.value.fields) == {"ends", "terms.0.ends"}
    assert wrong.value.fields["ends"] == ["不能早于“开工日期”，请核对两个日期。"]
    with pytest.raises(Invalid) as wrong:
        forms.validate(schema, {"begins": "2026-12-10", "ends": "早"})
    assert len(wrong.value.fields["ends"]) == 1, "what is no day is told to be none, and no more"


@pytest.mark.parametrize("row", packaged.worked_items(), ids=lambda row: row["name"])
def test_every_packaged_form_ties_its_ends_to_their_beginnings(row):
    asked = row["form"]["properties"]
    assert {name for name in asked if name == "ends"} == {
        n for n, each in asked.items() if "x-not-before" in each
    }


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "object"},
        {"type": "object", "properties": {"a": {"type": "string", "title": "A", "maxLength": 3}}},
        {**SCHEMA, "required": ["nobody"]},
        {**SCHEMA, "properties": {"a": {"type": "string", "title": "A"}}, "required": []},
        {**SCHEMA, "properties": {"a": {"type": "null", "title": "A"}}, "required": []},
        {**SCHEMA, "properties": {"a": {"type": "string", "format": "ipv4", "title": "A"}}, "required": []},
        {**SCHEMA, "properties": {"a": {"type": "boolean"}}, "required": []},
        {**SCHEMA, "patternProperties": {"x": {}}},
        {**SCHEMA, "minProperties": "many"},
        {**TERM, "properties": TERM["properties"] | {"begins": {"type": "boolean", "title": "起"}}},
    ],
)
def test_schemas_outside_the_supported_part_are_named(broken):
    assert forms.check_schema(broken)


def test_good_data_passes_unchanged():
    assert forms.validate(SCHEMA, GOOD) == GOOD


def test_cleaning_is_gentle():
    """Spaces around, line ends, full-width digits and small x are set right; nothing else is touched."""
    cleaned = forms.validate(
        SCHEMA,
        {
            **GOOD,
            "name": "\u3000 张三 \t",
            "id_number": "１１０１０５ 19491231 002x",
            "note": "一\r\n二",
            "mobile": " ",
            "vehicles": [{"plate": "", "load": None}, {"plate": "川A1"}],
        },
    )
    assert cleaned["name"] == "张三"
    assert cleaned["id_number"] == "11010519491231002X"
    assert cleaned["note"] == "一\n二"
    assert "mobile" not in cleaned
    assert cleaned["vehicles"] == [{"plate": "川A1"}]


def test_length_is_counted_in_characters():
    """𠮷 is one character of five, although two code units long in a browser."""
    assert forms.validate(SCHEMA, {**GOOD, "name": "𠮷𠮷𠮷𠮷𠮷"})["name"] == "𠮷𠮷𠮷𠮷𠮷"
    assert refused(name="𠮷𠮷𠮷𠮷𠮷𠮷") == {"name": ["最多 5 个字，现有 6 个字，请缩短。"]}
    assert forms.validate(SCHEMA, {**GOOD, "note": "👍" * 200})


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        ({"name": ...}, "name", "请填写此项。"),
        ({"name": "   "}, "name", "请填写此项。"),
        ({"name": "张\x00三"}, "name", "含有不能保存的控制字符，请删除后重新填写。"),
        ({"name": "张\u202e三"}, "name", "含有不能保存的控制字符，请删除后重新填写。"),
        ({"name": "\ud842"}, "name", "含有不能保存的控制字符，请删除后重新填写。"),
        ({"name": 7}, "name", "请填写文字。"),
        ({"mobile": "12345"}, "mobile", "请填写11位手机号码。"),
        ({"born": "2026-02-30"}, "born", "请填写日期，例如 2026-03-02。"),
        ({"born": "0001-01-01"}, "born", "请填写日期，例如 2026-03-02。"),
        ({"area": "很大"}, "area", "请填写数字，例如 12.5。"),
        ({"area": 0}, "area", "必须大于 0。"),
        ({"area": 1001}, "area", "不能大于 1000。"),
        ({"people": 1.5}, "people", "请填写整数，例如 12。"),
        ({"kind": "其他"}, "kind", "请从所列选项中选择。"),
        ({"kind": ...}, "kind", "请选择或填写。"),
        ({"topics": ["a", "a"]}, "topics", "有重复的选项或行，请删除。"),
        ({"vehicles": []}, "vehicles", "请选择或填写。"),
        ({"vehicles": [{"plate": "川A1"}] * 3}, "vehicles", "最多填写 2 行。"),
        ({"vehicles": [{"load": 1}]}, "vehicles.0.plate", "请填写此项。"),
        ({"vehicles": [{"plate": "渝A1"}]}, "vehicles.0.plate", "号牌以“川”开头"),
        ({"vehicles": "川A1"}, "vehicles", "请按行填写。"),
        ({"promise": False}, "promise", "请阅读并勾选。"),
        ({"promise": ...}, "promise", "请阅读并勾选。"),
        ({"surprise": "<b>x</b>"}, "surprise", "表单中没有这一项，请删除。"),
    ],
)
def test_each_fault_is_told_beside_its_field(change, path, message):
    found = refused(**change)
    assert found[path] == [message]
    assert set(found) == {path}


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"id_number": "11010519491231002"}, "id_number", "身份证号码应为 18 位，现为 17 位"),
        ({"id_number": "110105194912310021"}, "id_number", "校验"),
        ({"uscc": "91350100M000100Y4Z"}, "uscc", "第 18 位“Z”不可用"),
        ({"uscc": "９１"}, "uscc", "统一社会信用代码应为 18 位，现为 2 位"),
    ],
)
def test_numbers_are_told_what_is_wrong_with_them(change, path, words):
    """In the words of core.identifiers, in the language of the page."""
    assert words in refused(**change)[path][0]
    with override("en"):
        assert refused(**change)[path][0].isascii()


@pytest.mark.parametrize("data", [None, [], "x", 3, {"vehicles": [None, 3]}, {"name": {"a": 1}}])
def test_no_shape_of_data_breaks_the_validator(data):
    with pytest.raises(Invalid):
        forms.validate(SCHEMA, data)


def test_html_is_text_like_any_other():
    assert forms.validate(SCHEMA, {**GOOD, "note": "<script>alert(1)</script>"})["note"].startswith(
        "<script>"
    )


def post(text: str) -> dict:
    return forms.from_post(SCHEMA, QueryDict(text))


def test_posted_values_are_typed():
    read = post(
        "csrfmiddlewaretoken=t&name=张三&area=１２.50&people=3&topics=a&topics=b&promise=on"
        "&vehicles.0.plate=川A1&vehicles.0.load=4&vehicles.10.plate=川C1&vehicles.2.plate=川B1&vehicles.3.plate="
    )
    assert read == {
        "name": "张三",
        "area": 12.5,
        "people": 3,
        "topics": ["a", "b"],
        "vehicles": [{"plate": "川A1", "load": 4}, {"plate": "川B1"}, {"plate": "川C1"}],
        "promise": True,
    }


def test_what_cannot_be_read_is_given_back_as_typed():
    read = post("people=三个&area=1e400&vehicles.0.load=重&vehicles.x.plate=y&vehicles.999999999.plate=z")
    assert read == {"area": "1e400", "people": "三个", "vehicles": [{"load": "重"}], "promise": False}
    drawn = {field["name"]: field for field in forms.fields(SCHEMA, read)}
    assert drawn["people"]["value"] == "三个"
    assert drawn["vehicles"]["rows"][0][1]["value"] == "重"


def test_fields_tell_the_template_everything():
    errors = {"name": ["太长"], "vehicles.0.plate": ["错"]}
    drawn = {field["name"]: field for field in forms.fields(SCHEMA, GOOD, errors)}
    assert list(drawn) == list(SCHEMA["properties"])
    assert [
        drawn[name]["widget"] for name in ("name", "born", "area", "kind", "topics", "note", "promise")
    ] == [
        "text",
        "date",
        "number",
        "radio",
        "checkboxes",
        "textarea",
        "checkbox",
    ]
    assert (drawn["name"]["required"], drawn["name"]["errors"], drawn["name"]["group"]) == (
        True,
        ["太长"],
        "申请人",
    )
    assert [option["label"] for option in drawn["kind"]["options"] if option["selected"]] == ["新办"]
    rows = drawn["vehicles"]
    assert [column["label"] for column in rows["columns"]] == ["号牌", "载重"]
    assert rows["rows"][0][0]["errors"] == ["错"]
    assert rows["rows"][0][0]["name"] == "vehicles.0.plate"
    assert rows["blank"][0]["name"] == "vehicles.__index__.plate"
    assert len({field["id"] for field in drawn.values()}) == len(drawn)


def test_an_empty_form_shows_the_first_row():
    rows = next(field for field in forms.fields(SCHEMA) if field["name"] == "vehicles")
    assert len(rows["rows"]) == 1


@pytest.mark.parametrize("number", [2**53, -(2**53), 10**30, float("inf"), float("nan")])
def test_a_number_that_programs_cannot_hold_exactly_is_refused(number):
    """RFC 7493; the ledger's commitment to the form (RFC 8785) could not be made of it."""
    schema = {"type": "object", "properties": {"area": {"type": "number", "title": "面积"}}}
    with pytest.raises(Invalid) as refused:
        forms.validate(schema, {"area": number})
    assert "area" in refused.value.fields
    assert forms.validate(schema, {"area": 2**53 - 1})
