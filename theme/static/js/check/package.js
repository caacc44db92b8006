/*
 * What `hdnd check` says of a package's envelope and files, in the browser: the rules of pipeline/ingest and of
 * pipeline/gate/envelope.py. tests/parity/cases/check.json holds both to the same answers.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const NARROW = /^(?:hanche|hanhep|hep|phamvihep|trong(?:coquan|donvi|nganh))$/;
  const TITLES = ["subject", "content", "sphereofpromulgation", "typename"];
  const FILE_NAMES = ["filename", "attachmentname"];
  const CODES = ["codenumber", "codenotation", "code", "documentid"];
  const LEVEL_FIELD = /secre|securit|classif|confiden|do(?:bao)?mat(?!t)|(?:^|muc|toi|tuyet)mat$/;
  const OPEN =
    /^(?:0|null|none|no|false|normal|public|open|thuong|binhthuong|vanbanthuong|khong|khongmat|kmat|congkhai|k|)$/;
  const DIGESTS = /** @type {Record<string, number>} */ ({ sha1: 20, sha256: 32, sha384: 48, sha512: 64 });
  const LONGEST = 60000; // letters of one text that are looked at

  /**
   * Read a package or a single file.
   * @param {Uint8Array} bytes
   * @param {string} name
   * @param {Rules} rules
   * @returns {Checked}
   */
  hdnd.check = function (bytes, name, rules) {
    const answer = /** @type {Checked} */ ({ findings: [], declared: {}, files: [], entries: [] });
    /** @type {Add} */
    const add = function (code, place, facts) {
      if (!answer.findings.some((one) => one.code === code && one.place === (place || ""))) {
        answer.findings.push({ code: code, place: place || "", facts: facts || {} });
      }
    };
    const kind = hdnd.kindOf(bytes, name);
    const ending = hdnd.ending(name);
    const named = ending === "edxml" || ending === "xml";
    const inner = hdnd.wrapped(bytes, kind, rules);
    if (!kind) add("empty");
    else if (inner) ofInner(inner, name, rules, answer, add);
    else if (kind === "html" && named) add("not-xml");
    else if (kind === "edxml" || kind === "mime" || kind === "xml" || named)
      ofPackage(bytes, kind === "mime", rules, answer, add);
    else {
      hdnd.receive([{ bytes: bytes, name: name, declared: "" }], true, rules, answer, add);
      wordings([name, ...answer.entries].map(called), rules, add);
    }
    return answer;
  };

  /**
   * A name as it is judged.
   * @param {string} name
   * @returns {Worded}
   */
  function called(name) {
    return ["filename", name, false];
  }

  /**
   * Read a package that lay in a ZIP or a SOAP answer, and judge the words around it.
   * @param {Inner} inner
   * @param {string} name
   * @param {Rules} rules
   * @param {Checked} answer
   * @param {Add} add
   */
  function ofInner(inner, name, rules, answer, add) {
    add(inner.fault || "package-unwrapped");
    const names = inner.names.length ? [name, ...inner.names] : [];
    wordings([...names.map(called), ...(inner.around ? textsOf(inner.around) : [])], rules, add);
    if (!inner.fault) ofPackage(inner.bytes, false, rules, answer, add);
  }

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
    if (parsed.mended) add("xml-mended", "", { what: parsed.mended });
    if (parsed.problem) wordings(hdnd.remains(hdnd.decoded(whole)), rules, add);
    if (parsed.problem === "xml-repaired") return;
    const texts = textsOf(parsed);
    const heads = hdnd.below(parsed.root, "messageheader");
    const { files, sent } = incoming(parsed.root, parts, rules, add);
    if (!parsed.problem) {
      if (!heads.length) add("not-edxml");
      else hdnd.header(parsed.root, heads, files.length, rules, answer, add);
      signature(parsed.root, add);
    }
    hdnd.receive(files, false, rules, answer, add);
    if (!parsed.problem) manifest(parsed.root, sent, files.length, answer.declared.action, add);
    const names = [...files.map((file) => file.name), ...answer.entries];
    wordings([...texts, ...names.map(called)], rules, add);
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
    const payloads = hdnd.below(root, "").filter(hdnd.isPayload);
    const raw = (/** @type {XmlNode} */ node, /** @type {string} */ name) =>
      hdnd
        .steps(node, [name])
        .map((one) => one.text)
        .find((said) => !/^(?:|null)$/.test(hdnd.oneLine(said))) || "";
    const attachments = hdnd.below(root, "attachment");
    const named = attachments.some((node) => hdnd.below(node, "").some(hdnd.isPayload));
    const holders = named ? attachments : hdnd.below(root, "").filter((node) => node.children.some(hdnd.isPayload));
    for (const node of holders) {
      const payload = hdnd.below(node, "").find(hdnd.isPayload);
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
    const sent = Math.max(payloads.length, parts.length);
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
    else if (sent > listed && !hdnd.below(root, "").some(isOwn)) add("manifest-missing");
  }

  /**
   * Whether a gateway holds a file under a name of its own; such a one lists nothing.
   * @param {XmlNode} one
   */
  function isOwn(one) {
    return hdnd.isPayload(one) && one.name !== "contenttransferencoded";
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
   * Every text of what was read, comments too.
   * @param {Parsed} parsed
   * @returns {Worded[]}
   */
  function textsOf(parsed) {
    const comments = parsed.comments.map((said) => /** @type {Worded} */ (["comment", said, true]));
    return [...wordsOf(parsed.root, false), ...comments];
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
        const payload = hdnd.isPayload(child);
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
    const told = texts.flatMap(([element, text, aside]) =>
      hdnd.readings(text).map((said) => /** @type {Worded} */ ([element, said, aside])),
    );
    const invites = told.some(
      ([element, text]) => element === "typename" && /^\W*(?:thu|giay) moi/.test(hdnd.plain(text)),
    );
    for (const [element, text, aside] of told) {
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
      const small = /^code(?:number|notation)$/.test(element) && said === said.toLowerCase();
      if (CODES.includes(element) && hdnd.signOfLevel(small ? said.toUpperCase() : said, invites))
        add("secret-suspected", element);
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
