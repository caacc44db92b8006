"""The tree of commands, of which no more is loaded than what was typed asks for.

All rooms together take half a second to load, more than a build of one document more spends on anything else.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
import typer.main

from pipeline.cli.screen import options

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "keeping": ("init", "status", "verify", "upgrade", "doctor"),
    "receiving": ("receive", "check"),
    "rereading_command": ("reread",),
    "watching": ("watch",),
    "exchanging": ("fetch",),
    "alarms": ("alarms",),
    "acting": ("withdraw", "suspend", "correct", "own", "redact"),
    "publishing": ("build",),
    "serving": ("serve",),
    "mirroring": ("mirror",),
    "delivering": ("publish", "backup", "restore"),
    "packing": ("pack",),
    "joining_command": ("join",),
    "accounting": ("report", "note", "declare", "completeness"),
}
"""The commands that each module hangs on the application, in the order of the help."""
GROUPS: Mapping[str, str] = {
    "reviewing": "review",
    "reported_errors": "errors",
    "registering": "registry",
    "person_commands": "person",
    "dossier_commands": "dossier",
    "checkpointing": "checkpoint",
    "exporting": "export",
}
"""The group of commands that each module is."""


def tree(name: str = "") -> Any:
    """The command or the group of this name, with those that its module knows beside it; any other name loads all."""
    app = typer.Typer(
        help="Cơ sở dữ liệu công khai của Hội đồng nhân dân: nhận gói tin, kiểm tra, dựng trang, tìm kiếm, sao chép.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(options)
    found = [module for module, names in COMMANDS.items() if name in names]
    found += [module for module, group in GROUPS.items() if name == group]
    for module in found or (*COMMANDS, *GROUPS):
        loaded = import_module(f"pipeline.cli.{module}")
        if module in GROUPS:
            app.add_typer(loaded.app, name=GROUPS[module])
        else:
            loaded.register(app)
    return typer.main.get_command(app)
