"""Pelican's Markdown reader, of bytes that were read already, with YAML front matter beside Pelican's own metadata."""

from typing import Any

from markdown import Markdown
from pelican.readers import MarkdownReader

from .front_matter import split


class FrontMatterReader(MarkdownReader):  # type: ignore[misc] # Pelican has no types
    """Set `data`, then call `read`."""

    data = b""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """HTML and metadata; the first line below YAML is text, though it may look like metadata."""
        front, text = split(self.data)
        self._source_path = source_path
        self._md = Markdown(**self.settings["MARKDOWN"])
        html = self._md.convert(text)
        meta = front if front is not None else getattr(self._md, "Meta", {})
        return html, self._parse_metadata(meta)
