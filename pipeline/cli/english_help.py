"""English of what the commands say about themselves in `hdnd --lang en … --help`; a test looks for a missing one."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    # All commands
    "Cơ sở dữ liệu công khai của Hội đồng nhân dân: nhận gói tin, kiểm tra, dựng trang, tìm kiếm, sao chép.": (
        "The public archive of the People's Councils: receive packages, check, build the site, search, copy."
    ),
    "Thư mục cơ sở dữ liệu.": "Folder of the archive.",
    # Registry
    "Danh mục hội đồng: nhập từ danh sách đơn vị hành chính đã công bố, tìm chỗ không hợp lý.": (
        "The registry of councils: import it from the published lists of units, look for what cannot be true."
    ),
    "Tên tỉnh hoặc thành phố hiện nay.": "Name of a province or city of today.",
    "Thư mục danh sách, nếu không cài gói.": "Folder of the lists, where the package is not installed.",
    "Thêm vào danh mục mọi hội đồng của tỉnh, trước và sau ngày 01/7/2025, kèm kế thừa; không sửa mục đã có.": (
        "Add all councils of a province, before and after 1 July 2025, with successors; what is there stays as it is."
    ),
    "Tìm trong danh mục: vòng tròn, ngày chồng nhau, trùng tên cùng nơi cùng lúc, kế thừa ghi một chiều.": (
        "Look in the registry for circles, overlapping dates, homonyms, successors written on one side only."
    ),
    "Ngôn ngữ thông báo: vi hoặc en.": "Language of messages: vi or en.",
    # Keeping
    "Tạo một cơ sở dữ liệu mới, trống, có cài đặt, sổ đăng ký, trang viết tay và quy trình CI.": (
        "Make a new, empty archive with settings, registry, hand-written pages and a CI workflow."
    ),
    "Thư mục mới.": "A new folder.",
    "Cơ sở dữ liệu đang có gì: đã nhận, đang giữ và vì sao, tệp sửa tay, sổ có nguyên vẹn không.": (
        "What the archive holds: received, held and why, edited by hand, whether the ledgers are intact."
    ),
    "Một đối tượng JSON.": "One JSON object.",
    "Nói rõ đã cài gì, thiếu gì, thiếu thì không làm được gì, và lệnh để cài.": (
        "What is installed, what is missing, what does not work without it, and the command that installs it."
    ),
    # Alarms
    "Những gói có dấu độ mật đã niêm phong mà chưa ai xử lý; mã thoát 11 khi còn.": (
        "Packages marked secret, sealed, that nobody has dealt with; exit code 11 while there are any."
    ),
    "Đọc trên cụm máy dask: địa chỉ của bộ điều phối, như tcp://10.0.0.5:8786.": (
        "Read on a dask cluster: the address of its scheduler, like tcp://10.0.0.5:8786."
    ),
    # Rereading
    "Đọc lại bản đã nhận bằng bộ đọc hiện nay; giữ chỗ người đã sửa, giữ mọi địa chỉ, dừng thì lần sau đọc tiếp.": (
        "Read what was received again with today's readers; persons' edits and addresses stay; a stopped pass goes on."
    ),
    "Chỉ cho xem sẽ đổi gì; không sửa văn bản nào.": "Only show what would change; no document is altered.",
    "Những văn bản đọc lại thấy khác, đang chờ người quyết định.": "Documents read otherwise that wait for a person.",
    "Mỗi văn bản một dòng JSON.": "One line of JSON a document.",
    # Receiving
    "Nhận gói tin và tệp: đọc, kiểm tra, công bố hoặc giữ lại; không làm mất dữ liệu nào.": (
        "Receive packages and files: read, check, publish or hold; nothing is ever lost."
    ),
    "Tệp hoặc thư mục; mặc định là inbox/ của cơ sở dữ liệu.": "Files or folders; the archive's inbox/ by default.",
    "Đọc thử tệp: cơ sở dữ liệu sẽ đọc được gì và sẽ nêu vướng mắc gì; không ghi gì cả, không cần có cơ sở dữ liệu.": (
        "Try files: what would be read and what objected to; nothing is written, no archive is needed."
    ),
    "Tệp hoặc thư mục cần đọc thử.": "Files or folders to try.",
    "Mỗi tệp một đối tượng JSON trên một dòng.": "One JSON object a line for each file.",
    # The exchange axis
    "Nhận ngay gói nào vừa nằm trọn trong inbox/; chạy mãi, dừng gọn khi nhận SIGTERM hoặc Ctrl+C.": (
        "Receive each package as soon as it lies whole in inbox/; runs until SIGTERM or Ctrl+C, then stops cleanly."
    ),
    "Lấy gói và thông điệp trạng thái đang chờ trên trục về inbox/, rồi gửi tin trong outbox/, mỗi tin một lần.": (
        "Fetch packages and status messages that wait on the axis into inbox/, then send outbox/, each message once."
    ),
    # Publishing
    "Dựng trang từ content/ vào output/; chỉ dựng phần thay đổi.": (
        "Build the site from content/ into output/; only what changed."
    ),
    "Dựng lại mọi trang, không dựa vào lần trước.": "Build every page again, trusting nothing of the last build.",
    "Xem thử output/ tại http://127.0.0.1:8000 (chỉ máy này).": (
        "Look at output/ at http://127.0.0.1:8000 (this machine only)."
    ),
    "Cổng trên 127.0.0.1.": "Port on 127.0.0.1.",
    "Sao chép output/ và content/ công khai kèm bảng SHA-256; --verify kiểm tra từng tệp; --from chép trang web.": (
        "Copy output/ and the public content/ with their SHA-256; --verify checks each file; --from copies a website."
    ),
    "Gói văn bản của một năm, kỳ họp, hồ sơ hay danh sách vào một tệp, mở được ở mọi máy không cần mạng.": (
        "Put the documents of a year, a session, a dossier or a list into one file that opens anywhere, offline."
    ),
    "Tệp ghi ra: .html (có tìm kiếm) hoặc .epub.": "File to write: .html (with a search) or .epub.",
    # A new archive, another version
    "Tỉnh, thành phố: ghi sẵn cài đặt và mọi hội đồng của tỉnh.": (
        "Province or city: settings and all its councils are written already."
    ),
    "Thay chương trình đi theo cơ sở dữ liệu (program/) bằng bản đang chạy; không đụng đến gì khác.": (
        "Replace the program that travels with the archive (program/) by the running version; touch nothing else."
    ),
    # A portal
    "Gộp trang của nhiều nơi thành một cổng, một ô tìm kiếm, không chép tệp nào hai lần; chạy lại khi có nơi đổi.": (
        "Join the sites of several archives into one portal with one search, no file twice; run again when one changed."
    ),
    "Các cơ sở dữ liệu, trang đã dựng, bản sao, hoặc địa chỉ trang đã công bố.": (
        "The archives: folders, built sites, copies of them, or addresses of published sites."
    ),
    "Địa chỉ của cổng, để có sơ đồ trang cho máy tìm kiếm.": "The portal's own address, for its sitemap.",
    "Thư mục của cổng chung.": "The portal's folder.",
    "Tên cổng; để trống thì ghép từ tên các nơi.": "The portal's name; empty: made of the archives' places.",
    # Data exports
    "Xuất cơ sở dữ liệu ra dạng của chương trình khác: thư viện, lưu trữ, đọc ngoại tuyến.": (
        "Write the archive in the forms of other programs: libraries, reading offline, research."
    ),
    "Ghi mọi bảng và toàn văn thành một tệp SQLite có tìm kiếm toàn văn, mở được bằng datasette.": (
        "Write all tables and texts as one SQLite file with full-text search, which datasette opens."
    ),
    "Ghi mọi bảng, toàn văn và từng điều, khoản, điểm thành JSON theo dòng, văn bản theo năm.": (
        "Write all tables, texts and passages as JSON lines, documents by year."
    ),
    "Ghi mọi bảng, toàn văn và từng điều, khoản, điểm thành Parquet, văn bản theo năm (cần gói pyarrow).": (
        "Write all tables, texts and passages as Parquet, documents by year (needs pyarrow)."
    ),
    "Trang đã dựng hay bản sao để đọc; mặc định output/ của cơ sở dữ liệu.": (
        "The built site, or a copy of one, to read; output/ of the archive where nothing is said."
    ),
    "Thư mục ghi ra, trống hoặc đã được ghi như vậy.": "Folder to write, empty or written so before.",
    "Tệp SQLite ghi ra.": "SQLite file to write.",
    "Mã hội đồng, như trong địa chỉ trang.": "The council, as in the address of its page.",
    "Kỳ họp, như ghi trên văn bản: “thứ tám”.": "The session, as printed on the documents: “thứ tám”.",
    "Tên hồ sơ giám sát, như trong địa chỉ trang.": "The dossier's name, as in the address of its page.",
    "Tệp ghi mỗi dòng một số, ký hiệu hoặc địa chỉ trang.": "A file with a number or an address on each line.",
    "Địa chỉ trang đã công bố: sao chép qua mạng, chỉ tải phần khác.": (
        "Address of a published site: copied over the network, only what differs comes."
    ),
    "Khóa công khai của cơ quan quản lý (RW…), để kiểm tra chữ ký của trang.": (
        "Public key of the office (RW…), to check the site's signature."
    ),
    "Thư mục đích: ổ USB, máy khác.": "Where to: a USB stick, another machine.",
    "Chỉ kiểm tra bản sao ở đích.": "Only check the copy that is there.",
    # Accounting
    "Báo cáo định kỳ (Điều 10 khoản 1): trang HTML, bảng CSV, tệp Word; mọi con số đếm từ sổ, chạy lại vẫn thế.": (
        "The periodic report (article 10, clause 1): HTML, CSV, Word; every figure counted from the ledgers."
    ),
    "Ngày đầu kỳ: 2026-07-01 hoặc 01/07/2026.": "First day: 2026-07-01 or 01/07/2026.",
    "Ngày cuối kỳ, tính cả ngày ấy.": "Last day, included.",
    "Thư mục để đặt; mặc định reports/… trong cơ sở dữ liệu.": "Where to put it; reports/… of the archive by default.",
    "Ghi một khó khăn, vướng mắc để đưa vào báo cáo định kỳ (Điều 10 khoản 3).": (
        "Note a difficulty for the periodic report (article 10, clause 3)."
    ),
    "Khó khăn, vướng mắc; công khai.": "The difficulty; it is made public.",
    "Nơi nêu: slug của hội đồng, hoặc tên đơn vị.": "Who raised it: a council's slug, or a unit's name.",
    "Người ghi; ghi vào sổ.": "Who notes it; kept in the ledger.",
    "Ghi khai báo của một hội đồng: đã ban hành đến số nào, số nào không dùng, số nào không gửi được.": (
        "Record what a council declares: the last number issued, numbers unused, numbers that cannot be sent."
    ),
    "Gói đang giữ có bảng khai báo: ghi mọi dòng của bảng.": (
        "A held package that brings a table of declarations: record each of its rows."
    ),
    "Slug của hội đồng.": "The council's slug.",
    "Năm ban hành.": "Year of issue.",
    "normative, individual, hoặc loại văn bản (ke-hoach…).": "normative, individual, or a type (ke-hoach…).",
    "Căn cứ: văn bản khai báo số nào, ngày nào.": "Source: number and date of the declaration.",
    "Số cuối đã cấp trong năm.": "Last number given in the year.",
    "Tổng số văn bản đã ban hành (với loại văn bản).": "How many were issued (for a type of document).",
    "Số đã cấp nhưng không dùng: 3,7-9.": "Numbers given but not used: 3,7-9.",
    "Số không được gửi (mật): 12.": "Numbers that may not be sent (secret): 12.",
    "Mức đầy đủ: từng hội đồng có số nào, thiếu số nào, số nào chờ duyệt; nơi nào im lặng; hạn giám sát đã qua.": (
        "Completeness: which numbers each council has, lacks, or has waiting; who is silent; which follow-ups are due."
    ),
    "Chỉ năm này.": "This year only.",
    "Mỗi dãy một dòng JSON.": "One JSON line for each series.",
    # Reviewing
    "Xét duyệt: xem, cho công bố hoặc từ chối những gì đang giữ.": "Review: look at, publish or refuse what is held.",
    "Những gói đang giữ, vì sao, từ bao giờ.": "What is held, why and since when.",
    "Mỗi mục một dòng JSON.": "One JSON line for each item.",
    "Lấy các tệp của một gói đang giữ ra một thư mục để người duyệt xem; gói đã niêm phong thì không.": (
        "Take the files of a held package into a folder to look at; never those of a sealed one."
    ),
    "Số biên nhận.": "Receipt number.",
    "Thư mục để đặt các tệp của gói.": "Where to put the package's files.",
    "Cho công bố một gói đang giữ, kèm điều người duyệt xác nhận.": (
        "Publish a held package, with what the reviewer confirms."
    ),
    "Người quyết định; ghi vào sổ.": "Who decides; kept in the ledger.",
    "khóa=giá trị; lặp lại được.": "field=value; may be repeated.",
    "Tệp du-lieu/dau-so.json đã giữ từ một lần dựng trước; lặp lại được.": (
        "A file du-lieu/dau-so.json that was kept from an earlier build; may be repeated."
    ),
    "Từ chối một gói đang giữ; bản nhận vẫn nằm trong kho riêng.": (
        "Refuse a held package; what was received stays in the private store."
    ),
    "Hoàn tác một lần duyệt hoặc từ chối, khi trang chưa được dựng lại: gói trở về danh sách đang giữ.": (
        "Take back an approval or refusal, before a build has shown it: the package waits again."
    ),
    "Đầu sổ có ký: ký, đồng ký, kiểm tra, lấy bằng chứng của một văn bản.": (
        "The signed head of the registers: sign, cosign, check, prove a document."
    ),
    "Tệp đầu sổ (du-lieu/nhat-ky/checkpoint).": "A checkpoint (du-lieu/nhat-ky/checkpoint).",
    "Gói toàn bộ phần công khai theo BagIt 1.0 (RFC 8493) để thư viện, lưu trữ nhận; hoặc kiểm tra một gói như vậy.": (
        "Bag all that is public by BagIt 1.0 (RFC 8493), for a library or archive to take; or check such a bag."
    ),
    "Thư mục mới cho gói, hoặc gói cần kiểm tra.": "A new folder for the bag, or the bag to check.",
    "Kiểm tra gói BagIt có sẵn trong thư mục ấy.": "Check the bag that is in that folder.",
    "Gói cả trang đã dựng thành một tệp ZIM, đọc và tìm được bằng Kiwix trên điện thoại, máy tính, không cần mạng.": (
        "Put the built site into one ZIM file, which Kiwix reads and searches on telephones and computers, offline."
    ),
    "Tệp .zim ghi ra.": "The .zim file to write.",
    "Đầu sổ đã giữ từ trước: sổ nay phải nối tiếp đúng từ đó.": (
        "A checkpoint that was kept: the registers must go on from it."
    ),
    "Mở sổ có tên mới khi sổ không nối tiếp đầu sổ đã ký (mất đuôi, phục hồi).": (
        "Begin a log of another name when the registers do not go on from what was signed (a lost tail, a restore)."
    ),
    "Ký đầu sổ như đang có; hdnd build tự làm việc này ở văn phòng.": (
        "Sign the head of the registers as they stand; hdnd build does so at the office."
    ),
    "In khóa công khai của cơ sở dữ liệu, để người khác kiểm tra đầu sổ; công bố nó ở nơi khác trang này.": (
        "Print the archive's public key, by which others check the head; publish it elsewhere than on the site."
    ),
    "Tên của bên đồng ký, không dấu cách: thu-vien.example.": "Name of the cosigner, no spaces: library.example.",
    "Khóa công khai của cơ sở dữ liệu (hdnd checkpoint key).": "The archive's public key (hdnd checkpoint key).",
    "Đồng ký một đầu sổ bằng --key, sau khi thấy sổ ở đây (một bản sao) khớp với nó và nối tiếp đầu sổ đã giữ.": (
        "Cosign a head with --key, once the registers here (a mirror) agree with it and go on from the one kept."
    ),
    "Nhận đầu sổ mà bên thứ hai đã đồng ký; lần dựng trang tới công bố nó (du-lieu/nhat-ky/cosigned).": (
        "Take a head that a second party has cosigned; the next build publishes it (du-lieu/nhat-ky/cosigned)."
    ),
    "Khóa công khai phải có chữ ký đúng; lặp lại được.": "A public key that must have signed; may be repeated.",
    "Kiểm tra một đầu sổ: chữ ký của các khóa đã cho, và sổ trong content/register ở đây bắt đầu đúng như nó nói.": (
        "Check a head: the signatures of the given keys, and that content/register here begins as it says."
    ),
    "Lấy bằng chứng (.tlog-proof) rằng dòng của một văn bản nằm trong sổ đã ký, và chính dòng ấy.": (
        "Write a proof (.tlog-proof) that a document's line is in the signed log, and the line."
    ),
    "Nơi đặt hai tệp.": "Where to put the two files.",
    "Đầu sổ có ký (du-lieu/nhat-ky/checkpoint) đã giữ từ trước; lặp lại được.": (
        "A signed head (du-lieu/nhat-ky/checkpoint) that was kept; may be repeated."
    ),
    "Lý do, ghi vào sổ.": "Why; kept in the ledger.",
    "Hủy bản nhận chưa công bố khỏi kho riêng (văn bản mật không được lưu trên máy nối mạng); việc hủy được ghi sổ.": (
        "Destroy an unpublished package in the private store (no secret may lie on a networked machine), on record."
    ),
    "Tạm ngừng công bố một văn bản: nội dung và bản gốc rời content/ và các bản sao; restore đưa lại.": (
        "Suspend a document: text and originals leave content/ and the mirrors; restore brings them back."
    ),
    "Địa chỉ văn bản: cap/hoi-dong/nam/so, hoặc đường dẫn trang.": (
        "The document's address: level/council/year/number, or the path of its page."
    ),
    "Thực hiện lại các quyết định đã ghi (theo SHA-256 của tệp nhận); quyết định đã làm thì bỏ qua.": (
        "Replay recorded decisions (by the SHA-256 of the received file); those already done are passed over."
    ),
    "Các quyết định đã ghi, mỗi dòng một đối tượng JSON.": "Recorded decisions, one JSON object a line.",
    # Dossiers
    "Hồ sơ giám sát: nhập, tách, đóng, hoàn tác; mỗi việc một dòng trong sổ.": (
        "Oversight dossiers: join, split, close, undo; each a line of the register."
    ),
    "Tên hồ sơ: phần cuối địa chỉ giam-sat/ho-so/<tên>/, hoặc đường dẫn trang.": (
        "The dossier's name: the end of its address giam-sat/ho-so/<name>/, or the path of its page."
    ),
    "Hồ sơ nhận, cùng hội đồng.": "The dossier that takes them in, of the same council.",
    "Nhập mọi văn bản của một hồ sơ vào hồ sơ khác; địa chỉ cũ dẫn đến hồ sơ nhận, văn bản đến sau cũng vào đó.": (
        "Join all documents of a dossier to another; the old address leads there, and so goes what comes later."
    ),
    "Văn bản tách ra; lặp lại được.": "A document to split off; may be repeated.",
    "Tên của cuộc giám sát mà các văn bản ấy thuộc về.": "The oversight that they belong to, in words.",
    "Tách một số văn bản của hồ sơ thành hồ sơ mới; trang của hồ sơ cũ dẫn đến đó.": (
        "Split some documents of a dossier off into a new one; its page leads there."
    ),
    "Đóng một hồ sơ: trang ghi ngày, người, lý do; văn bản đến sau vẫn vào hồ sơ.": (
        "Close a dossier: its page says when, who and why; what comes later still belongs to it."
    ),
    "Hoàn tác việc cuối cùng trên một hồ sơ: nhập, tách hoặc đóng.": (
        "Take back the last act on a dossier: a join, a split or a closing."
    ),
    # Reports of errors
    "Phản ánh sai sót (Điều 9): ghi nhận, trả lời, liệt kê.": "Reports of errors (article 9): record, answer, list.",
    "Ghi nhận một phản ánh sai sót và cấp số; ai báo và báo gì chỉ nằm trong kho riêng.": (
        "Record a report of an error and number it; who reported and what stays in the private store."
    ),
    "Thư của người báo (.eml).": "The reporter's mail (.eml).",
    "Địa chỉ văn bản: cap/hoi-dong/nam/so, hoặc cả liên kết.": (
        "The document's address: level/council/year/number, or its whole link."
    ),
    "Điều, khoản, điểm.": "Article, clause, point.",
    "Lời của người báo; chỉ nằm trong kho riêng.": "The reporter's words; kept in the private store only.",
    "Người báo; chỉ nằm trong kho riêng.": "The reporter; kept in the private store only.",
    "Cách liên hệ; chỉ nằm trong kho riêng.": "How to reach the reporter; kept in the private store only.",
    "Đến bằng: mail, phone, letter, desk.": "Came by: mail, phone, letter, desk.",
    "Trả lời một phản ánh; câu trả lời và chỗ đã sửa hiện trên trang công khai sau lần dựng tới.": (
        "Answer a report; the answer and what was corrected are public after the next build."
    ),
    "Số phản ánh: SS-2026-000012.": "Number of the report: SS-2026-000012.",
    "Người trả lời; ghi vào sổ.": "Who answers; kept in the ledger.",
    "Kết luận: corrected, not-an-error, passed.": "Finding: corrected, not-an-error, passed.",
    "Trả lời, công khai; không nêu tên người báo.": "The answer, public; it does not name the reporter.",
    "Trước khi sửa, trang viết gì (bắt buộc với corrected).": "What the page said before (needed with corrected).",
    "Sau khi sửa, trang viết gì (bắt buộc với corrected).": "What the page says now (needed with corrected).",
    "Những phản ánh chưa trả lời, lâu nhất trước; quá hạn thì đánh dấu.": (
        "Reports without an answer, the oldest first; those overdue are marked."
    ),
    "Cả những phản ánh đã trả lời.": "Answered ones, too.",
    "Mỗi phản ánh một dòng JSON.": "One JSON line for each report.",
    # Acts on what is published
    "Gỡ hẳn một văn bản: nội dung và bản gốc rời mọi nơi công khai; trang còn lại ghi ai đề nghị, ngày, căn cứ.": (
        "Take a document down for good: text and originals leave all that is public; a page says who asked, when, why."
    ),
    "Căn cứ: issuer, error, personal-data, secrecy, authority, other.": (
        "Ground: issuer, error, personal-data, secrecy, authority, other."
    ),
    "Cơ quan, người đề nghị gỡ; hiện trên trang.": "Who asked for it; shown on the page.",
    "Đưa trở lại, đúng từng byte, một văn bản mà văn phòng đã gỡ hoặc tạm ngừng công bố.": (
        "Put back, byte for byte, a document that the office took down."
    ),
    "Địa chỉ văn bản đã gỡ, hoặc thư mục do hdnd backup tạo.": (
        "Address of what was taken down, or a folder that hdnd backup made."
    ),
    "Người đưa văn bản trở lại; ghi vào sổ.": "Who puts the document back; kept in the ledger.",
    "Đưa trở lại một văn bản đã gỡ (--as, --why); hoặc dựng lại cơ sở dữ liệu từ bản dự phòng vào thư mục trống.": (
        "Put back a document that was taken down (--as, --why); or make the archive again from a backup, elsewhere."
    ),
    "Sửa điều ghi sai trên một trang; các phiên bản sau giữ chỗ sửa, trừ khi chính văn bản mới ghi khác.": (
        "Put right what a page says; later versions keep it, unless they say something new themselves."
    ),
    "Lý do, ghi vào sổ; có --report thì không cần.": "The reason, kept in the ledger; not needed with --report.",
    "Số phản ánh mà chỗ sửa này trả lời: SS-2026-000012.": "The reported error that this answers: SS-2026-000012.",
    "Nhận là người đã sửa trực tiếp tệp nội dung; chỗ sửa từ đó được giữ như sửa bằng lệnh.": (
        "Answer for what was edited in a content file by hand; it is kept as what a command corrected."
    ),
    "Chữ cần che, đúng như trên trang; lặp lại được. Không ghi vào sổ.": (
        "Words to strike out, as they stand; may be repeated. Not written into the ledger."
    ),
    "Chỗ cần che trong tệp chính, phần trăm của trang.": "A place of the main file, in percent of the page.",
    "Che hẳn một số chỗ: bản mới của nội dung và tệp không còn chữ ấy; bản cũ rời mọi nơi công khai.": (
        "Strike places out for good: text and files are made anew without them, what stood before leaves the public."
    ),
    # Persons
    "Tệp khóa của người quyết định.": "Key file of who decides.",
    "Tệp chứa mật khẩu của khóa.": "File with the passphrase of the key.",
    "Người quyết định: đăng ký, liệt kê, thôi quyền, tạo khóa ký.": "Who decides: add, list, retire, make keys.",
    "Họ và tên, như sẽ ghi vào sổ.": "The name, as it will stand in the ledger.",
    "Chức vụ, đơn vị.": "Office.",
    "Khóa công khai: dòng RW… hoặc tệp .pub; không có thì việc không ký.": (
        "Public key: the line RW… or a .pub file; without one acts are not signed."
    ),
    "Đăng ký một người quyết định; đã có người đăng ký thì người chưa đăng ký không quyết định được nữa.": (
        "Register who decides; once anybody is registered, nobody else can decide any more."
    ),
    "Những người quyết định, khóa của họ, và việc đang chờ người thứ hai.": (
        "Who decides, their keys, and what waits for a second person."
    ),
    "Thôi giao quyền quyết định cho một người; những việc người ấy đã làm vẫn nguyên trong sổ.": (
        "End somebody's right to decide; what was decided before stays in the ledger."
    ),
    "Tạo khóa ký của một người, theo định dạng của minisign; tệp và mật khẩu do người ấy giữ, không giao cho ai.": (
        "Make a person's key, in minisign's format; file and passphrase stay with that person."
    ),
    "Tệp khóa mới; khóa công khai nằm bên cạnh, đuôi .pub.": "A new key file; the public key lies beside it, as .pub.",
    "Lấy ra điều đã ký và chữ ký của một dòng trong sổ, để kiểm tra bằng minisign, không cần chương trình này.": (
        "Take out what was signed and the signature of a line, to be checked with minisign, without this program."
    ),
    "Số dòng (seq) trong sổ.": "Number of the line (seq) in the register.",
    "Sổ: acts, errors, notes, declarations.": "The register: acts, errors, notes, declarations.",
    "Người đưa lên trang; không nêu thì ghi tên đăng nhập.": "Who publishes; without it the login is written down.",
    "Người ghi nhận; không nêu thì ghi tên đăng nhập.": "Who takes it in; without it the login is written down.",
    "Nơi đặt các tệp.": "Where to put the files.",
    "Làm tiếp sau khi đồng hồ máy từng chạy nhanh: ghi vào sổ vì sao giờ từ đây trước giờ của dòng cuối.": (
        "Go on after the clock had been fast: write down why the time is before that of the last line from here on."
    ),
    # Running an office
    "Chỉ hỏi: lần publish cuối có thành công và còn mới không.": "Only ask whether the last publish succeeded lately.",
    "Băm lại mọi bản gốc và tệp trong kho riêng, so sổ với nội dung; phục hồi từ inbox và từ gói khi còn đủ byte.": (
        "Hash every original and private file again, compare ledgers and content; mend from inbox and packages."
    ),
    "Nhận mọi gói trong inbox/, dựng trang, rồi đổi thư mục trang đang chạy trong một bước; ghi giờ thành công.": (
        "Receive all of inbox/, build, then swap the running site's folder in one step; note when it succeeded."
    ),
    "Quay lại bản trang trước; không nhận, không dựng.": "Go back to the site before; nothing is received or built.",
    "Sao lưu mọi thứ không dựng lại được: cài đặt, sổ, bản gốc, kho riêng, gói chờ nhận; kèm bảng SHA-256.": (
        "Back up what cannot be rebuilt: settings, ledgers, originals, private store, inbox; with SHA-256."
    ),
    "Thư mục dự phòng, ngoài cơ sở dữ liệu; chỉ văn phòng đọc.": "Folder of the backup, outside; the office's alone.",
    "Thư mục mới, trống.": "A new, empty folder.",
    "Mở bàn duyệt trong trình duyệt, chỉ trên máy này.": "Open the desk in the browser, on this machine only.",
    "Với --serve: người quyết định; ghi vào sổ.": "With --serve: who decides; kept in the ledger.",
    "Với --serve: cổng trên 127.0.0.1; 0: cổng trống bất kỳ.": "With --serve: port on 127.0.0.1; 0: any free one.",
    "Những gói đang giữ: của ai, số, ngày, trích yếu, chắc đến đâu, chờ bao lâu, vì sao.": (
        "What is held: whose, number, date, title, how sure, how long it waits and why."
    ),
}
