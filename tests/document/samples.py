"""Documents of the invented province Lam Giang, for tests of all rooms."""

import datetime as dt
from typing import Any

from pipeline.document import record

ZONE = dt.timezone(dt.timedelta(hours=7))
RECEIVED = dt.datetime(2024, 12, 12, 8, 30, tzinfo=ZONE)


def file(**changed: Any) -> record.File:
    values = {"role": "main", "name": "NQ 12.pdf", "sha256": "ab" * 32, "size": 1200, "media": "application/pdf"}
    return record.File(**{**values, "ext": "pdf", "pages": 3, **changed})


def document(**changed: Any) -> record.Document:
    """A resolution of the province's council, any field changed."""
    values: dict[str, Any] = {
        "council": "lam-giang",
        "level": "tinh",
        "slug": "12-2024-nq-hdnd",
        "organ": "hdnd",
        "organ_name": "Hội đồng nhân dân tỉnh Lam Giang",
        "number": "12",
        "notation": "NQ-HĐND",
        "code": "12/2024/NQ-HĐND",
        "type": "nghi-quyet",
        "normative": True,
        "title": "Quy định mức chi thăm hỏi người có công",
        "dates": record.Dates(issued=dt.date(2024, 12, 10), passed=dt.date(2024, 12, 10)),
        "place": "Lam Giang",
        "signers": (record.Signer(name="Lê Thị Sông", title="CHỦ TỊCH"),),
        "bases": ("Căn cứ Luật Tổ chức chính quyền địa phương;",),
        "text": record.Text(method="text"),
        "versions": (record.Version(receipt="TN-2024-000001", received=RECEIVED, files=(file(),)),),
        "sources": {"title": (record.Said(value="Quy định mức chi", source="header", sure=0.9),)},
    }
    return record.Document(**{**values, **changed})
