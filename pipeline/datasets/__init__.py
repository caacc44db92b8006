"""Datasets: the tables and texts of a built site in the forms that researchers' programs open.

    data = SiteData(root / "output")
    sqlite_file.write(data, Path("kho.sqlite"))

`site_data` reads what the site itself publishes, so nothing that it does not show comes out; the others write.
"""

from pipeline.datasets.site_data import SiteData
from pipeline.datasets.sqlite_file import write as write_sqlite
from pipeline.datasets.table_files import json_lines, parquet
from pipeline.datasets.table_files import write as write_files

__all__ = ["SiteData", "json_lines", "parquet", "write_files", "write_sqlite"]
