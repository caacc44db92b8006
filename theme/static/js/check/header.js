/* What a package's header declares, and what stands against it: fields, sender and its name, receiver, number, days. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const SINGLE = [
    "from",
    "from organid",
    "documentid",
    "code",
    "code codenumber",
    "code codenotation",
    "promulgationinfo promulgationdate",
    "promulgationinfo place",
    "documenttype typename",
    "subject",
    "content",
    "signerinfo",
    "signerinfo fullname",
    "signerinfo position",
    "otherinfo sphereofpromulgation",
    "statuscode",
  ];
  const GROUPS = ["from", "to", "code", "promulgationinfo", "documenttype", "signerinfo", "otherinfo"];
  const NUMBER = /^\d{1,5}(?:\.\d{1,3})?[a-zđ]?(?:\/(?:19|20)\d{2})?$/;
  const KIND = "(?:tinh|thanh pho|tp\\.?|quan|huyen|thi xa|tx\\.?|xa|phuong|thi tran|dac khu)";
  const UNIT = new RegExp(
    "(?:hoi dong nhan dan|hdnd|uy ban nhan dan|ubnd)\\s+(?:(?:va|,|-)\\s*\\w[\\w ]*?\\s+)?" +
      "(" +
      KIND +
      "\\s+[^,;()]+?)\\s*(?:\\s-\\s.*|[,;(].*)?$",
  );
  // Behind a day its hour may stand, but no second day.
  const HOUR = "(?:[T\\s](?!.*(?:/|\\d[.-]\\d{1,2}[.-]\\d{4}(?!\\d))|(?:.*\\D)?\\d{4}[.-]\\d{1,2}[.-]\\d).*)?$";
  const YEAR_FIRST = new RegExp("^(\\d{4})\\s*[/.-]\\s*(\\d{1,2})\\s*[/.-]\\s*(\\d{1,2})" + HOUR);
  const DAY_FIRST = new RegExp("^(\\d{1,2})\\s*[/.-]\\s*(\\d{1,2})\\s*[/.-]\\s*(\\d{4})" + HOUR);
  // Codes with which a receiver says what became of a document.
  const REPORTED = ["01", "02", "03", "04", "05", "06", "15", "16"];
  const DAY = 86400000;
  const NO_DAY = /** @type {[number | null, string]} */ ([null, ""]);

  /**
   * What the header says, and what stands against it.
   * @param {XmlNode} root
   * @param {XmlNode[]} heads
   * @param {number} files how many came
   * @param {Rules} rules
   * @param {Checked} answer its `declared` is filled
   * @param {Add} add
   */
  hdnd.header = function (root, heads, files, rules, answer, add) {
    const head = heads[0];
    const one = (/** @type {string[]} */ ...names) => hdnd.values(head, names)[0] || "";
    if (heads.length > 1) add("ambiguous-field", "MessageHeader");
    for (const path of SINGLE) {
      const names = path.split(" "),
        last = names[names.length - 1],
        group = GROUPS.includes(last);
      const nodes = hdnd.steps(head, names);
      const doubled = group
        ? nodes.filter((node) => node.children.length).length
        : new Set(hdnd.values(head, names)).size;
      if (doubled > 1) add("ambiguous-field", last);
      if (!group && nodes.some((node) => node.children.length)) add("xml-unexpected-element", last);
    }
    const status = one("statuscode");
    const business = hdnd.below(root, "business")[0];
    const type = ((business && hdnd.values(business, ["businessdoctype"])[0]) || "0").replace(/^0+(?=.)/, "");
    /** @type {Record<string, string>} */
    const said = (answer.declared = {
      action: status ? (status.padStart(2, "0") === "13" ? "1" : "status") : type,
      sender: one("from", "organid").toUpperCase(),
      sender_name: one("from", "organname") || one("from", "organizationincharge"),
      subject: one("subject"),
      date: one("promulgationinfo", "promulgationdate") || one("promulgationdate"),
      type: one("documenttype", "typename"),
      signer: one("signerinfo", "fullname"),
    });
    const [number, notation, retyped] = hdnd.numberParts(one("code", "codenumber"), one("code", "codenotation"));
    [said.number, said.notation] = [number, notation];
    if (retyped) add("number-retyped", "Code");
    if (said.action === "status") {
      const code = status.padStart(2, "0");
      const echo = rules.address.includes(said.sender) && REPORTED.includes(code) && !files;
      return add(echo ? "status-echo" : "not-a-document", "", { status: code });
    }
    if (!/^(?:[0-3]|status)$/.test(said.action)) add("action-unknown", "BussinessDocType");
    if (!said.sender) add("sender-missing", "From");
    else if (!Object.hasOwn(rules.senders, said.sender)) add("sender-unknown", "From");
    else if (!names(said.sender_name, rules.senders[said.sender])) add("sender-mismatch", "OrganName");
    const receivers = hdnd.values(head, ["to", "organid"]).map((code) => code.toUpperCase());
    if (!status && !receivers.some((code) => rules.address.includes(code)))
      add("wrong-recipient", "To", { address: rules.address[0] });
    if (said.number && !NUMBER.test(said.number)) add("number-suspect", "CodeNumber");
    dates(root, head, said.date, hdnd.below(root, "envelope").length > 0, rules, add);
  };

  /**
   * Whether a sender's name can be that of its code; a name without a unit ("Văn phòng") can.
   * @param {string} said
   * @param {string[]} units folded, those that the code sends for
   */
  function names(said, units) {
    const plain = hdnd.plain(hdnd.oneLine(said).replace(/[‐‑‒–—―−]/g, "-"));
    const match = UNIT.exec(plain);
    if (!match) return true;
    const whole = match[1].replace(/\bt([px])(?:\. ?| )(?=\w)/g, (_, kind) =>
      kind === "p" ? "thanh pho " : "thi xa ",
    );
    return units.includes(whole.trim());
  }

  /**
   * Number and notation apart, however the sender divided and typed them; whether either was typed oddly.
   * @param {string} number
   * @param {string} notation
   * @returns {[string, string, boolean]}
   */
  hdnd.numberParts = function (number, notation) {
    const sent = [number, notation].map((said) => said.split("#")[0].trim());
    const typed = sent.map((said) =>
      said.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)),
    );
    let first = typed[0]
      .replace(/^s[ốo]\s*[:.]?\s*(?=\d)/i, "")
      .replace(/\/(\p{L}[^/]*)$/u, (_, behind) => "/" + capitals(behind))
      .replace(/[/. ]+$/, "");
    let last = capitals(typed[1].replace(/^[/ ]+|[. ]+$/g, ""));
    const retyped = first !== sent[0] || last !== sent[1];
    if (first && last && first.endsWith("/" + last)) first = first.slice(0, -last.length - 1);
    if (first && last.startsWith(first + "/")) last = last.slice(first.length + 1);
    const whole = !last && /^(\d+[a-zđ]?)\/(.+)$/.exec(first);
    return whole ? [whole[1], whole[2], retyped] : [first, last, retyped];
  };

  /**
   * A notation typed wholly in small letters, as the paper prints it.
   * @param {string} said
   */
  function capitals(said) {
    return said === said.toLowerCase() ? said.toUpperCase() : said;
  }

  /**
   * Whether the day of issue and the stamp can be.
   * @param {XmlNode} root
   * @param {XmlNode} head
   * @param {string} printed
   * @param {boolean} dayFirst
   * @param {Rules} rules
   * @param {Add} add
   */
  function dates(root, head, printed, dayFirst, rules, add) {
    const [issued, problem] = printed ? day(printed, dayFirst) : NO_DAY;
    if (problem) add(problem, "PromulgationDate");
    const hops = hdnd
      .below(root, "traceheader")
      .map((hop) => hdnd.values(hop, ["timestamp"])[0])
      .filter(Boolean);
    const stamp = hops[0] || hdnd.values(head, ["timestamp"])[0];
    const today = Date.parse(rules.today),
      sent = (stamp && day(stamp, true)[0]) || today;
    if (sent > today + DAY) add("clock-ahead", "Timestamp");
    if (issued === null) return;
    if (issued < Date.UTC(1976, 0, 1)) add("date-implausible", "PromulgationDate");
    else if (issued > Math.min(sent, today) + DAY) add("date-future", "PromulgationDate");
  }

  /**
   * A date as milliseconds and a code, empty where it is beyond doubt.
   * @param {string} printed
   * @param {boolean} dayFirst
   * @returns {[number | null, string]}
   */
  function day(printed, dayFirst) {
    const first = YEAR_FIRST.exec(printed) || /^(\d{4})(\d{2})(\d{2})$/.exec(printed);
    if (first) return made(first[1], first[2], first[3]);
    const words = /^(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$/i.exec(printed);
    if (words) return made(words[3], words[2], words[1]);
    const last = DAY_FIRST.exec(printed);
    if (!last) return [null, "date-invalid"];
    const [found, problem] = made(last[3], last[2], last[1]);
    return [found, problem || (!dayFirst && Number(last[1]) <= 12 ? "date-format" : "")];
  }

  /**
   * The day of these figures, in milliseconds; a code where there is no such day.
   * @param {string} year
   * @param {string} month
   * @param {string} date
   * @returns {[number | null, string]}
   */
  function made(year, month, date) {
    const found = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
    const real = found.getUTCMonth() === Number(month) - 1 && found.getUTCDate() === Number(date) && Number(year) > 99;
    return real ? [found.getTime(), ""] : [null, "date-invalid"];
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
