"""What the header of a package says, as `Declared`; and what in it is doubled, missing or misshapen.

Field names and their many variants: QCVN 102:2016/BTTTT with its own misspellings, its Java and .NET writers, and the
SOAP generation before it. Elements are matched by local name in any order; the first that is not empty counts, and two
different values of a field that must be one are a finding.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pipeline.document import reasons
from pipeline.document.model import Action, Declared, Finding
from pipeline.document.vocabulary import spellings
from pipeline.ingest import codes, dates
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
    headers = root.anywhere("messageheader")
    if not headers:
        return Declared(), (reasons.finding("not-edxml"),)
    problems = [reasons.finding("ambiguous-field", "MessageHeader")] if len(headers) > 1 else []
    header = headers[0]
    fields = _fields(header)
    problems += _doubled(fields)
    problems += _markup(fields)
    trace = _first(root.anywhere("traceheaderlist"))
    business = _first([*trace.anywhere("business"), *root.anywhere("business")])
    declared, doubts = _declared(fields, trace, old_generation=bool(root.anywhere("envelope")))
    declared, more = _action(declared, header, business, root, address)
    return declared, (*problems, *doubts, *more)


def gathered(root: Node) -> Node:
    """The header of a package whose tags were repaired, its fields taken from wherever the repair put them.

    One example file opens From twice, and everything behind it came out inside From. Groups are told by their leaves,
    too; what an answered or a business document says of itself stays where it is.
    """
    found = _outside(root)
    header = Node("messageheader", children=[n for n in found if n.name in _FIELDS and not n.all(n.name)])
    for group, leaves in _LEAVES.items():
        stray = [node for node in found if node.name in leaves and not header.all(group, node.name)]
        if stray:
            header = Node("messageheader", children=[*header.children, Node(group, children=stray)])
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
    return next(iter(_values(node, *names)), None)


def _values(node: Node, *names: str) -> list[str]:
    return [found.said for found in node.all(*names) if found.said]


def _first(nodes: Sequence[Node]) -> Node:
    return nodes[0] if nodes else Node("")


class _Fields(dict[tuple[str, ...], list[Node]]):
    """The elements of a header by their names from it down, a group and one within it."""

    def said(self, *names: str) -> list[str]:
        return [node.said for node in self.get(names, ()) if node.said]

    def value(self, *names: str) -> str | None:
        for node in self.get(names, ()):
            if said := node.said:
                return said
        return None


def _fields(header: Node) -> _Fields:
    found = _Fields()
    for child in header.children:
        found.setdefault((child.name,), []).append(child)
        for leaf in child.children:
            found.setdefault((child.name, leaf.name), []).append(leaf)
    return found


def _doubled(fields: _Fields) -> Iterator[Finding]:
    if all(len(found) == 1 for found in fields.values()):
        return
    for names in _SINGLE:
        found = fields.get(names, ())
        if len(found) > 1 and len(_different(found)) > 1:
            yield reasons.finding("ambiguous-field", names[-1])


def _different(nodes: Sequence[Node]) -> Collection[object]:
    """Groups that hold something, or the texts of a field, equal ones once."""
    if nodes[0].name in _GROUPS:
        return [node for node in nodes if node.children]
    return {node.said for node in nodes if node.said}


def _markup(fields: _Fields) -> Iterator[Finding]:
    """An element where text is due: XInclude in a title, markup typed without escaping."""
    for names in _SINGLE:
        for node in fields.get(names, ()):
            if node.children and node.name not in _GROUPS:
                yield reasons.finding("xml-unexpected-element", node.name)


def _declared(fields: _Fields, trace: Node, *, old_generation: bool) -> tuple[Declared, list[Finding]]:
    number, notation, retyped = codes.parted(fields.value("code", "codenumber"), fields.value("code", "codenotation"))
    printed = fields.value("promulgationinfo", "promulgationdate") or fields.value("promulgationdate")
    issued, problem = dates.day(printed, day_first=old_generation) if printed else (None, "")
    sender = _agency(fields.value("from", "organid") or "") or None
    declared = Declared(
        sender=sender,
        sender_name=fields.value("from", "organname") or fields.value("from", "organizationincharge"),
        receivers=tuple(dict.fromkeys(map(_agency, fields.said("to", "organid")))),
        document_id=fields.value("documentid"),
        number=number,
        notation=notation,
        place=fields.value("promulgationinfo", "place"),
        issue_date=issued,
        type_name=fields.value("documenttype", "typename"),
        subject=fields.value("subject"),
        content=fields.value("content"),
        signer_name=fields.value("signerinfo", "fullname"),
        signer_title=fields.value("signerinfo", "position"),
        signing_form=fields.value("signerinfo", "competence") or fields.value("signerinfo", "function"),
        priority=_integer(fields.value("otherinfo", "priority")),
        sphere=fields.value("otherinfo", "sphereofpromulgation"),
        sent_at=_sent(trace, sender),
    )
    doubts = [reasons.finding("number-retyped", "Code")] if retyped else []
    return declared, [*doubts, *([reasons.finding(problem, "PromulgationDate")] if problem else [])]


def _sent(trace: Node, sender: str | None) -> dt.datetime | None:
    """The sender's own time stamp: that of the first hop that names the sender, else of the first hop."""
    hops = [hop for hop in trace.anywhere("traceheader") if value(hop, "timestamp")]
    own = [hop for hop in hops if value(hop, "organid") == sender] or hops
    said = value(own[0], "timestamp") if own else None
    return dates.instant(said) if said else None


def _action(
    declared: Declared, header: Node, business: Node, root: Node, address: str
) -> tuple[Declared, tuple[Finding, ...]]:
    status = value(header, "statuscode") or value(_first(root.anywhere("status")), "statuscode")
    if status:
        return _status(declared, header, status.zfill(2)), ()
    if not business.children:
        return declared, ()
    said = value(business, "businessdoctype") or "0"
    action = _ACTIONS.get(said.lstrip("0") or "0")
    if action is Action.new and len(business.all("businessdocreason")) + len(business.anywhere("receiver")) == 0:
        return declared, ()  # nearly every package, which needs no second look
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
            found += _values(entry, "documentid")
    return tuple(dict.fromkeys(found))


def _status(declared: Declared, header: Node, status: str) -> Declared:
    """A status message; 13 is how real systems recall, and names the document under ResponseFor."""
    answered = _first(header.all("responsefor"))
    number, notation, _ = codes.parted(value(answered, "code") or value(answered, "code", "codenumber"), None)
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
