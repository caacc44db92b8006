"""Settings are closed: what is unknown is named with the nearest known key, all at once."""

from pathlib import Path

import pytest

from pipeline import errors, settings
from plugins.archive_settings import pelican_settings

ROOT = Path(__file__).parents[1]


def write(folder: Path, text: str) -> Path:
    (folder / "archive.yaml").write_text(text, encoding="utf-8")
    return folder


def test_an_empty_file_is_all_defaults(tmp_path: Path) -> None:
    assert settings.load(write(tmp_path, "")) == settings.Settings(roots=str(tmp_path / "content/roots"))


def test_the_checkout_s_own_settings_are_read() -> None:
    assert settings.load(Path(__file__).parent.parent).sample


def test_an_unknown_key_names_the_nearest_known_one(tmp_path: Path) -> None:
    with pytest.raises(errors.SettingsError) as caught:
        settings.load(write(tmp_path, "site: {nmae: Kho}\ninbx: thu\nlimits: {seconds: nhiều}\n"))

    message = caught.value.sentence()
    assert "site.nmae" in message and "gần nhất: name" in message
    assert "inbx" in message and "gần nhất: inbox" in message
    assert "limits.seconds" in message
    assert "unknown key (nearest: inbox)" in caught.value.sentence("en")


def test_a_folder_without_settings_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(errors.NotAnArchive) as caught:
        settings.load(tmp_path)

    assert caught.value.exit_code == errors.ExitCode.usage
    assert "hdnd init" in caught.value.sentence("vi")


def test_broken_yaml_is_said_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(errors.SettingsError, match="dòng 2"):
        settings.load(write(tmp_path, "site: [unclosed\n"))


@pytest.mark.parametrize(
    ("key", "value", "written"),
    [
        ("email", "khong-phai", "hdnd@vi-du.gov.vn"),
        ("email", "a b@vi-du.vn", "hdnd@vi-du.gov.vn"),
        ("email", "Phòng <a@vi-du.vn>", "hdnd@vi-du.gov.vn"),
        ("url", "vi-du.gov.vn", "https://vi-du.gov.vn/lien-thong"),
        ("url", "ftp://vi-du.gov.vn", "https://vi-du.gov.vn/lien-thong"),
    ],
)
def test_a_malformed_value_is_told_how_it_is_written(tmp_path: Path, key: str, value: str, written: str) -> None:
    (tmp_path / "archive.yaml").write_text(f"site:\n  {key}: {value}\n", encoding="utf-8")

    with pytest.raises(errors.SettingsError) as told:
        settings.load(tmp_path)

    assert f"site.{key}: không đúng dạng, ví dụ {written}" in told.value.sentence()
    assert f"site.{key}: malformed, write as {written}" in told.value.sentence("en")


def test_an_address_of_mail_and_none_are_settings(tmp_path: Path) -> None:
    (tmp_path / "archive.yaml").write_text("site:\n  email: hdnd@vi-du.gov.vn\n  url: ''\n", encoding="utf-8")

    assert settings.load(tmp_path).site.email == "hdnd@vi-du.gov.vn"


@pytest.mark.parametrize(
    "written",
    [
        "site: {name: Kho}\n",
        "state: .s\nworkers: 3\n",
        "state: '.s' # ngoài\n",
        '"state": .s\n"workers": 0x2\n',
        "{state: .s, workers: 2}\n",
        "state: >-\n  .s\n",
        '"\\u0073tate": .s\n',
        "site:\n  notice: |\n    state: .no\n    workers: 9\n",
        "# state: .no\n",
    ],
)
def test_a_build_takes_from_them_what_every_command_takes(written: str, tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text(written, encoding="utf-8")
    said, taken = settings.load(tmp_path), pelican_settings(tmp_path)

    assert (taken["INCREMENTAL_STATE"], taken["INCREMENTAL_WORKERS"]) == (str(tmp_path / said.state), said.workers)


def test_a_key_that_stands_twice_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text("scope:\n  province: lam-giang\n  province: lam-ha\n", encoding="utf-8")

    with pytest.raises(errors.SettingsError) as caught:
        settings.load(tmp_path)

    assert caught.value.facts["problems"] == "dòng 2, cột 3: khóa lặp lại: province"
    assert caught.value.facts["problems_en"] == "keys that stand twice: province in line 2, column 3"


def test_the_settings_that_this_program_travels_with_are_read() -> None:
    """A notice with a colon in it was no YAML, and nothing of every day opened it; an archive's program has none."""
    for path in ROOT.glob("archive.yaml"):
        assert settings.load(path.parent).site.name
