"""Style sheets, scripts, fonts and icons under names that hold their hash, so that browsers may keep them for ever.

What refers to others (`url(…)` in CSS, plain relative names) is renamed first from the leaves, so a new font gives
its style sheet a new name, too.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from pathlib import Path, PurePosixPath
from posixpath import dirname, normpath, relpath

_URL = re.compile(r"url\(\s*(['\"]?)(?!data:|https?:|#)([^'\")]+)\1\s*\)")
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//(?!#)[^\n]*)[ \t]*$", re.DOTALL | re.MULTILINE)
_ASIDE = re.compile(r" // (?<=[;,{] // )[^\n\"'`]*$", re.MULTILINE)  # each begins with letters: a third of the time
_TYPE = re.compile(r"/\*\* @type \{[^*]*\} \*/ ?")
_GOES_ON, _GOES_BACK = tuple(",({[;"), tuple(".?:&|+)}]")
_INDENT = re.compile(r"^\s+", re.MULTILINE)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARED = re.compile(r"^\s*([\w-]+): ", re.MULTILINE)
_STYLE_BREAK = re.compile(r"(?<=[{},;])\s*\n\s*|\s*(?=\{\s*\n)")
_LEFT_OUT = frozenset({".md", ".map"})
_FOLDER = "static"  # of the site


@dataclass(frozen=True, slots=True)
class Assets:
    """The published files below `static/`: names without and with hash, and bytes by published name."""

    names: Mapping[str, str]
    files: Mapping[str, bytes]

    def path(self, name: str) -> str:
        """The published path of `css/site.css`, from the site's root. Raises KeyError for a file the theme lacks."""
        return self.names[name]


@dataclass(slots=True)
class _Work:
    files_of: Mapping[str, Path]
    names: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def publish(self, name: str, trail: tuple[str, ...] = ()) -> str:
        """The published path of a file, made when first asked for."""
        if name in trail:
            raise ValueError(f"style sheets refer to each other in a circle: {' → '.join((*trail, name))}")
        if name not in self.names:
            if name not in self.files_of:
                raise FileNotFoundError(f"the theme has no static file {name}")
            data = self.files_of[name].read_bytes()
            if name.endswith(".css"):
                data = lean_style(self._renamed(name, data.decode(), (*trail, name))).encode()
            elif name.endswith(".js") and "vendor/" not in name:
                data = lean_script(data.decode()).encode()
            self.store(name, data)
        return self.names[name]

    def store(self, name: str, data: bytes) -> None:
        """Publish these bytes under a name that holds their hash."""
        place = PurePosixPath(name)
        path = f"{_FOLDER}/{place.with_suffix('')}.{hashlib.sha256(data).hexdigest()[:10]}{place.suffix}"
        self.names[name], self.files[path] = path, data

    def _renamed(self, name: str, text: str, trail: tuple[str, ...]) -> str:
        def fresh(match: re.Match[str]) -> str:
            target, mark, fragment = match[2].partition("#")
            path = self.publish(normpath(f"{dirname(name)}/{target}"), trail)
            return f"url({relpath(path, dirname(f'{_FOLDER}/{name}'))}{mark}{fragment})"

        return _URL.sub(fresh, text)


def collect(
    folder: Path,
    bundles: Mapping[str, Sequence[str]] | None = None,
    own: Path | None = None,
    sheets: Mapping[str, Sequence[str]] | None = None,
) -> Assets:
    """All files below the theme's static folder, each in the place of the theme's own where `own` has it, too.

    `bundles` names scripts that are published as one file, each in the order that it gives, where the theme has all of
    them; their sources are not published besides. `sheets` does the same for style sheets of one folder; theirs are.
    """
    there = _below(folder) | (_below(own) if own else {})
    work = _Work(there)
    bundled: set[str] = set()
    for name, sources in (bundles or {}).items():
        if all(source in there for source in sources):
            work.store(name, bundle(folder, sources, own))
            bundled.update(sources)
    for name in sorted(there):
        if name not in bundled and there[name].suffix not in _LEFT_OUT:
            work.publish(name)
    for name, sources in (sheets or {}).items():
        if all(source in there for source in sources):
            work.store(name, b"".join([work.files[work.names[source]] for source in sources]))
    return Assets(work.names, work.files)


def _below(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def lean_script(script: str) -> str:
    """A script of ours without comments, indentation and the ends of lines beside a sign: half the bytes.

    Of comments those go that have their lines to themselves, say a type, or stand behind a sign and have no quotes; no
    string of ours spans lines. What is said to the browser ("//# allFunctionsCalledOnLoad") stays.
    """
    return _joined(_INDENT.sub("", _TYPE.sub("", _ASIDE.sub("", _COMMENT.sub("", script.strip())))))


def _joined(script: str) -> str:
    """Without the ends of lines behind or before a sign; what stands behind two strokes ends with its line."""
    lines = script.split("\n")
    ends = (
        "" if " //" not in line and (line.endswith(_GOES_ON) or below.startswith(_GOES_BACK)) else "\n"
        for line, below in pairwise(lines)
    )
    return "".join(chain.from_iterable(zip(lines, chain(ends, [""]), strict=True)))


def lean_style(style: str) -> str:
    """A style sheet of one declaration a line without comments, indentation and line ends: a fifth fewer bytes.

    Blanks go only where lines end and behind a property's name, so that none of a selector or a value is touched.
    """
    style = _DECLARED.sub(r"\1:", _STYLE_COMMENT.sub("", style).strip())
    style = _STYLE_BREAK.sub("", style)
    return " ".join(line.strip() for line in style.splitlines() if line.strip()).replace(";}", "}") + "\n"


def bundle(folder: Path, sources: Sequence[str], own: Path | None = None) -> bytes:
    """Scripts as one: fifteen requests fewer. What others wrote (`vendor/`) stays as it is, with its licence."""
    paths = [own / name if own and (own / name).is_file() else folder / name for name in sources]
    texts = {name: path.read_text(encoding="utf-8") for name, path in zip(sources, paths, strict=True)}
    lean = (text.strip() if "vendor/" in name else lean_script(text) for name, text in texts.items())
    return ("\n".join(lean) + "\n").encode()
