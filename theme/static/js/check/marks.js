/*
 * Marks of secrecy, limits of circulation, drafts and plain personal data in the words of an envelope: the usual forms of
 * what pipeline/gate tells. Whatever this misses, the archive's own gate sees when the package arrives.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const TWINS = /** @type {Record<string, string>} */ ({
    А: "A",
    Α: "A",
    М: "M",
    Μ: "M",
    Т: "T",
    Τ: "T",
    О: "O",
    Ο: "O",
    І: "I",
    Ι: "I",
  });
  const LEVEL = "(?:tuyệt\\s*mật|tối\\s*mật|mật)";
  const BRACKETED = new RegExp(
    "[(\\[{<«]\\s*(?:(?:độ|(?:đã\\s+)?(?:đóng\\s+)?dấu|tài liệu|văn bản|loại|chế độ)\\s*:?\\s*)?" +
      LEVEL +
      "\\s*[)\\]}>»]",
    "i",
  );
  const LABELLED = new RegExp(
    '(?:^|\\s)(?:độ|chế độ|mức độ|cấp độ|loại)\\s*(?:bảo\\s+)?mật\\s*(?:[:=\\-.]|là)+\\s*["“(\\[]?\\s*' +
      "(?:" +
      LEVEL +
      "(?![\\p{L}\\p{N}]|\\s*(?:[,/|;]|(?:hoặc|hay|và)(?![\\p{L}\\p{N}_]))[^\\p{L}\\p{N}_]*" +
      "(?:(?:độ|mức)[^\\p{L}\\p{N}_]+)*(?:tuyệt|tối|mật|thường|không)(?![\\p{L}\\p{N}_]))" +
      '|(?:tuyệt|tối)(?=[^\\p{L}\\p{N}]*$|\\s*[)\\]"”]))',
    "iu",
  );
  // "Độ bảo mật: Cao": no level of the law, and yet somebody says how secret the paper is.
  const GRADED =
    /^[^\p{L}\p{N}]*(?:(?:chế|mức|cấp)\s+)?độ\s+(?:bảo\s+)?mật\s*[:=\-.…]+\s*["“([]?\s*(?:(?:rất\s+|đặc biệt\s+)?cao(?:\s+nhất)?|đặc biệt|nghiêm ngặt|tuyệt đối|(?:cấp|mức|loại|bậc)\s*(?:độ\s*)?(?:[1-3]|I{1,3}))[^\p{L}\p{N}]*$/iu;
  const CAPITALS = /(?:^|[^\p{L}\p{N}])(?:TỐI|TUYỆT)\s+MẬT(?![\p{L}\p{N}])/u;
  const BARE = /(?:^|[^\p{L}\p{N}])(?:T[O0]I|TUYET)\s+MAT(?![\p{L}\p{N}])/u;
  const BARE_ALONE = /^(?:TOI|TUYET)MAT$/;
  // What stands before or behind "mật" in words that are no mark: bí mật, ong mật, mật độ.
  const BEFORE =
    /(?:^|[^\p{L}\p{N}_])(?:bảo|bí|cơ|cẩn|tường|thân|ong|túi|nuôi|lấy|chất|bài|đường|mía|hút|ống|đắng|ngọt|rỉ|gỉ|viêm|sỏi|ruột|dày|hoa|nước|nguồn|tiết|không|nội|giữ|hộp|lọ|thu|ủ|xã|phường|thôn|làng|ấp|sông|suối|núi|cầu|chợ|đèo|khu)$/iu;
  const AFTER =
    /^(?:độ|ong|mã|thiết|khẩu|vụ|thám|ước|nghị|danh|hiệu|đàm|báo|kế|thư|chỉ|lệnh|tông|hoa|mía|gấu|cật|sơn|ngữ|thất|đạo|phục|truyền|tịch|hành|đường|tập|ngọt)(?![\p{L}\p{N}_])/iu;
  const BARE_BEFORE =
    /^(?:bao|bi|be|ra|co|vang|tien|ngoai|noi|truoc|doi|tang|thiet|hai|mot|thoi|kin|bon|tuong|ong|khuon|giap|chong|hoa|toan|lam|duong|tui|nuoc|khong|than)$/;
  const PAPER_LAST =
    /(?:bao cao|van ban|tai lieu|nghi quyet|ke hoach|to trinh|cong van|thong bao|ket luan|phuong an|ho so)[\s_.-]+mat$/i;
  const BEHIND = /(?:\s-\s?|[:|/–]\s*)(?:tuyệt\s+mật|tối\s+mật|Mật|MẬT)[^\p{L}]*$/u;
  // [M] Báo cáo …, … (TM): the sign of a level as offices put it to a title or a file's name.
  const SIGN =
    /^[^\p{L}\p{N}_]{0,3}[([{]\s*(?:M|TM|TUM|TgM)\s*[)\]}]|[([{]\s*(?:M|TM|TUM|TgM)\s*[)\]}][^\p{L}\p{N}_]*$/u;
  const FORBIDDEN =
    /^\W*(?:tai lieu |van ban |bao cao )?(?:(?:nghiem )?cam|khong|chua)(?: duoc phep| duoc)? (?:pho bien|sao chup|sao luc|sao|in an|cong bo|cong khai|dang tai|phat tan|luu hanh|nhan ban|chuyen giao|chuyen tiep)\b[\w ,]{0,50}\W*$/;
  const INTERNAL =
    /(?:^|[([\-.;:/|]\s*)(?:tai lieu |van ban |chi )?(?:luu hanh (?:trong )?noi bo|thu hoi sau (?:hoi nghi|ky hop|cuoc hop)|xem xong (?:tra|nop|thu) lai)\s*[)\]]?\W*$/;
  const NUMBERED =
    /^\W*(?:ban so\s*[:.]?\s*\d{1,3}(?:\s*\/\s*\d{1,3})?\W*)?(?:chi nguoi co ten(?: (?:trong danh sach )?(?:moi )?duoc (?:boc|mo|xem|doc|nhan)(?: bi| thu| phong bi)?)?)?\W*$/;
  const DRAFT = /^\W*(?:ban )?(?:du thao|ban thao|ban nhap|draft)(?:\W+(?:lan |so )?(?:thu )?\w{1,4})?\W*$/;
  const DRAFT_TITLE = /^\W*du thao\b|[([\-:/|]\s*(?:ban )?du thao[\w\s]{0,14}\W*$/;
  const PAPER =
    /(?:cccd|cmnd|cmtnd|can cuoc(?: cong dan)?|chung minh nhan dan|dinh danh)\D{0,40}\d(?:[ .-]?\d){8,11}(?!\d)/;
  const PHONE =
    /(?:^|[^\d.,/-])(?:0|\+84[ .-]?)(?:3[2-9]|5[2-9]|7[06-9]|8[1-9]|9\d)(?:[ .-]?\d){7}(?![\d/]|[.,]\d|\s*(?:dong|vnd|m2))/;
  const MAIL = /[\w.+-]+@((?:[\w-]+\.)+[\w-]+)/g;
  const OFFICE = /(?:^|\.)(?:gov\.vn?|(?:edu|mil|org|chinhphu|quochoi|dcs|mattran)\.vn)$/i;

  /**
   * One form of a text: wide and look-alike letters as Latin ones, nothing invisible.
   * @param {string} said
   */
  function normal(said) {
    return hdnd
      .oneLine(said.normalize("NFKC"))
      .replace(/[АΑМΜТΤОΟІΙ]/g, (letter) => TWINS[letter])
      .replace(/[‐‑‒–—―−]/g, "-");
  }

  /**
   * Lower case, without marks, đ as d.
   * @param {string} said
   */
  hdnd.plain = function (said) {
    return said
      .toLowerCase()
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/đ/g, "d");
  };

  /**
   * The codes of what is wrong with one text of an envelope.
   * @param {string} said
   * @param {boolean} aside whether it is of staff, whose numbers are never read
   * @param {string} domain the office's own mail domain
   * @param {boolean} title whether it is a title, where a draft may only begin so
   * @returns {[string, string][]} code and kind
   */
  hdnd.marks = function (said, aside, domain, title) {
    const text = normal(said),
      plain = hdnd.plain(text),
      found = /** @type {[string, string][]} */ ([]);
    const compact = text.replace(/[^\p{L}]/gu, "");
    const bare = text.length < 80 && BARE.test(text) && !BARE_ALONE.test(compact);
    if (
      /^(?:MẬT|TỐIMẬT|TUYỆTMẬT)$/.test(compact) ||
      [BRACKETED, LABELLED, CAPITALS].some((one) => one.test(text)) ||
      bare
    )
      found.push(["secret-mark", ""]);
    else if (
      /^(?:mật|tốimật|tuyệtmật)$/i.test(compact) ||
      BARE_ALONE.test(compact) ||
      BEHIND.test(text) ||
      GRADED.test(text) ||
      SIGN.test(text)
    )
      found.push(["secret-suspected", ""]);
    const numbered = /[a-z]/.test(plain) && NUMBERED.test(plain);
    if (FORBIDDEN.test(plain) || INTERNAL.test(plain) || numbered) found.push(["circulation-mark", ""]);
    else if (DRAFT.test(plain) || (title && DRAFT_TITLE.test(plain))) found.push(["draft-mark", ""]);
    if (aside) return found;
    if (PAPER.test(plain)) found.push(["personal-data", "số giấy tờ tùy thân"]);
    if (PHONE.test(plain)) found.push(["personal-data", "số điện thoại di động"]);
    const mails = text.match(MAIL) || [];
    if (mails.some((mail) => !OFFICE.test(mail.split("@")[1]) && mail.split("@")[1].toLowerCase() !== domain))
      found.push(["personal-data", "thư điện tử cá nhân"]);
    return found;
  };

  /**
   * Whether a file name, or a folder above it, carries a mark: there "mat" may also be mặt, mất, mật độ, mặt trận.
   * @param {string} name
   */
  hdnd.markedName = function (name) {
    return name.split(/[/\\]/).some((step) => {
      const stem = normal(step.replace(/\.[A-Za-z0-9]{1,5}$/, "")),
        words = stem.match(/[\p{L}\p{N}]+/gu) || [];
      return words.some((word, at) => isMark(stem, word, (words[at - 1] || "").toLowerCase(), words[at + 1] || ""));
    });
  };

  /**
   * Whether one word of a file name is a mark.
   * @param {string} stem
   * @param {string} word
   * @param {string} before
   * @param {string} after
   */
  function isMark(stem, word, before, after) {
    const small = word.toLowerCase();
    if (/^(?:toi|tuyet)mat$/.test(hdnd.plain(word))) return true;
    if (hdnd.plain(word) !== "mat") return false;
    if (/^(?:toi|tuyet)$/.test(hdnd.plain(before)) && /^(?:mat|mật|mât)$/.test(small)) return true;
    if (small === "mật" && !BEFORE.test(before) && !AFTER.test(after.toLowerCase())) return true;
    if (small !== "mat" || BARE_BEFORE.test(hdnd.plain(before))) return false;
    if (PAPER_LAST.test(stem)) return true;
    const apart = `[(\\[{]\\s*${word}\\s*[)\\]}]|^${word}\\s+-|^${word}_|(?:[_\\-]|\\s-\\s)${word}$|^${word}$`;
    return new RegExp(apart).test(stem);
  }

  /**
   * Whether a number and notation carries the sign of a level: -M, (TM), /M; of an invitation, TM is the type.
   * @param {string} code
   * @param {boolean} invites
   */
  hdnd.signOfLevel = function (code, invites) {
    const typed = normal(code);
    return (invites ? typed.replace(/(^\s*|\/\s*)TM(?=\s*-\s*(?!T?M\b)[A-ZĐ]{2})/, "$1GM") : typed)
      .split(/[-/._,\s()[\]{}#:]+/)
      .some((part) => /^\d*(?:M|TM|TUM|TgM|MẬT|MÂT|MAT|Mật|mật|TỐI|Tối|TUYỆT|Tuyệt)$/.test(part));
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
