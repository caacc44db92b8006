"""The state may be deleted at any time: whoever compiles a template after that does it without a place to keep it."""

import shutil
from pathlib import Path

import jinja2

from pipeline.account import charts
from plugins import archive_settings
from tests.plugins.archive import Archive


def test_a_state_that_was_deleted_after_a_build_costs_the_process_no_template(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.issue(1)
    archive.build()
    shutil.rmtree(archive.root / ".state")
    shared = charts.templates()
    assert shared.cache is not None
    shared.cache.clear()

    assert shared.get_template("report.html").name == "report.html"


def test_a_template_is_kept_while_there_is_a_folder_and_compiled_anew_where_there_is_none(tmp_path: Path) -> None:
    cache = archive_settings.pelican_settings(tmp_path)["JINJA_ENVIRONMENT"]["bytecode_cache"]
    folder = tmp_path / ".state/jinja"

    def rendered() -> str:
        loader = jinja2.DictLoader({"a.html": "{{ 1 + 1 }}"})
        return jinja2.Environment(loader=loader, bytecode_cache=cache, autoescape=True).get_template("a.html").render()

    assert rendered() == "2" and len(list(folder.iterdir())) == 1
    shutil.rmtree(folder)
    assert rendered() == "2" and not folder.exists()
