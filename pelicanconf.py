"""Pelican's settings for this archive; everything of the archive's own stands in archive.yaml."""

from pathlib import Path

from plugins.archive_settings import pelican_settings

globals().update(pelican_settings(Path(__file__).parent))
