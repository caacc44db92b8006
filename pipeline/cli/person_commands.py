"""Who may decide, and their keys: add, list, retire, key, proof, clock."""

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline import archive, errors, run
from pipeline.archive import Decider
from pipeline.archive.persons import trusted
from pipeline.archive.store import write
from pipeline.cli.acting import Person, Why, acting
from pipeline.cli.screen import now, out, passphrase, say, session, table, worded, written_to
from pipeline.document import minisign, register

_SHOWN = 8  # letters of what was typed in a key's place

app = typer.Typer(
    help="Người quyết định: đăng ký, liệt kê, thôi quyền, tạo khóa ký.",
    no_args_is_help=True,
)
Name = Annotated[str, typer.Argument(metavar="HỌ_TÊN", help="Họ và tên, như sẽ ghi vào sổ.")]


@app.command()
def add(
    name: Name,
    office: Annotated[str, typer.Option(help="Chức vụ, đơn vị.")],
    person: Person,
    why: Why,
    public: Annotated[
        str, typer.Option(help="Khóa công khai: dòng RW… hoặc tệp .pub; không có thì việc không ký.")
    ] = "",
) -> None:
    """Đăng ký một người quyết định; đã có người đăng ký thì người chưa đăng ký không quyết định được nữa."""
    with acting() as store:
        run.check_words({"--office": office, "--why": why}, session.settings())
        store.deciders().enrol(name, office, _public(public), Decider(person, now(), why))
    say(f"{name}: đã đăng ký.", f"{name}: registered.")


@app.command("list")
def list_persons(as_json: Annotated[bool, typer.Option("--json", help="Mỗi mục một dòng JSON.")] = False) -> None:
    """Những người quyết định, khóa của họ, và việc đang chờ người thứ hai."""
    store = archive.open(session.root, session.settings())
    store.check_chains()
    persons = store.persons
    shown = table(("Họ và tên", "Chức vụ, đơn vị", "Khóa công khai", ""), ("Name", "Office", "Public key", ""))
    for one in persons.known.values():
        if as_json:
            said = {"name": one.name, "office": one.office, "key": one.key, "active": one.is_active}
            print(json.dumps(said, ensure_ascii=False))
        ended = "" if one.is_active else worded("đã thôi", "retired")
        shown.add_row(one.name, one.office, one.key or "–", ended)
    if as_json:
        return
    out.print(shown)
    for act in persons.proposals.values():
        say(
            f"Chờ người thứ hai: {act.subject} ({act.actor})", f"Waits for a second person: {act.subject} ({act.actor})"
        )


@app.command()
def retire(name: Name, person: Person, why: Why) -> None:
    """Thôi giao quyền quyết định cho một người; những việc người ấy đã làm vẫn nguyên trong sổ."""
    with acting() as store:
        run.check_words({"--why": why}, session.settings())
        store.deciders().retire(name, Decider(person, now(), why))
    say(f"{name}: đã thôi quyền quyết định.", f"{name}: retired.")


@app.command()
def key(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp khóa mới; khóa công khai nằm bên cạnh, đuôi .pub.")],
) -> None:
    """Tạo khóa ký của một người, theo định dạng của minisign; tệp và mật khẩu do người ấy giữ, không giao cho ai."""
    for path in (written_to(file), file.with_suffix(".pub")):
        if path.exists():
            raise errors.UsageError(
                what=f"{path}: đã có tệp này; hãy nêu tên khác", what_en=f"{path}: is there already; name another file"
            )
    written, public = minisign.make(passphrase(again=True))
    write(file, written.encode(), mode=0o600)
    write(file.with_suffix(".pub"), public.file.encode())
    say(f"Khóa công khai: {public}", f"Public key: {public}")


@app.command()
def proof(
    line: Annotated[int, typer.Argument(metavar="DÒNG", help="Số dòng (seq) trong sổ.")],
    folder: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Nơi đặt các tệp.")],
    ledger: Annotated[str, typer.Option("--register", help="Sổ: acts, errors, notes, declarations.")] = "acts",
) -> None:
    """Lấy ra điều đã ký và chữ ký của một dòng trong sổ, để kiểm tra bằng minisign, không cần chương trình này."""
    store = archive.open(session.root, session.settings())
    store.check_chains()
    name, kind = f"{ledger}.jsonl", archive.SIGNED.get(f"{ledger}.jsonl")
    if kind is None:
        raise errors.UsageError(
            what=f"--register {ledger}: chỉ có acts, errors, notes, declarations",
            what_en=f"--register {ledger}: only acts, errors, notes, declarations",
        )
    acts = store.shelves.registers.acts.read()
    found = next((one for one in register.read(session.root / register.FOLDER / name, kind) if one.seq == line), None)
    before = [act for act in acts if found and (act.seq < line if ledger == "acts" else act.time <= found.time)]
    known = archive.Persons.of(before).known.values()
    person = next((one for one in known if found and one.name.casefold() == found.actor.casefold()), None)
    if found is None or found.sig is None or person is None or person.key is None:
        raise errors.UsageError(
            what=f"{line}: không có dòng này, hoặc dòng không có chữ ký",
            what_en=f"{line}: no such line, or a line without a signature",
        )
    path = folder / f"{ledger}-{line:06d}.json"
    write(path, register.signed(found, seq=found.seq, prev=found.prev))
    write(path.with_suffix(".json.minisig"), minisign.signature_file(found.sig, trusted(line, name)).encode())
    say(f"Kiểm tra: minisign -Vm {path} -P {person.key}", f"Check: minisign -Vm {path} -P {person.key}")


@app.command()
def clock(person: Person, why: Why) -> None:
    """Làm tiếp sau khi đồng hồ máy từng chạy nhanh: ghi vào sổ vì sao giờ từ đây trước giờ của dòng cuối."""
    with acting() as store:
        store.deciders().set_clock(Decider(person, now(), why))
    say("Đã ghi vào sổ.", "Written down.")


def _public(said: str) -> str | None:
    """The public key of the option, or of the file that it names.

    Raises UsageError, which never repeats what the file holds: whoever names the .key beside the .pub has it on screen.
    """
    path = Path(said)
    named = bool(said) and len(said) < 200 and path.is_file()
    key = path.read_text(encoding="utf-8", errors="replace") if named else said
    try:
        return str(minisign.PublicKey.parse(key)) if key or named else None
    except minisign.BadKey as error:
        shown = said if named else f"{said[:_SHOWN]}…"
        raise errors.UsageError(
            what=f"--public {shown}: không phải khóa công khai minisign (tệp .pub, hoặc dòng RW…)",
            what_en=f"--public {shown}: not a public key of minisign (a .pub file, or a line RW…)",
        ) from error
