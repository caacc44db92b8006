"""Pelican's Markdown reader for the pages written by hand, with its extensions as objects.

By its name an extension is looked for among the entry points of all that is installed, a file for each package: where
many are, that took longer than to read and render the one page that a document more changes.
"""

from typing import Any

from pelican.readers import MarkdownReader


class HandWrittenReader(MarkdownReader):  # type: ignore[misc] # Pelican has no types
    """Reads what MarkdownReader does of `MARKDOWN` in archive_settings."""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """HTML and metadata."""
        from markdown.extensions import attr_list, def_list, meta, tables  # a build that renders no page needs none

        extensions = [kind.makeExtension() for kind in (meta, tables, attr_list, def_list)]
        markdown = {"extensions": extensions, "output_format": "html5"}
        self.settings: dict[str, Any] = {**self.settings, "MARKDOWN": markdown}
        content, metadata = super().read(source_path)
        return str(content), dict(metadata)
