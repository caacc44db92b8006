"""A relation is what a document's own sentence states, whole or part, and nothing that a cited title happens to say."""

from collections.abc import Mapping

import pytest

from pipeline.document import relations
from pipeline.document.passage import Passage, PassageKind

Said = tuple[str, str, str | None, str | None]

STATED: Mapping[str, list[Said]] = {
    "Điều 1. Sửa đổi, bổ sung một số điều của Nghị quyết số 12/2023/NQ-HĐND ngày 9/12/2023 của HĐND tỉnh":
        [("sua-doi", "12/2023/NQ-HĐND", None, "một số điều")],
    "1. Sửa đổi khoản 2 Điều 3 của Nghị quyết số 12/2023/NQ-HĐND như sau:":
        [("sua-doi", "12/2023/NQ-HĐND", None, "khoản 2 Điều 3")],
    "Điều 1. Bãi bỏ toàn bộ văn bản Bãi bỏ toàn bộ Quyết định số 9/2018/QĐ-UBND của Ủy ban nhân dân tỉnh.":
        [("bai-bo", "09/2018/QĐ-UBND", "toan-bo", None)],
    "3. Bỏ cụm từ “thị trấn” tại Điều 3 Nghị quyết số 9/2018/NQ-HĐND.":
        [("sua-doi", "09/2018/NQ-HĐND", None, "Điều 3")],
    "2. Thay thế cụm từ “xã, thị trấn” tại Điều 3 Nghị quyết số 9/2018/NQ-HĐND bằng cụm từ “xã, phường”.":
        [("sua-doi", "09/2018/NQ-HĐND", None, "Điều 3")],
    "Thay thế Phụ lục II ban hành kèm theo Nghị quyết số 9/2018/NQ-HĐND bằng Phụ lục II kèm theo Nghị quyết này.":
        [("thay-the", "09/2018/NQ-HĐND", "mot-phan", "Phụ lục II")],
    "1. Thay thế khoản 2 Điều 3 Nghị quyết số 9/2018/NQ-HĐND như sau:":
        [("thay-the", "09/2018/NQ-HĐND", "mot-phan", "khoản 2 Điều 3")],
    "Thay thế tên gọi “Phòng Mẫu” tại khoản 2 Điều 3 Nghị quyết số 9/2018/NQ-HĐND.":
        [("sua-doi", "09/2018/NQ-HĐND", None, "khoản 2 Điều 3")],
    "Nghị quyết này được áp dụng thay cho Nghị quyết số 9/2018/NQ-HĐND.":
        [("thay-the", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Quyết định này thay cho Quyết định số 12/QĐ-HĐND ngày 3/4/2024.": [("thay-the", "12/QĐ-HĐND", "toan-bo", None)],
    "Nghị quyết liên tịch này có hiệu lực từ ngày ký và thay thế Nghị quyết liên tịch số 1/NQLT-HĐND-UBND.":
        [("thay-the", "01/NQLT-HĐND-UBND", "toan-bo", None)],
    "1. Điểm b khoản 1 Điều 4 Nghị quyết số 21/2021/NQ-HĐND ngày 9/12/2021 của Hội đồng nhân dân tỉnh được bãi bỏ.":
        [("bai-bo", "21/2021/NQ-HĐND", "mot-phan", "Điểm b khoản 1 Điều 4")],
    "2. Khoản 3 Điều 2 Nghị quyết số 6/2022/NQ-HĐND được sửa đổi, bổ sung như sau:":
        [("sua-doi", "06/2022/NQ-HĐND", None, "Khoản 3 Điều 2")],
    "Điều 3 Nghị quyết số 6/2022/NQ-HĐND được bổ sung khoản 4 như sau:":
        [("sua-doi", "06/2022/NQ-HĐND", None, "Điều 3")],
    "Điều 3 Nghị quyết số 6/2022/NQ-HĐND được sửa đổi, bổ sung bởi khoản 2 Điều 1 Nghị quyết này.":
        [("sua-doi", "06/2022/NQ-HĐND", None, "Điều 3")],
    "Phụ lục I Nghị quyết số 6/2022/NQ-HĐND được thay thế bằng Phụ lục ban hành kèm theo Nghị quyết này.":
        [("thay-the", "06/2022/NQ-HĐND", "mot-phan", "Phụ lục I")],
    "Cụm từ “xã, thị trấn” tại Điều 3 Nghị quyết số 6/2022/NQ-HĐND được thay thế bằng cụm từ “xã, phường”.":
        [("sua-doi", "06/2022/NQ-HĐND", None, "Điều 3")],
    "Khoản 1 Điều 2 Nghị quyết số 6/2022/NQ-HĐND được đính chính thành “02 lần”.":
        [("dinh-chinh", "06/2022/NQ-HĐND", None, "Khoản 1 Điều 2")],
    "Khoản 1 Điều 2 Nghị quyết số 6/2022/NQ-HĐND đã được sửa đổi, bổ sung như sau:": [],
    "Nghị quyết số 6/2022/NQ-HĐND chấm dứt hiệu lực kể từ ngày Nghị quyết này có hiệu lực thi hành.":
        [("bai-bo", "06/2022/NQ-HĐND", "toan-bo", None)],
    "Nghị quyết số 6/2022/NQ-HĐND đã chấm dứt hiệu lực kể từ ngày 01/01/2024.": [],
    "Nghị quyết số 6/2022/NQ-HĐND được thay thế bằng Nghị quyết số 9/2024/NQ-HĐND.": [],
    "Nghị quyết số 6/2022/NQ-HĐND được sửa đổi, bổ sung theo Nghị quyết số 7/2023/NQ-HĐND như sau:": [],
    "Các nội dung về lệ phí hộ tịch tại Nghị quyết số 6/2007/NQ-HĐND và Nghị quyết số 1/2009/NQ-HĐND của HĐND tỉnh "
    "hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực.":
        [("bai-bo", f"0{one}/NQ-HĐND", "mot-phan", "Các nội dung về lệ phí hộ tịch") for one in ("6/2007", "1/2009")],
    "Điều thứ hai. Bãi bỏ Nghị quyết số 17/NQ-HĐND ngày 3/4/1999.": [("bai-bo", "17/NQ-HĐND", "toan-bo", None)],
    "Quy chế phối hợp này thay thế Quy chế số 2/QC-HĐND ngày 3/4/2019.": [("thay-the", "02/QC-HĐND", "toan-bo", None)],
    "Điều 1. Thu hồi Quyết định số 12/QĐ-HĐND ngày 3/4/2024 của Thường trực HĐND huyện.":
        [("bai-bo", "12/QĐ-HĐND", "toan-bo", None)],
    "Thu hồi và hủy bỏ các Quyết định số 12/QĐ-HĐND, số 13/QĐ-HĐND.":
        [("bai-bo", "12/QĐ-HĐND", "toan-bo", None), ("bai-bo", "13/QĐ-HĐND", "toan-bo", None)],
    "Thu hồi đất theo Quyết định số 12/QĐ-HĐND.": [],
    "Đình chỉ hiệu lực Nghị quyết số 12/2023/NQ-HĐND.": [("tam-ngung", "12/2023/NQ-HĐND", "toan-bo", None)],
    "Tạm thời chưa thực hiện Nghị quyết số 12/2023/NQ-HĐND.": [("tam-ngung", "12/2023/NQ-HĐND", "toan-bo", None)],
    "Rút ngắn thời gian thực hiện Nghị quyết số 12/2023/NQ-HĐND đến hết ngày 30/6/2025.":
        [("sua-doi", "12/2023/NQ-HĐND", None, "thời gian thực hiện")],
    "Nghị quyết số 12/2023/NQ-HĐND được tiếp tục thực hiện đến hết ngày 31/12/2027.":
        [("tiep-tuc-hieu-luc", "12/2023/NQ-HĐND", "toan-bo", None)],
    "Cho phép tiếp tục thực hiện Nghị quyết số 12/2023/NQ-HĐND đến hết ngày 31/12/2027.":
        [("tiep-tuc-hieu-luc", "12/2023/NQ-HĐND", "toan-bo", None)],
    "Bãi bỏ các quy định còn lại của Nghị quyết số 12/2023/NQ-HĐND.":
        [("bai-bo", "12/2023/NQ-HĐND", "toan-bo", None)],
    "2. Các nội dung còn lại của Nghị quyết số 12/2023/NQ-HĐND hết hiệu lực từ ngày 01/01/2026.":
        [("bai-bo", "12/2023/NQ-HĐND", "toan-bo", None)],
    "Thay thế một phần Nghị quyết số 12/2023/NQ-HĐND.": [("thay-the", "12/2023/NQ-HĐND", "mot-phan", "một phần")],
    "Khôi phục hiệu lực thi hành Nghị quyết số 12/2023/NQ-HĐND kể từ ngày 01/3/2025.":
        [("tiep-tuc-hieu-luc", "12/2023/NQ-HĐND", "toan-bo", None)],
    "Bãi bỏ việc tạm ngưng hiệu lực của Nghị quyết số 12/2023/NQ-HĐND.":
        [("tiep-tuc-hieu-luc", "12/2023/NQ-HĐND", "toan-bo", None)],
    "Nghị quyết số 12/2023/NQ-HĐND có hiệu lực trở lại kể từ ngày 01/3/2025.":
        [("tiep-tuc-hieu-luc", "12/2023/NQ-HĐND", "toan-bo", None)],
    "Lùi thời điểm có hiệu lực thi hành của Nghị quyết số 12/2023/NQ-HĐND đến ngày 01/7/2025.":
        [("sua-doi", "12/2023/NQ-HĐND", None, "thời điểm có hiệu lực thi hành")],
    "Thời điểm có hiệu lực của Nghị quyết số 12/2023/NQ-HĐND được lùi đến ngày 01/7/2025.":
        [("sua-doi", "12/2023/NQ-HĐND", None, "Thời điểm có hiệu lực")],
    "Thời gian thực hiện Nghị quyết số 12/2023/NQ-HĐND được kéo dài đến hết ngày 31/12/2026.":
        [("tiep-tuc-hieu-luc", "12/2023/NQ-HĐND", "toan-bo", None)],
    "Kéo dài thời gian thực hiện Nghị quyết số 12/2023/NQ-HĐND sang năm 2026.":
        [("tiep-tuc-hieu-luc", "12/2023/NQ-HĐND", "toan-bo", None)],
    "Nghị quyết số 12/2023/NQ-HĐND được áp dụng đến hết ngày 31/12/2025.":
        [("tiep-tuc-hieu-luc", "12/2023/NQ-HĐND", "toan-bo", None)],
    "2. Riêng Điều 3 Nghị quyết số 12/2023/NQ-HĐND tiếp tục có hiệu lực đến hết ngày 30/6/2025.":
        [("tiep-tuc-hieu-luc", "12/2023/NQ-HĐND", "mot-phan", "Điều 3")],
    "Hoãn thi hành Nghị quyết số 12/2023/NQ-HĐND đến ngày 01/7/2025.":
        [("tam-ngung", "12/2023/NQ-HĐND", "toan-bo", None)],
    "Dừng thực hiện Nghị quyết số 12/2023/NQ-HĐND từ ngày 01/01/2026.":
        [("khong-ap-dung", "12/2023/NQ-HĐND", "toan-bo", None)],
    "Điều chỉnh, bổ sung Nghị quyết số 12/2023/NQ-HĐND như sau:": [("sua-doi", "12/2023/NQ-HĐND", None, None)],
    "Thu hồi kinh phí đã cấp tại Quyết định số 12/QĐ-HĐND.": [],
    "2. Bãi bỏ điểm a khoản 1 Điều 4; Điều 7 Nghị quyết số 12/2023/NQ-HĐND.":
        [("bai-bo", "12/2023/NQ-HĐND", "mot-phan", "điểm a khoản 1 Điều 4; Điều 7")],
    "3. Bãi bỏ quy định về mức chi tại Nghị quyết số 12/2023/NQ-HĐND.":
        [("bai-bo", "12/2023/NQ-HĐND", "mot-phan", "quy định về mức chi")],
    "Bãi bỏ toàn bộ các Nghị quyết số 5/2019/NQ-HĐND, số 6/2020/NQ-HĐND và Nghị quyết số 7/NQ-HĐND.":
        [("bai-bo", code, "toan-bo", None) for code in ("05/2019/NQ-HĐND", "06/2020/NQ-HĐND", "07/NQ-HĐND")],
    "1. Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2025 và thay thế Nghị quyết số 8/2020/NQ-HĐND":
        [("thay-the", "08/2020/NQ-HĐND", "toan-bo", None)],
    "1. Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2025; thay thế Nghị quyết số 8/2020/NQ-HĐND":
        [("thay-the", "08/2020/NQ-HĐND", "toan-bo", None)],
    "Quyết định này thay thế Quyết định số 12/QĐ-ĐGS ngày 3/4/2024 của Đoàn giám sát.":
        [("thay-the", "12/QĐ-ĐGS", "toan-bo", None)],
    "2. Nghị quyết số 9/2018/NQ-HĐND về giá đất hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực thi hành.":
        [("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None)],
    "2. Nghị quyết số 9/2018/NQ-HĐND hết hiệu lực kể từ ngày ký, trừ quy định tại Điều 9.":
        [("bai-bo", "09/2018/NQ-HĐND", "mot-phan", None)],
    "Kể từ ngày Nghị quyết này có hiệu lực, khoản 2 Điều 3 Nghị quyết số 9/2018/NQ-HĐND hết hiệu lực.":
        [("bai-bo", "09/2018/NQ-HĐND", "mot-phan", "khoản 2 Điều 3")],
    "3. Nghị quyết số 9/2018/NQ-HĐND được sửa đổi, bổ sung bởi Nghị quyết số 10/2019/NQ-HĐND tiếp tục có hiệu lực.":
        [("tiep-tuc-hieu-luc", "09/2018/NQ-HĐND", "toan-bo", None)],
    "a) Tạm ngưng hiệu lực khoản 1 Điều 2 Nghị quyết số 9/2018/NQ-HĐND đến hết ngày 31/12/2025":
        [("tam-ngung", "09/2018/NQ-HĐND", "mot-phan", "khoản 1 Điều 2")],
    "Điều 2. Nghị quyết này thay thế điểm b khoản 1 Điều 1 Nghị quyết số 70/2006/NQ-HĐND ngày 08/12/2006 về phí "
    "trong tỉnh và Nghị quyết số 26/2013/NQ-HĐND ngày 06/12/2013 của Hội đồng nhân dân tỉnh.":
        [("thay-the", "70/2006/NQ-HĐND", "mot-phan", "điểm b khoản 1 Điều 1"),
         ("thay-the", "26/2013/NQ-HĐND", "toan-bo", None)],
    "Bãi bỏ Điều 5 Nghị quyết số 3/2017/NQ-HĐND, Nghị quyết số 4/2017/NQ-HĐND và khoản 2 Điều 1 Nghị quyết số "
    "5/2017/NQ-HĐND.":
        [("bai-bo", "03/2017/NQ-HĐND", "mot-phan", "Điều 5"), ("bai-bo", "04/2017/NQ-HĐND", "mot-phan", "Điều 5"),
         ("bai-bo", "05/2017/NQ-HĐND", "mot-phan", "khoản 2 Điều 1")],
    "2. Nghị quyết số 25/2020/NQ-HĐND ngày 6/12/2020 về ban hành danh mục phí và Nghị quyết số 3/2021/NQ-HĐND ngày "
    "6/5/2021 về sửa đổi, bổ sung Nghị quyết số 25/2020/NQ-HĐND hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực.":
        [("bai-bo", "25/2020/NQ-HĐND", "toan-bo", None), ("bai-bo", "03/2021/NQ-HĐND", "toan-bo", None)],
    'Điều 1. Bãi bỏ cụm từ "xã, thị trấn" tại Điều 1 của Quy chế ban hành kèm theo Nghị quyết số 9/2018/NQ-HĐND':
        [("sua-doi", "09/2018/NQ-HĐND", None, "Điều 1 của Quy chế")],
    "Bãi bỏ các từ “bến đò” tại khoản 1 Điều 2 Nghị quyết số 9/2018/NQ-HĐND.":
        [("sua-doi", "09/2018/NQ-HĐND", None, "khoản 1 Điều 2")],
    "Bãi bỏ Nghị quyết số 9/2018/NQ-HĐND sửa đổi Nghị quyết số 3/2017/NQ-HĐND và Nghị quyết số 4/2017/NQ-HĐND.":
        [("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Đính chính Nghị quyết số 9/2018/NQ-HĐND": [("dinh-chinh", "09/2018/NQ-HĐND", None, None)],
    "Bãi bỏ Nghị quyết số 9/2018/NQ-HĐND (trừ Điều 5).": [("bai-bo", "09/2018/NQ-HĐND", "mot-phan", None)],
    "Chấm dứt hiệu lực thi hành của Nghị quyết số 9/2018/NQ-HĐND kể từ ngày 01/7/2025.":
        [("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Nghị quyết số 9/2018/NQ-HĐND về phí không còn hiệu lực kể từ ngày Nghị quyết này có hiệu lực.":
        [("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Đình chỉ việc thi hành Nghị quyết số 9/2018/NQ-HĐND.": [("tam-ngung", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Nghị quyết này bãi bỏ Nghị quyết số 31/NQ-HĐND ngày 01/7/2021 của HĐND xã và thay thế khoản 2 Điều 1 Nghị "
    "quyết số 40/NQ-HĐND ngày 5/8/2021.":
        [("bai-bo", "31/NQ-HĐND", "toan-bo", None), ("thay-the", "40/NQ-HĐND", "mot-phan", "khoản 2 Điều 1")],
    "Bãi bỏ các văn bản sau: Nghị quyết số 1/2015/NQ-HĐND ngày 1/7/2015; Nghị quyết số 2/2015/NQ-HĐND về phí; Quyết "
    "định số 3/QĐ-HĐND.":
        [("bai-bo", code, "toan-bo", None) for code in ("01/2015/NQ-HĐND", "02/2015/NQ-HĐND", "03/QĐ-HĐND")],
    "Kéo dài thời gian thực hiện Nghị quyết số 9/2018/NQ-HĐND đến hết ngày 31/12/2026.":
        [("tiep-tuc-hieu-luc", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Kéo dài thời hạn áp dụng Nghị quyết số 9/2018/NQ-HĐND đến hết năm học 2026 - 2027.":
        [("tiep-tuc-hieu-luc", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Kéo dài thời gian thực hiện Nghị quyết số 9/2018/NQ-HĐND thêm 02 năm.":
        [("tiep-tuc-hieu-luc", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Điều 1. Kéo dài thêm 02 (hai) năm thời gian thực hiện Nghị quyết số 9/2018/NQ-HĐND.":
        [("tiep-tuc-hieu-luc", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Gia hạn thời gian áp dụng Nghị quyết số 9/2018/NQ-HĐND thêm 6 tháng.":
        [("tiep-tuc-hieu-luc", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Gia hạn hiệu lực khoản 1 Điều 2 Nghị quyết số 9/2018/NQ-HĐND đến hết ngày 31/12/2026.":
        [("tiep-tuc-hieu-luc", "09/2018/NQ-HĐND", "mot-phan", "khoản 1 Điều 2")],
    "Thay cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại Điều 2 Nghị quyết số 9/2018/NQ-HĐND.":
        [("sua-doi", "09/2018/NQ-HĐND", None, "Điều 2")],
    "Bãi bỏ Nghị quyết số 07 ngày 12 tháng 7 năm 2024 của HĐND tỉnh.": [("bai-bo", "07", "toan-bo", None)],
    "Nghị quyết này thay thế Nghị quyết số 3/2019/NQ-HĐND ngày 7/8/2019 về phí (sau đây viết tắt là Nghị quyết số 3), "
    "Nghị quyết số 4/2019/NQ-HĐND ngày 9/8/2019 về giá (sau đây gọi là Nghị quyết số 4/2019/NQ-HĐND).":
        [("thay-the", code, "toan-bo", None) for code in ("03/2019/NQ-HĐND", "04/2019/NQ-HĐND")],
    "Quy định tại khoản 2 Điều 3 Nghị quyết số 9/2018/NQ-HĐND hết hiệu lực từ ngày 01/01/2026.":
        [("bai-bo", "09/2018/NQ-HĐND", "mot-phan", "khoản 2 Điều 3")],
    "Nghị quyết số 9/2018/NQ-HĐND bị bãi bỏ kể từ ngày Nghị quyết này có hiệu lực.":
        [("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Ngừng hiệu lực Nghị quyết số 9/2018/NQ-HĐND đến hết ngày 31/12/2026.":
        [("tam-ngung", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Các Nghị quyết: số 5/2020/NQ-HĐND, số 6/2020/NQ-HĐND hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực.":
        [("bai-bo", "05/2020/NQ-HĐND", "toan-bo", None), ("bai-bo", "06/2020/NQ-HĐND", "toan-bo", None)],
    "Bãi bỏ Điều 2 Nghị quyết số 5/2020/NQ-HĐND; Nghị quyết số 6/2020/NQ-HĐND.":
        [("bai-bo", "05/2020/NQ-HĐND", "mot-phan", "Điều 2")],
    "Không áp dụng Nghị quyết số 9/2018/NQ-HĐND ngày 7/8/2018 của HĐND tỉnh kể từ ngày Nghị quyết này có hiệu lực.":
        [("khong-ap-dung", "09/2018/NQ-HĐND", "toan-bo", None)],
    "2. Không áp dụng khoản 2 Điều 3 Nghị quyết số 9/2018/NQ-HĐND kể từ ngày 01/01/2026.":
        [("khong-ap-dung", "09/2018/NQ-HĐND", "mot-phan", "khoản 2 Điều 3")],
    "Dừng thực hiện Nghị quyết số 9/2018/NQ-HĐND kể từ ngày 01/01/2026.":
        [("khong-ap-dung", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Nghị quyết số 9/2018/NQ-HĐND không còn được áp dụng kể từ ngày 01/01/2026.":
        [("khong-ap-dung", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Không tiếp tục thực hiện Nghị quyết số 9/2018/NQ-HĐND kể từ ngày 01/01/2026.":
        [("khong-ap-dung", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Nghị quyết số 9/2018/NQ-HĐND của HĐND tỉnh hết hiệu lực một phần kể từ ngày 01/01/2026.":
        [("bai-bo", "09/2018/NQ-HĐND", "mot-phan", None)],
    "Bãi bỏ các Nghị quyết: số 5/2015/NQ-HĐND, số 6/2016/NQ-HĐND.":
        [("bai-bo", "05/2015/NQ-HĐND", "toan-bo", None), ("bai-bo", "06/2016/NQ-HĐND", "toan-bo", None)],
    "Tạm dừng thực hiện Nghị quyết số 9/2018/NQ-HĐND.": [("tam-ngung", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Các quy định khác của Nghị quyết số 9/2018/NQ-HĐND tiếp tục có hiệu lực thi hành.":
        [("tiep-tuc-hieu-luc", "09/2018/NQ-HĐND", "mot-phan", "Các quy định khác")],
    "Các nội dung còn lại tại Nghị quyết số 9/2018/NQ-HĐND vẫn giữ nguyên hiệu lực.":
        [("tiep-tuc-hieu-luc", "09/2018/NQ-HĐND", "mot-phan", "Các nội dung còn lại")],
    "Nghị quyết số 9/2018/NQ-HĐND ngày 7/8/2018 bị bãi bỏ.": [("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None)],
    "2. Nghị quyết số 9/2018/NQ-HĐND quy định mức chi tập huấn; quy định mức hỗ trợ tổ trưởng hết hiệu lực kể từ ngày "
    "Nghị quyết này có hiệu lực.":
        [("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Nghị quyết số 9/2018/NQ-HĐND về phí đò; lệ phí bến bãi hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực.":
        [("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None)],
    "2. Nghị quyết số 9/2018/NQ-HĐND về phí đò; Nghị quyết số 6/2020/NQ-HĐND về phí chợ hết hiệu lực kể từ ngày Nghị "
    "quyết này có hiệu lực.":
        [("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None), ("bai-bo", "06/2020/NQ-HĐND", "toan-bo", None)],
    "Nghị quyết số 9/2018/NQ-HĐND được thực hiện hết năm 2025; Nghị quyết số 6/2020/NQ-HĐND về phí chợ hết hiệu lực kể "
    "từ ngày Nghị quyết này có hiệu lực.":
        [("bai-bo", "06/2020/NQ-HĐND", "toan-bo", None)],
    "Nghị quyết số 9/2018/NQ-HĐND tiếp tục được áp dụng; quy định tại Quy chế hết hiệu lực kể từ ngày ký.":
        [("tiep-tuc-hieu-luc", "09/2018/NQ-HĐND", "toan-bo", None)],
    "2. Nghị quyết số 9/2018/NQ-HĐND hết hiệu lực trừ trường hợp quy định tại Điều 6 Nghị quyết này.":
        [("bai-bo", "09/2018/NQ-HĐND", "mot-phan", None)],
    "Nghị quyết này thay thế Nghị quyết số 9/2018/NQ-HĐND ngày 7/8/2018 trừ khoản 2 Điều 3.":
        [("thay-the", "09/2018/NQ-HĐND", "mot-phan", None)],
    "Bãi bỏ Nghị quyết số 9/2018/NQ-HĐND về khấu trừ các khoản đóng góp.":
        [("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Bãi bỏ khoản 1 Điều 3 Nghị quyết số 9/2018/NQ-HĐND thi hành Luật Giá số 16/2023/QH15; khoản 1 Mục I của Phụ lục "
    "ban hành kèm theo Nghị quyết số 6/2020/NQ-HĐND.":
        [("bai-bo", "09/2018/NQ-HĐND", "mot-phan", "khoản 1 Điều 3"),
         ("bai-bo", "06/2020/NQ-HĐND", "mot-phan", "khoản 1 Mục I của Phụ lục")],
    "Bãi bỏ Nghị quyết số 9/2018/NQ-HĐND quy định chi tiết khoản 1 Điều 3 Luật Giá số 16/2023/QH15; khoản 2 Điều 5 "
    "Luật Phí số 97/2015/QH13.":
        [("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Bãi bỏ Nghị quyết số 9/2018/NQ-HĐND sửa đổi khoản 1 Điều 3 Nghị quyết số 6/2020/NQ-HĐND; khoản 2 Điều 4 Nghị "
    "quyết số 5/2019/NQ-HĐND.":
        [("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None)],
    "Bãi bỏ một số điều của Nghị quyết số 9/2018/NQ-HĐND ngày 7/8/2018 về phí đò và Nghị quyết số 6/2020/NQ-HĐND.":
        [("bai-bo", "09/2018/NQ-HĐND", "mot-phan", "một số điều"),
         ("bai-bo", "06/2020/NQ-HĐND", "mot-phan", "một số điều")],
    "Thay thế, bãi bỏ một số quy định của Nghị quyết số 9/2018/NQ-HĐND về phí đò và Nghị quyết số 6/2020/NQ-HĐND":
        [("sua-doi", f"{one}/NQ-HĐND", None, "một số quy định") for one in ("09/2018", "06/2020")],
    "2. Quyết định số 12/2020/QĐ-UBND về quản lý chợ và Điều 6 của Nghị quyết số 6/2020/NQ-HĐND hết hiệu lực kể từ "
    "ngày Nghị quyết này có hiệu lực.":
        [("bai-bo", "12/2020/QĐ-UBND", "toan-bo", None), ("bai-bo", "06/2020/NQ-HĐND", "mot-phan", "Điều 6")],
    "2. Quyết định số 12/2020/QĐ-UBND bãi bỏ khoản 1 Điều 2 và Điều 6 của Nghị quyết số 6/2020/NQ-HĐND hết hiệu lực kể "
    "từ ngày Nghị quyết này có hiệu lực.":
        [("bai-bo", "12/2020/QĐ-UBND", "toan-bo", None)],
    # Not this document's acts.
    "Không áp dụng Nghị quyết số 9/2018/NQ-HĐND đối với các xã miền núi kể từ ngày 01/01/2026.": [],
    "Không áp dụng Nghị quyết số 9/2018/NQ-HĐND kể từ ngày 01/01/2026 đối với các xã miền núi.": [],
    "Không áp dụng mức chi tại Nghị quyết số 9/2018/NQ-HĐND trong trường hợp đã được hỗ trợ.": [],
    "Nghị quyết số 9/2018/NQ-HĐND không áp dụng đối với hộ nghèo.": [],
    "Nghị quyết số 9/2018/NQ-HĐND đã bị bãi bỏ.": [],
    "Nghị quyết số 9/2018/NQ-HĐND đã bị bãi bỏ từ ngày 01/01/2020.": [],
    "Nghị quyết số 9/2018/NQ-HĐND được bãi bỏ bởi Nghị quyết số 10/2019/NQ-HĐND.": [],
    "Tiếp tục áp dụng Nghị quyết số 9/2018/NQ-HĐND đến khi có văn bản thay thế.": [],
    "Tiếp tục thực hiện Nghị quyết số 9/2018/NQ-HĐND đến hết năm 2026.": [],
    "Bỏ phiếu theo Nghị quyết số 9/2018/NQ-HĐND; bỏ từng khoản chi trái Nghị quyết số 9/2018/NQ-HĐND.": [],
    "Kéo dài việc xem xét Nghị quyết số 9/2018/NQ-HĐND thêm 02 năm.": [],
    "Kéo dài thời gian thực hiện Nghị quyết số 9/2018/NQ-HĐND thêm một thời gian.": [],
    "Sửa đổi thời gian kéo dài thực hiện; Nghị quyết số 9/2018/NQ-HĐND được thực hiện.": [],
    "Nghị quyết này không thay thế Nghị quyết số 9/2018/NQ-HĐND.": [],
    "Quyết định này chưa bãi bỏ Nghị quyết số 9/2018/NQ-HĐND.": [],
    "Nghị quyết số 9/2018/NQ-HĐND đã hết hiệu lực.": [],
    "Nghị quyết số 9/2018/NQ-HĐND không còn hiệu lực thì áp dụng văn bản mới.": [],
    "Đề nghị Hội đồng nhân dân bãi bỏ Nghị quyết số 9/2018/NQ-HĐND.": [],
    "Việc bãi bỏ Nghị quyết số 9/2018/NQ-HĐND không ảnh hưởng đến quyền đã có.": [],
    "Dự thảo Nghị quyết thay thế Nghị quyết số 9/2018/NQ-HĐND được thông qua.": [],
    "Trường hợp Nghị quyết số 9/2018/NQ-HĐND hết hiệu lực thì áp dụng văn bản mới.": [],
    "Nghị quyết số 9/2018/NQ-HĐND chưa hết hiệu lực.": [],
    "Thực hiện Nghị quyết số 9/2018/NQ-HĐND sửa đổi, bổ sung Nghị quyết số 3/2017/NQ-HĐND.": [],
    "UBND tỉnh hướng dẫn thực hiện Nghị quyết số 9/2018/NQ-HĐND.": [],
    "Sửa đổi Điều 3 đã được sửa đổi theo khoản 1 Điều 1 Nghị quyết số 10/2019/NQ-HĐND như sau:": [],
    "“Điều 5. Bãi bỏ Nghị quyết số 9/2018/NQ-HĐND.”": [],
}  # fmt: skip


def told(*passages: Passage, title: str = "Về phí bến đò") -> list[Said]:
    return [(a.type, a.citation.code, a.part, a.provision) for a in relations.find(title, passages)]


def clause(text: str, kind: PassageKind = PassageKind.khoan) -> Passage:
    return Passage(kind, text, "dieu-1-khoan-1")


@pytest.mark.parametrize("sentence", STATED)
def test_a_sentence_states_what_its_own_verb_says(sentence: str) -> None:
    assert told(clause(sentence)) == STATED[sentence]


@pytest.mark.parametrize("sentence", STATED)
@pytest.mark.parametrize("basis", ["Căn cứ Nghị quyết số 9/2018/NQ-HĐND ngày 10/7/2018;", "Căn cứ “Nghị quyết số 9;"])
def test_the_acts_are_the_relations_without_the_bases(sentence: str, basis: str) -> None:
    passages = [Passage(PassageKind.can_cu, basis), clause(sentence), clause("“Điều 1. Bãi bỏ.”")]

    assert relations.acts("Về phí", passages) == [
        act for act in relations.find("Về phí", passages) if act.type not in ("can-cu", "xet")
    ]


def test_what_stands_behind_a_semicolon_goes_on_only_with_a_list_of_its_own() -> None:
    said = (
        "Bãi bỏ Nghị quyết số 1/2015/NQ-HĐND sửa đổi Nghị quyết số 2/2014/NQ-HĐND; Nghị quyết số 3/2014/NQ-HĐND về phí."
    )
    fate = "Bãi bỏ Nghị quyết số 1/2015/NQ-HĐND; Nghị quyết số 3/2014/NQ-HĐND tiếp tục có hiệu lực."

    assert [code for _, code, _, _ in told(clause(said))] == ["01/2015/NQ-HĐND"]
    assert [(kind, code) for kind, code, _, _ in told(clause(fate))] == [
        ("bai-bo", "01/2015/NQ-HĐND"), ("tiep-tuc-hieu-luc", "03/2014/NQ-HĐND"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (
            "2. Các Nghị quyết số 19/2016/NQ-HĐND, số 20/2016/NQ-HĐND của HĐND tỉnh.",
            ["19/2016/NQ-HĐND", "20/2016/NQ-HĐND"],
        ),
        ("3. Toàn bộ Nghị quyết số 30/2016/NQ-HĐND.", ["30/2016/NQ-HĐND"]),
        ("- toàn văn các Nghị quyết số 30/2016/NQ-HĐND.", ["30/2016/NQ-HĐND"]),
        ("3. Các xã nêu tại Nghị quyết số 30/2016/NQ-HĐND.", []),
        ("a) Khoản 1 Điều 16 (được sửa đổi bởi khoản 3 Điều 1 Nghị quyết số 30/2016/NQ-HĐND).", []),
    ],
)
def test_a_line_of_a_list_may_name_several_or_the_whole(line: str, codes: list[str]) -> None:
    said = told(clause("Điều 1. Bãi bỏ các nghị quyết sau đây:", PassageKind.dieu), clause(line))

    assert said == [("bai-bo", code, "toan-bo", None) for code in codes]


def test_a_list_takes_the_verb_of_its_head_until_the_next_article() -> None:
    said = told(
        clause("Điều 1. Bãi bỏ các nghị quyết sau đây:", PassageKind.dieu),
        clause("1. Nghị quyết số 3/2017/NQ-HĐND ngày 1/7/2017 về giá nước;"),
        clause("2. Nghị quyết số 4/2017/NQ-HĐND sửa đổi Nghị quyết số 2/2016/NQ-HĐND."),
        clause("Điều 2. Trách nhiệm", PassageKind.dieu),
        clause("1. Nghị quyết số 77/2020/NQ-HĐND được thực hiện nghiêm."),
    )

    assert [(kind, code) for kind, code, _, _ in said] == [("bai-bo", "03/2017/NQ-HĐND"), ("bai-bo", "04/2017/NQ-HĐND")]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("2. Các Nghị quyết sau đây hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực thi hành:", PassageKind.khoan),
        ("Bãi bỏ toàn bộ 02 nghị quyết của Hội đồng nhân dân tỉnh sau đây:", PassageKind.paragraph),
        ("Điều 1. Bãi bỏ toàn bộ văn bản quy phạm pháp luật", PassageKind.dieu),
        ("3. Bãi bỏ các quy định sau:", PassageKind.khoan),
    ],
)
def test_a_head_announces_what_its_list_ends(head: str, kind: PassageKind) -> None:
    said = told(
        clause(head, kind),
        clause("a) Nghị quyết số 3/2017/NQ-HĐND ngày 1/7/2017 về giá nước;"),
        clause("b) Khoản 1 Điều 1 Nghị quyết số 4/2017/NQ-HĐND ngày 1/7/2017 về phí bến đò."),
    )

    assert [(one, code, part) for one, code, part, _ in said] == [
        ("bai-bo", "03/2017/NQ-HĐND", "toan-bo"), ("bai-bo", "04/2017/NQ-HĐND", "mot-phan"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        "Trong trường hợp các nghị quyết sau hết hiệu lực:",
        "2. Các nghị quyết chưa hết hiệu lực:",
        "Điều 2. Trách nhiệm bãi bỏ văn bản",
    ],
)
def test_a_head_that_ends_nothing_announces_nothing(head: str) -> None:
    assert not told(
        clause(head, PassageKind.dieu), clause("a) Nghị quyết số 3/2017/NQ-HĐND ngày 1/7/2017 về giá nước;")
    )


BASES: Mapping[str, list[str]] = {
    "Căn cứ Nghị định số 1/2020/NĐ-CP quy định về phí; Nghị định số 2/2021/NĐ-CP sửa đổi Nghị định số 1/2020/NĐ-CP;":
        ["01/2020/NĐ-CP", "02/2021/NĐ-CP"],
    "Căn cứ Luật Giá số 16/2023/QH15 được sửa đổi, bổ sung bởi Luật số 44/2024/QH15, Luật số 61/2024/QH15;":
        ["16/2023/QH15"],
    "Căn cứ Nghị định số 5/2025/NĐ-CP sửa đổi một số điều của Nghị định số 1/2020/NĐ-CP và Nghị định số 2/2021/NĐ-CP;":
        ["05/2025/NĐ-CP"],
    "Xét Tờ trình số 3/TTr-UBND ngày 4/6/2024 về phí theo Nghị quyết số 9/2018/NQ-HĐND; Báo cáo thẩm tra số 4/BC-KTNS;":
        ["03/TTr-UBND", "04/BC-KTNS"],
    "Sau khi xem xét Tờ trình số 3/TTr-UBND ngày 4/6/2024 và Báo cáo thẩm tra số 4/BC-HĐND;":
        ["03/TTr-UBND", "04/BC-HĐND"],
    "Xét Tờ trình số 3/TTr-UBND ngày 4/6/2024 về phí; Báo cáo thẩm tra 4/BC-HĐND ngày 5/6/2024; Báo cáo giám sát "
    "6/BC-ĐGS;": ["03/TTr-UBND", "04/BC-HĐND", "06/BC-ĐGS"],
    "Cân cứ Luật Đầu tư công ngày 29/11/2024; Căn cứ Nghị định số 1/2020/NĐ-CP;": ["", "01/2020/NĐ-CP"],
}  # fmt: skip


@pytest.mark.parametrize("line", BASES)
def test_a_document_rests_on_what_its_preamble_names_and_not_on_what_those_name(line: str) -> None:
    found = relations.find("", [Passage(PassageKind.can_cu, line)])

    assert [act.citation.code for act in found] == BASES[line]
    assert {act.type for act in found} == {"can-cu" if line.startswith("C") else "xet"}


def test_a_line_that_goes_on_with_the_preamble_is_read_with_it() -> None:
    line = "Báo cáo thẩm tra số 28/BC-HĐND ngày 3/7/2017 của Ban Pháp chế; ý kiến của đại biểu."
    first = Passage(PassageKind.can_cu, "Xét Tờ trình số 3/TTr-UBND ngày 4/6/2017;")

    assert [one[:2] for one in told(first, clause(line, PassageKind.paragraph))] == [
        ("xet", "03/TTr-UBND"), ("xet", "28/BC-HĐND"),
    ]  # fmt: skip
    assert not told(clause("Thực hiện."), clause(line, PassageKind.paragraph))


def test_new_wording_over_several_paragraphs_is_the_amended_document_s() -> None:
    assert not told(clause("“Điều 5. Hiệu lực"), clause("1. Bãi bỏ Nghị quyết số 9/2018/NQ-HĐND.”"))


def test_a_title_states_too_and_text_and_title_are_one_relation() -> None:
    said = "Bãi bỏ Nghị quyết số 3/2017/NQ-HĐND"

    assert told(clause(f"{said}."), title=f"{said} ngày 1/7/2017") == [("bai-bo", "03/2017/NQ-HĐND", "toan-bo", None)]


def test_a_basis_rests_on_the_cited_text_not_on_what_amended_it() -> None:
    basis = "Căn cứ Nghị quyết số 3/2017/NQ-HĐND được sửa đổi bởi Nghị quyết số 4/2017/NQ-HĐND;"

    assert told(clause(basis, PassageKind.can_cu)) == [("can-cu", "03/2017/NQ-HĐND", None, None)]


def test_the_relation_carries_its_sentence_and_the_place_of_it() -> None:
    [act] = relations.find("Về phí", [clause("2. Bãi bỏ Nghị quyết số 3/2017/NQ-HĐND. Hết.")])

    assert (act.anchor, act.evidence) == ("dieu-1-khoan-1", "2. Bãi bỏ Nghị quyết số 3/2017/NQ-HĐND.")


ROWS = (
    ("STT", "Loại", "Số, ký hiệu", "Ngày", "Trích yếu"),
    ("1", "Nghị quyết", "15/2019/NQ-HĐND", "12/7/2019", "Sửa đổi Nghị quyết số 10/2018/NQ-HĐND về mức thu"),
    ("2", "Nghị quyết", "16/2019/NQ-HĐND", "12/7/2019", "Về mức chi"),
)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("DANH MỤC NGHỊ QUYẾT BỊ BÃI BỎ TOÀN BỘ", ("bai-bo", "toan-bo")),
        ("Danh mục nghị quyết của Hội đồng nhân dân tỉnh hết hiệu lực", ("bai-bo", "toan-bo")),
        ("Danh mục nghị quyết bãi bỏ một phần", ("bai-bo", "mot-phan")),
        ("Danh mục nghị quyết tiếp tục có hiệu lực", ("tiep-tuc-hieu-luc", "toan-bo")),
        ("Danh mục nghị quyết còn hiệu lực", None),
        ("Danh mục nghị quyết đề nghị bãi bỏ", None),
        ("Danh mục dự án đầu tư công", None),
        ("Công bố Danh mục nghị quyết hết hiệu lực năm 2024", None),
    ],
)
def test_each_row_of_a_list_in_an_annex_is_a_relation_with_itself_as_proof(
    head: str, expected: tuple[str, str] | None
) -> None:
    annex = [
        Passage(PassageKind.part, head, "pl"),
        Passage(PassageKind.centred, "(Kèm theo Nghị quyết số 20/2024/NQ-HĐND ngày 10/12/2024)"),
        Passage(PassageKind.table, rows=ROWS),
    ]
    found = relations.acts("Bãi bỏ một số nghị quyết", annex)

    codes = ["15/2019/NQ-HĐND", "16/2019/NQ-HĐND"] if expected else []
    assert [(one.citation.code, (one.type, one.part)) for one in found] == [(code, expected) for code in codes]
    assert all(one.evidence.startswith(head) and one.citation.code in one.evidence for one in found)


def test_a_table_far_from_the_head_of_a_list_or_of_an_announcement_ends_nothing() -> None:
    head = Passage(PassageKind.part, "Danh mục nghị quyết bãi bỏ", "pl")
    table = Passage(PassageKind.table, rows=ROWS)

    assert relations.find("", [head, Passage(PassageKind.dieu, "Điều 2. Dự toán", "dieu-2", 3), table]) == []
    assert relations.find("Công bố Danh mục văn bản hết hiệu lực", [head, table]) == []


@pytest.mark.parametrize(
    ("title", "acts"),
    [
        ("NGHỊ QUYẾT Về phí bến đò", False),
        ("DỰ THẢO NGHỊ QUYẾT Về phí bến đò", False),
        ("Quyết định Về việc thành lập tổ", False),
        ("QUY CHẾ Hoạt động của bến đò", True),
        ("QUY ĐỊNH Về phí bến đò", True),
    ],
)
def test_a_decision_bound_behind_another_paper_acts_for_itself_alone(title: str, acts: bool) -> None:
    clause = Passage(PassageKind.dieu, "Điều 2. Bãi bỏ Nghị quyết số 9/2018/NQ-HĐND ngày 5/7/2018.", "nq-dieu-2")

    found = told(Passage(PassageKind.part, title, "nq"), clause, title="Tờ trình về phí bến đò")

    assert found == ([("bai-bo", "09/2018/NQ-HĐND", "toan-bo", None)] if acts else [])


@pytest.mark.parametrize(
    ("words", "provision"),
    [
        ("Bãi bỏ số thứ tự 11 và 12 của Phụ lục II ban hành kèm theo", "số thứ tự 11 và 12 của Phụ lục II"),
        ("Bãi bỏ gạch đầu dòng thứ hai điểm a khoản 2 Điều 3", "gạch đầu dòng thứ hai điểm a khoản 2 Điều 3"),
        ("Nghị quyết này thay thế việc thu lệ phí tại khoản 5 Điều 2", "việc thu lệ phí tại khoản 5 Điều 2"),
        ("Bãi bỏ một số nội dung tại Điều 3", "một số nội dung tại Điều 3"),
        ("Bãi bỏ nội dung quy định tại khoản 1 Điều 4", "khoản 1 Điều 4"),
    ],
)
def test_the_words_for_a_part_say_no_more_than_is_ended(words: str, provision: str) -> None:
    said = Passage(PassageKind.khoan, f"1. {words} Nghị quyết số 15/2021/NQ-HĐND.", "dieu-2-khoan-1")

    assert [(one.part, one.provision) for one in relations.find("", [said])] == [("mot-phan", provision)]
