"""What the header of a package says, as `Declared`; and what in it is doubled, missing or misshapen.

Field names and their many variants: QCVN 102:2016/BTTTT with its own misspellings, its Java and .NET writers, and the
SOAP generation before it. Elements are matched by local name in any order; the first that is not empty counts, and two
different values of a field that must be one are a finding.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline import text
from pipeline.document import reasons
from pipeline.document.model import Action, Declared, Finding
from pipeline.document.vocabulary import spellings
from pipeline.ingest import dates
from pipeline.ingest.tree import Node

_SINGLE = (
    ("from",),
    ("from", "organid"),
    ("documentid",),
    ("code",),
    ("code", "codenumber"),
    ("code", "codenotation"),
    ("promulgationinfo", "promulgationdate"),
    ("promulgationinfo", "place"),
    ("documenttype", "typename"),
    ("subject",),
    ("content",),
    ("signerinfo",),
    ("signerinfo", "fullname"),
    ("signerinfo", "position"),
    ("otherinfo", "sphereofpromulgation"),
    ("statuscode",),
)
_GROUPS = frozenset({"from", "to", "code", "promulgationinfo", "documenttype", "signerinfo", "otherinfo"})
_FIELDS = _GROUPS | {"documentid", "subject", "content", "responsefor", "statuscode", "description", "timestamp"}
# Parts that speak of hops, of other documents or of files: their fields are not the header's.
_OTHERS = frozenset({"traceheader", "business", "responsefor", "reference", "attachment"})
_ABOUT_SENDING = ("traceheader", "business")
_LEAVES = {
    "code": ("codenumber", "codenotation"),
    "promulgationinfo": ("promulgationdate",),
    "documenttype": ("typename",),
    "signerinfo": ("fullname", "position", "competence", "function"),
    "otherinfo": ("sphereofpromulgation", "priority"),
}
_ACTIONS = {"0": Action.new, "1": Action.recall, "2": Action.update, "3": Action.replacement}
_RECALL_REQUEST = "13"


def read(root: Node, *, address: str = "") -> tuple[Declared, tuple[Finding, ...]]:
    """Read the header below `root`; `address` is our own code, to know which replacements and removals are for us."""
    headers = list(root.anywhere("messageheader"))
    if not headers:
        return Declared(), (reasons.finding("not-edxml"),)
    problems = [reasons.finding("ambiguous-field", "MessageHeader")] if len(headers) > 1 else []
    header = headers[0]
    problems += _doubled(header)
    problems += _markup(header)
    declared, doubts = _declared(header, old_generation=any(root.anywhere("envelope")))
    trace = next(root.anywhere("traceheaderlist"), Node(""))
    business = next(trace.anywhere("business"), next(root.anywhere("business"), Node("")))
    declared, more = _action(_traced(declared, trace), header, business, root, address)
    return declared, (*problems, *doubts, *more)


def gathered(root: Node) -> Node:
    """The header of a package whose tags were repaired, its fields taken from wherever the repair put them.

    One example file opens From twice, and everything behind it came out inside From. Groups are told by their leaves,
    too; what an answered or a business document says of itself stays where it is.
    """
    header, found = Node("messageheader"), _outside(root)
    header.children = [node for node in found if node.name in _FIELDS and not any(node.all(node.name))]
    for group, leaves in _LEAVES.items():
        stray = [node for node in found if node.name in leaves and not any(header.all(group, node.name))]
        header.children += [Node(group, children=stray)] if stray else []
    trace = Node("traceheaderlist", children=[node for name in _ABOUT_SENDING for node in root.anywhere(name)])
    envelope = [Node("envelope") for _ in root.anywhere("envelope")]
    return Node("", children=[header, trace, *envelope])


def _outside(node: Node) -> list[Node]:
    """All descendants, in document order, but those of the parts that are about something else."""
    found = []
    for child in node.children:
        found += [child, *(() if child.name in _OTHERS else _outside(child))]
    return found


def value(node: Node, *names: str) -> str | None:
    """The first text below `node` that is neither empty nor the word null."""
    return next(_values(node, *names), None)


def _values(node: Node, *names: str) -> Iterator[str]:
    for found in node.all(*names):
        said = text.one_line(found.text)
        if said and said != "null":
            yield said


def _doubled(header: Node) -> Iterator[Finding]:
    for names in _SINGLE:
        last = names[-1]
        if last in _GROUPS:
            doubled = len([node for node in header.all(*names) if node.children]) > 1
        else:
            doubled = len(set(_values(header, *names))) > 1
        if doubled:
            yield reasons.finding("ambiguous-field", last)


def _markup(header: Node) -> Iterator[Finding]:
    """An element where text is due: XInclude in a title, markup typed without escaping."""
    for names in _SINGLE:
        for node in header.all(*names):
            if node.children and names[-1] not in _GROUPS:
                yield reasons.finding("xml-unexpected-element", names[-1])


def _declared(header: Node, *, old_generation: bool) -> tuple[Declared, list[Finding]]:
    number, notation = code(value(header, "code", "codenumber"), value(header, "code", "codenotation"))
    printed = value(header, "promulgationinfo", "promulgationdate") or value(header, "promulgationdate")
    issued, problem = dates.day(printed, day_first=old_generation) if printed else (None, "")
    declared = Declared(
        sender=_agency(value(header, "from", "organid") or "") or None,
        sender_name=value(header, "from", "organname") or value(header, "from", "organizationincharge"),
        receivers=tuple(dict.fromkeys(map(_agency, _values(header, "to", "organid")))),
        document_id=value(header, "documentid"),
        number=number,
        notation=notation,
        place=value(header, "promulgationinfo", "place"),
        issue_date=issued,
        type_name=value(header, "documenttype", "typename"),
        subject=value(header, "subject"),
        content=value(header, "content"),
        signer_name=value(header, "signerinfo", "fullname"),
        signer_title=value(header, "signerinfo", "position"),
        signing_form=value(header, "signerinfo", "competence") or value(header, "signerinfo", "function"),
        priority=_integer(value(header, "otherinfo", "priority")),
        sphere=value(header, "otherinfo", "sphereofpromulgation"),
    )
    return declared, [reasons.finding(problem, "PromulgationDate")] if problem else []


def code(number: str | None, notation: str | None) -> tuple[str | None, str | None]:
    """Number and notation apart, however the sender divided them.

    Seen: the whole code in the number field; the agency's code behind the notation ("VP-TH#000.00.00.X14").
    """
    notation = (notation or "").partition("#")[0].strip() or None
    number = (number or "").partition("#")[0].strip() or None
    if number and notation and number.endswith(f"/{notation}"):
        number = number[: -len(notation) - 1]
    if number and notation and notation.startswith(f"{number}/"):
        notation = notation[len(number) + 1 :]
    if number and not notation:
        whole = re.match(r"(\d+[a-zđ]?)/(.+)$", number)
        return (whole[1], whole[2]) if whole else (number, None)
    return number, notation


def _traced(declared: Declared, trace: Node) -> Declared:
    """The sender's own time stamp: that of the first hop that names the sender, else of the first hop."""
    hops = [hop for hop in trace.anywhere("traceheader") if value(hop, "timestamp")]
    own = [hop for hop in hops if value(hop, "organid") == declared.sender] or hops
    said = value(own[0], "timestamp") if own else None
    return replace(declared, sent_at=dates.instant(said) if said else None)


