"""An invented province for tests: its councils, types, forms and sender codes."""

import datetime as dt

from pipeline import settings
from pipeline.document.vocabulary import Council, DocumentType, Kin, Organ, OversightForm, Vocabulary

PROVINCE, DISTRICT, COMMUNE = "000.00.01.L77", "000.00.05.L77", "003.05.05.L77"
ADDRESS = "L77.01"
TODAY = dt.date(2024, 12, 20)
SETTINGS = settings.Settings(
    address=ADDRESS,
    scope=settings.Scope(province="lam-giang"),
    site=settings.SiteSettings(email="lienthong@hdnd.example"),
)


def vocabulary() -> Vocabulary:
    return Vocabulary(
        councils={council.slug: council for council in _councils()},
        organ_sets={"hdnd": (Organ("hdnd", "Hội đồng nhân dân", ("HĐND",)), Organ("tt", "Thường trực", ("TT",)))},
        types={
            slug: DocumentType(slug, name, abbr)
            for slug, name, abbr in (("nghi-quyet", "Nghị quyết", "NQ"), ("bao-cao", "Báo cáo", "BC"))
        },
        forms={"bc-kq-gs": OversightForm("bc-kq-gs", "Báo cáo kết quả giám sát", "in", ("BC",), ("tt",))},
        senders={PROVINCE: "lam-giang", DISTRICT: "an-khe-ha", COMMUNE: "an-khe-ha-phu-vinh-dong"},
        keywords={"giam_sat": ("giám sát", "chất vấn"), "khong_phai_giam_sat": ("thẩm tra dự thảo nghị quyết",)},
        dossier_order=("bc-kq-gs",),
    )


def _councils() -> tuple[Council, ...]:
    ended = dt.date(2020, 1, 31)
    return (
        Council("lam-giang", "Tỉnh Lam Giang", "Lam Giang", "tinh", "tinh", None, "hdnd"),
        Council("an-khe-ha", "Huyện An Khê Hạ", "An Khê Hạ", "huyen", "huyen", "lam-giang", "hdnd"),
        Council("an-khe-ha-phu-vinh-dong", "Xã Phú Vinh Đông", "Phú Vinh Đông", "xa", "xa", "an-khe-ha", "hdnd"),
        Council("an-khe-ha-phu-vinh", "Xã Phú Vinh", "Phú Vinh", "xa", "xa", "an-khe-ha", "hdnd", valid_to=ended),
        Council(
            "tan-giang",
            "Thành phố Tân Giang",
            "Tân Giang",
            "tinh",
            "thanh-pho",
            None,
            "hdnd",
            predecessors=(Kin("lam-giang"),),
        ),
        Council(
            "an-khe-moi",
            "Huyện An Khê Mới",
            "An Khê Mới",
            "huyen",
            "huyen",
            "lam-giang",
            "hdnd",
            predecessors=(Kin("an-khe-ha"), Kin("an-khe-ha-phu-vinh")),
        ),
        Council("hai-son", "Tỉnh Hải Sơn", "Hải Sơn", "tinh", "tinh", None, "hdnd"),
    )
