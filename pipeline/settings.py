"""Settings of one archive: `archive.yaml` in its root, read once, at the top, into a frozen value."""

import datetime as dt
import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline import errors, yaml_reader
from pipeline.text import unfit_in

_TOLD = 20  # errors of one file that are worded
_NAME = 80  # letters of a key that are shown and compared; one key may be a megabyte

FILE = "archive.yaml"
_WANTED: Mapping[str, str] = {
    "missing": "thiếu khóa này",
    "string_pattern": "không đúng dạng",
    "string_too": "dài hoặc ngắn quá mức",
    "string": "phải là chữ",
    "int": "phải là số nguyên",
    "float": "phải là số",
    "bool": "phải là true hoặc false",
    "date": "phải là ngày, dạng năm-tháng-ngày",
    "timezone": "phải là thời điểm có múi giờ",
    "tuple": "phải là danh sách",
    "list": "phải là danh sách",
    "dict": "phải là các khóa và giá trị",
    "model": "phải là các khóa và giá trị",
    "too_short": "thiếu mục",
}
"""By the beginning of pydantic's name of the error; the first that fits counts."""


class Section(BaseModel):
    """Closed and frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SiteSettings(Section):
    """What the pages say about the archive itself."""

    name: str = "Cơ sở dữ liệu Hội đồng nhân dân các cấp"
    place: str = Field(default="", description="Name of the province under the masthead.")
    office: str = Field(default="", description="Who receives, checks and answers for what is published.")
    email: str = Field(
        default="",
        pattern=r"^([^\s@<>]+@[^\s@<>]+\.[^\s@<>]+)?$",
        examples=["hdnd@vi-du.gov.vn"],
        description="Where reports of errors go.",
    )
    phone: str = ""
    address: str = ""
    url: str = Field(
        default="",
        pattern=r"^(https?://[^\s/]+(/\S*)?)?$",
        examples=["https://vi-du.gov.vn/lien-thong"],
        description="Public address, for feeds and sitemap; empty while there is none.",
    )
    rsync: str = Field(
        default="",
        pattern=r"^(rsync://[^\s'\"]+|[^\s'\":/]+:[^\s'\"]+)?$",
        examples=["rsync://vi-du.gov.vn/lien-thong"],
        description="Where rsync takes the site from, for the data page; empty where it does not.",
    )
    notice: str = Field(default="", description="A sentence on every page, for a trial or a sample.")
    old_domains: tuple[Annotated[str, Field(pattern=r"^[a-z0-9.-]+$")], ...] = Field(
        default=(), description="Mail domains in ids of feeds before 0.2; tables lead from those ids to today's."
    )

    @property
    def base(self) -> str:
        """The address with a slash at its end, to which a path is put; empty while there is none."""
        return f"{self.url.rstrip('/')}/" if self.url else ""


class Scope(Section):
    """Which councils and kinds are published (Regulation, article 5)."""

    province: str = Field(
        default="",
        description="Slug of the registry's province: its councils and those of provinces joined into it are in scope.",
    )
    councils_out: tuple[str, ...] = Field(default=(), description="Councils of the registry that are not published.")
    types_in: tuple[str, ...] = Field(default=("nghi-quyet",), description="Types always in scope.")
    types_out: tuple[str, ...] = Field(default=(), description="Types never published.")
    related: tuple[str, ...] = Field(
        default=("bc-doi-tuong", "chat-van-phieu"), description="Oversight forms published as related, not counted."
    )


class OfficeSettings(Section):
    """What the office's own accounts say: reports of errors, the six-month report."""

    answer_days: int = Field(default=5, ge=0, description="Working days after which a report of an error is late.")
    review_days: int = Field(
        default=3, ge=0, description="Working days that a decision usually takes; senders of held packages are told."
    )
    holidays: tuple[dt.date, ...] = Field(
        default=(),
        description="Days off beside those that the Labour Code names: the fifth of Tết, the second of September's, "
        "days swapped by the year's decision.",
    )
    workdays: tuple[dt.date, ...] = Field(
        default=(), description="Days worked although they would be off: the Saturdays of a swap."
    )
    publish_hours: int = Field(
        default=26, ge=1, description="Hours after which `status --check` misses a successful `publish`."
    )
    copy_days: int = Field(default=30, ge=1, description="Days after which a copy of the site counts as too old.")
    superior: str = Field(default="", description="Body above the office, first line of a report's head.")
    notation: str = Field(default="BC-VP", description="Notation of the six-month report; its number is left blank.")
    place: str = Field(default="", description="Place of issue in a report's head.")
    signer: str = Field(default="CHÁNH VĂN PHÒNG", description="Title of who signs the six-month report.")
    recipients: tuple[str, ...] = Field(
        default=("Thường trực HĐND tỉnh (báo cáo)", "Lưu: VT"), description="Nơi nhận of the six-month report."
    )


