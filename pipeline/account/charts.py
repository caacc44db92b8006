"""Charts as SVG, from Jinja: every bar and cell bears its number, so that they are read without colour."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jinja2

_GROUP, _BAR, _HIGH, _LEFT = 90, 32, 160, 20
_CELL, _LINE, _NAMES = 84, 28, 120  # the narrowest; long names and numbers of three figures take more
_LETTER, _CAPITAL = 6, 9  # widths at 12 px on a page: with more, a telephone showed a single year beside the names


@cache
def templates() -> "jinja2.Environment":
    """The templates beside this module; everything in them is escaped.

    A program that is started for each document gives them a `bytecode_cache`: compiling takes 10 ms a template.
    """
    import jinja2  # 25 ms that few commands need

    loader = jinja2.PackageLoader("pipeline.account")
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def bars(key: str, title: str, columns: tuple[str, str], rows: Sequence[tuple[str, int, int]]) -> str:
    """Two bars for each label; `rows` are (label, first value, second value)."""
    top = max((value for _, *values in rows for value in values), default=0) or 1
    base = _HIGH + 30
    drawn: list[dict[str, Any]] = []
    labels = []
    for index, (label, *values) in enumerate(rows):
        x = _LEFT + index * _GROUP + 10
        labels.append({"x": x + _BAR, "text": label})
        for side, value in enumerate(values):
            height = round(_HIGH * value / top, 1)
            place = {"x": x + side * (_BAR + 2), "y": round(base - height, 1)}
            drawn.append({**place, "width": _BAR, "height": height, "value": value, "hatched": side == 0})
    described = "; ".join(f"{label}: {columns[0]} {one}, {columns[1]} {two}" for label, one, two in rows)
    return templates().get_template("bars.svg").render(
        key=key, title=title, described=described, bars=drawn, labels=labels, base=base, left=_LEFT,
        width=_LEFT + max(len(rows), 3) * _GROUP + 20, height=base + 60, first=columns[0], second=columns[1],
    )  # fmt: skip


Cell = tuple[int, int] | None
"""How many are present and how many missing; None where nothing is known."""


def matrix(key: str, title: str, years: Sequence[int], rows: Iterable[tuple[str, Sequence[Cell]]]) -> str:
    """Councils by years, to stand in a page: `12` is whole, `10 · thiếu 2` framed thick, nothing known dashed."""
    found = list(rows)
    left = _fitting(_NAMES, (label for label, _ in found))
    wide = _fitting(_CELL, (_short(one) for _, cells in found for one in cells))
    drawn = [
        {
            "label": label,
            "y": _LINE * (index + 1),
            "cells": [_cell(left + wide * x, one) for x, one in enumerate(cells)],
        }
        for index, (label, cells) in enumerate(found)
    ]
    described = "; ".join(
        f"{label}: " + ", ".join(f"{year} {_words(one)}" for year, one in zip(years, cells, strict=True))
        for label, cells in found
    )
    heads = [{"x": left + place * wide + wide / 2 - 2, "text": year} for place, year in enumerate(years)]
    return templates().get_template("matrix.svg").render(
        key=key, title=title, described=described, years=heads, rows=drawn, left=left, cell_width=wide,
        width=left + max(len(years), 1) * wide + 10, height=_LINE * (len(found) + 1) + 10,
    )  # fmt: skip


def _fitting(least: int, words: Iterable[str]) -> int:
    """Pixels in which the longest has room."""
    return max([least, *(16 + sum(_CAPITAL if letter.isupper() else _LETTER for letter in one) for one in words)])


def _cell(x: int, one: Cell) -> tuple[int, str, str, int, bool]:
    """Place, words, filling, strength of the frame, and whether it is dashed: a template reads 1,700 names slowly."""
    if one is None:
        return x, _short(one), "#fff", 1, True
    return (x, _short(one), "#fbe3c0", 3, False) if one[1] else (x, _short(one), "#d7ead7", 1, False)


def _short(one: Cell) -> str:
    if one is None:
        return "–"
    return f"{one[0]} · thiếu {one[1]}" if one[1] else str(one[0])


def _words(one: Cell) -> str:
    return "chưa có gì" if one is None else f"có {one[0]}, thiếu {one[1]}"
