"""Pelican plugins: `incremental` and `sharded_lunr` stand alone, the `archive_*` ones tie them to the archive."""
