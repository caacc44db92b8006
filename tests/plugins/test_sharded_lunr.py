"""The search plugin alone: an ordinary Pelican site gets an index of its articles and pages."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from plugins.sharded_lunr import words
from plugins.sharded_lunr.choices import choices
from plugins.sharded_lunr.site import document_of
from tests.node import NODE
from tests.plugins.mini import write

ROOT = Path(__file__).parents[2]
TEMPLATES = {
    "article": "{{ article.content }}",
    "page": "{{ page.content }}",
    **dict.fromkeys(("index", "archives", "category", "categories", "tag", "tags", "author", "authors"), ""),
}


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("blog")
    for name, text in TEMPLATES.items():
        write(root / f"theme/templates/{name}.html", text)
    for number, (title, text) in enumerate((("Lúa nước", "Cấy *lúa* ven sông."), ("Bến đò", "Chèo đò & kéo lưới."))):
        front = f"Title: {title}\nDate: 2024-0{number + 1}-03\nCategory: Làng\nSlug: bai-{number}\n\n"
        write(root / f"content/bai-{number}.md", f"{front}Mở đầu.\n\n## Phần {number}\n\n{text}\n")
    write(root / "content/pages/ve-lang.md", "Title: Về làng\nSlug: ve-lang\n\nLàng có bến đò.\n")
    return root


@pytest.fixture(scope="module")
def output(blog: Path) -> Path:
    return build(blog, "output")


def build(root: Path, output: str, **changes: str) -> Path:
    """What `pelican` does, in a process of its own: plugins of other tests stay connected to Pelican's signals."""
    settings = {
        "PATH": "content",
        "THEME": "theme",
        "PLUGIN_PATHS": [str(ROOT / "plugins")],
        "PLUGINS": ["sharded_lunr"],
        "TIMEZONE": "UTC",
        "THEME_STATIC_PATHS": [],
        "MARKDOWN": {"extensions": ["toc"]},
        **changes,
    }
    write(root / "pelicanconf.py", "\n".join(f"{name} = {value!r}" for name, value in settings.items()))
    # -B: settings written twice within a second, in one length, would be read as compiled the first time
    command = [sys.executable, "-B", "-m", "pelican", "-s", "pelicanconf.py", "-o", output, "--fatal", "errors"]
    subprocess.run(command, cwd=root, capture_output=True, check=True)
    return root / output


def ask(folder: Path, question: str) -> list[dict[str, Any]]:
    command: list[str | Path] = [NODE, ROOT / "tests/parity/ask.cjs", folder, question]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    [found] = json.loads(done.stdout)
    return found  # type: ignore[no-any-return]


def test_articles_and_pages_are_found(output: Path) -> None:
    found = ask(output, "bến đò")

    assert [one["card"]["title"] for one in found] == ["Bến đò", "Về làng"]
    assert [one["card"]["path"] for one in found] == ["bai-1.html", "pages/ve-lang.html"]


def test_an_excerpt_leads_to_the_heading_that_it_stands_under(output: Path) -> None:
    [found] = ask(output, "keo luoi")

    assert found["excerpt"]["anchor"] == "phan-1"
    assert [piece["text"] for piece in found["excerpt"]["pieces"] if piece["hit"]] == ["kéo lưới"]
    assert "".join(piece["text"] for piece in found["excerpt"]["pieces"]) == "Chèo đò & kéo lưới."


def test_nothing_is_found_for_what_is_not_there(output: Path) -> None:
    assert ask(output, "trực thăng") == []


