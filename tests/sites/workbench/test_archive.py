"""The whole case file as one PDF, and the archive package with its proof (D10-013; one package per case)."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from shenpi.apps.casework import acts
from shenpi.apps.documents import files
from shenpi.config.commands.archive import archive
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


def test_a_closed_case_is_one_package_that_proves_itself(at_desk, county, case, tmp_path):
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
    assert {"材料/01-申请表_一.pdf", "材料/02-平面图.png", "办件.json", "ledger.jsonl"} <= set(names)
    assert len([name for name in names if name.startswith("文书/")]) == 5
    assert all(each["sha256"] in manifest for each in index["files"])
    assert "广安市前锋建材有限公司" in manifest


@pytest.mark.parametrize("spoil", ["change", "drop", "add", "event", "end"])
def test_whatever_is_changed_in_a_package_is_named(at_desk, county, case, tmp_path, spoil):
    close(county, case)
    got = BytesIO(b"".join(at_desk("clerk").get(reverse("work_archive", args=[case.pk])).streaming_content))
    spoiled = tmp_path / "case.zip"
    with zipfile.ZipFile(got) as package, zipfile.ZipFile(spoiled, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            if spoil == "change" and name == "办件.json":
                content += b" "
            if spoil == "drop" and name.startswith("材料/02"):
                continue
            if name == "ledger.jsonl" and spoil in ("event", "end"):
                lines = content.splitlines(keepends=True)
                content = (
                    b"".join(lines[:-1])
                    if spoil == "end"
                    else content.replace("王磊".encode(), "李磊".encode())
                )
            copy.writestr(name, content)
        if spoil == "add":
            copy.writestr("材料/99.pdf", b"x")
    done = run(spoiled)
    assert done.exit_code == 1
    assert "✗" in done.output


def test_what_is_no_package_is_told_so(tmp_path):
    for content in (b"", b"PK\x03\x04", b"text"):
        (tmp_path / "x.zip").write_bytes(content)
        assert run(tmp_path / "x.zip").exit_code == 2


def test_everything_is_printed_as_one_pdf(at_desk, county, case):
    """D10-035, and issue 4, work places: six kinds of record; cover, contents with pages, opinions, course, papers, materials as pages."""
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
