"""Settings of one archive: `archive.yaml` in its root, read once, at the top, into a frozen value."""

import difflib
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline import errors
from pipeline.text import unfit_in

_TOLD = 20  # errors of one file that are worded
_NAME = 80  # letters of a key that are shown and compared; one key may be a megabyte

FILE = "archive.yaml"


class Section(BaseModel):
    """Closed and frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Site(Section):
    """What the pages say about the archive itself."""

    name: str = "Cơ sở dữ liệu Hội đồng nhân dân các cấp"
    place: str = Field(default="", description="Name of the province under the masthead.")
    office: str = Field(default="", description="Who receives, checks and answers for what is published.")
    email: str = Field(default="", description="Where reports of errors go.")
    phone: str = ""
    address: str = ""
    url: str = Field(default="", description="Public address, for feeds and sitemap; empty while there is none.")
    notice: str = Field(default="", description="A sentence on every page, for a trial or a sample.")


class Scope(Section):
    """Which councils and kinds are published (Regulation, article 5)."""

    province: str = Field(default="", description="Slug of the registry's province; its councils are in scope.")
    councils_out: tuple[str, ...] = Field(default=(), description="Councils of the registry that are not published.")
    types_in: tuple[str, ...] = Field(default=("nghi-quyet",), description="Types always in scope.")
    types_out: tuple[str, ...] = Field(default=(), description="Types never published.")
    related: tuple[str, ...] = Field(
        default=("bc-doi-tuong", "chat-van-phieu"), description="Oversight forms published as related, not counted."
    )


class Office(Section):
    """What the office's own accounts say: reports of errors, the six-month report."""

    answer_days: int = Field(default=5, ge=0, description="Working days after which a report of an error is late.")
    superior: str = Field(default="", description="Body above the office, first line of a report's head.")
    notation: str = Field(default="BC-VP", description="Notation of the six-month report; its number is left blank.")
    place: str = Field(default="", description="Place of issue in a report's head.")
    signer: str = Field(default="CHÁNH VĂN PHÒNG", description="Title of who signs the six-month report.")
    recipients: tuple[str, ...] = Field(
        default=("Thường trực HĐND tỉnh (báo cáo)", "Lưu: VT"), description="Nơi nhận of the six-month report."
    )


class Limits(Section):
    """Limits on one untrusted file."""

    memory_mb: int = 1024
    seconds: int = 120
    output_mb: int = 200
    pages: int = 2000
    attachment_mb: int = 100
    attachments: int = 50


class Settings(Section):
    """All of archive.yaml; unknown keys are errors that name the nearest known one."""

    site: Site = Site()
    scope: Scope = Scope()
    limits: Limits = Limits()
    office: Office = Office()
    address: str = Field(default="K09.01", description="Our own code on the exchange axis.")
    inbox: str = "inbox"
    outbox: str = "outbox"
    private: str = Field(default=".private", description="Private store: held packages, all as received. Never in git.")
    state: str = Field(default=".state", description="Build state; may be deleted at any time.")
    originals: str = Field(default="content/originals", description="May be on other storage.")
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
        raw = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        if wrong := "; ".join(unfit_in(raw)):
            raise errors.SettingsError(file=path.name, problems=wrong, problems_en=wrong)
        return Settings.model_validate(raw)
    except yaml.YAMLError as error:
        said = str(error).replace("\n", " ")
        raise errors.SettingsError(file=path.name, problems=said, problems_en=said) from error
    except ValidationError as error:
        vi, en = (describe(error, Settings, lang) for lang in ("vi", "en"))
        raise errors.SettingsError(file=path.name, problems=vi, problems_en=en) from error


def describe(error: ValidationError, model: type[BaseModel], lang: str = "vi") -> str:
    """The errors of a validation in one line each, joined by `; `; unknown keys with the nearest known one.

    Past the first `_TOLD` only their number: nobody reads on, and to look for the name nearest to each of 50,000 keys
    took ten minutes.
    """
    items = error.errors(include_url=False, include_input=False)
    told = [_problem(dict(item), model, lang) for item in items[:_TOLD]]
    more = len(items) - len(told)
    return "; ".join([*told, f"và {more} lỗi nữa" if lang == "vi" else f"and {more} more"] if more else told)


def _problem(item: dict[str, Any], model: type[BaseModel], lang: str) -> str:
    where = ".".join(str(step)[:_NAME] for step in item["loc"])
    if item["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(item["loc"][-1])[:_NAME], _known(model, item["loc"][:-1]), n=1, cutoff=0.5)
        unknown, nearest = ("khóa không có trong lược đồ", "gần nhất") if lang == "vi" else ("unknown key", "nearest")
        return f"{where}: {unknown}" + (f" ({nearest}: {near[0]})" if near else "")
    return f"{where}: {item['msg']}"


def _known(model: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    for step in path:
        if isinstance(step, int):
            continue
        field = model.model_fields.get(str(step))
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            return []
        model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in getattr(annotation, "__args__", ()) if (found := _model_in(arg))), None)
