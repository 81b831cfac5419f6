import pytest

from tests.shared_data import evidence_file


def test_reference_data_are_found_where_the_environment_says(tmp_path, monkeypatch):
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "cases.json").write_text("{}")
    monkeypatch.setenv("HUB_SHARED", str(tmp_path))

    assert evidence_file("cases.json").read_text() == "{}"


def test_a_test_without_its_reference_data_is_left_out_and_says_why(tmp_path, monkeypatch):
    monkeypatch.setenv("HUB_SHARED", str(tmp_path))

    with pytest.raises(pytest.skip.Exception, match=r"^needs \.\./shared/evidence$"):
        evidence_file("cases.json")
