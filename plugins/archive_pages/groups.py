"""The groups that documents are members of, each the source of some pages or files (`incremental.Member`)."""

from enum import StrEnum


class Group(StrEnum):
    """A kind of group; its groups are named by its value and what follows: `hd:tinh/lam-giang`.

    The values stand in the state of every build: another one makes all pages of its groups again.
    """

    ALL = "tat"
    """Every document that stands."""
    DATA = "dl"
    """What the data index counts and names."""
    TOMBSTONES = "bia"
    """What was withdrawn, replaced or suspended."""
    CHANGES = "td"
    """What was changed or withdrawn, by the instant of that."""
    LEVEL = "cap"
    COUNCIL = "hd"
    COUNCIL_PAGE = "tp"
    """A council's page: its own documents, and those of the councils that it succeeded."""
    COUNCIL_IN_TIME = "ng"
    """A council's documents by date: the neighbours of a page."""
    COUNCIL_YEAR = "nam"
    COUNCIL_TYPE = "cl"
    COUNCIL_ORGAN = "cq"
    SESSION = "ky"
    """A council's session, by the folder of its page."""
    COUNCIL_BEFORE = "kt"
    """What those before a council issued, by the council of today."""
    COUNCIL_DOSSIERS = "hn"
    COMPLETENESS = "md"
    """What is there and what lacks of a council's numbers, from the ledgers; no document is a member."""
    LEVEL_TYPE = "tl"
    TYPE = "lh"
    TYPE_YEAR = "ln"
    FIELD = "lv"
    FIELD_YEAR = "vn"
    OVERSIGHT = "gs"
    OVERSIGHT_YEAR = "gn"
    FORM = "gf"
    """A form of oversight."""
    FORM_YEAR = "gv"
    DOSSIER = "hs"
    DEADLINES = "hl"
    """What asks for something by a day."""
    MISSING = "vd"
    """What cites documents of a council that the archive lacks, by that council."""
    YEAR = "nx"
    """The table of documents of a year."""
    YEAR_TABLES = "hx"
    """The tables of relations and of effect of a year."""
    MONTH = "tk"
    MONTH_SCANNED = "tq"
    MONTH_TEXTS = "tx"
    """The file of the texts of a month."""
    YEAR_FILES = "zn"
    """The ZIP file of a year."""
    ALL_FILES = "zt"
    """The ZIP file of the whole archive."""
    ORIGINALS_OF = "o"
    """Originals by the first two letters of their hash."""
    ORIGINALS = "goc"
    """All originals, counted."""
    RECEIPTS = "bn"
    EVENTS = "sk"
    """A page of what became of documents, by its number; the one without, the head that names the newest page."""

    def of(self, rest: object) -> str:
        """The group of this kind for a level, a council or a year."""
        return f"{self.value}:{rest}"

    @property
    def prefix(self) -> str:
        """What the names of all groups of this kind begin with."""
        return self.of("")
