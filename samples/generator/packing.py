"""Packages as the exchange axis delivers them: QCVN 102:2016/BTTTT, in the variants that its programs really write."""

import base64
import io
import uuid
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from samples.generator.paper import Paper

RECEIVER = "K09.01"
NS = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


@dataclass(frozen=True)
class Envelope:
    """How one package is written. `action` is BussinessDocType 0 to 3."""

    sender: str
    sent: str  # yyyy/mm/dd hh:mm:ss
    staff: str
    action: int = 0
    reason: str = ""
    replaces: tuple[str, ...] = ()
    zipped: bool = False
    dotnet: bool = False
    junk: str = ""
    subject: str | None = None
    sphere: str = ""
    silent: tuple[str, ...] = field(default=())  # header elements left empty


def document_id(paper: Paper, sender: str) -> str:
    """OrganId,yyyy/MM/dd,số/ký hiệu."""
    return f"{sender},{paper.date:%Y/%m/%d},{paper.code}"


def package(paper: Paper, envelope: Envelope, files: list[tuple[str, bytes]]) -> bytes:
    """The bytes of one .edxml file."""
    references, attachments = [], []
    for index, (name, data) in enumerate(files, 1):
        media = "application/zip" if envelope.zipped else f"application/{name.rpartition('.')[2]}"
        content = _zipped(name, data) if envelope.zipped else data
        encoded = base64.b64encode(content).decode()
        if envelope.dotnet:
            encoded = "\r\n".join(encoded[i : i + 76] for i in range(0, len(encoded), 76))
        cid = str(index) if envelope.dotnet else f"cid:{index}"
        references.append(_reference(cid, media, name, envelope.dotnet))
        attachments.append(
            f"<Attachment><ContentId>{cid}</ContentId><AttachmentName>{escape(name)}</AttachmentName><Description>{escape(name)}</Description>"
            f'<ContentType>{media}</ContentType><edXML:ContentTransferEncoded xmlns:edXML="{NS}">{encoded}</edXML:ContentTransferEncoded></Attachment>'
        )
    xsi = (
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
        if envelope.dotnet
        else ""
    )
    text = (
        f'{envelope.junk}<?xml version="1.0" encoding="utf-8"?>\n<edXML{xsi} xmlns="{NS}"><edXML:edXMLEnvelope xmlns:edXML="{NS}"><edXML:edXMLHeader>'
        f'{_message_header(paper, envelope)}{_trace(paper, envelope)}</edXML:edXMLHeader><edXML:edXMLBody><edXML:edXMLManifest version="1.0">'
        f"{''.join(references)}</edXML:edXMLManifest></edXML:edXMLBody></edXML:edXMLEnvelope>"
        f"<AttachmentEncoded>{''.join(attachments)}</AttachmentEncoded></edXML>"
    )
    return text.encode("utf-8")


def _message_header(paper: Paper, envelope: Envelope) -> str:
    def tag(name: str, value: str) -> str:
        shown = "" if name in envelope.silent else escape(value)
        return f"<edXML:{name}>{shown}</edXML:{name}>"

    organ = paper.council.title
    number = f"{paper.number:02d}" + (f"/{paper.date.year}" if paper.year_in_number else "")
    subject = envelope.subject or paper.title.removeprefix("V/v ")
    return (
        f"<edXML:MessageHeader><edXML:From>{tag('OrganId', envelope.sender)}{tag('OrganName', organ)}{tag('Email', 'vanthu@hdnd.example')}</edXML:From>"
        f"<edXML:To><edXML:OrganId>{RECEIVER}</edXML:OrganId><edXML:OrganName>Liên thông dữ liệu</edXML:OrganName></edXML:To>"
        f"{tag('DocumentId', document_id(paper, envelope.sender))}"
        f"<edXML:Code>{tag('CodeNumber', number)}{tag('CodeNotation', paper.notation)}</edXML:Code>"
        f"<edXML:PromulgationInfo>{tag('Place', paper.place)}{tag('PromulgationDate', f'{paper.date:%Y/%m/%d}')}</edXML:PromulgationInfo>"
        f"<edXML:DocumentType>{tag('Type', '2')}{tag('TypeDetail', '0')}{tag('TypeName', (paper.type_name or 'CÔNG VĂN').capitalize())}</edXML:DocumentType>"
        f"{tag('Subject', subject)}{tag('Content', subject)}"
        f"<edXML:SignerInfo>{tag('Competence', paper.signing[0] if len(paper.signing) > 1 else '')}{tag('Position', paper.signing[-1])}{tag('FullName', paper.signer)}</edXML:SignerInfo>"
        f"<edXML:OtherInfo>{tag('Priority', '0')}{tag('SphereOfPromulgation', envelope.sphere)}{tag('PageAmount', '2')}</edXML:OtherInfo><edXML:ResponseFor />"
        "</edXML:MessageHeader>"
    )


def _trace(paper: Paper, envelope: Envelope) -> str:
    attributes = ' id="version" version="1.0" mustUnderstand="1"' if envelope.dotnet else ""
    replaced = "".join(
        f"<edXML:ReplacementInfo><edXML:DocumentId>{escape(i)}</edXML:DocumentId></edXML:ReplacementInfo>"
        for i in envelope.replaces
    )
    replaced = f"<edXML:ReplacementInfoList>{replaced}</edXML:ReplacementInfoList>" if replaced else ""
    return (
        f"<edXML:TraceHeaderList{attributes}><edXML:TraceHeader><edXML:OrganId>{envelope.sender}</edXML:OrganId><edXML:Timestamp>{envelope.sent}</edXML:Timestamp></edXML:TraceHeader>"
        f"<edXML:Bussiness><edXML:BussinessDocType>{envelope.action}</edXML:BussinessDocType><edXML:BussinessDocReason>{escape(envelope.reason)}</edXML:BussinessDocReason>"
        f"<edXML:Paper>0</edXML:Paper><edXML:StaffInfo><edXML:Department>Văn thư</edXML:Department><edXML:Staff>{escape(envelope.staff)}</edXML:Staff>"
        f"<edXML:Email>vanthu@hdnd.example</edXML:Email><edXML:Mobile>0900000000</edXML:Mobile></edXML:StaffInfo>{replaced}</edXML:Bussiness></edXML:TraceHeaderList>"
    )


def _reference(cid: str, media: str, name: str, dotnet: bool) -> str:
    if dotnet:
        return f'<edXML:Reference xlink:href="cid:{cid}" xlink:type="simple"><edXML:ContentId>{cid}</edXML:ContentId><edXML:ContentType>{media}</edXML:ContentType><edXML:AttachmentName>{escape(name)}</edXML:AttachmentName></edXML:Reference>'
    return f"<edXML:Reference><edXML:ContentId>{cid}</edXML:ContentId><edXML:ContentType>{media}</edXML:ContentType><edXML:Description>{escape(name)}</edXML:Description><edXML:AttachmentName>{escape(name)}</edXML:AttachmentName></edXML:Reference>"


def _zipped(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    inner = f"{uuid.uuid5(uuid.NAMESPACE_URL, name)}.{name.rpartition('.')[2]}"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(zipfile.ZipInfo(inner, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
