"""edXML packages in the shapes that senders really write, with invented content."""

import base64
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n"
DEFAULTS = {
    "From/OrganId": "000.00.01.L77",
    "From/OrganName": "Hội đồng nhân dân tỉnh Lam Giang",
    "To/OrganId": "L77.01",
    "DocumentId": "000.00.01.L77,2024/07/10,12/NQ-HĐND",
    "Code/CodeNumber": "12",
    "Code/CodeNotation": "NQ-HĐND",
    "PromulgationInfo/Place": "Lam Giang",
    "PromulgationInfo/PromulgationDate": "2024/07/10",
    "DocumentType/Type": "2",
    "DocumentType/TypeName": "Nghị quyết",
    "Subject": "Về nhiệm vụ phát triển kinh tế - xã hội năm 2025",
    "SignerInfo/Competence": "TM. HỘI ĐỒNG NHÂN DÂN",
    "SignerInfo/Position": "CHỦ TỊCH",
    "SignerInfo/FullName": "Vũ Thị Hạ Lam",
}
STAFF = (
    "<edXML:StaffInfo><edXML:Department>Văn thư</edXML:Department><edXML:Staff>Đỗ Văn Kín</edXML:Staff>"
    "<edXML:Mobile>0912000111</edXML:Mobile><edXML:Email>kin@example.vn</edXML:Email></edXML:StaffInfo>"
)


@dataclass(frozen=True)
class File:
    name: str = "nghi-quyet.pdf"
    data: bytes = PDF
    declared: str = "application/pdf"
    content_id: str = ""
    encoded: str | None = None

    @property
    def base64(self) -> str:
        return base64.b64encode(self.data).decode() if self.encoded is None else self.encoded


@dataclass(frozen=True)
class Package:
    """A package by its fields; `header` adds or (with None) drops fields, `extra` is put into the MessageHeader."""

    header: dict[str, str | None] = field(default_factory=dict)
    files: Sequence[File] = (File(),)
    business: str = "<edXML:BussinessDocType>0</edXML:BussinessDocType>"
    extra: str = ""
    sent: str = "2024/07/10 08:00:00"
    trace: str = ""
    manifest: bool = True

    def fields(self) -> dict[str, str]:
        return {name: value for name, value in {**DEFAULTS, **self.header}.items() if value is not None}


def message_header(package: Package, prefix: str = "edXML:") -> str:
    groups: dict[str, list[str]] = {}
    for path, value in package.fields().items():
        group, _, leaf = path.rpartition("/")
        leaf_xml = f"<{prefix}{leaf}>{escape(value)}</{prefix}{leaf}>"
        groups.setdefault(group, []).append(leaf_xml)
    parts = [f"<{prefix}{group}>{''.join(leaves)}</{prefix}{group}>" for group, leaves in groups.items() if group]
    return (
        f"<{prefix}MessageHeader>{''.join(parts)}{''.join(groups.get('', []))}{package.extra}</{prefix}MessageHeader>"
    )


def java(package: Package) -> str:
    """As the SDK in Java writes it: the standard of 2016."""
    references = "".join(
        f"<edXML:Reference><edXML:ContentId>{_id(i, file)}</edXML:ContentId>"
        f"<edXML:AttachmentName>{escape(file.name)}</edXML:AttachmentName></edXML:Reference>"
        for i, file in enumerate(package.files, 1)
    )
    manifest = f"<edXML:edXMLManifest version='1.0'>{references}</edXML:edXMLManifest>" if package.manifest else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<edXML xmlns="{NAMESPACE}">'
        f'<edXML:edXMLEnvelope xmlns:edXML="{NAMESPACE}"><edXML:edXMLHeader>{message_header(package)}'
        f"<edXML:TraceHeaderList><edXML:TraceHeader><edXML:OrganId>{package.fields().get('From/OrganId', '')}"
        f"</edXML:OrganId><edXML:Timestamp>{package.sent}</edXML:Timestamp></edXML:TraceHeader>{package.trace}"
        f"<edXML:Bussiness>{package.business}{STAFF}</edXML:Bussiness></edXML:TraceHeaderList></edXML:edXMLHeader>"
        f"<edXML:edXMLBody>{manifest}</edXML:edXMLBody></edXML:edXMLEnvelope>{_attachments(package)}</edXML>"
    )


def dot_net(package: Package) -> str:
    """As the SDK in .NET writes it: attributes on the list, an empty signature, ids without cid:."""
    references = "".join(
        f'<edXML:Reference xlink:href="cid:{_id(i, file)}"><edXML:Description>{escape(file.name)}</edXML:Description>'
        "</edXML:Reference>"
        for i, file in enumerate(package.files, 1)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<edXML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="{NAMESPACE}">'
        f'<edXML:edXMLEnvelope xmlns:edXML="{NAMESPACE}"><edXML:edXMLHeader>'
        '<edXML:TraceHeaderList id="" version="1.0" mustUnderstand="1"><edXML:Bussiness>'
        f"{package.business}</edXML:Bussiness><edXML:TraceHeader><edXML:Timestamp>{package.sent}</edXML:Timestamp>"
        f"</edXML:TraceHeader></edXML:TraceHeaderList>{message_header(package)}<edXML:DigitalSignature/>"
        f"</edXML:edXMLHeader><edXML:edXMLBody><Manifest>{references}</Manifest></edXML:edXMLBody>"
        f"</edXML:edXMLEnvelope>{_attachments(package)}</edXML>"
    )