class Limits(Section):
    """Limits on one untrusted file; past one the package is held, and says which."""

    memory_mb: int = Field(default=1024, ge=16, description="Address space of the process that reads a file.")
    seconds: int = Field(
        default=120,
        ge=0,
        description="Its processor time, four times as much by the clock; recognising a scan needs it.",
    )
    output_mb: int = Field(
        default=200, ge=1, description="Files that it writes, each; what a ZIP or Word file unpacks to."
    )
    pages: int = Field(default=2000, ge=1, description="Pages of a file that are read.")
    attachment_mb: int = Field(default=100, ge=1, description="One attachment, and what a ZIP among them unpacks to.")
    attachments: int = Field(default=50, ge=1, description="Attachments of a package, and files of a ZIP among them.")
    archive_entries: int = Field(default=2000, ge=1, description="Entries of a ZIP, or of a Word or Excel file.")
    archive_ratio: int = Field(
        default=100, ge=2, description="How often an entry above 1 MB may be larger than it is packed."
    )


class Axis(Section):
    """How packages come and answers go; the credentials stand in the environment, never here."""

    kind: Literal["folder", "vxp"] = Field(
        default="folder", description="`folder`: files are put into a folder; `vxp`: the VXP gateway over HTTP."
    )
    drop: str = Field(
        default="", description="With `folder`: where another program leaves packages; empty: straight in the inbox."
    )
    endpoint: str = Field(default="", description="With `vxp`: its address; https, or http on this machine.")
    ca: str = Field(default="", description="File of the root certificate that the gateway's rests on.")
    seconds: float = Field(default=60, gt=0, le=600, description="Without a byte; then an attempt is given up.")
    request_seconds: float = Field(default=600, gt=0, le=7200, description="For one question and its whole answer.")
    attempts: int = Field(default=5, ge=1, le=20, description="Of one question, with growing pauses between them.")
    wait_seconds: float = Field(default=2, gt=0, le=480, description="The first pause; each next one is twice as long.")
    package_mb: int = Field(default=200, ge=1, le=2000, description="Largest package that is fetched.")


class Watch(Section):
    """When `hdnd watch` believes that a file is whole."""

    quiet_seconds: float = Field(default=2, gt=0, le=600, description="Without a change of size and time.")
    rescan_seconds: float = Field(
        default=60, gt=0, le=86400, description="Between looks at the whole inbox: shares on a network tell nothing."
    )


class PackSettings(Section):
    """Packs that each build makes: a session's documents in one HTML file with its search, and as EPUB."""

    last_sessions: int = Field(
        default=0, ge=0, description="Packs of so many newest sessions of each of `councils`, linked from their pages."
    )
    councils: tuple[str, ...] = Field(
        default=(), description="Slugs of councils whose sessions are packed; empty: the council of `scope.province`."
    )


class Settings(Section):
    """All of archive.yaml; unknown keys are errors that name the nearest known one."""

    site: SiteSettings = SiteSettings()
    scope: Scope = Scope()
    limits: Limits = Limits()
    office: OfficeSettings = OfficeSettings()
    packs: PackSettings = PackSettings()
    axis: Axis = Axis()
    watch: Watch = Watch()
    address: str = Field(
        default="",
        description="Our own code on the exchange axis; empty: receivers are not compared, senders are not answered.",
    )
    inbox: str = "inbox"
    outbox: str = "outbox"
    private: str = Field(default=".private", description="Private store: held packages, all as received. Never in git.")
    live: str = Field(default="public/live", description="Link to the build that readers see, set by `hdnd publish`.")
    state: str = Field(default=".state", description="Build state; may be deleted at any time.")
    originals: str = Field(default="content/originals", description="May be on other storage.")
    roots: str = Field(
        default="content/roots",
        description="Folder of root certificates (PEM, DER) that signatures are checked against.",
    )
    sample: bool = Field(default=False, description="An archive of samples: it may be received anywhere, also in CI.")
    workers: int = Field(default=0, description="Processes for reading and building; 0: as many as there are cores.")


