"""What can be wrong with a build; each has the exit code that `pelican` hands to the shell."""


class BuildError(Exception):
    """The build ends here; the old site stays as it was."""

    exitcode = 1


class ContentBroken(BuildError):
    """Source files that cannot be read: (path, problems) of every such file, told at once."""

    exitcode = 3

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        self.problems = problems
        super().__init__(problems)

    def __str__(self) -> str:
        return "\n".join(f"{path}: {problem}" for path, problem in self.problems)


class AddressesLost(BuildError):
    """Addresses or anchors that were promised once would no longer lead anywhere."""

    exitcode = 3

    def __init__(self, addresses: tuple[str, ...]) -> None:
        self.addresses = addresses
        super().__init__(addresses)

    def __str__(self) -> str:
        return "promised addresses would be lost: " + ", ".join(self.addresses)


class SiteBusy(BuildError):
    """Another build holds the state."""

    exitcode = 75


class Unreadable(Exception):
    """Raised by a site's `read` for one source file: `problems` in words for the person who edits it."""

    def __init__(self, problems: str) -> None:
        self.problems = problems
        super().__init__(problems)
