"""Invented people. No name here is taken from a real document; chance makes them, by the seed."""

import random

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đoàn", "Lương", "Tạ", "Mai")
MIDDLE = ("Hoài", "Thanh", "Minh", "Quang", "Thị Ngọc", "Xuân", "Đình", "Kim", "Bảo", "Thị Thu", "Hữu", "Gia")
GIVEN = (
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hạnh",
    "Khoa",
    "Lam",
    "Nhàn",
    "Phúc",
    "Quyên",
    "Sơn",
    "Tâm",
    "Vinh",
    "Yên",
)


def person(rng: random.Random) -> str:
    """A full name."""
    return f"{rng.choice(FAMILY)} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}"


def clerk(rng: random.Random) -> str:
    """Who sends a package: names of families that no signer has, so that a search for them in public files is telling."""
    return f"{rng.choice(('Ngô', 'Trịnh', 'Đinh', 'Kiều'))} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}"
