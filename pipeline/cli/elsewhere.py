"""Where files are read: in this machine's own children, or on the machines of a cluster."""

import contextlib
from collections.abc import Iterator
from typing import Annotated

import typer

from pipeline import extract, run
from pipeline.extract import cluster as clusters
from pipeline.settings import Settings

Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster", metavar="ĐỊA_CHỈ", help="Đọc trên cụm máy dask: địa chỉ của bộ điều phối, như tcp://10.0.0.5:8786."
    ),
]


@contextlib.contextmanager
def reading(address: str | None, settings: Settings) -> Iterator[tuple[run.Extractor, Settings]]:
    """Who reads a file, and the settings with as many readers at once as there are. Raises ClusterFailed."""
    if address is None:
        yield extract.read, settings
        return
    with clusters.connected(address) as cluster:
        yield cluster.read, settings.model_copy(update={"workers": 2 * cluster.workers})
