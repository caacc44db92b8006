/* What the live line says of an answer. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const BROKEN =
    "Trang tìm kiếm và dữ liệu tìm kiếm không thuộc cùng một lần dựng, nên chưa thể trả lời đúng. " +
    "Hãy tải lại trang sau ít phút; nếu mở từ thư mục hay USB, hãy chép lại trọn thư mục.";
  const MISSING =
    "Không đọc được tệp {0} của phần tìm kiếm, nên chưa thể trả lời. Hãy tải lại trang sau ít phút; nếu đây là bản sao " +
    "trong thư mục hay USB thì bản sao thiếu tệp: hãy chép lại trọn thư mục, theo danh sách SHA256SUMS.";
  const BROAD = "Từ có dấu * hoặc ~ còn quá ngắn. Hãy gõ thêm chữ.";

  const some = (count) => hdnd.put("{0} văn bản", hdnd.figure(count));

  /**
   * @param {object} question  from hdnd.question; @param {object} answer  from hdnd.answer, with `filtered` and `kept`, how
   *   many documents of each tier the ticked boxes leave; @param {number} total  of them all
   */
  hdnd.said = function (question, answer, total) {
    const asked = "“" + inner(question.text) + "”";
    const barred = question.barred.length && !answer.repaired;
    const behind = barred ? hdnd.put(" Không tính văn bản có “{0}”.", question.barred.join("”, “")) : "";
    if (total === 0 && hdnd.isReceipt(question.number))
      return hdnd.put("Không có văn bản đã đăng nào mang số biên nhận này.");
    if (total === 0) return readAs(answer) + nothing(answer, asked) + behind;
    return unborne(question, answer) + readAs(answer) + absent(answer) + counted(answer, total, asked) + "." + behind;
  };

  /** What is said where the index could not be read; an error of another kind is thrown on. */
  hdnd.brokenSaid = function (error) {
    if (error instanceof hdnd.Missing)
      return hdnd.put(MISSING, error.message.replace(/\?.*/, "").replace(/^(?:\.\.\/)+/, ""));
    if (error instanceof hdnd.Stale) return hdnd.put(BROKEN);
    if (error instanceof hdnd.TooBroad) return hdnd.put(BROAD);
    throw error;
  };

  /**
   * What was typed as it stands within quotes: a question that is one phrase bears none of its own, ““a b”” is no way to
   * write; those about a part of it become single ones.
   * @param {string} text
   */
  function inner(text) {
    return text.replace(/^"([^"]*)"$/, "$1").replace(/"([^"]*)"?/g, "‘$1’");
  }

  /**
   * Words that were read otherwise than they are typed.
   * @param {Answer} answer
   */
  function readAs(answer) {
    return (answer.repaired || [])
      .map(function (one) {
        const why = hdnd.put(one.known ? "Đã đọc “{0}” là " : "Không văn bản nào có “{0}”, đã tìm ", one.typed);
        return why + "“" + one.read + "”. ";
      })
      .join("");
  }

  /**
   * Words that no document has: without this, those that have all the others were said to have all.
   * @param {Answer} answer
   */
  function absent(answer) {
    const words = answer.absent || [];
    return words.length ? hdnd.put("Không văn bản nào có “{0}”. ", words.join("”, “")) : "";
  }

  /**
   * That nothing was found, or nothing yet.
   * @param {Answer} answer
   * @param {string} asked
   */
  function nothing(answer, asked) {
    if (!answer.partly) return hdnd.put("Không tìm thấy văn bản nào cho {0}.", asked);
    const said = "Chưa thấy cụm từ trong {0} ở {1} khớp nhất; {2} có đủ các từ chưa được đọc.";
    return hdnd.put(said, asked, some(answer.read), some(answer.unread));
  }

  /**
   * That a number was asked for, or several, and none bears it, or some of them.
   * @param {Question} question
   * @param {Answer} answer
   */
  function unborne(question, answer) {
    const { kind, unheld = [] } = answer.tiers[0];
    if (unheld.length) return hdnd.put("Không có văn bản nào khớp đúng “{0}”. ", unheld.join("”, “"));
    if (kind !== "fit") return "";
    if (question.several.length) return hdnd.put("Không có văn bản nào mang các số này. ");
    if (!question.number && !(question.heard && question.heard.terms.length)) return "";
    const day = question.heard && question.heard.day;
    return hdnd.put(day ? "Không có văn bản nào ban hành ngày này. " : "Không có văn bản nào mang số này. ");
  }

  /**
   * How many were found, and of what kinds.
   * @param {Answer} answer
   * @param {number} total
   * @param {string} asked
   */
  function counted(answer, total, asked) {
    const first = answer.tiers[0];
    if (first.kind === "fit" && !answer.filtered) return plainly(first, total, asked);
    const parts = [hdnd.put(answer.partly ? "Ít nhất {0} khớp với {1}" : "{0} khớp với {1}", some(total), asked)];
    if (answer.partly) {
      const said = "cụm từ được đối chiếu trong {0} khớp nhất, còn {1} chưa đọc";
      parts.push(hdnd.put(said, some(answer.read), some(answer.unread)));
    }
    const place = answer.tiers.findIndex((tier) => tier.kind === "folded");
    if (place >= 0 && answer.kept[place])
      parts.push(hdnd.put("{0} chỉ khớp khi bỏ dấu", hdnd.figure(answer.kept[place])));
    return parts.join("; ");
  }

  /**
   * Of words typed plainly: how many have all of them, in the title or anywhere, and how many are near.
   * @param {Tier} fit
   * @param {number} total
   * @param {string} asked
   */
  function plainly(fit, total, asked) {
    const near = total - fit.all;
    const parts = [];
    if (fit.all) parts.push(hdnd.put("{0} có đủ các từ của {1}", some(fit.all), asked));
    if (fit.titles) parts.push(hdnd.put("{0} có đủ ngay trong trích yếu", hdnd.figure(fit.titles)));
    if (near > 0) parts.push(hdnd.put("{0} gần với {1}", some(near), fit.all ? hdnd.put("câu hỏi") : asked));
    return parts.join("; ");
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
