"""Invented people, firms and form answers: plausible, valid by their check digits, and nobody's."""

from datetime import date, timedelta
from random import Random
from typing import Any

from stdnum.cn import ric, uscc

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文斌晓红志远思雨浩然子涵欣怡𠮷"
PLACES = "前锋官盛协兴大龙花桥悦来龙台肖溪浓洄恒升石笋彭家"
TRADES = (
    "建材",
    "商贸",
    "农业开发",
    "物流",
    "餐饮管理",
    "房地产开发",
    "机械制造",
    "养老服务",
    "汽车运输",
    "医疗器械",
)


def person_name(rng: Random) -> str:
    """Return a natural person's name."""
    return rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2))))


def firm_name(rng: Random) -> str:
    """Return a firm's name."""
    start = rng.randrange(0, len(PLACES) - 1, 2)
    return f"广安市{PLACES[start : start + 2]}{rng.choice(TRADES)}有限公司"


def citizen_number(rng: Random) -> str:
    """Return a citizen number of the county with a right check digit."""
    born = date(1950, 1, 1) + timedelta(days=rng.randrange(19_000))
    body = f"511602{born:%Y%m%d}{rng.randrange(1, 1000):03}"
    return body + ric.calc_check_digit(body + "0")


def credit_code(rng: Random) -> str:
    """Return a credit code with a right check character."""
    body = "91511602MA" + "".join(rng.choices("0123456789ABCDEFGHJKLMNPQRTUWXY", k=7))
    return body + uscc.calc_check_digit(body)


def applicant(rng: Random, *, kind: str = "") -> dict[str, Any]:
    """Return an applicant as a filing names him; of `kind` (person, organisation) or of either."""
    phone = f"138{rng.randrange(10**8):08}"
    if kind == "organisation" or (not kind and rng.random() < 0.55):
        return {"kind": "organisation", "name": firm_name(rng), "id_number": credit_code(rng), "phone": phone}
    return {"kind": "person", "name": person_name(rng), "id_number": citizen_number(rng), "phone": phone}


def answers(schema: dict[str, Any], rng: Random) -> dict[str, Any]:
    """Return answers that the schema accepts; its own examples come first."""
    required = set(schema.get("required", ()))
    return {
        name: _answer(inner, rng)
        for name, inner in schema.get("properties", {}).items()
        if name in required or rng.random() < 0.7
    }


def _answer(schema: dict[str, Any], rng: Random) -> Any:
    if schema.get("examples"):
        return rng.choice(schema["examples"])
    if "const" in schema:
        return schema["const"]
    if "oneOf" in schema:
        return rng.choice(schema["oneOf"])["const"]
    if "enum" in schema:
        return rng.choice(schema["enum"])
    match schema.get("type"):
        case "object":
            return answers(schema, rng)
        case "array":
            least = max(1, schema.get("minItems", 1))
            if "oneOf" in schema["items"] or "enum" in schema["items"]:
                choices = [option["const"] for option in schema["items"].get("oneOf", ())] or schema["items"][
                    "enum"
                ]
                return rng.sample(choices, k=min(least, len(choices)))
            return [_answer(schema["items"], rng) for _ in range(least)]
        case "boolean":
            return True
        case "integer":
            return rng.randint(int(schema.get("minimum", 1)), int(schema.get("maximum", 60)))
        case "number":
            return rng.randint(int(schema.get("minimum", 1)) + 1, int(schema.get("maximum", 5000)))
        case _:
            return _text(schema, rng)


def _text(schema: dict[str, Any], rng: Random) -> str:
    made = {
        "citizen-number": lambda: citizen_number(rng),
        "uscc": lambda: credit_code(rng),
        "mobile": lambda: f"139{rng.randrange(10**8):08}",
        "phone": lambda: f"139{rng.randrange(10**8):08}",
        "date": lambda: (date(2026, 9, 1) + timedelta(days=rng.randrange(80))).isoformat(),
        "email": lambda: "demo@example.org",
    }.get(schema.get("format", ""))
    if made:
        return made()
    title = schema.get("title", "")
    if "姓名" in title or "人" in title[-2:]:
        return person_name(rng)
    if "地址" in title or "地点" in title or "住所" in title:
        return f"广安区{rng.choice(('北辰大道', '金安大道', '思源大道'))}{rng.randrange(1, 300)}号"
    if "名称" in title:
        return firm_name(rng)
    return "按规定如实填写"[: schema.get("maxLength", 20)]
