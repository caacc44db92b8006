"""Whatever acts follow each other: what may not be shown stands nowhere, what comes back is what stood."""

import hashlib
import random
from pathlib import Path

import pytest

from pipeline.archive import Redaction, mirror, persons
from pipeline.document import markdown
from pipeline.document.model import Action
from pipeline.document.record import File
from tests.archive.office import Office
from tests.archive.test_any_order import all_is_well

NUMBERS = (11, 12, 13)


class Player:
    """Does random acts to three documents, and knows of each which words may stand in public."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.chance, self.turn = office, random.Random(seed), 0
        self.shown: dict[int, set[str]] = {number: set() for number in NUMBERS}  # words of the versions that count
        self.hidden: dict[int, set[str]] = {number: set() for number in NUMBERS}  # struck out, for ever
        self.down: dict[int, str] = {}  # number → the content file as it stood
        self.office_root = office.root

    def address(self, number: int) -> str:
        return f"tinh/lam-giang/2024/{number}-2024-nq-hdnd"

    def word(self) -> str:
        self.turn += 1
        return f"chuẩn{self.turn:04d}{self.chance.randrange(10**6):06d}"

    def text(self, number: int) -> str:
        return self.office.content()[self.address(number)]

    def play(self) -> None:
        """One act on one document."""
        number = self.chance.choice(NUMBERS)
        stands = self.address(number) in self.office.content()
        acts = [self.update] if stands else [self.publish]
        if stands and number in self.down:
            acts += [self.restore, self.restore]
        elif stands:
            acts += [self.suspend, self.withdraw, self.correct, self.redact, self.seal]
        self.chance.choice(acts)(number)

    def publish(self, number: int) -> None:
        word = self.word()
        self.send(number, word, Action.new)
        self.shown[number] = {word}

    def update(self, number: int) -> None:
        word = self.word()
        outcome = self.send(number, word, Action.update)
        if outcome == "updated":
            self.shown[number].add(word)
        else:
            self.hidden[number].add(word)

    def send(self, number: int, word: str, action: Action) -> str:
        self.turn += 1
        text = f"tệp {word}".encode()
        said = {"number": f"{number}/2024", "document_id": f"D{number}", "subject": f"Quy định {word}"}
        sent = self.office.now  # updates without a time of sending wait for a person, those before them too
        return self.office.send(f"{self.turn}.edxml", text, action=action, sent_at=sent, **said).outcome

    def suspend(self, number: int) -> None:
        self.down[number] = self.text(number)
        self.office.store.published().suspend(self.address(number), self.office.person("xem lại"))

    def withdraw(self, number: int) -> None:
        self.down[number] = self.text(number)
        self.office.store.published().withdraw(self.address(number), self.office.person("gỡ"), "personal-data")

    def seal(self, number: int) -> None:
        self.down[number] = self.text(number)
        self.turn += 1
        name, said = f"{self.turn}.edxml", {"number": f"{number}/2024", "document_id": f"D{number}"}
        self.office.hold(self.office.package(name, name.encode(), action=Action.update, **said), "secret-mark")

    def restore(self, number: int) -> None:
        self.office.store.published().restore(self.address(number), self.office.person("đưa lại"))
        assert self.text(number) == self.down.pop(number)

    def correct(self, number: int) -> None:
        word = self.word()
        values = {self.chance.choice(("title", "place", "addressee")): f"Sửa {word}"}
        self.office.store.published().correct(self.address(number), self.office.person("sửa"), values)
        self.shown[number].add(word)

    def redact(self, number: int) -> None:
        """Strike the words of the version that is shown, as if its file had been made anew."""
        document, _ = markdown.read(self.text(number), "x")
        held = self.text(number), self.words_of(document.files)
        words = [word for word in self.shown[number] if any(word in said for said in held)]
        if not words:
            return
        word = self.chance.choice(sorted(words))
        data = f"tệp đã che {self.turn}".encode()
        made = hashlib.sha256(data).hexdigest()
        path = self.office_root / made
        path.write_bytes(data)
        old = document.files[0]
        shown = old.model_copy(update={"sha256": made, "size": len(data)})
        redaction = Redaction(self.address(number), (word,), {old.sha256: shown})
        self.office.store.published().redact(
            self.address(number), self.office.person("che"), redaction, {made: path}, 1
        )
        path.unlink()
        self.hidden[number].add(word)
        self.shown[number].discard(word)

    def words_of(self, files: tuple[File, ...]) -> str:
        folder = self.office_root / "content/originals"
        return "".join(path.read_text("utf-8") for one in files for path in folder.rglob(f"{one.sha256}.*"))

    def check(self, usb: Path) -> None:
        """What is hidden or down stands in no file of content/ but the words of corrections in the register of acts."""
        mirror.copy(self.office_root, usb)
        assert mirror.verify(usb) == []
        gone = {word for words in self.hidden.values() for word in words}
        gone |= {word for number in self.down for word in self.shown[number]}
        for folder in (self.office_root / "content", usb):
            for path in folder.rglob("*"):
                if path.is_file() and path.name != "acts.jsonl":
                    said = path.read_text("utf-8")
                    assert not [word for word in gone if word in said], path
        for number, text in self.office.content().items():
            assert number.split("/")[-1].split("-")[0] in map(str, NUMBERS) and text


def play(office: Office, tmp_path: Path, seed: int, turns: int) -> None:
    player = Player(office, seed)
    for turn in range(turns):
        player.play()
        if turn % 5 == 4 or turn == turns - 1:
            player.check(tmp_path / "usb")
            all_is_well(office)
    assert list(persons.faults(office.store.shelves.registers.acts.read())) == []


@pytest.mark.parametrize("seed", range(4))
def test_no_word_that_may_not_be_shown_stands_anywhere(office: Office, tmp_path: Path, seed: int) -> None:
    play(office, tmp_path, seed, 20)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 140))
def test_no_word_that_may_not_be_shown_stands_anywhere_in_long_histories(
    office: Office, tmp_path: Path, seed: int
) -> None:
    play(office, tmp_path, seed, 60)
