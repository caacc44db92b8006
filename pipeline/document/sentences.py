"""What every reason says, in Vietnamese and English, by what it does to a package; `reasons` makes findings of it.

`code/case` are closer words for one case of a code: the sentence of the code alone is said of many files at once.
Sentences never repeat what the document says; `{…}` is filled with facts of ours.
"""

Said = tuple[str, str]  # the same words in Vietnamese and English

HOLD: dict[str, Said] = {
    # The envelope
    "not-edxml": ("Tệp XML không phải gói văn bản edXML đã biết.", "The XML is no edXML package of a known kind."),
    "not-a-document": (
        "Thông điệp trạng thái {status}, không phải văn bản.",
        "A status message ({status}), no document.",
    ),
    "xml-not-well-formed": (
        "Gói bị hỏng hoặc chưa nhận đủ: XML không hợp lệ. Đề nghị gửi lại.",
        "Broken or incomplete package: the XML is not well-formed. Ask for it again.",
    ),
    "xml-repaired": (
        "Gói có thẻ XML không khớp; đã đọc bằng cách sửa lỗi, cần người xem lại.",
        "Tags of the XML do not match; it was read after a repair and needs a person.",
    ),
    "xml-bad-encoding": ("Gói dùng bảng mã khác UTF-8 hoặc UTF-16.", "The package is neither UTF-8 nor UTF-16."),
    "xml-version": ("Gói khai phiên bản XML khác 1.0.", "The package says it is not XML 1.0."),
    "xml-dtd-forbidden": (
        "Gói chứa khai báo DOCTYPE, có thể là tấn công; không mở.",
        "The package holds a DOCTYPE, a way of attack; not opened.",
    ),
    "xml-too-deep": ("XML lồng quá sâu.", "The XML is nested too deep."),
    "xml-too-large": ("XML có quá nhiều phần tử hoặc thuộc tính.", "The XML has too many elements or attributes."),
    "xml-unexpected-element": (
        "Trường {place} chứa thẻ XML thay vì chữ.",
        "The field {place} holds markup where text is due.",
    ),
    "field-too-long": ("Một trường của gói dài quá mức cho phép.", "A field of the package is longer than allowed."),
    "ambiguous-field": (
        "Gói khai hai lần trường {place}; không rõ giá trị nào đúng.",
        "The package states {place} twice; which is right is not clear.",
    ),
    "action-unknown": (
        "Loại nghiệp vụ của gói không có trong quy chuẩn.",
        "The package asks for an action that the standard does not know.",
    ),
    "signature-invalid": ("Chữ ký số của gói trống hoặc sai dạng.", "The package's signature is empty or malformed."),
    # Attachments
    "too-many-attachments": ("Gói có quá nhiều tệp đính kèm.", "The package has too many attachments."),
    "attachment-missing": ("Gói thiếu tệp đính kèm.", "The package lacks an attachment."),
    "second-document": ("Tệp là một văn bản khác, cần gói riêng.", "A file is another document; it needs a package."),
    "manifest-missing": (
        "Gói có tệp đính kèm không có trong danh mục tệp của gói.",
        "The package has an attachment that its list of files does not name.",
    ),
    "attachment-empty": ("Tệp đính kèm rỗng.", "An attachment is empty."),
    "attachment-too-large": ("Tệp đính kèm lớn quá mức cho phép.", "An attachment is larger than allowed."),
    "b64-invalid": (
        "Tệp đính kèm bị mã hóa sai, không giải mã được.",
        "An attachment is wrongly encoded and cannot be decoded.",
    ),
    "archive-bomb": (
        "Tệp nén phình ra quá lớn, có thể là tấn công.",
        "An archive expands beyond all measure, a way of attack.",
    ),
    "archive-damaged": ("Tệp nén bị hỏng hoặc có mật khẩu.", "An archive is damaged or has a password."),
    "archive-ambiguous": (
        "Tệp nén có hai mục cùng tên; không rõ nội dung nào đúng.",
        "An archive has two entries of one name; which counts is not clear.",
    ),
    "archive-path": (
        "Tệp nén có mục chỉ ra ngoài hoặc mục đặc biệt, có thể là tấn công.",
        "An archive holds an entry that points outside or is no plain file, a way of attack.",
    ),
    "polyglot": (
        "Tệp PDF hoặc ZIP có thêm dữ liệu khác ở đầu hoặc cuối, có thể là tấn công.",
        "The PDF or ZIP carries other data before or behind it, a way of attack.",
    ),
    "name-hostile": (
        "Tên tệp có dấu hiệu tấn công (đường dẫn, ký tự đảo chiều, đuôi chương trình).",
        "A file name looks like an attack (a path, reversed letters, the ending of a program).",
    ),
    "type-not-allowed": ("Loại tệp {media} không được công bố.", "Files of type {media} are not published."),
    "type-not-allowed/package": ("Tệp nén có gói edXML cùng tệp khác; gửi riêng từng gói.", "Send each package alone."),
    "type-mismatch": (
        "Nội dung tệp ({media}) không phải loại mà tên tệp cho biết.",
        "The file is {media}, not what its name says.",
    ),
    "malware-signature": ("Tệp có dấu hiệu mã độc.", "The file carries the signature of malware."),
    "file-damaged": (
        "Tệp bị hỏng, chưa nhận đủ hoặc không đúng định dạng.",
        "The file is damaged, incomplete or not of its format.",
    ),
    "file-damaged/container": (
        "{name}: tệp hỏng hoặc không đúng định dạng. Thấy: {found}. Cần: {expected}.",
        "{name}: damaged or not of its format. Found: {found}. Expected: {expected}.",
    ),
    "file-damaged/picture": ("Tệp ảnh bị hỏng, không mở được.", "The picture is damaged."),
    "file-damaged/pdf": ("Tệp PDF bị hỏng, không mở được.", "The PDF is damaged."),
    "file-damaged/page": (
        "Trang {number} của tệp PDF bị hỏng, phần bị hỏng không đọc được.",
        "Page {number} of the PDF is damaged and could not be read to its end.",
    ),
    "file-damaged/irregular-pdf": ("Tệp PDF bất thường: {why}.", "The PDF is irregular: {why}."),
    "file-encrypted": ("Tệp có mật khẩu hoặc bị khóa.", "The file has a password or is locked."),
    "file-encrypted/container": (
        "{name}: tệp đặt mật khẩu, không đọc được. Cần: bản không đặt mật khẩu.",
        "{name}: protected by a password. Expected: a copy without one.",
    ),
    "file-encrypted/pdf": (
        "Tệp PDF có mật khẩu. Đề nghị nơi gửi gửi lại bản không có mật khẩu.",
        "The PDF asks for a password. Ask the sender for a copy without one.",
    ),
    "file-encrypted/restricted-pdf": (
        "Tệp PDF bị mã hóa hoặc khóa quyền. Đề nghị nơi gửi gửi lại bản không khóa.",
        "The PDF is encrypted or restricted. Ask the sender for a copy without it.",
    ),
    "file-over-limit": (
        "Tệp vượt giới hạn khi đọc ({why}). Mở bằng máy riêng để kiểm tra, hoặc nâng giới hạn trong archive.yaml.",
        "Reading the file went over a limit ({why}). Look at it on another machine, or raise limits in archive.yaml.",
    ),
    "file-over-limit/container": (
        "{name}: vượt giới hạn cho một tệp. Thấy: {found}. Giới hạn: {limit}.",
        "{name}: over the limit for one file. Found: {found}. Limit: {limit}.",
    ),
    "file-over-limit/picture": (
        "Ảnh quá lớn (trên 100 triệu điểm ảnh) hoặc có quá nhiều trang.",
        "A picture of more than 100 million points, or too many pages.",
    ),
    "file-over-limit/pdf": (
        "Tệp PDF vượt giới hạn: {why}.",
        "Over a limit: {why}.",
    ),
    "file-over-limit/pages": (
        "PDF có {total} trang, quá giới hạn {limit} trang.",
        "The PDF has {total} pages; the limit is {limit}.",
    ),
    "file-over-limit/page-size": (
        "Trang có khổ quá lớn hoặc không có khổ.",
        "A page is larger than 14,400 points or has no size.",
    ),
    "file-over-limit/letters": (
        "Trang có quá nhiều chữ.",
        "A page holds too many letters.",
    ),
    "file-crashed-reader": (
        "Tệp làm hỏng chương trình đọc ({why}); tệp có thể lỗi hoặc được làm giả.",
        "The file broke its reader ({why}); it may be damaged or forged.",
    ),
    "image-location": (
        "Ảnh chứa tọa độ nơi chụp. Lưu lại không kèm tọa độ rồi nhận lại.",
        "The picture carries the place where it was taken. Save it without and receive it again.",
    ),
    "pages-unread": ("Có trang không đọc được.", "Pages could not be read."),
    "pages-unread/late": (
        "Bản quét dài: từ trang {number} chưa kịp nhận dạng chữ. Nâng limits.seconds trong archive.yaml rồi nhận lại.",
        "A long scan: pages from {number} on were not read in time. Raise limits.seconds and receive it again.",
    ),
    "pages-unread/pictures": (
        "Chưa nhận dạng hết chữ trong các ảnh của tệp. Nâng limits.seconds trong archive.yaml rồi nhận lại.",
        "The pictures of the file were not all read. Raise limits.seconds and receive it again.",
    ),
    "pages-unread/hidden": (
        "Chưa dò hết chữ ẩn của PDF: bộ đọc thứ hai không đọc được hoặc hết thời gian.",
        "The PDF was not searched for hidden text to its end: the second reader failed or had no time left.",
    ),
    "media-unknown": (
        "Không có bộ đọc cho loại tệp này ({media}).",
        "There is no reader for files of this type ({media}).",
    ),
    "tool-missing": (
        "Thiếu chương trình để đọc tệp này ({tool}); xem hdnd doctor.",
        "A program to read this file is missing ({tool}): see hdnd doctor.",
    ),
    "pdf-damaged": ("Tệp PDF bị hỏng hoặc chưa nhận đủ.", "The PDF is damaged or incomplete."),
    "pdf-mangled": (
        "Tệp PDF bị hỏng khi truyền (bị đổi bảng mã). Đề nghị gửi lại.",
        "The PDF was mangled in transport (re-encoded as text). Ask for it again.",
    ),
    "sidecar-invalid": ("Tệp thông tin kèm theo không hợp lệ.", "The side-car file with facts is not valid."),
    # Content
    "secret-suspected": (
        "Có chữ giống dấu độ mật; người có thẩm quyền phải xem trước.",
        "Something looks like a secrecy mark; an authorised person must look first.",
    ),
    "secret-suspected/drawn": ("Ký tự vẽ thành hình, có thể là dấu độ mật.", "Signs draw a picture, perhaps a mark."),
    "letters-unknown": (
        "Chữ của tệp dùng bảng mã không nhận ra, đọc thành chữ vô nghĩa; cần bản Unicode.",
        "The text is in letters of an unknown encoding and reads as nonsense; a copy in Unicode is needed.",
    ),
    "circulation-mark": ("Có dấu hạn chế lưu hành.", "It carries a mark that limits its circulation."),
    "draft-mark": ("Có dấu DỰ THẢO.", "It is marked as a draft."),
    "personal-data": (
        "Có dữ liệu cá nhân ({kind}); cần người quyết định trước khi công bố.",
        "It holds personal data ({kind}); a person must decide before it is published.",
    ),
    "active-content": (
        "Tệp chứa nội dung tự chạy hoặc liên kết ra ngoài ({what}).",
        "The file holds active content ({what}).",
    ),
    "active-content/container": (
        "{name}: có nội dung động ({what}) tại {place}. Cần: bản không có macro, đối tượng nhúng hay liên kết tự nạp.",
        "{name}: active content ({what}) in {place}. Expected: a copy without macros, objects or loading links.",
    ),
    "active-content/pdf": (
        "PDF có nội dung động ({what}). Mở trên máy riêng; công bố bản đã in lại thành PDF thường.",
        "The PDF has active content ({what}). Publish a copy printed to a plain PDF.",
    ),
    # Admission
    "wrong-recipient": ("Gói không gửi đến địa chỉ {address}.", "The package is not addressed to {address}."),
    "sender-missing": ("Gói không ghi mã đơn vị gửi.", "The package names no sender."),
    "sender-unknown": ("Mã đơn vị gửi không có trong danh bạ.", "The sender's code is not in the registry."),
    "sender-mismatch": (
        "Đơn vị gửi không phải, và không gửi thay cho, cơ quan ban hành ghi trong văn bản.",
        "The sender is not, and does not send for, the body that issued the document.",
    ),
    "council-unknown": (
        "Không xác định được Hội đồng nhân dân nào ban hành.",
        "Which council issued it cannot be told.",
    ),
    "council-not-then": (
        "Hội đồng nhân dân này không tồn tại vào ngày ban hành.",
        "That council did not exist on the day of issue.",
    ),
    "out-of-scope": (
        "Văn bản ngoài phạm vi của cơ sở dữ liệu; muốn công bố là văn bản liên quan thì duyệt kèm --set scope=related.",
        "The document is outside the scope of the archive; to publish it as related, approve with --set scope=related.",
    ),
    "number-missing": ("Không có số, ký hiệu.", "There is no number."),
    "number-suspect": ("Số, ký hiệu trong gói có dạng bất thường.", "The number in the package has an unusual shape."),
    "number-disagrees": (
        "Số, ký hiệu trong gói khác trong văn bản.",
        "The number in the package differs from that in the text.",
    ),
    "date-missing": ("Không có ngày ban hành.", "There is no date of issue."),
    "date-invalid": (
        "Ngày ban hành trong gói không có trên lịch hoặc sai dạng.",
        "The date of issue in the package is no date of the calendar.",
    ),
    "date-format": ("Ngày ban hành viết theo dạng có thể hiểu hai cách.", "The date of issue can be read in two ways."),
    "date-implausible": (
        "Ngày ban hành không hợp lý (trước năm 1976).",
        "The date of issue is not plausible (before 1976).",
    ),
    "date-future": (
        "Ngày ban hành sau ngày gửi hoặc sau hôm nay.",
        "The date of issue lies after the day of sending or after today.",
    ),
    "date-disagrees": (
        "Ngày ban hành trong gói khác trong văn bản.",
        "The date of issue in the package differs from that in the text.",
    ),
    "council-disagrees": (
        "Cơ quan ban hành ghi trong văn bản khác đơn vị gửi.",
        "The issuing council in the text differs from the one that the sender stands for.",
    ),
    "title-missing": ("Không có trích yếu.", "There is no title."),
    "draft": ("Văn bản chưa có số và ngày: bản chưa ban hành.", "Number and date are blank: not issued yet."),
    "scan-needs-person": (
        "Bản quét: người phụ trách phải xem ảnh trước khi công bố.",
        "A scan: a person must look at the pages before it is published.",
    ),
    # The archive's own
    "program-fault": (
        "Chương trình gặp lỗi khi đọc gói này ({what}); gói được giữ nguyên vẹn, hãy báo người bảo trì.",
        "The program failed on this package ({what}); it is kept whole, tell the maintainer.",
    ),
    "recalled": (
        "Văn bản này đã bị thu hồi; gói gửi lại không tự đưa nó trở lại.",
        "This document was recalled; sending it again does not bring it back.",
    ),
    "suspended": (
        "Văn phòng đã gỡ hoặc tạm ngừng công bố văn bản này; gói mới chờ người quyết định.",
        "The office took this document down; what comes for it waits for a person.",
    ),
    "redacted-words": (
        "Gói lại ghi điều đã che trên văn bản này; đề nghị nơi gửi gửi bản đã che.",
        "The package says again what was struck out of this document; ask its sender for a copy without it.",
    ),
    "conflict": (
        "Số, ký hiệu này từng được gửi với dấu hiệu độ mật; cần người xác nhận.",
        "The same number was sent before with a sign of secrecy; a person must confirm.",
    ),
    "authority-mismatch": (
        "Đơn vị gửi không phải đơn vị đã gửi văn bản gốc.",
        "The sender is not the one that sent the original.",
    ),
    "time-order": (
        "Giờ gửi không cho biết bản nào mới hơn (gửi trước bản gốc, trùng giờ, hoặc một bản ghi giờ ở tương lai).",
        "The times of sending do not tell which version is newer: before the original, equal, or in the future.",
    ),
    "file-differs": (
        "Cùng số, ký hiệu, ngày và trích yếu với văn bản đã có nhưng tệp khác, mà gói không ghi là bản cập nhật.",
        "The same number, date and title as a document that is here, with another file, and it calls itself no update.",
    ),
    "correction-conflict": (
        "Bản mới ghi khác điều người phụ trách đã sửa ở bản trước; cần người xem điều nào đúng.",
        "It differs in what a person corrected in the version before; somebody has to say which is right.",
    ),
    "edited-by-hand": (
        "Tệp nội dung đã được sửa tay; cần người quyết định có thay bằng bản mới không.",
        "The content file was edited by hand; a person must decide whether the new version replaces it.",
    ),
    "number-taken": (
        "Số, ký hiệu và ngày này đã thuộc một văn bản khác của cùng cơ quan.",
        "This number and date already belong to another document of the same council.",
    ),
    "document-unknown": (
        "Gói thu hồi hoặc cập nhật một văn bản mà cơ sở dữ liệu chưa có.",
        "The package recalls or updates a document that the archive does not hold.",
    ),
    "record-invalid": (
        "Thông tin của văn bản không đúng lược đồ: {place}.",
        "The document's facts break the schema: {place}.",
    ),
    "main-missing": ("Không có tệp nào là văn bản chính.", "None of the files is the main text."),
}
REFUSE: dict[str, Said] = {
    "empty": ("Tệp rỗng.", "The file is empty."),
    "not-xml": ("Tệp không phải gói văn bản (không phải XML).", "The file is no package (not XML)."),
    "file-unreadable": ("Không đọc được tệp.", "The file cannot be read."),
    "file-changed": (
        "Tệp thay đổi hoặc mất trong khi đọc; để lần chạy sau.",
        "The file changed or went away while it was read; left for the next run.",
    ),
    "status-echo": ("Trạng thái {status} của chính kho, trục trả lại.", "Our own status {status}, given back."),
    "not-a-file": (
        "Không phải tệp ({what}); không mở, không nhận.",
        "Not a file (a link, folder, pipe or device); neither opened nor received.",
    ),
}
SEAL: dict[str, Said] = {
    "secret-mark": (
        "Có dấu chỉ độ mật. Niêm phong, không đọc tiếp, báo người phụ trách ngay.",
        "It carries a mark of secrecy. Sealed unread; alert the officer at once.",
    ),
}
NOTE: dict[str, Said] = {
    "xml-mended": ("Gói sai quy tắc XML, đã sửa được chắc chắn: {what}.", "Mended with certainty in the XML: {what}."),
    "package-unwrapped": ("Gói nằm trong tệp ZIP hoặc thông điệp SOAP; đã lấy ra.", "Taken out of a ZIP or SOAP text."),
    "number-retyped": (
        "Số, ký hiệu trong gói gõ khác cách thường (chữ nhỏ, chữ rộng, có chữ “Số”); ghi theo cách thường.",
        "The number in the package is oddly typed (small or wide letters, “Số” before it); it is written as usual.",
    ),
    "name-cleaned": ("Tên tệp được viết lại khi hiển thị.", "The name of a file is shown in a cleaned form."),
    "type-lie": (
        "Loại tệp khai trong gói hoặc tên tệp khác nội dung; theo nội dung ({media}).",
        "The declared type differs from the bytes; the bytes count ({media}).",
    ),
    "annex-alone": (
        "Phụ lục hoặc văn bản kèm theo đến một mình: số, ngày là của văn bản chính, cần tìm văn bản đó.",
        "An annex or attached instrument came alone: number and day are its parent's, which is to be found.",
    ),
    "pdf-data-url": (
        "Trước phần PDF có vài byte do chương trình ký số ghi thừa (data:…;base64,); đã bỏ qua.",
        "Before the PDF stand some bytes that a signing program left there (data:…;base64,); they are passed over.",
    ),
    "pdf-unfinished": ("Tệp PDF thiếu dấu kết thúc.", "The PDF lacks its end mark."),
    "archive-unwrapped": (
        "Tệp đính kèm được gói trong ZIP; đã lấy ra.",
        "An attachment came wrapped in a ZIP; it was taken out.",
    ),
    "signature-unchecked": (
        "Có chữ ký XML; không kiểm tra được sau khi gói được ghi lại trên trục.",
        "There is an XML signature; it cannot be checked after the axis re-serialised the package.",
    ),
    "clock-ahead": (
        "Đồng hồ của đơn vị gửi chạy trước thời gian nhận.",
        "The sender's clock is ahead of the time of receipt.",
    ),
    "text-missing": (
        "Không đọc được nội dung chữ; công bố theo thông tin của gói và bản gốc.",
        "No text could be read; published with the header's facts and the original.",
    ),
    "parts-unread": (
        "Có phần của tệp không đọc được thành chữ: {what}.",
        "Parts of the file could not be read as text: {what}.",
    ),
    "annex-as-file": (
        "Phụ lục là ảnh, quá dài, có chú thích hay đầu đề riêng chỉ có trong tệp.",
        "An annex is in its file only.",
    ),
    "words-lost": (
        "Chỉ giữ được {share}% chữ của tệp; phần còn lại chỉ có trong bản gốc.",
        "Only {share}% of the file's words were kept; the rest stands in the original only.",
    ),
    "text-layer-broken": (
        "Lớp chữ của trang sai (phông mất chữ); đã đọc lại bằng nhận dạng ảnh.",
        "The page's text layer is false (a font lost letters); it was read by OCR instead.",
    ),
    "replaces-unknown": (
        "Văn bản bị thay thế chưa có trong cơ sở dữ liệu.",
        "The document that it replaces is not in the archive.",
    ),
    "signer-missing": ("Không rõ người ký.", "The signer is not stated."),
    "place-missing": ("Không rõ nơi ban hành.", "The place of issue is not stated."),
    "title-disagrees": (
        "Trích yếu trong gói khác trong văn bản.",
        "The title in the package differs from that in the text.",
    ),
}
