"""An archive of the invented province beside a gateway on loopback."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import axis, exchange, settings
from pipeline.archive.mailbox import Mailbox
from tests.archive.office import Office, found_archive
from tests.axis.server import SECRET, SYSTEM, Gateway, serving

QUICK = "seconds: 1, request_seconds: 1.8, attempts: 3, wait_seconds: 0.01, package_mb: 3"


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with serving() as one:
        yield one


@dataclass
class Place:
    """An archive whose settings name a gateway."""

    root: Path
    environment: dict[str, str]

    def connect(self) -> axis.Gateway:
        found = axis.connect(self.root, settings.load(self.root), dict(self.environment))
        assert found is not None
        return found

    @property
    def mailbox(self) -> Mailbox:
        return Mailbox.of(self.root, settings.load(self.root))

    def poll(self) -> list[tuple[str, str]]:
        with self.mailbox.hold():
            return [(step.what, step.name) for step in exchange.poll(self.connect(), self.mailbox)]

    def arrived(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted((self.root / "inbox/axis").glob("*"))}

    def outbox(self, folder: str = "") -> list[str]:
        return sorted(path.name for path in (self.root / "outbox" / folder).glob("*.edxml"))

    @property
    def office(self) -> Office:
        return Office(self.root)


def point(root: Path, endpoint: str, more: str = QUICK) -> None:
    """Let the archive use this endpoint."""
    path = root / "archive.yaml"
    kept = path.read_text("utf-8").split("axis:")[0]
    path.write_text(f"{kept}axis: {{kind: vxp, endpoint: '{endpoint}', {more}}}\n", "utf-8")


@pytest.fixture
def place(tmp_path: Path, gateway: Gateway) -> Place:
    root = tmp_path / "kho"
    root.mkdir()
    found_archive(root)
    point(root, gateway.endpoint)
    return Place(root, {"HDND_AXIS_SYSTEM": SYSTEM, "HDND_AXIS_SECRET": SECRET})
