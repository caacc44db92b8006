"""Hundreds of documents through a random history: the site that was kept up equals the one built from nothing."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import corpus
from tests.plugins import mini

ROOT = Path(__file__).parents[2]
DOCUMENTS = 1010
"""So that a few new ones cross 1,024, where a stretch of the index ends."""


class History:
    """An archive, and what happens to it."""

    def __init__(self, root: Path, rng: random.Random) -> None:
        self.root = root
        self.rng = rng
        self.written = DOCUMENTS

    @classmethod
    def write(cls, root: Path) -> "History":
        """An archive that was not built yet."""
        corpus.write(root, DOCUMENTS, seed=5)
        for name in ("vocabulary/doctypes.yaml", "vocabulary/oversight.yaml", "vocabulary/fields.yaml"):
            shutil.copyfile(ROOT / "content" / name, root / "content" / name)
        shutil.copytree(ROOT / "content/pages", root / "content/pages", dirs_exist_ok=True)
        shutil.copyfile(ROOT / "pipeline/skeleton/pelicanconf.py", root / "pelicanconf.py")
        shutil.copytree(ROOT / "theme", root / "theme")
        return cls(root, random.Random())

    def build(self, output: str = "output") -> dict[str, str]:
        """The site's files after a build; `output` names the folder, and its state."""
        changes = ["-e", f'INCREMENTAL_STATE="{self.root}/.{output}"']
        command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", output, "--fatal", "errors", *changes]
        subprocess.run(command, cwd=self.root, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
        return mini.tree(self.root / output)

    def add(self) -> None:
        """One new document, or many."""
        names = []
        for _ in range(self.rng.choice((1, 1, 3, 40))):
            name, text = corpus.document(5, self.written)
            self.written += 1
            self._path(name).parent.mkdir(parents=True, exist_ok=True)
            self._path(name).write_text(text, encoding="utf-8")
            names.append(name)
        corpus.publish(self.root, names, "published")

    def change(self) -> None:
        """A document received anew, or corrected by hand."""
        name = self._any()
        text = self._path(name).read_text(encoding="utf-8")
        self._path(name).write_text(text.replace("title: Về", "title: Về lại", 1), encoding="utf-8")
        if self.rng.random() < 0.5:
            corpus.publish(self.root, [name], "updated")

    def withdraw(self) -> None:
        """A document recalled."""
        name = self._any()
        front = self._path(name).read_text(encoding="utf-8").split("---\n\n", 1)[0]
        if "state: withdrawn" not in front:
            state = "state: withdrawn\nstate_reason: thu hồi\nstate_date: 2026-01-02\ndates:"
            self._path(name).write_text(f"{front.replace('dates:', state, 1)}---\n", encoding="utf-8")
            corpus.publish(self.root, [name], "withdrawn")

    def rename(self) -> None:
        """A council gets another name."""
        path = self.root / "content/vocabulary/bodies.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("Huyện", "Thị xã", 1), encoding="utf-8")

    def redecorate(self) -> None:
        """A template and a style sheet of the theme change."""
        path = self.root / self.rng.choice(("theme/templates/document.html", "theme/static/css/base.css"))
        comment = "{# x #}\n<!-- x -->" if path.suffix == ".html" else "/* x */ p { margin: 1px }"
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{comment}\n", encoding="utf-8")

    def touch(self) -> None:
        """A fresh clone: all times are new."""
        for path in (self.root / "content").rglob("*"):
            os.utime(path)

    def damage(self) -> None:
        """Files of the output vanish."""
        files = sorted(path for path in (self.root / "output").rglob("*") if path.is_file())
        for path in self.rng.sample(files, 5):
            path.unlink()

    def _path(self, name: str) -> Path:
        return self.root / "content/documents" / name

    def _any(self) -> str:
        names = sorted((self.root / "content/documents").rglob("*.md"))
        return self.rng.choice(names).relative_to(self.root / "content/documents").as_posix()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a history begins: hundreds of documents, and the site of them."""
    root = tmp_path_factory.mktemp("goc") / "archive"
    History.write(root).build()
    return root


# A third draw was one more of the same kind: which act comes after which is what a seed chooses.
@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
def test_any_history_of_hundreds_of_documents_gives_the_bytes_of_a_full_build(
    built: Path, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    history = History(Path(shutil.copytree(built, tmp_path / "archive")), rng)
    acts = [history.add, history.change, history.withdraw, history.rename, history.redecorate, history.touch]
    acts += [history.damage, history.add, history.change]
    rng.shuffle(acts)
    for act in acts:
        act()
        kept = history.build()

    assert kept == history.build("clean")
