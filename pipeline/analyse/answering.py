"""The flat answer of `hdnd check --json` (docs/reference/check.md)."""

from typing import Any

from pipeline.document.model import Analysis

FIELDS = (
    "body", "parent_body", "level", "number", "notation", "code", "issue_date", "place", "doc_type", "trich_yeu",
    "signer_name", "signer_title", "signing_form", "n_dieu", "first_legal_basis", "addressee", "secrecy", "urgency",
    "is_draft",
)  # fmt: skip


def answer(analysis: Analysis | None) -> dict[str, Any]:
    """Every field with its chosen value, None where nobody states it, and under `sources` all its readings."""
    found = analysis or Analysis()
    values: dict[str, Any] = {name: found.value(name) for name in FIELDS}
    values["n_dieu"] = int(values["n_dieu"]) if values["n_dieu"] is not None else None
    values["is_draft"] = values["is_draft"] == "true" if values["is_draft"] is not None else None
    return {**values, "sources": {name: _said(found, name) for name in FIELDS if found.facts.get(name)}}


def _said(analysis: Analysis, name: str) -> list[dict[str, Any]]:
    return [{"value": c.value, "source": c.source, "sure": c.sure} for c in analysis.facts[name]]
