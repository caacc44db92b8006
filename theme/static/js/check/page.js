/* The page of the checker: takes files, asks hdnd.check, shows each finding with its sentence. Nothing leaves the browser. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const VERDICTS = /** @type {Record<string, [string, string]>} */ ({
    accept: ["good", "Không thấy vướng mắc ở phần bao gói và tệp."],
    note: ["good", "Không thấy vướng mắc; có điều cần lưu ý."],
    hold: ["part", "Gói sẽ bị giữ lại chờ người phụ trách xem."],
    refuse: ["bad", "Gói sẽ bị từ chối."],
    seal: ["bad", "Có dấu chỉ độ mật: không gửi. Gói sẽ bị niêm phong và báo người phụ trách."],
  });
  const ORDER = ["accept", "note", "hold", "refuse", "seal"];
  const DECLARED = [
    ["subject", "Trích yếu"],
    ["code", "Số, ký hiệu"],
    ["date", "Ngày ban hành"],
    ["type", "Loại văn bản"],
    ["sender_name", "Đơn vị gửi"],
    ["signer", "Người ký"],
  ];
  const MOST = 200e6;

  const input = /** @type {HTMLInputElement} */ (document.getElementById("goi"));
  const drop = document.getElementById("tha");
  const list = document.getElementById("ket-qua");
  const status = document.getElementById("trang-thai");
  if (!input) return;
  const rules = /** @type {Rules} */ (JSON.parse(document.getElementById("quy-tac").textContent));

  /**
   * An element with a class and words; both may be empty.
   * @param {string} tag
   * @param {string} [name]
   * @param {string} [words]
   */
  function element(tag, name, words) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (words) made.textContent = words;
    return made;
  }

  /**
   * The sentence of a finding, with the facts that it names.
   * @param {CheckFinding} finding
   */
  function sentence(finding) {
    const facts = /** @type {Record<string, string>} */ (Object.assign({ place: finding.place }, finding.facts));
    return rules.reasons[finding.code][1].replace(
      / ?\(\{kind\}\)|\{(\w+)\}/g,
      function (/** @type {string} */ _, /** @type {string} */ key) {
        if (!key) return facts.kind ? " (" + facts.kind + ")" : "";
        return facts[key] || "…";
      },
    );
  }

  /**
   * The heaviest of severities.
   * @param {CheckFinding[]} findings
   */
  function worst(findings) {
    const weights = findings.map((finding) => ORDER.indexOf(rules.reasons[finding.code][0]));
    return ORDER[Math.max(0, ...weights)];
  }

  /**
   * What was found of a file, as a box.
   * @param {File} file
   * @param {Checked} answer
   */
  function shown(file, answer) {
    const [tone, words] = VERDICTS[worst(answer.findings)];
    const box = element("section", "checked checked--" + tone);
    box.append(element("h2", "checked__name", file.name), element("p", "checked__verdict", words));
    const told = element("ul", "checked__list");
    const weight = (/** @type {CheckFinding} */ finding) => ORDER.indexOf(rules.reasons[finding.code][0]);
    for (const finding of answer.findings.slice().sort((one, other) => weight(other) - weight(one))) {
      const line = element("li", "", sentence(finding) + " ");
      const place = finding.place && !sentence(finding).includes(finding.place) ? finding.place + " · " : "";
      line.append(element("span", "muted", place + finding.code));
      told.append(line);
    }
    if (answer.findings.length) box.append(told);
    const said = /** @type {Record<string, string>} */ (
      Object.assign({}, answer.declared, {
        code: [answer.declared.number, answer.declared.notation].filter(Boolean).join("/"),
      })
    );
    const facts = element("dl", "checked__facts");
    for (const [key, label] of DECLARED)
      if (said[key]) facts.append(element("dt", "", label), element("dd", "", said[key]));
    for (const one of answer.files)
      facts.append(
        element("dt", "", "Tệp"),
        element("dd", "", one.name + " (" + (one.kind || "rỗng") + ", " + one.size.toLocaleString("vi") + " byte)"),
      );
    if (facts.children.length) box.append(facts);
    return box;
  }

  /**
   * The bytes of a file.
   * @param {File} file
   * @returns {Promise<Uint8Array>}
   */
  function read(file) {
    return new Promise(function (resolve, reject) {
      const reader = new FileReader();
      reader.onload = () => resolve(new Uint8Array(/** @type {ArrayBuffer} */ (reader.result)));
      reader.onerror = () => reject(reader.error);
      reader.readAsArrayBuffer(file);
    });
  }

  /** Today on the clock of Vietnam, as yyyy-mm-dd. */
  function today() {
    return new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
  }

  /**
   * Check files one by one, and show each answer as it is there.
   * @param {File[]} files
   */
  async function check(files) {
    list.textContent = "";
    for (const file of files) {
      status.textContent = "Đang đọc " + file.name + "…";
      try {
        if (file.size > MOST) throw new Error("size");
        list.append(shown(file, hdnd.check(await read(file), file.name, Object.assign({ today: today() }, rules))));
      } catch {
        const box = element("section", "checked checked--part");
        box.append(
          element("h2", "checked__name", file.name),
          element("p", "checked__verdict", "Trình duyệt không đọc được tệp này; cơ sở dữ liệu vẫn kiểm khi nhận."),
        );
        list.append(box);
      }
    }
    status.textContent = files.length ? "Đã kiểm tra " + files.length + " tệp." : "";
  }

  input.addEventListener("change", () => check(Array.from(input.files)));
  drop.addEventListener("dragover", function (event) {
    event.preventDefault();
    drop.classList.add("drop--over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("drop--over"));
  drop.addEventListener("drop", function (event) {
    event.preventDefault();
    drop.classList.remove("drop--over");
    check(Array.from(event.dataTransfer.files));
  });
})((globalThis.hdnd = globalThis.hdnd || Object()));
