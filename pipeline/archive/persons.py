"""Who may decide: the persons that the register of acts enrols, their keys, and what needs two of them.

Persons stand in the register of acts itself: its order says who was entitled when an act was done, and the same chain
keeps both. Where nobody was ever enrolled, any name may act, as before there were persons.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pipeline import errors, text
from pipeline.archive.ledger import Ledger
from pipeline.document import minisign, register, registry
from pipeline.document.accounts import ReportStep
from pipeline.document.minisign import PublicKey, SigningKey
from pipeline.document.register import Act, Answered, Deed, RegisterLine
from pipeline.document.sentences import Said
from pipeline.document.zone import local

ACT = "act"  # in the values of a proposal: what is proposed
OFFICE, KEY = "office", "key"  # in the values of an enrolment
_L = TypeVar("_L", bound=RegisterLine)
_TWO: frozenset[Deed] = frozenset({"purge"})  # never done by one person alone


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A person who may decide, or might once."""

    name: str
    office: str
    key: str | None = None
    is_active: bool = True


@dataclass
class Persons:
    """The persons of the lines taken so far, by name, and the proposals that nobody has confirmed."""

    known: dict[str, Enrolled] = field(default_factory=dict)
    proposals: dict[str, Act] = field(default_factory=dict)  # hash of the line → the proposal

    @classmethod
    def of(cls, acts: Iterable[Act]) -> "Persons":
        """Those of a register."""
        persons = cls()
        for act in acts:
            persons.take(act)
        return persons

    def take(self, act: Act) -> None:
        """Take one more line in."""
        if act.act == "enrol":
            self.known[_folded(act.subject)] = Enrolled(act.subject, act.values.get(OFFICE, ""), act.values.get(KEY))
        elif act.act == "retire":
            if (found := self.known.get(_folded(act.subject))) is not None:
                self.known[_folded(act.subject)] = replace(found, is_active=False)
        elif act.act == "propose":
            self.proposals[act.hash] = act
        else:
            done = (act.subject, act.act)
            self.proposals = {one: p for one, p in self.proposals.items() if (p.subject, p.values.get(ACT)) != done}

    def has_known(self, name: str) -> bool:
        """Whether somebody of this name was ever enrolled."""
        return _folded(name) in self.known

    def named(self, name: str) -> Enrolled | None:
        """The person of a name who may decide; None where nobody was ever enrolled. Raises UsageError for others."""
        if not self.known:
            return None
        found = self.known.get(_folded(name))
        if found is None:
            active = [one.name for one in self.known.values() if one.is_active]
            vi, en = registry.nearest(name, active)
            raise errors.UsageError(
                what=f"{name}: chưa đăng ký là người quyết định{vi}; xem hdnd person list",
                what_en=f"{name}: not enrolled as one who decides{en}; see hdnd person list",
            )
        if not found.is_active:
            raise errors.UsageError(
                what=f"{found.name}: đã thôi quyền quyết định", what_en=f"{found.name}: decides no more"
            )
        return found

    def second(self, act: Act) -> Act | None:
        """The act as the second person does it; None where it is only proposed by this.

        Where nobody is enrolled, one person does.

        Raises:
            UsageError: the same person proposed it.
        """
        if not self.known:
            return act
        for proposal in self.proposals.values():
            wanted = {name: value for name, value in proposal.values.items() if name != ACT}
            if (proposal.subject, proposal.values.get(ACT)) != (act.subject, act.act) or act.values not in ({}, wanted):
                continue
            if _folded(proposal.actor) == _folded(act.actor):
                raise errors.UsageError(
                    what=f"{act.subject}: {act.actor} đã đề nghị; cần người thứ hai xác nhận",
                    what_en=f"{act.subject}: proposed by {act.actor}; a second person has to confirm it",
                )
            return replace(act, values=wanted, confirms=proposal.hash)
        return None


def enrolment(act: Act, known: Persons, office: str, key: str | None) -> Act:
    """The act that lets somebody decide. Raises UsageError for a name that may already, a blank office, a bad key."""
    found = known.known.get(_folded(act.subject))
    if found is not None and found.is_active:
        raise errors.UsageError(
            what=f"{act.subject}: đã đăng ký; thay khóa thì retire rồi add lại",
            what_en=f"{act.subject}: is enrolled already; for another key, retire, then add again",
        )
    if not text.in_words(office) or not text.in_words(act.subject):
        raise errors.UsageError(what="--office, HỌ_TÊN: để trống", what_en="--office, NAME: must not be blank")
    values = {OFFICE: text.one_line(office)}
    try:
        return replace(act, values={**values, KEY: str(PublicKey.parse(key))} if key else values)
    except minisign.BadKey as error:
        raise errors.UsageError(
            what=f"{act.subject}: không phải khóa công khai minisign (RW…)",
            what_en=f"{act.subject}: not a public key of minisign (RW…)",
        ) from error


def retirement(act: Act, known: Persons) -> Act:
    """The act that ends it. Raises UsageError for nobody, and for the last one: nobody could decide any more."""
    found = known.known.get(_folded(act.subject))
    if found is None or not found.is_active:
        raise errors.UsageError(
            what=f"{act.subject}: không có người quyết định mang tên này; xem hdnd person list",
            what_en=f"{act.subject}: nobody of this name decides; see hdnd person list",
        )
    if sum(one.is_active for one in known.known.values()) == 1:
        raise errors.UsageError(
            what=f"{found.name}: là người quyết định cuối cùng; đăng ký người khác trước đã",
            what_en=f"{found.name}: is the last who decides; enrol another person first",
        )
    return replace(act, subject=found.name)


def proposal(act: Act) -> Act:
    """The line in which the first person asks for it."""
    return replace(act, act="propose", values={**act.values, ACT: act.act})