def load(root: Path) -> Settings:
    """Read `root/archive.yaml`.

    Raises:
        NotAnArchive: there is none.
        SettingsError: naming every unknown key with its nearest known one, and every wrong value.
    """
    path = root / FILE
    if not path.is_file():
        raise errors.NotAnArchive(folder=root)
    try:
        raw = yaml_reader.load(path.read_bytes(), anchors=True) or {}
        if wrong := list(unfit_in(raw)):
            raise errors.SettingsError(file=path.name, **errors.listed(wrong))
        read = Settings.model_validate(raw)
        return read.model_copy(update={"roots": str(root / read.roots)})  # the only folder that reading asks for
    except ValidationError as error:
        vi, en = (describe(error, Settings, lang) for lang in ("vi", "en"))
        raise errors.SettingsError(file=path.name, problems=vi, problems_en=en) from error
    except yaml_reader.UnreadableYaml as error:
        raise errors.SettingsError(file=path.name, problems=error.vi, problems_en=error.en) from error


def describe(error: ValidationError, model: type[BaseModel], lang: str = "vi") -> str:
    """The errors of a validation in one line each, joined by `; `; unknown keys with the nearest known one.

    Past the first `_TOLD` only their number: nobody reads on, and to look for the name nearest to each of 50,000 keys
    took ten minutes.
    """
    items = error.errors(include_url=False)
    within = {item["loc"][:length] for item in items for length in range(1, len(item["loc"]))}
    items = [
        item for item in items if item["type"] != "too_short" or item["loc"] not in within
    ]  # what is in it is wrong
    told = [_problem(dict(item), model, lang) for item in items[:_TOLD]]
    more = len(items) - len(told)
    return "; ".join([*told, f"và {more} lỗi nữa" if lang == "vi" else f"and {more} more"] if more else told)


def _problem(item: dict[str, Any], model: type[BaseModel], lang: str) -> str:
    where = ".".join(str(step)[:_NAME] for step in item["loc"])
    if item["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(item["loc"][-1])[:_NAME], _known(model, item["loc"][:-1]), n=1, cutoff=0.5)
        unknown, nearest = ("khóa không có trong lược đồ", "gần nhất") if lang == "vi" else ("unknown key", "nearest")
        return f"{where}: {unknown}" + (f" ({nearest}: {near[0]})" if near else "")
    if item["type"] == "string_pattern_mismatch" and (example := _example(model, item["loc"])):
        said = f"không đúng dạng, ví dụ {example}" if lang == "vi" else f"malformed, write as {example}"
        return f"{where}: {said}{_found(item, lang)}"
    unfit = (item.get("ctx") or {}).get("error")
    if isinstance(unfit, errors.UnfitValue):
        said = unfit.en if lang == "en" else unfit.vi
        return f"{where}: {said}" if where else said
    return f"{where}: {item['msg'] if lang == 'en' else _wanted(item)}{_found(item, lang)}"


def _found(item: Mapping[str, Any], lang: str) -> str:
    """What stands there, where it is a word or a figure that a person can look for in the file."""
    value = item.get("input")
    if item["type"] == "missing" or not isinstance(value, str | int | float | dt.date) or value == "":
        return ""
    shown = (repr(value) if isinstance(value, str) else str(value))[:_NAME]
    return f" (đang ghi: {shown})" if lang == "vi" else f" (found: {shown})"


def _wanted(item: Mapping[str, Any]) -> str:
    """What a value should have been, in Vietnamese."""
    kind, facts = str(item["type"]), item.get("ctx") or {}
    if kind == "literal_error":
        return f"chỉ nhận {facts.get('expected', '')}".replace(" or ", " hoặc ")
    if kind.startswith(("greater_than", "less_than")):
        bound = next(iter(facts.values()), "")
        return f"phải {'từ' if kind.startswith('greater') else 'đến'} {bound}"
    return next((said for start, said in _WANTED.items() if kind.startswith(start)), "giá trị không dùng được")


def _known(model: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    holds = _holding(model, path)
    return [field.alias or name for name, field in holds.model_fields.items()] if holds else []


def _example(model: type[BaseModel], path: tuple[Any, ...]) -> str | None:
    """How a value of a field is written, where its declaration says so."""
    holds = _holding(model, path[:-1])
    field = holds.model_fields.get(str(path[-1])) if holds else None
    return str(field.examples[0]) if field and field.examples else None


def _holding(model: type[BaseModel], path: tuple[Any, ...]) -> type[BaseModel] | None:
    for step in path:
        if isinstance(step, int):
            continue
        field = model.model_fields.get(str(step))
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            return None
        model = inner
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in getattr(annotation, "__args__", ()) if (found := _model_in(arg))), None)
