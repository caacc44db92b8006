"""Settings are closed: what is unknown is named with the nearest known key, all at once."""

from pathlib import Path

import pytest

from pipeline import errors, settings


def write(folder: Path, text: str) -> Path:
    (folder / "archive.yaml").write_text(text, encoding="utf-8")
    return folder


def test_an_empty_file_is_all_defaults(tmp_path: Path) -> None:
    assert settings.load(write(tmp_path, "")) == settings.Settings(roots=str(tmp_path / "content/roots"))


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
    with pytest.raises(errors.SettingsError, match="line 1"):
        settings.load(write(tmp_path, "site: [unclosed\n"))
