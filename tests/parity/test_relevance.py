"""The search finds what was meant: each kind of question finds its document first, in an invented archive."""

from pathlib import Path

import pytest

from benchmarks import relevance
from pipeline import errors
from plugins.archive_alike import load
from plugins.sharded_lunr.words import words


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[float | None, int]]]:
    site = tmp_path_factory.mktemp("relevance")
    documents, questions = relevance.own()
    relevance.build(documents, site)
    return relevance.measured(site, questions, {}, first=0)["sets"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", sorted({question["set"] for question in relevance.own()[1]}))
def test_every_question_of_a_kind_finds_its_document_first(
    sets: dict[str, list[tuple[float | None, int]]], name: str
) -> None:
    assert {mean for mean, count in sets[name] if count} == {1.0}


def test_a_phrase_in_quotes_is_found_or_the_answer_says_that_not_all_was_read(
    sets: dict[str, list[tuple[float | None, int]]],
) -> None:
    assert {mean for mean, count in sets["“phrase”"] if count} == {1.0}


def test_a_phrase_is_asked_for_where_it_stands_and_not_at_all_where_it_stands_nowhere() -> None:
    texts = [{"title": "Về bến đò", "passages": ["Mức thu phí bến đò ngang."]}, {"title": "Khác", "passages": []}]
    typed = {"set": "h", "q": "thu phí bến", "rel": [1]}
    plain = {"set": "h-", "q": "muc thu phi", "rel": [1]}
    across = {"set": "h", "q": "bến đò mức thu", "rel": [0]}
    marked = {"set": "h", "q": "muc thu phi", "rel": [0]}
    other = {"set": "a", "q": "không đâu có", "rel": [1]}

    found = relevance.standing([typed, plain, across, marked, other], texts)

    assert list(found) == [{**typed, "rel": [0]}, {**plain, "rel": [0]}, other]


def test_of_documents_with_one_number_the_other_words_tell_which_is_meant(tmp_path: Path) -> None:
    titles = {"16/NQ-HĐND": "Về chương trình giám sát", "16/2024/NQ-HĐND": "Quy định mức thu phí bến phà ngang sông"}
    documents = [{"code": code, "date": "2024-07-09", "title": title, "text": []} for code, title in titles.items()]
    relevance.build(documents, tmp_path)

    fee, plan = relevance.ask(
        tmp_path, ["nghị quyết số 16 năm 2024 về phí bến phà", "nghị quyết số 16 năm 2024 chương trình giám sát"]
    )

    assert (fee["slots"], plan["slots"]) == ([1, 0], [0, 1])


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("nộp đơn thay thầy tây", 0),
        ("nop don thay thay tay", 0),
        ("đơn vị tự chủ xây gạch", 1),
        ("don vi tu chu xay gach", 1),
        ("tiền giữ xe ong mật", 2),
    ],
)
def test_a_title_with_most_of_the_words_answers_though_every_text_has_them(
    question: str, meant: int, tmp_path: Path
) -> None:
    """Texts of a thousand syllables have nearly every one: weighed by texts alone, the title with three words of the
    question was held for no answer beside one that has its rarest."""
    titles = ["Về việc nộp đơn thay người vắng mặt", "Quyền tự chủ của đơn vị sự nghiệp", "Mức thu tiền giữ xe"]
    titles += ["Đón gió tây", "Mời thầy dạy", "Xây lò gạch", "Nuôi ong mật", *(f"Báo cáo đợt {i}" for i in range(40))]
    said = ["Nộp đơn thay người khác; đơn vị tự chủ; mức thu tiền giữ xe; quyền của người vắng mặt."]
    documents = [
        {"code": f"{i}/NQ-HĐND", "date": "2024-07-09", "title": title, "text": said} for i, title in enumerate(titles)
    ]
    relevance.build(documents, tmp_path)

    (answer,) = relevance.ask(tmp_path, [question])

    assert meant in answer["slots"][:2]


