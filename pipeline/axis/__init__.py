"""Behind the inbox: how packages come and answers go, whatever stands at the other end.

    gateway = axis.connect(root, settings, os.environ)
    gateway.list(Queue.documents), .fetch(id), .acknowledge(id), .send(message), .has_sent(message)

The folder is the default: packages are put straight into the inbox, or taken from a folder that another program fills.
The other is the client of the VXP gateway.
"""

from collections.abc import MutableMapping
from pathlib import Path

from pipeline import errors, settings
from pipeline.axis.folder import AxisFolder
from pipeline.axis.gateway import Failed, Gateway, Message, Queue
from pipeline.axis.transport import Transport
from pipeline.axis.vxp import Vxp, credentials

__all__ = ["Failed", "Gateway", "Message", "Queue", "connect"]


def connect(root: Path, wanted: settings.Settings, environment: MutableMapping[str, str]) -> Gateway | None:
    """The gateway that the settings name; None where the inbox itself is the folder that others fill.

    The credentials of the axis leave `environment`, so that no program started from here inherits them.

    Raises:
        SettingsError: an address that may not be used, no endpoint, no code of our own.
        UsageError: no credentials in the environment.
    """
    said = wanted.axis
    if said.kind == "vxp":
        system, secret = credentials(environment)
        _has_code(wanted)
        return Vxp(Transport.to(said, root), wanted.address, system, secret, said.package_mb)
    return AxisFolder(root / said.drop, said.package_mb) if said.drop else None


def _has_code(wanted: settings.Settings) -> None:
    """A gateway is told in whose name each question comes. Raises SettingsError where the settings do not say it."""
    if not wanted.address:
        raise errors.SettingsError(
            file=settings.FILE,
            problems="address: còn trống, trục chưa biết mình là ai; ghi mã của mình trên trục",
            problems_en="address: empty, the gateway must know who asks; write your own code on the axis",
        )
