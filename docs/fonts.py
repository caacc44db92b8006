"""Cut the theme's fonts out of the fontsource packages: `python -m docs.fonts FOLDER`, with fonttools and brotli.

FOLDER holds the unpacked packages @fontsource/noto-sans and @fontsource/noto-serif (`npm pack`). What goes: letters of
languages that names in Vietnamese papers do not come in, fractions, old numerals, and hinting, which screens of today
do not use; a fifth of the bytes of a first visit.
"""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

HERE = Path(__file__).parents[1] / "theme/static/fonts"
_VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"  # the rest of the alphabet is in the other subset
_NAMES = "ÄÅÆÇËÏÑÖØÜßäåæçëïñöøüÿœŒ"
_SIGNS = "\u00a0§©«®°±²³µ·»¼½¾×÷–—‘’“”„†•…‰′″‹›⁄€™−\u2009\u200b\u00ad"
KEPT = frozenset({*range(0x20, 0x7F), *map(ord, _VIETNAMESE + _NAMES + _SIGNS)})
_FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum")


def main() -> None:
    """Write every font that the theme has from the two subsets of its face in one of the packages."""
    sources = Path(sys.argv[1])
    for target in sorted(HERE.glob("*.woff2")):
        join([source(sources, target.name, subset) for subset in ("latin", "vietnamese")], target)


def source(folder: Path, name: str, subset: str) -> Path:
    """The package's file of a face's subset, as `noto-sans-latin-400-normal.woff2` of `noto-sans-400-normal.woff2`."""
    family, weight, style = name.rsplit("-", 2)
    (found,) = folder.rglob(f"{family}-{subset}-{weight}-{style}")
    return found


def join(sources: list[Path], target: Path) -> None:
    """Write one font with what is kept of all subsets: of the Latin one KEPT, of the other all it adds.

    One file a face: where a page keeps the letters it began with (`font-display: optional`), one subset in time and
    the other late would set a word in two faces.
    """
    from fontTools.merge import Merger

    held, parts = set[int](), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(sources):
            font = cut(path, held)
            held |= set(font.getBestCmap())
            parts.append(str(Path(folder, f"{number}.ttf")))
            font.save(parts[-1])
        font = Merger().merge(parts)
    font.flavor = "woff2"
    font.save(target)


def cut(path: Path, held: set[int]) -> "TTFont":
    """A subset without the letters that another holds already, and of the Latin one without those that nobody needs."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(path)
    letters = set(font.getBestCmap()) - held
    options = subset.Options(hinting=False, layout_features=list(_FEATURES), glyph_names=False)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # who made it and under which licence stays in it
    work = subset.Subsetter(options)
    work.populate(unicodes=letters & KEPT if "-latin-" in path.name else letters)
    work.subset(font)
    font.flavor = None
    return font


if __name__ == "__main__":
    main()
