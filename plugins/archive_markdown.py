"""Pelican's Markdown reader for the pages written by hand, with its extensions as objects.

By its name an extension is looked for among the entry points of all that is installed, a file for each package: where
many are, that took longer than to read and render the one page that a document more changes.
"""

import re
from pathlib import Path
from typing import Any

from pelican.readers import MarkdownReader

from pipeline import errors, text

_MAY_ACT = re.compile(r"<(?!!--)|&#|!\[|(?:javascript|vbscript|data):|\bon\w+=", re.IGNORECASE)


class HandWrittenReader(MarkdownReader):  # type: ignore[misc] # Pelican has no types
    """Reads what MarkdownReader does of `MARKDOWN` in archive_settings, and refuses what no page may hold."""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """HTML and metadata.

        Raises:
            RecordInvalid: the page is no text, has no title, or something in it runs or fetches by itself. A page's
                policy stops such a thing in a browser of today, in a copy that somebody pastes elsewhere nothing does.
        """
        from markdown.extensions import attr_list, def_list, meta, tables  # a build that renders no page needs none

        source = self._text(source_path)
        extensions = [kind.makeExtension() for kind in (meta, tables, attr_list, def_list)]
        markdown = {"extensions": extensions, "output_format": "html5"}
        self.settings: dict[str, Any] = {**self.settings, "MARKDOWN": markdown}
        content, metadata = super().read(source_path)
        if not str(metadata.get("title", "")).strip():
            raise self._refusal(
                source_path, "thiếu dòng “Title: …” ở đầu tệp", "the line “Title: …” is missing at the head of the file"
            )
        if _MAY_ACT.search("".join(source.split())):  # a browser passes over a blank within "java script:"
            self._check_inert(source_path, str(content))
        return str(content), dict(metadata)

    def _text(self, source_path: str) -> str:
        try:
            source = Path(source_path).read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self._refusal(
                source_path,
                f"không phải chữ UTF-8 (byte thứ {error.start + 1}); hãy lưu lại tệp bằng mã UTF-8",
                f"not UTF-8 text (byte {error.start + 1}); save the file as UTF-8",
            ) from error
        if found := text.unfit(source):
            line, sign = source.count("\n", 0, found.start()) + 1, f"U+{ord(found[0]):04X}"
            raise self._refusal(
                source_path,
                f"dòng {line}: có ký tự {sign}, không được có trong trang; hãy xóa đi",
                f"line {line}: has the sign {sign}, which no page may hold; delete it",
            )
        return source

    def _check_inert(self, source_path: str, content: str) -> None:
        """A page that only mentions such things in words is as inert as any other: what counts is the HTML."""
        from lxml import html  # few pages hold HTML of their own, and it takes 20 ms to load

        from pipeline.document import active_html

        for place, (vi, en) in active_html.found(html.document_fromstring(f"<body>{content}</body>")).items():
            raise self._refusal(
                source_path,
                f"có {place} ({vi}); trang viết tay chỉ được có chữ, bảng, ảnh và liên kết thường",
                f"has {place} ({en}); a hand-written page holds words, tables, pictures and plain links alone",
            )

    def _refusal(self, source_path: str, vi: str, en: str) -> errors.RecordInvalid:
        path = Path(source_path)
        folder = Path(self.settings.get("PATH") or path.parent)
        name = path.relative_to(folder.parent) if path.is_relative_to(folder.parent) else path
        return errors.RecordInvalid(file=name.as_posix(), problems=vi, problems_en=en)
