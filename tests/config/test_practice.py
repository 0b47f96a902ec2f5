"""Practice mode (D1-028): apart from real work by construction, and marked on every page and paper."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from shenpi.apps.documents import samples, typesetting
from shenpi.config import environment
from shenpi.config.environment import UnsafeSettings
from shenpi.sites.common import page_help
from tests.sites.common.test_access import routes


def test_practice_and_real_work_never_share_a_directory(tmp_path):
    """A directory is one or the other for good: its figures, numbers and messages cannot mix."""
    practice, real = {"SHENPI_MODE": "practice", "SHENPI_DATA_DIR": str(tmp_path / "p")}, tmp_path / "r"
    assert environment.read(practice).database_url.startswith(f"sqlite:///{tmp_path}/p")
    environment.read(practice)  # the second start
    with pytest.raises(UnsafeSettings, match="SHENPI_DATA_DIR"):
        environment.read({"SHENPI_DATA_DIR": str(tmp_path / "p")})
    environment.read({"SHENPI_DATA_DIR": str(real)})
    with pytest.raises(UnsafeSettings, match="SHENPI_DATA_DIR"):
        environment.read({**practice, "SHENPI_DATA_DIR": str(real)})


@pytest.mark.parametrize("name", environment.ALONE)
def test_practice_has_no_way_out(tmp_path, name):
    """No database, peer, gateway or mail server of the real installation."""
    environ = {"SHENPI_MODE": "practice", "SHENPI_DATA_DIR": str(tmp_path), name: "https://k:s@example.cn"}
    with pytest.raises(UnsafeSettings, match=name):
        environment.read(environ)


@pytest.mark.django_db
def test_every_page_says_that_it_is_practice_and_how_it_is_used(settings):
    settings.SHENPI_MODE = "practice"
    for path in ("/", "/search/", "/accounts/login/", "/query/", "/verify/"):
        page = Client().get(path).content.decode()
        assert "练习环境" in page, path
        assert "这一页怎么用" in page, path


def test_the_pages_that_have_help_are_there():
    """A help whose page was renamed would never be seen."""
    names = {pattern.name for _path, pattern in routes()}
    assert set(page_help.PAGES) <= names


@pytest.mark.parametrize("kind", ["receipt_voucher", "certificate"])
def test_every_paper_of_practice_is_marked(settings, kind):
    """The house's page and the certificate's frame; outside practice no paper has the mark."""
    document = samples.paper(kind)
    for mode, marked in (("production", False), ("practice", True)):
        settings.SHENPI_MODE = mode
        pages = PdfReader(BytesIO(typesetting.render(document))).pages
        assert all(("无效" in page.extract_text()) == marked for page in pages)