def test_what_was_withdrawn_is_gone_from_every_file(blog: Path) -> None:
    kept = blog / "content/pages/ve-lang.md"
    text = kept.read_text(encoding="utf-8")
    secret = blog / "content/rut-lai.md"
    write(secret, "Title: Rút lại\nDate: 2024-05-03\nSlug: rut-lai\n\nChữ đã rút lại.\n")
    folder = build(blog, "withdrawn")
    (folder / "search/own.js").write_text("kept", encoding="utf-8")  # not of the index
    old = set(_files(folder))
    secret.unlink()
    write(kept, f"{text}\nThêm một dòng.\n")
    build(blog, "withdrawn")

    assert set(_files(folder)) - {"search/own.js"} == set(_files(build(blog, "anew")))
    assert old - set(_files(folder)) and "search/own.js" in _files(folder)
    assert ask(folder, "rút lại") == []
    write(kept, text)


def test_translations_are_found_and_what_is_hidden_or_a_draft_is_not(blog: Path) -> None:
    for lang, word in (("vi", "tiếng Việt"), ("en", "Englishwording"), ("fr", "françaisement")):
        write(
            blog / f"content/dich-{lang}.md", f"Title: {word}\nDate: 2024-06-03\nSlug: dich\nLang: {lang}\n\n{word}.\n"
        )
        write(blog / f"content/pages/p-{lang}.md", f"Title: trang {word}\nSlug: p\nLang: {lang}\n\n{word}.\n")
    for status in ("draft", "hidden"):
        write(blog / f"content/{status}.md", f"Title: {status}word\nDate: 2024-06-03\nStatus: {status}\n\nx\n")
    folder = build(blog, "translated")

    assert len(ask(folder, "Englishwording")) == len(ask(folder, "françaisement")) == 2
    assert ask(folder, "draftword") == ask(folder, "hiddenword") == []
    for path in (
        *blog.glob("content/dich-*"),
        *blog.glob("content/pages/p-*"),
        blog / "content/draft.md",
        blog / "content/hidden.md",
    ):
        path.unlink()


@pytest.mark.parametrize("text", ["我在北京。", "مرحبا بالعالم", "สวัสดีชาวโลก", "नमस्ते दुनिया", "안녕 세상"])
def test_a_text_without_words_is_named(text: str, caplog: pytest.LogCaptureFixture) -> None:
    named = f"{text[:2]}.html"  # Pelican's loggers say the same sentence once
    card = {"path": named, "title": "T", "date": "", "category": ""}
    heard = bool(words.words(text))
    caplog.set_level(logging.WARNING)
    document_of(card, f"<p>{text}</p>", year="")
    document_of({**card, "path": "y.html"}, "<p>Chữ quốc ngữ, English, ελληνικά, русский.</p>", year="")

    assert (named in caplog.text) is not heard
    assert "y.html" not in caplog.text


def test_what_has_no_page_is_not_found(blog: Path) -> None:
    output = build(blog, "pageless", PAGE_SAVE_AS="")

    assert ask(output, "bến đò") and all(one["card"]["path"] == "bai-1.html" for one in ask(output, "bến đò"))


@pytest.mark.parametrize("folder", ["a/b", "tim", "tim/"])
def test_a_folder_is_one_with_and_without_its_stroke(blog: Path, folder: str) -> None:
    output = build(blog, f"moved-{len(folder)}", SHARDED_LUNR_FOLDER=folder)

    assert (output / folder / "meta.js").is_file()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("SHARDED_LUNR_FOLDER", one) for one in ("../x/", "/srv/x/", "C:\\x", "a//b/", "./", ["a/"])),
        *(("SHARDED_LUNR_SCRIPTS", one) for one in ("nowhere", ["a"], 7)),
        *(("SHARDED_LUNR_DICTIONARY", one) for one in ("nowhere.txt", ["a"])),
        ("SHARDED_LUNR_FOLDR", "a/"),
    ],
)
def test_a_setting_that_leads_nowhere_is_named(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=name):
        choices({name: value})


def test_two_builds_give_the_same_bytes(blog: Path, output: Path) -> None:
    again = build(blog, "again")

    assert _files(again) == _files(output)


def _files(output: Path) -> dict[str, bytes]:
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in (output / "search").rglob("*.js")}
