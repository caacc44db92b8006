/*
 * What `hdnd check` says of a package's envelope and files, in the browser: the rules of pipeline/ingest and of
 * pipeline/gate/envelope.py. tests/parity/cases/check.json holds both to the same answers.
 */
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
  const NARROW = /^(?:hanche|hanhep|hep|phamvihep|trong(?:coquan|donvi|nganh))$/;
  const TITLES = ["subject", "content", "sphereofpromulgation", "typename"];
  const FILE_NAMES = ["filename", "attachmentname"];
  const CODES = ["codenumber", "codenotation", "code", "documentid"];
  const LEVEL_FIELD = /secre|securit|classif|confiden|do(?:bao)?mat(?!t)|(?:^|muc|toi|tuyet)mat$/;
  const OPEN =
    /^(?:0|null|none|no|false|normal|public|open|thuong|binhthuong|vanbanthuong|khong|khongmat|kmat|congkhai|k|)$/;
  const NUMBER = /^\d{1,5}(?:\.\d{1,3})?[a-zđ]?(?:\/(?:19|20)\d{2})?$/;
  const DIGESTS = /** @type {Record<string, number>} */ ({ sha1: 20, sha256: 32, sha384: 48, sha512: 64 });
  const LONGEST = 60000; // letters of one text that are looked at
  const DAY = 86400000;
  const NO_DAY = /** @type {[number | null, string]} */ ([null, ""]);

  /**
   * Read a package or a single file.
   * @param {Uint8Array} bytes
   * @param {string} name
   * @param {Rules} rules
   * @returns {Checked}
   */
  hdnd.check = function (bytes, name, rules) {
    const answer = /** @type {Checked} */ ({ findings: [], declared: {}, files: [] });
    /** @type {Add} */
    const add = function (code, place, facts) {
      if (!answer.findings.some((one) => one.code === code && one.place === (place || ""))) {
        answer.findings.push({ code: code, place: place || "", facts: facts || {} });
      }
    };
    const kind = hdnd.kindOf(bytes, name);
    const ending = hdnd.ending(name);
    const named = ending === "edxml" || ending === "xml";
    if (!kind) add("empty");
    else if (kind === "html" && named) add("not-xml");
    else if (kind === "edxml" || kind === "mime" || kind === "xml" || named)
      ofPackage(bytes, kind === "mime", rules, answer, add);
    else {
      hdnd.receive([{ bytes: bytes, name: name, declared: "" }], true, rules, answer, add);
      wordings([["filename", name, false]], rules, add);
    }
    return answer;
  };

  /**
   * Read a package: its XML, alone or as the first part of a message.
   * @param {Uint8Array} bytes
   * @param {boolean} message
   * @param {Rules} rules
   * @param {Checked} answer
   * @param {Add} add
   */
  function ofPackage(bytes, message, rules, answer, add) {
    let parts = /** @type {Part[]} */ ([]);
    const whole = bytes;
    if (message) {
      parts = hdnd.mimeParts(bytes);
      if (!parts.length) {
        wordings(hdnd.remains(hdnd.decoded(bytes)), rules, add);
        return add("xml-not-well-formed");
      }
      bytes = parts[0].bytes;
      parts = parts.slice(1);
    }
    const parsed = hdnd.parseXml(hdnd.decoded(bytes), hdnd.isWide(bytes));
    if (parsed.problem) add(parsed.problem);
    if (parsed.problem) wordings(hdnd.remains(hdnd.decoded(whole)), rules, add);
    if (parsed.problem === "xml-repaired") return;
    const comments = parsed.comments.map((said) => /** @type {Worded} */ (["comment", said, true]));
    const texts = [...wordsOf(parsed.root, false), ...comments];
    const heads = hdnd.below(parsed.root, "messageheader");
    const { files, sent } = incoming(parsed.root, parts, rules, add);
    if (!parsed.problem) {
      if (!heads.length) add("not-edxml");
      else header(parsed.root, heads, rules, answer, add);
      signature(parsed.root, add);
    }
    hdnd.receive(files, false, rules, answer, add);
    if (!parsed.problem) manifest(parsed.root, sent, files.length, answer.declared.action, add);
    const names = files.map((file) => /** @type {Worded} */ (["filename", file.name, false]));
    wordings([...texts, ...names], rules, add);
  }

  /**
   * What the header says, and what stands against it.
   * @param {XmlNode} root
   * @param {XmlNode[]} heads
   * @param {Rules} rules
   * @param {Checked} answer its `declared` is filled
   * @param {Add} add
   */
  function header(root, heads, rules, answer, add) {
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
      sender_name: one("from", "organname"),
      subject: one("subject"),
      date: one("promulgationinfo", "promulgationdate") || one("promulgationdate"),
      type: one("documenttype", "typename"),
      signer: one("signerinfo", "fullname"),
    });
    [said.number, said.notation] = hdnd.numberParts(one("code", "codenumber"), one("code", "codenotation"));
    if (said.action === "status") return add("not-a-document", "", { status: status.padStart(2, "0") });
    if (!/^(?:[0-3]|status)$/.test(said.action)) add("action-unknown", "BussinessDocType");
    if (!said.sender) add("sender-missing", "From");
    else if (!rules.senders.includes(said.sender)) add("sender-unknown", "From");
    const receivers = hdnd.values(head, ["to", "organid"]).map((code) => code.toUpperCase());
    if (!status && !receivers.some((code) => rules.address.includes(code)))
      add("wrong-recipient", "To", { address: rules.address[0] });
    if (said.number && !NUMBER.test(said.number)) add("number-suspect", "CodeNumber");
    dates(root, head, said.date, hdnd.below(root, "envelope").length > 0, rules, add);
  }

  /**
   * Number and notation apart, however the sender divided them.
   * @param {string} number
   * @param {string} notation
   */
  hdnd.numberParts = function (number, notation) {
    number = number.split("#")[0].trim();
    notation = notation.split("#")[0].trim();
    if (number && notation && number.endsWith("/" + notation)) number = number.slice(0, -notation.length - 1);
    if (number && notation.startsWith(number + "/")) notation = notation.slice(number.length + 1);
    const whole = !notation && /^(\d+[a-zđ]?)\/(.+)$/.exec(number);
    return whole ? [whole[1], whole[2]] : [number, notation];
  };

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
    const first =
      /^(\d{4})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:[T\s].*)?$/.exec(printed) ||
      /^(\d{4})(\d{2})(\d{2})$/.exec(printed);
    if (first) return made(first[1], first[2], first[3]);
    const last = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?:[T\s].*)?$/.exec(printed);
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

  /**
   * Whether the digest of a signature has the length that its method gives.
   * @param {XmlNode} root
   * @param {Add} add
   */
  function signature(root, add) {
    const found = hdnd.below(root, "signature")[0];
    if (!found) return;
    const digest = hdnd.below(found, "digestvalue")[0],
      method = hdnd.below(found, "digestmethod")[0];
    const kind = ((method && method.attributes.Algorithm) || "").toLowerCase().split("#").pop();
    const length = digest ? digest.text.replace(/\s+/g, "").length : 0;
    const wanted = Math.ceil((DIGESTS[kind] || 20) / 3) * 4;
    add(length === wanted ? "signature-unchecked" : "signature-invalid");
  }

  /**
   * The files that came, out of the XML and beside it, and how many were sent.
   * @param {XmlNode} root
   * @param {Part[]} parts
   * @param {Rules} rules
   * @param {Add} add
   */
  function incoming(root, parts, rules, add) {
    const files = /** @type {Sent[]} */ ([]);
    const payloads = hdnd.below(root, "contenttransferencoded").length + hdnd.below(root, "attachmentdata").length;
    const raw = (/** @type {XmlNode} */ node, /** @type {string} */ name) =>
      hdnd
        .steps(node, [name])
        .map((one) => one.text)
        .find((said) => !/^(?:|null)$/.test(hdnd.oneLine(said))) || "";
    for (const node of hdnd.below(root, "attachment")) {
      const payload = hdnd.below(node, "contenttransferencoded")[0] || hdnd.below(node, "attachmentdata")[0];
      if (!payload || !payload.whole) continue;
      const decoded = hdnd.base64(payload.text);
      const problem = decoded.problem || (decoded.bytes.length > rules.mb * 1e6 ? "attachment-too-large" : "");
      if (problem) add(problem, "tệp " + (files.length + 1));
      else
        files.push({
          bytes: decoded.bytes,
          unpadded: decoded.unpadded,
          name: raw(node, "attachmentname") || raw(node, "description"),
          declared: raw(node, "contenttype"),
        });
    }
    const references = hdnd.below(root, "reference");
    for (const part of parts) {
      const reference = references.find(
        (one) => contentId(hdnd.values(one, ["contentid"])[0] || hrefOf(one)) === contentId(part.id),
      );
      const problem = part.problem || (part.bytes.length ? "" : "attachment-empty");
      if (problem) add(problem, "tệp " + (files.length + 1));
      else
        files.push({
          bytes: part.bytes,
          unpadded: part.unpadded,
          name: part.name || (reference ? raw(reference, "attachmentname") || raw(reference, "description") : ""),
          declared: part.type,
        });
    }
    const sent = Math.max(payloads, parts.length);
    if (sent > rules.attachments) add("too-many-attachments");
    const ids = hdnd
      .below(root, "attachment")
      .map((node) => contentId(hdnd.values(node, ["contentid"])[0] || ""))
      .filter(Boolean);
    if (new Set(ids).size < ids.length) add("ambiguous-field", "ContentId");
    return { files: files, sent: sent };
  }

  /**
   * Whether as much came as the package lists.
   * @param {XmlNode} root
   * @param {number} sent
   * @param {number} received
   * @param {string} action
   * @param {Add} add
   */
  function manifest(root, sent, received, action, add) {
    const lists = [...hdnd.below(root, "edxmlmanifest"), ...hdnd.below(root, "manifest")];
    const listed = lists.flatMap((one) => hdnd.steps(one, ["reference"])).length;
    if (!received && !listed && (action === "1" || action === "status")) return;
    if (Math.max(sent, received) < Math.max(listed, 1)) add("attachment-missing");
    else if (!listed && !hdnd.below(root, "attachmentdata").length) add("manifest-missing");
  }

  /**
   * What an element refers to, under whatever prefix.
   * @param {XmlNode} node
   */
  function hrefOf(node) {
    const key = Object.keys(node.attributes).find((one) => one.split(":").pop().toLowerCase() === "href");
    return key ? node.attributes[key] : "";
  }

  /**
   * The name of a part, as both sides may write it.
   * @param {string} said
   */
  function contentId(said) {
    return said
      .trim()
      .toLowerCase()
      .replace(/^(?:cid:)+/, "");
  }

  /**
   * Every text of the envelope.
   * @param {XmlNode} top
   * @param {boolean} aside
   * @returns {Worded[]}
   */
  function wordsOf(top, aside) {
    return [].concat(
      ...top.children.map(function (child) {
        const beside = aside || child.aside;
        const own = Object.keys(child.attributes)
          .filter((key) => !key.startsWith("xmlns"))
          .map((key) => [key.split(":").pop().toLowerCase(), child.attributes[key], beside]);
        const payload = /^(?:contenttransferencoded|attachmentdata)$/.test(child.name);
        return [...(payload ? [] : [[child.name, child.text, beside]]), ...own, ...wordsOf(child, beside)];
      }),
    );
  }

  /**
   * Marks and personal data in the words of an envelope.
   * @param {Worded[]} texts
   * @param {Rules} rules
   * @param {Add} add
   */
  function wordings(texts, rules, add) {
    for (const [element, text, aside] of texts) {
      const said = text
        .slice(0, LONGEST)
        .replace(/[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32,}/g, " ");
      if (!said.trim() || /^[A-Za-z0-9+/=:.-]{60,}$/.test(said)) continue;
      const plain = hdnd.plain(element).replace(/[_-]/g, "");
      const compact = hdnd.plain(hdnd.oneLine(said)).replace(/[\W_]+/g, "");
      const level = LEVEL_FIELD.test(plain),
        name = FILE_NAMES.includes(element);
      if (level && !OPEN.test(compact))
        add(/^(?:mat|toimat|tuyetmat)$/.test(compact) ? "secret-mark" : "secret-suspected", element);
      if (CODES.includes(element) && hdnd.signOfLevel(said)) add("secret-suspected", element);
      if (name && hdnd.markedName(said)) add("secret-suspected", element);
      const stem = name ? said.replace(/\.[A-Za-z0-9]{1,5}$/, "") : said;
      if (element === "sphereofpromulgation" && NARROW.test(compact)) add("circulation-mark", element);
      for (const [code, kind] of hdnd.marks(stem, aside, rules.domain, TITLES.includes(element))) {
        if (!level || !code.startsWith("secret"))
          add(name && code === "secret-mark" ? "secret-suspected" : code, element, { kind: kind });
      }
    }
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