@pytest.mark.parametrize(
    ("question", "first"),
    [("đo đạc cầu treo", 8), ("do dac cau treo", 8), ("bến đò đo đạc", 8), ("thì cũ bến xa", 24)],
)
def test_a_question_of_two_names_shows_its_first_result_after_eight_texts(
    question: str, first: int, tmp_path: Path
) -> None:
    """Titles know both names and none has the two: it is no phrase, for which all texts are read first."""
    names = ["đo đạc", "cầu treo", "bến đò"]
    titles = [f"Về việc {names[i % 3]} thứ {i}" for i in range(30)] + [f"Báo cáo số {i}" for i in range(24)]
    text = ["Cầu treo thì cũ.", "Bến đò thì xa.", "Đo đạc thì khó."]
    documents = [
        {"code": f"{i}/NQ-HĐND", "date": "2024-07-09", "title": title, "text": text if i >= 30 else []}
        for i, title in enumerate(titles)
    ]
    relevance.build(documents, tmp_path)

    (answer,) = relevance.ask(tmp_path, [question])

    assert (answer["first"], answer["texts"]) == (first, 24 + (10 if first == 8 else 0))


@pytest.mark.parametrize(
    "question", ["đò cầu đạc bến", "do cau dac ben", "xa đo treo thì bến", "khó cũ bến đo cầu thì"]
)
def test_no_more_texts_are_read_where_twelve_have_few_of_the_pairs_of_a_question(question: str, tmp_path: Path) -> None:
    """All its words stand in every text and side by side in none: what people ask, and no phrase."""
    text = ["Cầu treo thì cũ.", "Bến đò thì xa.", "Đo đạc thì khó."]
    documents = [
        {"code": f"{i}/NQ-HĐND", "date": "2024-07-09", "title": f"Báo cáo số {i}", "text": text} for i in range(24)
    ]
    relevance.build(documents, tmp_path)

    (answer,) = relevance.ask(tmp_path, [question])

    assert (answer["first"], answer["texts"] <= 12 + 10) == (12, True)


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("kỳ họp thứ mười bảy", 0),
        ("ky hop thu xvii", 0),
        ("kỳ họp thứ 24", 1),
        ("kỳ họp thứ XXIV", 1),
        ("kỳ họp thứ tư", 2),
        ("kỳ họp thứ nhất khóa 9", 3),
        ("kỳ họp thứ bảy", 4),
    ],
)
def test_a_session_is_found_however_it_is_counted(asked: str, right: int, tmp_path: Path) -> None:
    titles = ["kỳ họp thứ 17", "kỳ họp thứ hai mươi tư", "kỳ họp thứ 04", "kỳ họp thứ I, khóa IX", "kỳ họp thứ VII"]
    documents = [
        {"code": f"{i}/NQ-HĐND", "date": "2024-07-09", "title": f"Triệu tập {title}", "text": []}
        for i, title in enumerate(titles)
    ]
    relevance.build(documents, tmp_path)

    (answer,) = relevance.ask(tmp_path, [asked])

    assert answer["slots"][0] == right


@pytest.mark.parametrize("asked", ["kỳ họp thứ mười", "ky hop thu muoi", "kết quả kỳ họp thứ mười", "kỳ họp thứ 10"])
def test_a_session_said_in_words_comes_before_one_whose_number_goes_on(asked: str, tmp_path: Path) -> None:
    """ "Mười" stands in "mười bảy" too, whose shorter titles came first."""
    titles = ["kỳ họp thứ mười bảy", "kỳ họp thứ 17", "kỳ họp thứ 10 của hội đồng", "kỳ họp thứ mười của hội đồng"]
    documents = [
        {"code": f"{i}/NQ-HĐND", "date": "2024-07-09", "title": f"Kết quả {title}", "text": []}
        for i, title in enumerate(titles)
    ]
    relevance.build(documents, tmp_path)

    (answer,) = relevance.ask(tmp_path, [asked])

    assert set(answer["slots"][:2]) == {2, 3}


@pytest.mark.parametrize(
    ("question", "meant"),
    [("chat van nguoi dan", 0), ("hoi dong chat van", 0), ("chat van thue", 0), ("gia chat van", 0), ("van chat", 1)],
)
def test_words_without_marks_mean_what_titles_set_side_by_side(question: str, meant: int, tmp_path: Path) -> None:
    """Every syllable that loses its marks is five others: weighed alike, their titles, shorter, came first."""
    titles = ["Phiên họp chất vấn thường kỳ giữa hai kỳ họp", "Gia cố ván chật hẹp", "Chặt cây", "Vận tải", "Chất đốt"]
    titles += ["Thuế gia cư", "Người dân", "Hội đồng", *(f"Báo cáo đợt {i}" for i in range(40))]
    said = ["Chật, vận, dân, người, gia, thuế, hội, đồng."]
    documents = [
        {"code": f"{i}/NQ-HĐND", "date": "2024-07-09", "title": title, "text": [] if i == meant else said}
        for i, title in enumerate(titles)
    ]
    relevance.build(documents, tmp_path)

    (answer,) = relevance.ask(tmp_path, [question])

    assert answer["slots"][0] == meant


