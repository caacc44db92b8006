"""A page lit evenly: what a phone's picture and a copy of a bound book show darker, as light as the rest.

Tesseract parts ink from paper by one level for the whole page. Beside a fold, or under the shadow of a hand, the paper
is darker than ink elsewhere: the head of a page was lost there, and what was left of a line read as a name.
"""

from PIL import Image, ImageDraw, ImageFilter, ImageMath, ImageOps

_COARSE, _FINE = 16, 8  # pixels of the page for one of the small picture in which paper is told from ink
_AROUND = 32  # pixels of the page to each side, 4 mm: wider than print and pen, so that the lightest point is paper
_SHADE, _PART = 0.78, 0.03  # of the paper's usual level, darker than which is shadow; of the page that lies in it
_TABLE = 0.42  # of the paper's usual level, darker than which is no paper
_FAINT, _TOLD = 0.004, 50  # of a page's points that are ink at the least, and by how many levels it is told from paper
_LIT, _MOST = 0.9, 0.3  # the paper where light falls on it; of a page that lies in the shadow of the rest
_BLACK = 40  # of 255: no paper is as dark, but the lid of a scanner
# Below this share of dark points a page is blank but for dust; a page with one line of text has about 0.003.
BLANK, _DARK = 0.0006, 120


def dark_share(ink: Image.Image) -> float:
    """The share of a grey picture's points that are dark, 0 to 1."""
    histogram = ink.histogram()
    return sum(histogram[:_DARK]) / max(sum(histogram), 1)


def evened(picture: Image.Image) -> Image.Image:
    """The picture in grey or colour with its shadows lifted, a dark table around it white; itself where evenly lit."""
    paper = _paper(picture, _COARSE)
    if not _is_shadowed(paper):
        return picture
    smooth = _paper(picture, _FINE).filter(ImageFilter.BoxBlur(_AROUND // _FINE))
    wide = smooth.resize(picture.size, Image.Resampling.BILINEAR)
    lit = Image.merge(picture.mode, [_lifted(band, wide) for band in picture.split()])
    return Image.composite(Image.new(picture.mode, picture.size, "white"), lit, _table(paper).resize(picture.size))


def inked(picture: Image.Image) -> Image.Image | None:
    """A page whose ink is so pale that none counts as dark, with its ink black; None of one that is blank.

    A worn ribbon, or a copier short of toner, left a page of greys of which nothing was read.
    """
    grey = picture.convert("L")
    usual, ink = _median(grey), _level(grey, _FAINT)
    if usual - ink < _TOLD:
        return None
    steps = [min(max(round((level - ink) * 255 / (usual - ink)), 0), 255) for level in range(256)]
    return picture.point(steps * len(picture.getbands()))


def _table(paper: Image.Image) -> Image.Image:
    """Where a table lies around the sheet: far darker than paper in shadow, and no scanner's lid, up to the edge.

    The grain of wood beside a photographed sheet was read as letters beside the lines of its head.
    """
    usual = _TABLE * _median(paper)
    dark = paper.point([255 if _BLACK <= level < usual else 0 for level in range(256)])
    grown = dark.filter(ImageFilter.MaxFilter(_AROUND // _COARSE * 2 + 1))  # by as much as paper grew into it
    framed = ImageOps.expand(grown, border=1, fill=255)
    ImageDraw.floodfill(framed, (0, 0), 128)
    inner = framed.crop((1, 1, framed.width - 1, framed.height - 1))
    return inner.point([255 if level == 128 else 0 for level in range(256)])


def _paper(picture: Image.Image, step: int) -> Image.Image:
    """The paper without its ink in grey, `step` pixels as one."""
    paper = picture.reduce(step).convert("L")
    for _ in range(_AROUND // step):
        paper = paper.filter(ImageFilter.MaxFilter(3))  # one that reaches as far takes twice as long as all of these
    return paper


def _is_shadowed(paper: Image.Image) -> bool:
    """Whether a good part of the sheet is much darker than most of it, and is no black beside it; or most of it is."""
    points = paper.width * paper.height
    return _between(paper, _median(paper)) > _PART * points or _between(paper, _level(paper, _LIT)) > _MOST * points


def _between(paper: Image.Image, usual: int) -> int:
    return sum(paper.histogram()[_BLACK : round(_SHADE * usual)])


def _median(paper: Image.Image) -> int:
    return _level(paper, 0.5)


def _level(picture: Image.Image, share: float) -> int:
    """The level that a share of the points is darker than."""
    seen, wanted = 0, share * picture.width * picture.height
    for level, points in enumerate(picture.histogram()):
        seen += points
        if seen >= wanted:
            return level
    return 255


def _lifted(band: Image.Image, paper: Image.Image) -> Image.Image:
    """Each point by how light the paper around it is."""
    share = ImageMath.lambda_eval(
        lambda of: of["min"](of["ink"] * 255 / of["max"](of["paper"], _BLACK), 255), ink=band, paper=paper
    )
    lit: Image.Image = share.convert("L")
    return lit
