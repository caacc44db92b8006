"""What is loaded lightly is the same as what is loaded at once."""

import dataclasses
import gc
import inspect
import operator
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pipeline import loading

ROOT = Path(__file__).parents[1]
OPTIONS: tuple[dict[str, bool], ...] = (
    {},
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"eq": False},
    {"order": True},
    {"kw_only": True, "unsafe_hash": True},
)


@pytest.fixture(autouse=True)
def lightly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As a command has it, and behind it as it was."""
    monkeypatch.setattr(dataclasses, "_create_fn", getattr(dataclasses, "_create_fn", None), raising=False)
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def declared(how: dict[str, bool]) -> Any:
    @dataclass(**how)
    class Receipt:
        """One received package."""

        number: int
        sender: str = ""
        files: list[str] = field(default_factory=list, hash=False)

        def __post_init__(self) -> None:
            if self.number < 0:
                raise ValueError(self.number)

    return Receipt


def behaviour(kind: Any) -> Iterator[object]:
    """All that can be asked of a class, twice: its methods are written at the first time."""
    for _ in range(2):
        one, two = kind(number=1, sender="VP"), kind(number=2)
        yield from (repr(one), one == kind(number=1, sender="VP"), one == two, one != two, one == "VP")
        yield [(item.name, item.type) for item in dataclasses.fields(one)]
        yield dataclasses.asdict(dataclasses.replace(one, sender="HĐND"))
        for ask, *given in (
            (lambda same: hash(same) == hash(kind(number=1, sender="VP")), one),
            (operator.lt, one, two),
            (setattr, two, "number", 3),
            (setattr, two, "other", 3),
            (delattr, two, "sender"),
            (kind,),
            (kind, -1),
            (kind, 1, "VP", [], 4),
        ):
            try:
                yield ask(*given)
            except (TypeError, ValueError, AttributeError) as error:
                yield type(error).__name__, str(error)


@pytest.mark.parametrize("how", OPTIONS, ids=lambda how: "-".join(how) or "plain")
def test_a_class_whose_methods_are_written_late_is_as_any_other(how: dict[str, bool]) -> None:
    at_once = list(behaviour(declared(how)))
    loading.lightly()

    assert list(behaviour(declared(how))) == at_once


def test_a_class_below_one_whose_methods_are_written_late_has_its_own() -> None:
    loading.lightly()

    @dataclass(frozen=True, slots=True)
    class Act:
        """What a person decided."""

        name: str

    @dataclass(frozen=True, slots=True)
    class Signed(Act):
        """The same, signed."""

        key: str = ""

    signed, act = Signed("duyệt", "RW1"), Act("duyệt")
    assert (signed.key, act.name, signed == act) == ("RW1", "duyệt", False)
    with pytest.raises(FrozenInstanceError):
        signed.key = ""  # type: ignore[misc]


def test_a_method_takes_the_place_of_the_one_that_waited() -> None:
    loading.lightly()
    kind = declared({"frozen": True})
    kind(1)

    assert list(inspect.signature(kind.__init__).parameters) == ["self", "number", "sender", "files"]
    assert kind.__init__.__qualname__.endswith("Receipt.__init__")


def test_what_other_libraries_declare_is_loaded_and_pickled_as_ever() -> None:
    code = (
        "from pipeline import loading; loading.lightly(); loading.lightly()\n"
        "import pickle; from pipeline.document.register import Receipt; from pipeline.settings import Settings\n"
        "from pipeline.document.vocabulary import Kin, Organ\n"
        "one = Organ('tt', 'Thường trực'); assert pickle.loads(pickle.dumps(one)) == one != Kin('a')\n"
        "print(Settings.model_validate({'workers': 2}).workers)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)

    assert done.stdout.split() == ["2"]