def test_a_number_in_words_is_none_that_goes_on() -> None:
    found = load(Path("none"))(words("triệu tập kỳ họp thứ mười bảy")).words

    assert {"17", "xvii"} <= set(found) and not {"10", "x"} & set(found)


@pytest.mark.parametrize(
    "asked",
    [
        "nghị quyết 12 và 13 năm 2024",
        "nghi quyet so muoi hai, so muoi ba nam 2024",
        "12/NQ-HĐND; 13/NQ-HĐND",
        "nghị quyết 12/2024 và 13/2024",
        "NQ 12 & 13",
    ],
)
def test_a_question_of_two_numbers_finds_both_before_all_others(asked: str, tmp_path: Path) -> None:
    assert among_numbers(tmp_path, "Về nghị quyết 12 và 13 năm 2024", asked)[:2] == [1, 2]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("nghị quyết 12 và 99 năm 2024", [1]),
        ("99/NQ-HĐND; 13/NQ-HĐND", [2]),
        ("nghị quyết số mười bốn, số chín mươi chín, số mười hai", [3, 1]),
    ],
)
def test_of_several_numbers_those_that_are_held_are_found(asked: str, found: list[int], tmp_path: Path) -> None:
    """Where one was not held, the words were looked for instead, and nothing said so."""
    assert among_numbers(tmp_path, "Về nghị quyết 12 và 99 năm 2024", asked) == found


def among_numbers(folder: Path, title: str, asked: str) -> list[int]:
    """What is found of a report of that title and of resolutions 12, 13 and 14."""
    told = {"9/BC-HĐND": title, "12/NQ-HĐND": "Về chợ", "13/NQ-HĐND": "Về đê", "14/NQ-HĐND": "Về phí"}
    documents = [{"code": code, "date": "2024-07-09", "title": said, "text": []} for code, said in told.items()]
    relevance.build(documents, folder)
    (answer,) = relevance.ask(folder, [asked])
    slots: list[int] = answer["slots"]
    return slots


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ('đò -"cầu treo"', [1, 2]),
        ("đò -“cầu treo”", [1, 2]),
        ('"bến đò" -"cầu treo"', [1]),
        ("đò -cầu", [2]),
        ('-"cầu treo"', [2, 3]),
        ('đò -"treo"', [2]),
    ],
)
def test_a_barred_phrase_bars_the_documents_in_which_it_stands_alone(
    asked: str, found: list[int], tmp_path: Path
) -> None:
    """A document that has both words elsewhere was barred, while the page said that none with "cầu treo" counts."""
    titles = ["Cầu treo, bến đò", "Cầu ở bến đò bị treo", "Đò ngang", "Về lệ phí"]
    documents = [
        {"code": f"{i}/NQ-HĐND", "date": "2024-07-09", "title": title, "text": []} for i, title in enumerate(titles)
    ]
    relevance.build(documents, tmp_path)

    (answer,) = relevance.ask(tmp_path, [asked])

    assert sorted(answer["slots"]) == found


@pytest.mark.parametrize(
    ("question", "found"), [("fee", []), ("fax", []), ("covit", [2]), ("zalp", [3]), ("hoạhc", [0])]
)
def test_a_slip_of_one_title_is_nothing_that_a_word_is_read_as(question: str, found: list[int], tmp_path: Path) -> None:
    """An English "fee" was read as "kee"; what several documents have, or is spelled right, is a word."""
    titles = ["Kee hoạch nạo vét", "Về việc fxa lệ phí", "Chống dịch covid", "Cổng zalo của xã"]
    texts = [[], [], ["Dịch covid."], []] + [["Dịch covid, cổng zalo."]] * 3
    titles += [f"Báo cáo đợt {i}" for i in range(3)]
    documents = [
        {"code": f"{i}/NQ-HĐND", "date": "2024-07-09", "title": title, "text": text}
        for i, (title, text) in enumerate(zip(titles, texts, strict=True))
    ]
    relevance.build(documents, tmp_path)

    (answer,) = relevance.ask(tmp_path, [question])

    assert answer["slots"][:1] == found


