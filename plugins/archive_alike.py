"""Words of titles that say the same: abbreviations of the administration, and what citizens call things.

A title with one form of a row counts as if the others stood there too, so that "ATTP" finds "an toàn thực phẩm" and the
other way round, at no cost to a question. `TABLE` and the files archive_alike*.txt, which say where words are from,
serve any council; an archive adds its own rows in content/vocabulary/search.yaml (`alike: ["UBND = ủy ban nhân dân"]`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline import errors, yaml_reader
from plugins.archive_sessions import COUNTING, sessions
from plugins.sharded_lunr.words import pairs, words

_CITIZENS = [Path(__file__).with_name(name) for name in ("archive_alike.txt", "archive_alike_said.txt")]
"""What people call things, and how they speak, a row each; behind "#" stands where the words of documents are from."""
_PLURAL = {"các", "những"}
"""Words that a title sets within a name or not: "sắp xếp các đơn vị hành chính" is what its row has without."""
TABLE = """
UBND = ủy ban nhân dân
HĐND = hội đồng nhân dân
TT = thường trực
TTHĐND = thường trực hội đồng nhân dân
HĐ = hội đồng
HĐ = hoạt động
HĐ = hợp đồng
HD = hướng dẫn
ĐBQH = đại biểu quốc hội
ĐBHĐND = đại biểu hội đồng nhân dân
UBTVQH = ủy ban thường vụ quốc hội
QH = quốc hội
MTTQ = mặt trận tổ quốc
UBMTTQ = ủy ban mặt trận tổ quốc
TAND = tòa án nhân dân
VKSND = viện kiểm sát nhân dân
THADS = thi hành án dân sự
LĐLĐ = liên đoàn lao động
LHPN = liên hiệp phụ nữ
CCB = cựu chiến binh
TNCS = thanh niên cộng sản
BCĐ = ban chỉ đạo
BCH = ban chấp hành
BTC = ban tổ chức
BTV = ban thường vụ
BQL = ban quản lý
BQLDA = ban quản lý dự án
HĐQL = hội đồng quản lý
VP = văn phòng
VPĐP = văn phòng điều phối
TP = thành phố
TPHCM = TP.HCM = thành phố hồ chí minh
TX = thị xã
ĐVHC = đơn vị hành chính
CQĐP = chính quyền địa phương
CQNN = cơ quan nhà nước
QLNN = quản lý nhà nước
NN = nhà nước
TW = trung ương
NQ = nghị quyết
QĐ = quyết định
KH = kế hoạch
KH = khoa học
KL = kết luận
CT = chương trình
CT = chỉ thị
CT = công trình
QĐ = quy định
QC = quy chế
TT = thông tư
TT = thông tin
TT = trung tâm
DA = dự án
ĐA = đề án
GS = giám sát
KS = khảo sát
KQ = kết quả
NV = nhiệm vụ
PC = phụ cấp
BC = báo cáo
TB = thông báo
TTr = tờ trình
NĐ = nghị định
VB = văn bản
CV = công văn
CTr = chương trình
QPPL = quy phạm pháp luật
VBQPPL = văn bản quy phạm pháp luật
PBGDPL = phổ biến giáo dục pháp luật
TGPL = trợ giúp pháp lý
TTHC = thủ tục hành chính
VPHC = vi phạm hành chính
XPVPHC = xử phạt vi phạm hành chính
CCHC = cải cách hành chính
KSTTHC = kiểm soát thủ tục hành chính
TTPVHCC = trung tâm phục vụ hành chính công
DVC = dịch vụ công
DVCTT = dịch vụ công trực tuyến
TCD = tiếp công dân
KNTC = khiếu nại tố cáo
PCTN = phòng chống tham nhũng
THTK = thực hành tiết kiệm
CLP = chống lãng phí
THTKCLP = thực hành tiết kiệm chống lãng phí
CCCD = căn cước công dân
CMND = chứng minh nhân dân
ĐKKD = đăng ký kinh doanh
CBCC = cán bộ công chức
CBCCVC = cán bộ công chức viên chức
CCVC = công chức viên chức
CBVC = cán bộ viên chức
VC = viên chức
NLĐ = người lao động
KCT = không chuyên trách
TCCB = tổ chức cán bộ
TĐKT = thi đua khen thưởng
GPMB = giải phóng mặt bằng
BTGPMB = bồi thường giải phóng mặt bằng
TĐC = tái định cư
BT = bồi thường
HT = hỗ trợ
QSDĐ = quyền sử dụng đất
GCNQSDĐ = giấy chứng nhận quyền sử dụng đất
SDĐ = sử dụng đất
KHSDĐ = kế hoạch sử dụng đất
QHSDĐ = quy hoạch sử dụng đất
QH = quy hoạch
QHXD = quy hoạch xây dựng
QHCT = quy hoạch chi tiết
GPXD = giấy phép xây dựng
TTXD = trật tự xây dựng
KCHT = kết cấu hạ tầng
XD = xây dựng
XDCB = xây dựng cơ bản
ĐTXD = đầu tư xây dựng
ĐT = đầu tư
ĐT = đô thị
ĐT = đào tạo
ĐTC = đầu tư công
KHĐT = KH&ĐT = kế hoạch và đầu tư
PPP = đối tác công tư
ODA = hỗ trợ phát triển chính thức
NS = ngân sách
NSNN = ngân sách nhà nước
NSĐP = ngân sách địa phương
NSTW = ngân sách trung ương
KBNN = kho bạc nhà nước
TC = tài chính
TCKH = tài chính kế hoạch
TSC = tài sản công
TSCĐ = tài sản cố định
XSKT = xổ số kiến thiết
KTXH = KT-XH = kinh tế xã hội
KTNS = KT-NS = kinh tế ngân sách
VHXH = VH-XH = văn hóa xã hội
QPAN = QP-AN = quốc phòng an ninh
QP = quốc phòng
ANQP = an ninh quốc phòng
ANTT = an ninh trật tự
TNXH = tệ nạn xã hội
TTATXH = trật tự an toàn xã hội
ATXH = an toàn xã hội
ATGT = an toàn giao thông
TTATGT = trật tự an toàn giao thông
TNGT = tai nạn giao thông
CSGT = cảnh sát giao thông
GPLX = giấy phép lái xe
GTVT = giao thông vận tải
GTNT = giao thông nông thôn
GTCC = giao thông công cộng
PCCC = phòng cháy chữa cháy
CNCH = cứu nạn cứu hộ
PCTT = phòng chống thiên tai
TKCN = tìm kiếm cứu nạn
PCLB = phòng chống lụt bão
DQTV = dân quân tự vệ
NVQS = nghĩa vụ quân sự
PCMT = phòng chống ma túy
PCTP = phòng chống tội phạm
PCDB = phòng chống dịch bệnh
PCD = phòng chống dịch
ATTP = an toàn thực phẩm
VSATTP = vệ sinh an toàn thực phẩm
ATVSLĐ = an toàn vệ sinh lao động
ATLĐ = an toàn lao động
VSMT = vệ sinh môi trường
BVMT = bảo vệ môi trường
ĐTM = đánh giá tác động môi trường
TNMT = TN&MT = tài nguyên và môi trường = tài nguyên môi trường
BĐKH = biến đổi khí hậu
CTR = chất thải rắn
CTRSH = chất thải rắn sinh hoạt
KCN = khu công nghiệp
CCN = cụm công nghiệp
KCX = khu chế xuất
KKT = khu kinh tế
KDC = khu dân cư
KĐT = khu đô thị
KDL = khu du lịch
NOXH = nhà ở xã hội
DN = doanh nghiệp
DNNN = doanh nghiệp nhà nước
DNNVV = doanh nghiệp nhỏ và vừa
DNTN = doanh nghiệp tư nhân
SXKD = sản xuất kinh doanh
SX = sản xuất
KD = kinh doanh
TNHH = trách nhiệm hữu hạn
MTV = một thành viên
TNHH MTV = trách nhiệm hữu hạn một thành viên
CP = cổ phần
CTCP = công ty cổ phần
HTX = hợp tác xã
KTTT = kinh tế tập thể
TTCN = tiểu thủ công nghiệp
CN = công nghiệp
CN = công nghệ
CNHHĐH = CNH-HĐH = công nghiệp hóa hiện đại hóa
NTM = nông thôn mới
XDNTM = xây dựng nông thôn mới
NNPTNT = NN&PTNT = nông nghiệp và phát triển nông thôn
PTNT = phát triển nông thôn
OCOP = mỗi xã một sản phẩm
MTQG = mục tiêu quốc gia
CTMTQG = chương trình mục tiêu quốc gia
DTTS = dân tộc thiểu số
DTTSMN = đồng bào dân tộc thiểu số và miền núi
BTXH = bảo trợ xã hội
ASXH = an sinh xã hội
BHXH = bảo hiểm xã hội
BHYT = bảo hiểm y tế
BHTN = bảo hiểm thất nghiệp
LĐTBXH = LĐ-TB&XH = lao động thương binh và xã hội
NCC = người có công
NCT = người cao tuổi
NKT = người khuyết tật
TBLS = thương binh liệt sĩ
TNXP = thanh niên xung phong
BMVNAH = bà mẹ việt nam anh hùng
CĐHH = chất độc hóa học
NHCSXH = ngân hàng chính sách xã hội
XKLĐ = xuất khẩu lao động
LĐNT = lao động nông thôn
BVCSTE = bảo vệ chăm sóc trẻ em
BĐG = bình đẳng giới
BLGĐ = bạo lực gia đình
VSTBPN = vì sự tiến bộ của phụ nữ
DSKHHGĐ = dân số kế hoạch hóa gia đình
KHHGĐ = kế hoạch hóa gia đình
KCB = khám bệnh chữa bệnh = khám chữa bệnh
TTYT = trung tâm y tế
TYT = trạm y tế
BS = bác sĩ
TCMR = tiêm chủng mở rộng
BV = bệnh viện
CSSK = chăm sóc sức khỏe
SKSS = sức khỏe sinh sản
SXH = sốt xuất huyết
GDĐT = GD&ĐT = GD-ĐT = giáo dục và đào tạo = giáo dục đào tạo
GDNN = giáo dục nghề nghiệp
GDTX = giáo dục thường xuyên
GDMN = giáo dục mầm non
GD = giáo dục
GV = giáo viên
HS = học sinh
HSG = học sinh giỏi
SGK = sách giáo khoa
SV = sinh viên
ĐH = đại học
HSSV = học sinh sinh viên
MN = mầm non
TH = tiểu học
TH = thực hiện
THCS = trung học cơ sở
THPT = trung học phổ thông
PTDTNT = phổ thông dân tộc nội trú
XHHT = xã hội học tập
TTHTCĐ = trung tâm học tập cộng đồng
XHH = xã hội hóa
TDTT = thể dục thể thao
VHTT = văn hóa thể thao = văn hóa thông tin
VHTTDL = VH,TT&DL = văn hóa thể thao và du lịch
TDĐKXDĐSVH = toàn dân đoàn kết xây dựng đời sống văn hóa
ĐSVH = đời sống văn hóa
VHVN = văn hóa văn nghệ
TTTT = TT&TT = thông tin và truyền thông = thông tin truyền thông
CNTT = công nghệ thông tin
KHCN = KH&CN = khoa học và công nghệ = khoa học công nghệ
ĐMST = đổi mới sáng tạo
CĐS = chuyển đổi số
CSDL = cơ sở dữ liệu
ATTT = an toàn thông tin
ANM = an ninh mạng
BCVT = bưu chính viễn thông
VTLT = văn thư lưu trữ
BVTV = bảo vệ thực vật
BVR = bảo vệ rừng
PCCCR = phòng cháy chữa cháy rừng
QLTT = quản lý thị trường
BVQLNTD = bảo vệ quyền lợi người tiêu dùng
HNQT = hội nhập quốc tế
XTTM = xúc tiến thương mại
XTĐT = xúc tiến đầu tư
FDI = đầu tư trực tiếp nước ngoài
PAPI = hiệu quả quản trị và hành chính công
PCI = năng lực cạnh tranh cấp tỉnh
SIPAS = sự hài lòng của người dân
UBKT = ủy ban kiểm tra
TTND = thanh tra nhân dân
GSĐTCĐ = giám sát đầu tư của cộng đồng
QCDC = quy chế dân chủ
DCCS = dân chủ ở cơ sở
LLVT = lực lượng vũ trang
CA = công an
BĐBP = bộ đội biên phòng
"""


class OtherForms(NamedTuple):
    """What the other forms add to a text: their words, and the pairs that they make, with their neighbours too."""

    words: list[str]
    pairs: list[str]


class Alike:
    """A table ready to be asked."""

    def __init__(self, rows: Iterable[str]) -> None:
        self._forms: dict[str, list[tuple[tuple[str, ...], list[tuple[str, ...]]]]] = defaultdict(list)
        for row in rows:
            forms = [tuple(words(form)) for form in row.split("=")]
            for form in filter(None, forms):
                sought = tuple(term for term in form if term not in _PLURAL) or form
                self._forms[sought[0]].append((sought, [other for other in forms if other and other != form]))

    def __call__(self, terms: Sequence[str]) -> OtherForms:
        """What other forms add to these terms of one text, each word and pair once."""
        found = OtherForms([], [])
        own, own_pairs = set(terms), set(pairs(terms))
        for start, end, other in self._places(terms):
            found.words.extend(other)
            found.pairs.extend(pairs([*terms[max(0, start - 1) : start], *other, *terms[end : end + 1]]))
        return OtherForms(
            [one for one in dict.fromkeys(found.words) if one not in own],
            [one for one in dict.fromkeys(found.pairs) if one not in own_pairs],
        )

    def _places(self, terms: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        places = [place for place, term in enumerate(terms) if term not in _PLURAL]
        kept = [terms[place] for place in places]
        for at, term in enumerate(kept):
            for form, others in self._forms.get(term, ()):
                end = at + len(form)
                counted = [form[-1], *kept[end : end + 1]]  # "thứ mười" is none of "thứ mười bảy"
                if tuple(kept[at:end]) == form and not (len(counted) == 2 and COUNTING.issuperset(counted)):
                    for other in others:
                        yield places[at], places[end - 1] + 1, other


def load(folder: Path) -> Alike:
    """The table, and the archive's own rows of `folder`/search.yaml.

    Raises:
        VocabularyInvalid: when that file is no list of rows, each with two forms or more.
    """
    path = folder / "search.yaml"
    own = _rows(path) if path.is_file() else ()
    return Alike([*TABLE.strip().splitlines(), *citizens(), *sessions(), *own])


def citizens() -> list[str]:
    """The rows of archive_alike.txt and archive_alike_said.txt."""
    lines = [line for path in _CITIZENS for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _rows(path: Path) -> list[str]:
    try:
        said = yaml_reader.load(path.read_bytes(), anchors=True) or {}
    except yaml_reader.UnreadableYaml as error:
        raise errors.VocabularyInvalid(
            problems=f"search.yaml: {error.vi}", problems_en=f"search.yaml: {error.en}"
        ) from error
    rows = said.get("alike") if isinstance(said, dict) and set(said) <= {"alike"} else None
    wrong = [row for row in rows if not _is_row(row)] if isinstance(rows, list) else [said]
    if wrong:
        example = 'alike: ["UBND = ủy ban nhân dân"]'
        vi, en = f"{wrong[0]!r}: cần có dạng {example}", f"{wrong[0]!r}: write {example}"
        raise errors.VocabularyInvalid(problems=f"search.yaml: {vi}", problems_en=f"search.yaml: {en}")
    return list(rows or ())


def _is_row(row: object) -> bool:
    return isinstance(row, str) and row.count("=") >= 1 and all(map(words, row.split("=")))