def _action(
    declared: Declared, header: Node, business: Node, root: Node, address: str
) -> tuple[Declared, tuple[Finding, ...]]:
    status = value(header, "statuscode") or value(next(root.anywhere("status"), Node("")), "statuscode")
    if status:
        return _status(declared, header, status.zfill(2)), ()
    said = value(business, "businessdoctype") or "0"
    action = _ACTIONS.get(said.lstrip("0") or "0")
    if action is None:
        return declared, (reasons.finding("action-unknown", "BussinessDocType"),)
    removed = tuple(
        address if _agency(code) in spellings(address) else _agency(code)
        for receiver in business.anywhere("receiver")
        if value(receiver, "receivertype") == "0" and (code := value(receiver, "organid"))
    )
    return replace(
        declared,
        action=action,
        reason=value(business, "businessdocreason"),
        recalls=value(business, "documentid") if action is Action.recall else None,
        removed_receivers=removed,
        replaces=_replaces(business, address) if action is Action.replacement else (),
    ), ()


def _replaces(business: Node, address: str) -> tuple[str, ...]:
    """What a replacement replaces for us: entries that name other receivers only are not ours."""
    found = []
    for entry in business.anywhere("replacementinfo"):
        meant = set(map(_agency, _values(entry, "organidlist", "organid")))
        if not meant or not address or meant & spellings(address):
            found += list(_values(entry, "documentid"))
    return tuple(dict.fromkeys(found))


def _status(declared: Declared, header: Node, status: str) -> Declared:
    """A status message; 13 is how real systems recall, and names the document under ResponseFor."""
    answered = next(header.all("responsefor"), Node(""))
    number, notation = code(value(answered, "code") or value(answered, "code", "codenumber"), None)
    printed = value(answered, "promulgationdate")
    issued: dt.date | None = dates.day(printed, day_first=True)[0] if printed else None
    stamp = value(header, "timestamp")
    recall = status == _RECALL_REQUEST
    return replace(
        declared,
        action=Action.recall if recall else Action.status,
        status_code=status,
        response_for=value(answered, "documentid"),
        recalls=value(answered, "documentid") if recall else None,
        document_id=declared.document_id or value(answered, "documentid"),
        number=declared.number or number,
        notation=declared.notation or notation,
        issue_date=declared.issue_date or issued,
        reason=value(header, "description"),
        sent_at=(dates.instant(stamp) if stamp else None) or declared.sent_at,
    )


def _agency(code: str) -> str:
    """A code of the axis in capitals, as the registry has it; some programs write k09.01."""
    return code.upper() if code.isascii() else code


def _integer(said: str | None) -> int | None:
    return int(said) if said and re.fullmatch(r"\d{1,3}", said) else None
