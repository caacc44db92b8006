"""A reader's file is told from the original in the page itself, from a folder and over HTTP; it goes nowhere."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.loopback import serving
from tests.site import archive

DOCUMENT = "tinh/lam-giang/2024/12-nq-hdnd/index.html"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = archive.make(tmp_path_factory.mktemp("so-tep") / "kho")
    archive.build(folder)
    return folder


@pytest.mark.parametrize("over", ["file", "http"])
def test_a_file_is_compared_where_it_lies(over: str, kept: Path, chromium: Browser, tmp_path: Path) -> None:
    output = kept / "output"
    said = json.loads((output / DOCUMENT).with_name("document.json").read_text("utf-8"))
    content = kept / f"content/documents/{DOCUMENT.removesuffix('/index.html')}.md"
    register = [json.loads(line) for line in (kept / "content/register/publications.jsonl").read_text().splitlines()]
    named = {line["document"]: line.get("sha256") for line in register}[said["address"]]
    foreign = tmp_path / "khac.pdf"
    foreign.write_bytes(b"%PDF-1.7 another")
    original = next(output.glob(f"originals/*/*/{said['versions'][-1]['files'][0]['sha256']}.*"))
    with serving(output) as address:
        page = chromium.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}{DOCUMENT}" if over == "http" else (output / DOCUMENT).as_uri())
        page.wait_for_load_state("networkidle")
        before = len(asked)
        answers: dict[str, str] = {}
        for name, path in {"original": original, "content": content, "foreign": foreign}.items():
            page.set_input_files("#so-tep", str(path))
            page.wait_for_function(
                "name => { const said = document.getElementById('ket-so-tep').textContent;"
                " return said && !said.startsWith('Đang') && said !== name; }",
                arg=next(iter(reversed(answers.values())), ""),
            )
            answers[name] = page.text_content("#ket-so-tep") or ""
        page.close()

    assert answers["original"] == "Giống từng byte với bản gốc đã nhận."
    assert answers["foreign"].startswith("KHÁC: ")
    assert answers["content"].startswith("Giống từng byte với bản chữ" if named else "KHÁC: ")
    assert len(asked) == before
