"""A small invented corpus: documents in the shapes of a council's papers, from a seed; and its monolithic index."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from lunr.builder import Builder

from plugins.sharded_lunr import words
from plugins.sharded_lunr.product import IndexedText, IndexField, Schema

FIELDS = (
    IndexField("title", 4),
    IndexField("number", 8),
    IndexField("text", 1),
    IndexField("pairs", 4, measured=False),
)
SCHEMA = Schema(FIELDS, ("level", "type", "year"))
COMMON = [
    "hội",
    "đồng",
    "nhân",
    "dân",
    "nghị",
    "quyết",
    "ngân",
    "sách",
    "nhà",
    "nước",
    "giám",
    "sát",
    "đầu",
    "tư",
    "công",
    "xây",
    "dựng",
    "đất",
    "đai",
    "quy",
    "hoạch",
    "trường",
    "học",
    "y",
    "tế",
    "đường",
    "cầu",
    "nước",
    "sạch",
    "môi",
    "trường",
    "thu",
    "chi",
    "dự",
    "toán",
    "quyết",
    "toán",
    "phân",
    "bổ",
    "bổ",
    "sung",
    "điều",
    "chỉnh",
    "kế",
    "hoạch",
    "báo",
    "cáo",
    "tổ",
    "chức",
    "thực",
    "hiện",
    "ủy",
    "ban",
    "thường",
    "trực",
    "đại",
    "biểu",
    "cử",
    "tri",
    "kiến",
    "nghị",
    "hòa",
    "bình",
    "thủy",
    "lợi",
    "họa",
    "tiết",
    "hóa",
    "đơn",
    "quả",
    "quý",
    "khỏe",
    "ban",
    "bản",
    "bán",
    "bàn",
    "bạn",
    "bắn",
    "an",
    "ăn",
    "ân",
    "ấn",
]
RARE = [
    f"{a}{b}" for a in ("kh", "ngh", "tr", "đ", "gi") for b in ("uyên", "ường", "oách", "ĩa", "ẻm", "uýt", "oà", "uỷ")
]
TYPES = (("NQ", "nghi-quyet"), ("BC", "bao-cao"), ("KH", "ke-hoach"), ("TB", "thong-bao"))
LEVELS = ("tinh", "huyen", "xa")


def documents(count: int, seed: int = 7) -> list[IndexedText]:
    """Document i depends on the seed and i alone."""
    return [_document(i, random.Random(f"{seed}/{i}")) for i in range(count)]


def monolith(found: Sequence[IndexedText], *, folded: bool = False) -> dict[str, object]:
    """The index that lunr.py builds of the documents, as lunr.js loads it.

    Each field is handed over as its terms in the order of letters: Lunr numbers terms as they come, and the sum of a
    score, exact to the last bit, depends on their order.
    """
    builder = Builder()
    builder.ref("id")
    fields = [field for field in SCHEMA.fields if field.measured]
    for field in fields:
        builder.field(field.name, boost=field.boost)
    for slot, one in enumerate(found):
        names = (field.name for field in fields)
        bags = (_bag(counts, folded) for counts in one.counts[: len(fields)])
        builder.add({"id": str(slot), **dict(zip(names, bags, strict=True))})
    built: dict[str, object] = builder.build().serialize()
    return built


def _bag(counts: Mapping[str, int], folded: bool) -> list[str]:
    fold = words.fold if folded else str
    return sorted(fold(term) for term, often in counts.items() for _ in range(often))


def _document(i: int, rng: random.Random) -> IndexedText:
    kind, slug = rng.choice(TYPES)
    year = 2015 + rng.randrange(10)
    number = f"{rng.randint(1, 60):02d}" + (f"/{year}" if rng.random() < 0.5 else "") + f"/{kind}-HĐND"
    title = " ".join(_words(rng, rng.randint(4, 14))).capitalize()
    passages = [("dieu-1", "Điều 1. " + " ".join(_words(rng, rng.randint(2, 8))))]
    for khoan in range(1, rng.randint(2, 9)):
        body = " ".join(_words(rng, rng.randint(5, 60)))
        cited = f" theo Nghị quyết số {rng.randint(1, 60)}/{year}/NQ-HĐND" if rng.random() < 0.2 else ""
        passages.append(
            (f"dieu-1-khoan-{khoan}", f"{khoan}. {body}{cited} {rng.randint(1, 9)}.{rng.randint(100, 999)} đồng.")
        )
    text = "\n".join(line for _, line in passages)
    level = rng.choice(LEVELS)
    pairs = words.pairs(words.words(title))
    card = {"path": f"{level}/x/{year}/{i}/index.html", "title": title, "code": number, "date": f"{year}-05-17"}
    return IndexedText(
        counts=(words.count(title), words.number_terms(number, year), words.count(text), Counter(pairs)),
        card=card,
        passages=passages,
        facets={"level": level, "type": slug, "year": str(year)},
    )


def _words(rng: random.Random, count: int) -> list[str]:
    """Common words far more often than rare ones, as in any text."""
    return [
        rng.choice(RARE) if rng.random() < 0.03 else COMMON[int(len(COMMON) * rng.random() ** 2)] for _ in range(count)
    ]
