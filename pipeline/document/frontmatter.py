"""Front matter: `record.Document` ⇄ YAML.

Read strictly: an anchor, a doubled key, a key outside the schema or a value of another kind is an error, and all errors
of a file are told at once, because the officer who edits by hand would otherwise find them one build at a time.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from pipeline import errors, settings, yaml_reader
from pipeline.document.record import Document

LARGEST = 1 << 20
"""Characters of a front matter: twenty times that of a document with a hundred annexes."""
_EMPTY: tuple[object, ...] = (None, (), {})


class _Writer(yaml.CSafeDumper):
    """Safe dumper without anchors: equal files of two versions are written out twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Writer.add_representer(
    dt.datetime, lambda writer, value: writer.represent_scalar("tag:yaml.org,2002:timestamp", value.isoformat())
)


def write(document: Document) -> str:
    """The YAML of a document, keys in the order of the model, unset optional facts left out."""
    return yaml.dump(
        plain(document), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=1_000_000, default_flow_style=False
    )


def plain(part: BaseModel) -> dict[str, Any]:
    """A model as mappings and lists of plain values; what is unset and not required is left out."""
    fields = type(part).model_fields
    values = ((name, field, getattr(part, name)) for name, field in fields.items())
    return {
        field.alias or name: _plain(value)
        for name, field, value in values
        if field.is_required() or value not in _EMPTY
    }


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return plain(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def read(front: str, name: str) -> Document:
    """Read the YAML of one document.

    Raises:
        RecordInvalid: with every error of the file `name`, unknown keys with the nearest known one.
    """
    if not front.strip():
        vi = "thiếu phần đầu tệp: các dòng khóa: giá trị giữa hai dòng chỉ có ---, dòng trên là dòng đầu của tệp"
        en = "no front matter: lines of key: value between two lines of ---, the upper one the first of the file"
        raise errors.RecordInvalid(file=name, problems=vi, problems_en=en)
    if len(front) > LARGEST:
        vi = f"phần đầu tệp dài {len(front)} ký tự, nhiều nhất {LARGEST}"
        en = f"the front matter is {len(front)} characters long, {LARGEST} at most"
        raise errors.RecordInvalid(file=name, problems=vi, problems_en=en)
    try:
        raw = yaml_reader.load(front)
    except yaml_reader.UnreadableYaml as error:
        raise errors.RecordInvalid(file=name, problems=error.vi, problems_en=error.en) from error
    if not isinstance(raw, dict):
        vi = "phần đầu tệp không phải các dòng khóa: giá trị"
        raise errors.RecordInvalid(file=name, problems=vi, problems_en="the front matter is no lines of key: value")
    try:
        return Document.model_validate(raw)
    except ValidationError as error:
        vi, en = (settings.describe(error, Document, lang) for lang in ("vi", "en"))
        raise errors.RecordInvalid(file=name, problems=vi, problems_en=en) from error


def memo(document: Document) -> str:
    """A document as JSON that `remembered` reads, in a fifth of the time that its YAML takes."""
    return document.model_dump_json(by_alias=True, exclude_defaults=True)


def remembered(memo: str) -> Document:
    """The document of a memo that this program has written: the same one, whatever was read of it."""
    return Document.model_validate_json(memo)


def page() -> str:
    """The reference page of the schema, in Markdown: every key, what it holds, whether it must stand."""
    lines = ["# Front matter", "", "Written from the schema by `python -m docs.generate`.", ""]
    lines += [
        "A content file begins with these keys between two lines `---`. Optional keys that are unset are left out.",
        "",
    ]
    for part in _parts(Document, []):
        lines += [f"## {part.__name__}", "", " ".join((part.__doc__ or "").split()), ""]
        lines += ["| key | holds | must stand | what |", "|---|---|---|---|", *_rows(part), ""]
    return "\n".join(lines)


def _parts(model: type[BaseModel], found: list[type[BaseModel]]) -> list[type[BaseModel]]:
    """The model and those that its fields hold, each once, in the order of the fields."""
    if model not in found:
        found.append(model)
        for field in model.model_fields.values():
            for inner in _models(field.annotation):
                _parts(inner, found)
    return found


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models(argument)]


def _rows(model: type[BaseModel]) -> list[str]:
    return [
        f"| `{field.alias or name}` | {_holds(field.annotation)} | {'yes' if field.is_required() else ''} "
        f"| {field.description or ''} |"
        for name, field in model.model_fields.items()
    ]


_WORDS = {str: "text", int: "whole number", float: "number", bool: "true or false"}
_WORDS |= {dt.date: "date", dt.datetime: "instant with zone", type(None): "null"}


def _holds(annotation: Any) -> str:
    """What a field holds, in words: "list of File", "date or null"."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " or ".join(f"`{value}`" for value in arguments)
    if origin is Annotated:
        return _holds(arguments[0])
    if origin is tuple:
        return f"list of {_holds(arguments[0])}"
    if origin is dict:
        return f"mapping to {_holds(arguments[1])}"
    if arguments:
        return " or ".join(map(_holds, arguments))
    return _WORDS.get(annotation) or f"[{annotation.__name__}](#{annotation.__name__.lower()})"
