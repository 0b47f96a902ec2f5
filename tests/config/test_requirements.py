"""The requirements report reads what tests say, spans included, and says what is missing."""

from pathlib import Path

from tools import requirements


def test_spans_are_written_out():
    text = "D3-049 to D3-051; D10-037, D10-041 to 043 and D1–021"
    assert list(requirements.named(text)) == [
        "D3-049", "D3-050", "D3-051", "D10-037", "D10-041", "D10-042", "D10-043",
    ]  # fmt: skip


def test_the_report_counts_what_is_shown_and_explains_the_rest(tmp_path: Path):
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_x.py").write_text('def test_it():\n    """D3-001; D3-003."""\n', "utf-8")
    asked = [
        requirements.Requirement("D3-001", "windows"),
        requirements.Requirement("D3-002", "all online", "not built"),
        requirements.Requirement("D3-003", "exemptions", "only named"),
    ]
    page = requirements.report(asked, requirements.shown(folder))
    assert "1 of 3 (33 %)" in page
    assert "| D3-002 | all online | not built |" in page
    assert "| D3-003 | exemptions | only named |" in page
    assert "tests/test_x.py::test_it" in page


def test_every_requirement_of_the_list_is_shown_or_explained():
    asked, tests = requirements.listed(), requirements.shown()
    assert len({each.id for each in asked}) == len(asked) > 100
    assert [each.id for each in asked if each.id not in tests and not each.reason] == []
    assert requirements.PAGE.exists()
