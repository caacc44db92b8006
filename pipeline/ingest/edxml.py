"""edXML packages: one XML file with base64 attachments, or the MIME message of the generation before."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline import settings
from pipeline.document import reasons
from pipeline.document.model import Action, Declared, Finding
from pipeline.ingest import attachments, edxml_header, mime, package_texts, tree
from pipeline.ingest.attachments import Contents, Incoming
from pipeline.ingest.base64_file import Decoded
from pipeline.ingest.tree import Node

_MB = 1_000_000
_KNOWN = re.compile(r"mic\.gov\.vn|QCVN[_:-]?102|e-doc\.vn|schemas\.xmlsoap\.org|w3\.org/2003/05/soap", re.I)
_CID = re.compile(r"^(?:cid:)+")
_DIGESTS = {"sha1": 20, "sha256": 32, "sha384": 48, "sha512": 64}
_FACT = 500  # characters; a name or a description is shorter
_NAME = 40
_WITHOUT_FILES = frozenset({Action.recall, Action.status})


def read(
    path: Path,
    workdir: Path,
    limits: settings.Limits,
    *,
    address: str = "",
    message: bool = False,
    whole: bytes | None = None,
) -> Contents:
    """Read a package as far as it can be read; what is wrong with it stands among the findings.

    `message` tells a multipart message, with the XML as its first part, from an XML file; `whole` are the bytes at
    `path`, where they are known.

    A header that was read before the fault is kept: it may hold a mark of secrecy, and it says whom to ask.
    """
    try:
        parsed, parts = _opened(path, workdir, limits, whole, message=message)
    except tree.UnreadablePackage as problem:
        return Contents(
            Declared(), (), (reasons.finding(problem.code, problem.place),), tuple(package_texts.remains(path))
        )
    findings = [reasons.finding(parsed.problem.code, parsed.problem.place)] if parsed.problem else []
    if parsed.repaired:
        findings.append(reasons.finding("xml-repaired"))
    if parsed.mended[0]:
        findings.append(reasons.finding("xml-mended", what=parsed.mended))
    root = edxml_header.gathered(parsed.root) if parsed.repaired else parsed.root
    declared, problems = edxml_header.read(root, address=address)
    if not parsed.problem:
        findings += [*problems, *_strange(parsed.root), *_signature(parsed.root)]
    incoming = _incoming(parsed.root, parts, findings)
    opened = attachments.receive(incoming, workdir, limits, code=declared.code or "")
    if not parsed.problem:
        findings += _manifest(parsed.root, len(incoming), declared.action)
    said = (*package_texts.of(parsed, path), *package_texts.names([*(part.name for part in parts), *opened.names]))
    return Contents(declared, opened.files, tuple(dict.fromkeys([*findings, *opened.findings])), said)


def _opened(
    path: Path, workdir: Path, limits: settings.Limits, whole: bytes | None, *, message: bool
) -> tuple[tree.Parsed, Sequence[mime.MimePart]]:
    parts: Sequence[mime.MimePart] = ()
    if message:
        parts = mime.split(path, workdir, part_bytes=limits.attachment_mb * _MB, parts=limits.attachments)
        path, parts, whole = parts[0].decoded.path, parts[1:], None
    most = limits.attachment_mb * _MB
    parsed = tree.parse(path, workdir, attachment_bytes=most, attachments=limits.attachments, whole=whole)
    return parsed, parts


def _strange(root: Node) -> Iterator[Finding]:
    """A vocabulary that is not ours under the names that we know: another dialect, not to be guessed at."""
    for node in (*root.children[:1], *root.anywhere("messageheader")):
        declared = [value for key, value in node.attributes.items() if key.split(":")[0] == "xmlns"]
        own = node.attributes.get(f"xmlns:{node.prefix}") or node.attributes.get("xmlns")
        space = own or (node.prefix[1:] if node.prefix.startswith("{") else "")
        if space and not _KNOWN.search(space) and not any(map(_KNOWN.search, declared)):
            yield reasons.finding("not-edxml", node.name)
            return


def _signature(root: Node) -> Iterator[Finding]:
    """An XML signature cannot be verified after the axis re-serialised it; an impossible one is told all the same."""
    for signature in root.anywhere("signature"):
        digests = signature.anywhere("digestvalue")
        methods = [node.attributes.get("Algorithm", "") for node in signature.anywhere("digestmethod")]
        method = methods[0].lower().rpartition("#")[2] if methods else ""
        length = len("".join(digests[0].text.split())) if digests else 0
        possible = length > 0 and length == -(-_DIGESTS.get(method, 20) // 3) * 4
        yield reasons.finding("signature-unchecked" if possible else "signature-invalid")
        return


def _incoming(root: Node, parts: Sequence[mime.MimePart], findings: list[Finding]) -> list[Incoming]:
    named = {_content_id(edxml_header.value(node, "contentid") or _href(node)): node for node in _references(root)}
    found: list[Incoming] = []
    came = [(decoded, _named(node), _raw(node, "contenttype")) for node, decoded in _payloads(root)]
    for part in parts:
        reference = named.get(_content_id(part.content_id), Node(""))
        came.append((part.decoded, part.name or _named(reference), part.declared))
    for decoded, name, said in came:
        if decoded.problem:
            findings.append(reasons.finding(decoded.problem, f"tệp {len(found) + 1}"))
        else:
            found.append(_received(decoded, name, said))
    ids = [_content_id(edxml_header.value(node, "contentid") or "") for node in root.anywhere("attachment")]
    if len({*filter(None, ids)}) < len([*filter(None, ids)]):
        findings.append(reasons.finding("ambiguous-field", "ContentId"))
    return found


def _payloads(root: Node) -> Iterator[tuple[Node, Decoded]]:
    """The attachments that hold a file, each with its first; of one within another the inner has the file.

    Where none does, whatever else holds one: a gateway that says <Files><File> or <AttachmentFile> sent its resolution
    to be taken without any file.
    """
    nodes = root.anywhere("attachment")
    held = [[child.payload for child in node.below() if child.payload] for node in nodes]
    owners = {payload.path: index for index, payloads in enumerate(held) for payload in payloads}
    for index, (node, payloads) in enumerate(zip(nodes, held, strict=True)):
        if own := next((payload for payload in payloads if owners[payload.path] == index), None):
            yield node, own
    for node in [] if owners else root.below():
        if own := next((child.payload for child in node.children if child.payload), None):
            yield node, own


def _received(file: Decoded, name: str, declared: str) -> Incoming:
    return Incoming(file.path, name, file.size, file.sha256, declared, unpadded=file.unpadded, head=file.head)


def _manifest(root: Node, received: int, action: Action) -> Iterator[Finding]:
    """Listed and received files must agree in number; their names and types often do not, and need not."""
    listed = len(_references(root))
    if received == 0 and listed == 0 and action in _WITHOUT_FILES:
        return
    sent = [node.name for node in root.below() if node.name in tree.PAYLOADS]
    if max(len(sent), received) < max(listed, 1):
        yield reasons.finding("attachment-missing", _unknown(root))
    elif len(sent) > listed and {*sent} == {tree.STANDARD}:  # a gateway with a name of its own lists nothing
        yield reasons.finding("manifest-missing")


def _unknown(root: Node) -> str:
    """Where in an attachment more is said than any of its facts takes: perhaps the file, under a name that we lack."""
    nodes = [node for attachment in root.anywhere("attachment") for node in (attachment, *attachment.below())]
    long = [
        node.name for node in nodes if len(node.text) > _FACT or any(len(v) > _FACT for v in node.attributes.values())
    ]
    return ", ".join(name[:_NAME] for name in dict.fromkeys(long))


def _references(root: Node) -> list[Node]:
    return [
        node
        for name in ("edxmlmanifest", "manifest")
        for manifest in root.anywhere(name)
        for node in manifest.all("reference")
    ]


def _href(node: Node) -> str:
    return next((value for key, value in node.attributes.items() if key.rpartition(":")[2].lower() == "href"), "")


def _content_id(said: str) -> str:
    return _CID.sub("", said.strip().lower())


def _named(node: Node) -> str:
    """What an attachment is called where it stands or is listed."""
    return _raw(node, "attachmentname") or _raw(node, "description")


def _raw(node: Node, name: str) -> str:
    """The text of a child as sent, for names that must be judged before they are cleaned."""
    return next((child.text for child in node.all(name) if child.said), "")
