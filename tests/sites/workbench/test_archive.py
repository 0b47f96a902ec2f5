"""The whole case file as one PDF, and the archive package with its proof (D10-013; one package per case)."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts
from shenpi.apps.casework.signatures import Earlier, Opinion
from shenpi.apps.documents import files
from shenpi.config.commands.archive import archive
from shenpi.core.archive import verification
from shenpi.sites.workbench import whole_file
from tests.support import county as counties
from tests.support.public_zone import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return counties.build(("committed",), fee=False)


@pytest.fixture
def case(county):
    picture = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(picture, "PNG")
    scanned = files.store(pdf("申请表.pdf", pages=2), filename="申请表.pdf").sha256
    plan = files.store_bytes(picture.getvalue(), "image/png").sha256
    handed = [
        acts.HandedIn("application", "申请表/一", "electronic", 1, scanned, "申请表.pdf"),
        acts.HandedIn("plan", "平面图", "electronic", 1, plan, "plan.png"),
    ]
    return county.receive("committed", materials=handed)


def close(county, case):
    county.accept(case)
    county.examine_all(case)
    county.decide(case)
    county.finish(case)


def run(path: Path):
    return CliRunner().invoke(archive, ["verify", str(path)])


def spoiled(package: zipfile.ZipFile, how: str) -> Iterator[tuple[str, bytes]]:
    """The package's files, changed in one way."""
    for name in package.namelist():
        content = package.read(name)
        if how == "change" and name == "办件.json":
            content += b" "
        if how == "event" and name == "ledger.jsonl":
            content = content.replace("王磊".encode(), "李磊".encode())
        if how == "end" and name == "ledger.jsonl":
            content = b"".join(content.splitlines(keepends=True)[:-1])
        if how != "drop" or not name.startswith("材料/02"):
            yield name, content
    if how == "add":
        yield "材料/99.pdf", b"x"


def test_a_closed_case_is_one_package_that_proves_itself(at_desk, county, case, tmp_path):
    """Whole it is proved; whatever is changed in it is named."""
    address = reverse("work_archive", args=[case.pk])
    assert at_desk("clerk").get(address).status_code == 409, "it is not closed yet"
    close(county, case)
    got = b"".join(at_desk("clerk").get(address).streaming_content)
    assert b"".join(at_desk("clerk").get(address).streaming_content) == got, "equal bytes each time"
    kept = tmp_path / "case.zip"
    kept.write_bytes(got)
    done = run(kept)
    assert (done.exit_code, "完整" in done.output) == (0, True), done.output
    with zipfile.ZipFile(kept) as package:
        names = package.namelist()
        index = json.loads(package.read("index.json"))
        manifest = package.read("目录.txt").decode()
        for how, said in {
            "change": "办件.json：内容被改动",
            "drop": "缺失",
            "add": "索引中没有",
            "event": "已被改动",
            "end": "缺失",
        }.items():
            with zipfile.ZipFile(tmp_path / how, "w") as copy:
                for name, content in spoiled(package, how):
                    copy.writestr(name, content)
            done = run(tmp_path / how)
            assert (done.exit_code, said in done.output) == (1, True), (how, done.output)
    assert {"材料/01-申请表_一.pdf", "材料/02-平面图.png", "办件.json", "ledger.jsonl"} <= set(names)
    assert len([name for name in names if name.startswith("文书/")]) == 5
    assert all(each["sha256"] in manifest for each in index["files"])
    assert "广安市前锋建材有限公司" in manifest


def test_what_is_no_package_is_told_so(tmp_path):
    for content in (b"", b"PK\x03\x04", b"text"):
        (tmp_path / "x.zip").write_bytes(content)
        assert run(tmp_path / "x.zip").exit_code == 2


def test_a_package_that_swells_is_not_read_into_memory(tmp_path, monkeypatch):
    """A small file may unpack to more than any case's index or ledger: refused, not read to its end."""
    monkeypatch.setattr(verification, "_MOST_TEXT", 1000)
    swollen = b" " * 1001
    index = json.dumps({"format": "shenpi-archive-1", "number": "1", "files": []}).encode()
    for name, told in {
        "index.json": {"index.json": swollen},
        "ledger.jsonl": {"index.json": index, "ledger.jsonl": swollen},
    }.items():
        kept = tmp_path / f"{name}.zip"
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
            for path, content in told.items():
                package.writestr(path, content)
        done = run(kept)
        assert (done.exit_code, f"{name} > " in done.output) == (2, True), done.output


def test_everything_is_printed_as_one_pdf(at_desk, county, case):
    """D10-035: six kinds of record; issue 4: cover, contents with pages, opinions, course, papers, materials."""
    county.accept(case)
    answer = at_desk("land.h").get(reverse("work_whole", args=[case.pk]))
    reader = PdfReader(BytesIO(answer.content))
    assert [str(item["/Title"]).split()[0] for item in reader.outline] == [
        "办件全卷",
        "接件凭证",
        "受理通知书",
        "申请表/一",
        "平面图",
    ]
    desk = at_desk("land.h").get(reverse("work_case", args=[case.pk])).content.decode()
    assert desk.count("<iframe") == 2, "each material opens beside the opinion form"
    shown = at_desk("land.h").get(reverse("work_record", args=[case.pk])).content.decode()
    for words in (
        "申请人信息",
        "经办人信息",
        "收文信息",
        "发文信息",
        "回执信息",
        "数据交换信息",
        "周敏",
        "接件凭证",
    ):
        assert words in shown
    text = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    for words in ("厂房扩建", "卷内文件", "周敏", "广安市前锋建材有限公司"):
        assert words in text
    assert len(reader.pages) >= 6


def test_the_printed_opinion_says_all_that_was_signed():
    """D3-043, D3-048: headings, parts, fee and the version before a change stand in the file as on the page."""
    at = timekeeping.now()
    old = Earlier("disagree", "原文", "理由甲", "依据甲", "郑国华", at)
    signed = Opinion(
        uuid4(), "examine", "", "承办人审查", "耕保股", uuid4(), "周敏", "self", "", "grant_partly", "新文", "理由乙",
        "依据乙", at, None, at, (old,), {"legality": {"answer": "fails", "note": "缺批文"}}, "一号楼", "二号楼",
        {"kind": "登记费", "amount": "80.00", "days": 15, "basis": "x"},
    )  # fmt: skip
    said = whole_file._opinion(signed)["text"]
    for words in (
        "新文", "准予：一号楼", "不予准予：二号楼", "合法性：不符合；缺批文", "核定收费：登记费 80.00 元，15 日内缴清",
        "理由：理由乙", "依据：依据乙", "经郑国华同意修改）：不同意；原文；理由甲；依据甲",
    ):  # fmt: skip
        assert words in said, words
