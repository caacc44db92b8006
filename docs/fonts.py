"""Cut the theme's fonts out of the fontsource packages: `python -m docs.fonts FOLDER`, with fonttools and brotli.

FOLDER holds the unpacked packages @fontsource/noto-sans and @fontsource/noto-serif (`npm pack`). What goes: letters of
languages that names in Vietnamese papers do not come in, fractions, old numerals, and hinting, which screens of today
do not use; a fifth of the bytes of a first visit.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parents[1] / "theme/static/fonts"
_VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"  # the rest of the alphabet is in the other subset
_NAMES = "ÄÅÆÇËÏÑÖØÜßäåæçëïñöøüÿœŒ"
_SIGNS = "\u00a0§©«®°±²³µ·»¼½¾×÷–—‘’“”„†•…‰′″‹›⁄€™−\u2009\u200b\u00ad"
KEPT = frozenset({*range(0x20, 0x7F), *map(ord, _VIETNAMESE + _NAMES + _SIGNS)})
_FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum")


def main() -> None:
    """Write every font that the theme has from the file of the same name in one of the packages."""
    sources = Path(sys.argv[1])
    for target in sorted(HERE.glob("*.woff2")):
        (source,) = sources.rglob(target.name)
        cut(source, target)


def cut(source: Path, target: Path) -> None:
    """Write a font with the letters that are kept; of the Vietnamese subset all are."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(source)
    letters = set(font.getBestCmap())
    options = subset.Options(flavor="woff2", hinting=False, layout_features=list(_FEATURES), glyph_names=False)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # who made it and under which licence stays in it
    work = subset.Subsetter(options)
    work.populate(unicodes=letters & KEPT if "-latin-" in source.name else letters)
    work.subset(font)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    main()