def by_hand(package: Package) -> str:
    """As a person writes it: junk first, prefixes out of scope or undeclared, corrected spelling, other case."""
    references = "<Reference xlink:href=''/>" * len(package.files)
    return (
        f'\n \n<?xml version="1.0" encoding="UTF-8"?><EDXML><edXMLEnvelope><edXMLHeader>{message_header(package, "")}'
        f"<ResponseFor /><TraceHeaderList><Business>{package.business.replace('Bussiness', 'Business')}</Business>"
        f"<TraceHeader><TimeStamp>{package.sent}</TimeStamp></TraceHeader></TraceHeaderList></edXMLHeader><edXMLBody>"
        f"<edXMLManifest>{references}</edXMLManifest></edXMLBody>"
        f"</edXMLEnvelope>{_attachments(package, 'edXML:')}</EDXML>"
    )


def soap(package: Package) -> bytes:
    """The generation of 2012: SOAP in a MIME message, attachments as parts."""
    references = "".join(
        f'<edXML:Reference xlink:href="cid:{_id(i, file)}"/>' for i, file in enumerate(package.files, 1)
    )
    root = (
        '<?xml version="1.0" encoding="UTF-8"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" '
        'xmlns:edXML="http://www.e-doc.vn/Schema/" xmlns:xlink="http://www.w3.org/1999/xlink"><S:Header>'
        f"{message_header(package)}<edXML:TraceHeaderList><edXML:TraceHeader><edXML:Timestamp>{package.sent}"
        "</edXML:Timestamp></edXML:TraceHeader></edXML:TraceHeaderList></S:Header><S:Body>"
        f"<edXML:Manifest>{references}</edXML:Manifest></S:Body></S:Envelope>"
    )
    parts = [b"Content-Type: text/xml; charset=UTF-8\r\nContent-ID: <root>\r\n\r\n" + root.encode()]
    for i, file in enumerate(package.files, 1):
        head = (
            f'Content-Type: application/octet-stream; name="{file.name}"\r\n'
            f"Content-Transfer-Encoding: base64\r\nContent-ID: <{_id(i, file)}>\r\n\r\n"
        )
        encoded = file.base64
        lines = "\r\n".join(encoded[k : k + 76] for k in range(0, len(encoded), 76))
        parts.append(head.encode() + lines.encode())
    start = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_x"; type="text/xml"\r\n\r\n'
    return start + b"".join(b"--=_x\r\n" + part + b"\r\n" for part in parts) + b"--=_x--\r\n"


def status(code: str, *, sender: str = "000.00.01.L77") -> str:
    """A status message; 13 recalls."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><edXML xmlns="{NAMESPACE}">'
        f'<edXML:edXMLEnvelope xmlns:edXML="{NAMESPACE}">'
        f"<edXML:edXMLHeader><edXML:MessageHeader><edXML:From><edXML:OrganId>{sender}</edXML:OrganId></edXML:From>"
        "<edXML:ResponseFor><edXML:OrganId>000.00.01.L77</edXML:OrganId><edXML:Code>12/NQ-HĐND</edXML:Code>"
        "<edXML:PromulgationDate>2024/07/10</edXML:PromulgationDate>"
        "<edXML:DocumentId>000.00.01.L77,2024/07/10,12/NQ-HĐND</edXML:DocumentId></edXML:ResponseFor>"
        f"{STAFF}<edXML:StatusCode>{code}</edXML:StatusCode><edXML:Description>Gửi nhầm</edXML:Description>"
        "<edXML:Timestamp>2024/07/11 11:08:36</edXML:Timestamp></edXML:MessageHeader></edXML:edXMLHeader>"
        "</edXML:edXMLEnvelope></edXML>"
    )


def zipped(**entries: bytes) -> bytes:
    """A ZIP of `entries`; a double underscore in a name stands for a stroke."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def within(how: str, package: str) -> bytes:
    """A package in a ZIP, or in the body of a SOAP answer: base64 (in cdata or not), escaped (but > or not), cdata."""
    if how.startswith("zip"):
        return zipped(**{"goi.edxml": package.encode()}, **({"a.pdf": PDF} if "file" in how else {}))
    encoded = base64.b64encode(package.encode()).decode()
    cdata = {"cdata": f"<![CDATA[{package}]]>", "base64 in cdata": f"<![CDATA[\n{encoded}\n]]>"}
    signs = escape(package)
    escaped = {
        "escaped": signs,
        "escaped but >": signs.replace("&gt;", ">"),
        "escaped in figures": signs.replace("&lt;", "&#60;").replace("&gt;", "&#62;"),
        "escaped in hexadecimals": signs.replace("&lt;", "&#x3C;"),
        "escaped behind a mark": "\ufeff" + signs,
    }
    said = {**escaped, **cdata}.get(how, encoded)
    before, marked = how.partition("behind ")[2], how.partition("marked ")[2]
    data = f"<data>{said}</data>" * (2 if "twice" in how else 1)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">'
        f'<s:Body><answer><status note="{marked}">{before}</status>{data}</answer></s:Body></s:Envelope>'
    ).encode()


def _id(number: int, file: File) -> str:
    return file.content_id or str(number)


def _attachments(package: Package, prefix: str = "") -> str:
    files = "".join(
        f"<Attachment><ContentId>{'cid:' if number % 2 else ''}{_id(number, file)}</ContentId>"
        f"<AttachmentName>{escape(file.name)}</AttachmentName><ContentType>{escape(file.declared)}</ContentType>"
        f"<{prefix}ContentTransferEncoded>{file.base64}</{prefix}ContentTransferEncoded></Attachment>"
        for number, file in enumerate(package.files, 1)
    )
    return f"<{prefix}AttachmentEncoded>{files}</{prefix}AttachmentEncoded>"