def answered(line: _L, acts: Ledger[Act], signer: SigningKey | None, ledger: Ledger[Any] | None = None) -> _L:
    """A line on its way into its ledger, of `acts` if none is named: with the person's office and signature.

    Raises:
        UsageError: the person may not decide, has a key and did not sign; or the clock stands before the last act, or
            before the last line of the ledger.
    """
    if not isinstance(line, Answered):
        return line
    decided, into = acts.read(), ledger or acts
    _check_clock(line, decided, decided if into is acts else into.read())
    person = _answerable(line, Persons.of(decided))
    placed = replace(line, office=person.office if person else None)
    if person is None or person.key is None:
        return placed
    if signer is None or str(signer.public) != person.key:
        raise errors.UsageError(
            what=f"{person.name}: cần khóa của người này; nêu bằng --key",
            what_en=f"{person.name}: the key of this person is needed; name it with --key",
        )
    return replace(placed, sig=_signature(placed, signer, into))


def _signature(line: Answered, signer: SigningKey, ledger: Ledger[Any]) -> str:
    """It covers the place of the line, too: the one in which it will stand."""
    seq, prev = ledger.end()
    return signer.sign(register.signed(line, seq=seq + 1, prev=prev), trusted(seq + 1, ledger.path.name))


def trusted(seq: int, ledger: str = register.ACTS) -> str:
    """The trusted comment of the signature on a line of a ledger."""
    return f"{ledger}:{seq}"


def faults(acts: Iterable[Act]) -> Iterator[tuple[int, Said]]:
    """Number of each line that its chain alone does not convict, and what is wrong with it."""
    persons, before = Persons(), None
    for act in acts:
        wrong = _wrong(act, persons) or _unconfirmed(act, persons)
        if before is not None and act.time < before.time and act.act != "clock":
            wrong = _before(act)
        if wrong:
            yield act.seq, wrong
        persons.take(act)
        before = act


def faults_beside(lines: Iterable[Answered], acts: Sequence[Act], ledger: str) -> Iterator[tuple[int, Said]]:
    """The same of another ledger, whose lines follow the persons that the acts had enrolled by then."""
    persons, taken, before = Persons(), 0, None
    for line in lines:
        while taken < len(acts) and acts[taken].time <= line.time:
            persons.take(acts[taken])
            taken += 1
        wrong = _wrong(line, persons, ledger)
        if before is not None and line.time < before.time and not _is_explained(line, acts):
            wrong = _before(line)
        if wrong:
            yield line.seq, wrong
        before = line


def _check_clock(line: Answered, acts: Sequence[Act], ledger: Sequence[Answered]) -> None:
    if isinstance(line, Act) and line.act == "clock":
        return
    times = [acts[-1].time] if acts else []
    times += [ledger[-1].time] if ledger and not _is_explained(line, acts) else []
    last = max(times, default=line.time)
    if line.time < last:
        shown, before = f"{local(line.time):%d/%m/%Y %H:%M}", f"{local(last):%d/%m/%Y %H:%M}"
        vi, en = f"{shown}, trước việc cuối trong sổ ({before})", f"{shown}, before the last act ({before})"
        raise errors.UsageError(
            what=f"đồng hồ máy chỉ {vi}; hãy chỉnh đồng hồ. Nếu lần trước đồng hồ chạy nhanh: hdnd person clock",
            what_en=f"the clock says {en}; set it right. If it was fast before: hdnd person clock",
        )


def _is_explained(line: Answered, acts: Iterable[Act]) -> bool:
    """Whether an act of before says why time went back: a fast clock had dated the lines before."""
    return any(act.act == "clock" and act.time <= line.time for act in acts)


def _answerable(line: Answered, persons: Persons) -> Enrolled | None:
    """Who answers for a line; None where nobody is enrolled, or a program wrote it. Raises UsageError.

    A program's line bears no person's name: who has retired would else publish on, unsigned.
    """
    if _is_of_a_program(line) and not persons.has_known(line.actor):
        return None
    return persons.named(line.actor)


def _is_of_a_program(line: Answered) -> bool:
    """Whether no person need answer: the timer publishes, a reported error is written down."""
    if isinstance(line, Act):
        return line.act == "publish"
    return isinstance(line, ReportStep) and line.step == "received"


def _before(line: Answered) -> Said:
    """What is wrong with a line whose time is before that of the line above."""
    time = line.time.isoformat()
    return f"giờ {time} trước dòng trước", f"its time, {time}, is before that of the line above"


def _wrong(line: Answered, persons: Persons, ledger: str = register.ACTS) -> Said | None:
    try:
        person = _answerable(line, persons)
    except errors.UsageError as error:
        return error.sentence(), error.sentence("en")
    if person is not None and person.key is not None and not _is_signed(line, person.key, ledger):
        return f"chữ ký không phải của {person.name}", f"not signed by {person.name}"
    return None


def _unconfirmed(act: Act, persons: Persons) -> Said | None:
    if not persons.known:
        return None
    made = persons.proposals.get(act.confirms or "")
    if act.confirms is not None and (made is None or _folded(made.actor) == _folded(act.actor)):
        return "không có đề nghị của người thứ nhất", "nobody proposed it first"
    return ("thiếu người thứ hai", "no second person") if act.act in _TWO and act.confirms is None else None


def _is_signed(line: Answered, key: str, ledger: str) -> bool:
    message = register.signed(line, seq=line.seq, prev=line.prev)
    said = trusted(line.seq, ledger)
    try:
        return line.sig is not None and minisign.verify(PublicKey.parse(key), message, said, line.sig)
    except minisign.BadKey:  # no program enrols such a key
        return False


def _folded(name: str) -> str:
    return text.one_line(name).casefold()
