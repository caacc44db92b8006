"""The one protocol behind the inbox, and what may go wrong with a single package or message."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Queue(StrEnum):
    """What is asked for; senders' recalls come as messages of status, so both queues are polled."""

    documents = "edoc"
    statuses = "status"


@dataclass(frozen=True, slots=True)
class Message:
    """A status message on its way: its file name, whom it is for (a code of the axis), and its XML."""

    name: str
    receiver: str
    data: bytes


class Failed(Exception):
    """One package or message did not come through, in words for the operator; the others go on.

    `worn_out` tells that every attempt was used up: several of these in a row mean that nobody is there. `is_final`
    tells that the other end understood, and will not take it at another time either.
    """

    def __init__(self, vi: str, en: str, *, worn_out: bool = False, is_final: bool = False) -> None:
        super().__init__(en)
        self.vi, self.en, self.worn_out, self.is_final = vi, en, worn_out, is_final


class Gateway(Protocol):
    """What every other end can do.

    Each method raises `Failed` for what concerns one package, `errors.AxisFailed` when there is no use in going on, and
    OSError when the machine fails.
    """

    def list(self, queue: Queue) -> Sequence[str]:
        """The ids of what waits there and was not acknowledged, each once, oldest first."""

    def fetch(self, id: str) -> bytes:
        """The package or message of this id, whole."""

    def acknowledge(self, id: str) -> None:
        """Say that it lies safely here: it is not delivered again."""

    def send(self, message: Message) -> None:
        """Hand a status message over."""

    def has_sent(self, message: Message) -> bool:
        """Whether the other end knows that it was handed over: asked when an earlier run was cut off while sending."""
