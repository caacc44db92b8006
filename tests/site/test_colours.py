"""Contrast of every pair of colours that meet on a page: at least 7 to 1 (WCAG AAA), light and dark."""

import re

import pytest

from tests.site.kinds import THEME

BASE = (THEME / "static/css/base.css").read_text(encoding="utf-8")
LIGHT, DARK = re.findall(r":root \{(.*?)\n\s*\}", BASE, re.DOTALL)
PAIRS = [
    *(
        (ink, paper)
        for ink in ("ink", "ink-2", "link", "link-hover", "visited", "accent")
        for paper in ("paper", "surface")
    ),
    ("on-brand", "brand"),
    ("on-link", "link"),
    ("on-link", "link-hover"),
    ("on-focus", "focus"),
    *((ink, "mark") for ink in ("ink", "link", "visited")),
    *((tag, f"{tag}-bg") for tag in ("good", "part", "bad", "soon", "plain")),
    *((ink, f"{tag}-bg") for ink in ("ink", "link") for tag in ("part", "soon")),
    ("ink", "bad-bg"),
]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), PAIRS, ids=lambda name: name)
def test_text_contrast_is_at_least_seven(scheme: str, ink: str, paper: str) -> None:
    colours = tokens(LIGHT) | (tokens(DARK) if scheme == "dark" else {})

    assert contrast(colours[ink], colours[paper]) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_borders_of_controls_can_be_seen(scheme: str) -> None:
    colours = tokens(LIGHT) | (tokens(DARK) if scheme == "dark" else {})

    assert contrast(colours["control"], colours["paper"]) >= 3


def test_colours_are_named_in_base_only() -> None:
    for sheet in (THEME / "static/css").glob("*.css"):
        if sheet.name not in ("base.css", "print.css"):
            assert not re.findall(r"(?<![\w&])#[0-9a-f]{3,8}\b", sheet.read_text(encoding="utf-8")), sheet.name