@pytest.mark.parametrize(
    "question", ["nghị quyết 22 bình lạc", "nghị quyết số 22 của HĐND xã Bình Lạc", "nq22 binh lac"]
)
@pytest.mark.parametrize(("taken_down", "first"), [("2024-08-01", 0), ("2019-08-01", 1)])
def test_of_one_number_what_was_taken_down_comes_first_if_it_is_the_newest(
    question: str, taken_down: str, first: int, tmp_path: Path
) -> None:
    whose = {"council": "HĐND xã Bình Lạc", "type": "Nghị quyết", "text": []}
    titles = {taken_down: "", "2021-12-08": "Sửa đổi quy chế làm việc", "2024-09-01": "Về việc đặt tên đường"}
    numbers = ["22/NQ-HĐND", "22/2021/NQ-HĐND", "23/NQ-HĐND"]
    documents = [
        {"code": code, "date": date, "title": title, **whose}
        for code, (date, title) in zip(numbers, titles.items(), strict=True)
    ]
    relevance.build(documents, tmp_path)

    (answer,) = relevance.ask(tmp_path, [question])

    assert answer["slots"][0] == first


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("sắp xếp các đơn vị hành chính", "sáp nhập"),
        ("giao thông trên các tuyến đường, lấn chiếm những lòng lề đường", "lấn vỉa hè"),
        ("thu các khoản thu", "lạm thu"),
        ("mức thu những khoản thu", "lạm thu"),
    ],
)
def test_a_plural_within_a_name_hides_none_of_its_other_forms(title: str, other: str) -> None:
    assert set(words(other)) - set(words(title)) <= set(load(Path("none"))(words(title)).words)


@pytest.mark.parametrize("question", ["không phải bến phà", "khong phai ben pha"])
def test_words_that_ask_weigh_less_than_what_is_asked_about(question: str, tmp_path: Path) -> None:
    titles = ["Đất không phải nộp tiền", "Quản lý các bến phà", "Mức phí chợ"]
    documents = [
        {"code": f"{i}/NQ-HĐND", "date": "2024-07-09", "title": title, "text": []} for i, title in enumerate(titles)
    ]
    relevance.build(documents, tmp_path)

    [found] = relevance.ask(tmp_path, [question])

    assert found["slots"][0] == 1


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("lò mổ", "Về quản lý cơ sở giết mổ gia súc"),
        ("chích ngừa cho trẻ", "Kế hoạch tiêm chủng cho trẻ em"),
        ("den bu giai toa", "Về bồi thường, giải phóng mặt bằng"),
        ("xe máy", "Quy định về xe mô tô hai bánh"),
        ("cúp điện", "Thông báo ngừng cung cấp điện"),
        ("tiền học", "Quy định mức thu học phí"),
        ("lịch tiếp dân", "Thông báo lịch tiếp công dân"),
        ("con nit chet duoi", "Kế hoạch phòng, chống đuối nước cho trẻ em"),
        ("xe rác", "Quy định giá thu gom, vận chuyển chất thải sinh hoạt"),
        ("kì họp", "Triệu tập kỳ họp thứ ba"),
        ("mồ mả", "Về quy hoạch nghĩa trang"),
        ("sgk", "Về bình ổn giá sách giáo khoa"),
        ("gặp lãnh đạo", "Lịch tiếp công dân quý I"),
        ("nhập phường", "Về việc sắp xếp các đơn vị hành chính cấp xã"),
    ],
)
def test_what_people_call_a_thing_finds_the_document_that_calls_it_otherwise(
    tmp_path: Path, asked: str, title: str
) -> None:
    others = [
        "Về chương trình giám sát",
        "Về tiền thuê đất",
        "Về đường điện",
        "Về xe buýt, máy móc",
        "Về giải thể lò gạch",
    ]
    made = [
        {"code": f"{n}/NQ-HĐND", "date": "2024-07-09", "title": one, "text": []}
        for n, one in enumerate([*others, title])
    ]
    relevance.build(made, tmp_path)

    (answer,) = relevance.ask(tmp_path, [asked])

    assert answer["slots"][0] == len(others)


def test_an_archive_adds_its_own_rows(tmp_path: Path) -> None:
    (tmp_path / "search.yaml").write_text('alike: ["BQLCHV = ban quản lý các hồ"]\n', encoding="utf-8")

    assert "bqlchv" in load(tmp_path)(["ban", "quản", "lý", "các", "hồ"]).words


@pytest.mark.parametrize(
    "text", ["alike: x", "alike: [7]", 'alike: ["một"]', 'alike: ["một ="]', "khác: []", "a: [", "- x"]
)
def test_a_table_that_is_none_is_said_with_its_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "search.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(errors.VocabularyInvalid, match=r"search\.yaml"):
        load(tmp_path)
