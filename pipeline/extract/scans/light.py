"""A page lit evenly: what a phone's picture and a copy of a bound book show darker, as light as the rest.

Tesseract parts ink from paper by one level for the whole page. Beside a fold, or under the shadow of a hand, the paper
is darker than ink elsewhere: the head of a page was lost there, and what was left of a line read as a name.
"""

from PIL import Image, ImageFilter, ImageMath

_COARSE, _FINE = 16, 8  # pixels of the page for one of the small picture in which paper is told from ink
_AROUND = 32  # pixels of the page to each side, 4 mm: wider than print and pen, so that the lightest point is paper
_SHADE, _PART = 0.78, 0.03  # of the paper's usual level, darker than which is shadow; of the page that lies in it
_BLACK = 40  # of 255: no paper is as dark, but the lid of a scanner


def evened(picture: Image.Image) -> Image.Image:
    """The picture in grey or colour with its shadows lifted; itself where it is evenly lit."""
    if not _is_shadowed(_paper(picture, _COARSE)):
        return picture
    smooth = _paper(picture, _FINE).filter(ImageFilter.BoxBlur(_AROUND // _FINE))
    wide = smooth.resize(picture.size, Image.Resampling.BILINEAR)
    lit = [_lifted(band, wide) for band in picture.split()]
    return Image.merge(picture.mode, lit)


def _paper(picture: Image.Image, step: int) -> Image.Image:
    """The paper without its ink in grey, `step` pixels as one."""
    paper = picture.reduce(step).convert("L")
    for _ in range(_AROUND // step):
        paper = paper.filter(ImageFilter.MaxFilter(3))  # one that reaches as far takes twice as long as all of these
    return paper


def _is_shadowed(paper: Image.Image) -> bool:
    """Whether a good part of the sheet is much darker than most of it, and is no black beside it."""
    histogram, usual = paper.histogram(), _median(paper)
    dark = sum(histogram[_BLACK : round(_SHADE * usual)])
    return dark > _PART * paper.width * paper.height


def _median(paper: Image.Image) -> int:
    seen, half = 0, paper.width * paper.height / 2
    for level, points in enumerate(paper.histogram()):
        seen += points
        if seen >= half:
            return level
    return 255


def _lifted(band: Image.Image, paper: Image.Image) -> Image.Image:
    """Each point by how light the paper around it is."""
    share = ImageMath.lambda_eval(
        lambda of: of["min"](of["ink"] * 255 / of["max"](of["paper"], _BLACK), 255), ink=band, paper=paper
    )
    lit: Image.Image = share.convert("L")
    return lit
