/* What the live line says of an answer. */
(function (hdnd) {
  "use strict";

  const some = (count) => hdnd.figure(count) + " văn bản";

  /**
   * @param {object} question  from hdnd.question; @param {object} answer  from hdnd.answer, with `filtered` and `kept`, how
   *   many documents of each tier the ticked boxes leave; @param {number} total  of them all
   */
  hdnd.said = function (question, answer, total) {
    const asked = "“" + question.text + "”";
    const barred = question.barred.length && !answer.repaired;
    const behind = barred ? " Không tính văn bản có “" + question.barred.join(" ") + "”." : "";
    if (total === 0) return readAs(answer) + nothing(answer, asked) + behind;
    return unborne(question, answer) + readAs(answer) + counted(answer, total, asked) + "." + behind;
  };

  /** Words that were read otherwise than they are typed. */
  function readAs(answer) {
    return (answer.repaired || []).map(function (one) {
      const why = one.known ? "Đã đọc “" + one.typed + "” là " : "Không văn bản nào có “" + one.typed + "”, đã tìm ";
      return why + "“" + one.read + "”. ";
    }).join("");
  }

  function nothing(answer, asked) {
    if (!answer.partly) return "Không tìm thấy văn bản nào cho " + asked + ".";
    return "Chưa thấy cụm từ trong " + asked + " ở " + some(answer.read) + " khớp nhất; " + some(answer.unread) +
      " có đủ các từ chưa được đọc.";
  }

  /** That a number was asked for, and none bears it. */
  function unborne(question, answer) {
    const number = question.number || (question.heard && question.heard.terms.length);
    return number && answer.tiers[0].kind === "fit" ? "Không có văn bản nào mang số này. " : "";
  }

  function counted(answer, total, asked) {
    const first = answer.tiers[0];
    if (first.kind === "fit" && !answer.filtered) return plainly(first, total, asked);
    const parts = [(answer.partly ? "Ít nhất " : "") + some(total) + " khớp với " + asked];
    if (answer.partly) {
      parts.push("cụm từ được đối chiếu trong " + some(answer.read) + " khớp nhất, còn " + some(answer.unread) + " chưa đọc");
    }
    const place = answer.tiers.findIndex((tier) => tier.kind === "folded");
    if (place >= 0 && answer.kept[place]) parts.push(hdnd.figure(answer.kept[place]) + " chỉ khớp khi bỏ dấu");
    return parts.join("; ");
  }

  /** Of words typed plainly: how many have all of them, in the title or anywhere, and how many are near. */
  function plainly(fit, total, asked) {
    const near = total - fit.all;
    const parts = [];
    if (fit.all) parts.push(some(fit.all) + " có đủ các từ của " + asked);
    if (fit.titles) parts.push(hdnd.figure(fit.titles) + " có đủ ngay trong trích yếu");
    if (near > 0) parts.push(some(near) + " gần với " + (fit.all ? "câu hỏi" : asked));
    return parts.join("; ");
  }
})(globalThis.hdnd = globalThis.hdnd || {});
