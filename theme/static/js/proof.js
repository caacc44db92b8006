/*
 * Shows that a document's line is in the signed register: hashes it with the tiles of du-lieu/nhat-ky/ up to the root that the
 * checkpoint names (RFC 6962). SHA-256 is reckoned here, because crypto.subtle is missing on plain http and, in some browsers,
 * in a folder opened by double-click. Signatures are named, not checked: few browsers know Ed25519, and a key that the same site
 * hands out proves nothing; `hdnd checkpoint verify` checks them with keys from elsewhere.
 * A file that the reader has is hashed here, too, and told apart from the original and from the text that the register names:
 * it goes nowhere.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const button = /** @type {HTMLElement} */ (document.querySelector("[data-proof]"));
  if (!button) return;
  const base = button.dataset.proof;
  const arrived = new Map();
  const policy =
    globalThis.trustedTypes &&
    globalThis.trustedTypes.createPolicy("hdnd-proof", { createScriptURL: (address) => address });
  hdnd.checkpoint = (note) => arrived.set("checkpoint", note);
  hdnd.tile = (name, packed) =>
    arrived.set(
      name,
      Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)),
    );

  const K = new Uint32Array(64);
  const START = new Uint32Array(8);
  for (let number = 2, found = 0; found < 64; number += 1) {
    let prime = true;
    for (let by = 2; by * by <= number; by += 1) if (number % by === 0) prime = false;
    if (!prime) continue;
    const fraction = (root) => (root - Math.floor(root)) * 4294967296;
    if (found < 8) START[found] = fraction(Math.sqrt(number));
    K[found] = fraction(Math.cbrt(number));
    found += 1;
  }

  /**
   * SHA-256 (FIPS 180-4).
   * @param {Uint8Array} data what to hash
   * @returns {Uint8Array} 32 bytes
   */
  function sha256(data) {
    const padded = new Uint8Array(Math.ceil((data.length + 9) / 64) * 64);
    padded.set(data);
    padded[data.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(data.length / 536870912));
    view.setUint32(padded.length - 4, data.length << 3);
    const state = START.slice();
    const w = new Uint32Array(64);
    const turn = (x, by) => (x >>> by) | (x << (32 - by));
    for (let at = 0; at < padded.length; at += 64) {
      for (let i = 0; i < 64; i += 1) {
        if (i < 16) w[i] = view.getUint32(at + 4 * i);
        else {
          const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
          const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
          w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i += 1) {
        const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((word, i) => {
        state[i] += word;
      });
    }
    const out = new DataView(new ArrayBuffer(32));
    state.forEach((word, i) => out.setUint32(4 * i, word));
    return new Uint8Array(out.buffer);
  }

  /**
   * Hash of some bytes behind a first one.
   * @param {number} first 0 for a leaf, 1 for a node
   * @param {...Uint8Array} parts them
   */
  function hash(first, ...parts) {
    const data = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
    data[0] = first;
    let at = 1;
    for (const part of parts) {
      data.set(part, at);
      at += part.length;
    }
    return sha256(data);
  }

  /**
   * Run a script of the tree.
   * @param {string} name its path without .js
   * @returns {Promise<any>} what it handed over
   */
  function load(name) {
    if (arrived.has(name)) return Promise.resolve(arrived.get(name));
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      const address = base + name + ".js";
      script.src = policy ? policy.createScriptURL(address) : address;
      script.onload = () => (arrived.has(name) ? resolve(arrived.get(name)) : reject(new Error(name)));
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    });
  }

  /**
   * 1234067 as x001/x234/067.
   * @param {number} number of a tile
   */
  function numbered(number) {
    const text = String(number);
    const groups = text.padStart(Math.ceil(text.length / 3) * 3, "0").match(/\d{3}/g);
    return groups.map((group, at) => (at + 1 < groups.length ? "x" + group : group)).join("/");
  }

  /**
   * The hash of a whole subtree.
   * @param {number} height of it
   * @param {number} index of it
   * @param {number} size of the tree
   */
  async function subtree(height, index, size) {
    const level = Math.floor(height / 8);
    const below = 2 ** (height - 8 * level);
    const start = index * below;
    const whole = Math.floor(size / 256 ** level);
    const number = Math.floor(start / 256);
    const width = Math.min(whole - number * 256, 256);
    const tile = await load("tile/" + level + "/" + numbered(number) + (width < 256 ? ".p/" + width : ""));
    let row = [];
    for (let i = start % 256; i < (start % 256) + below; i += 1) row.push(tile.slice(32 * i, 32 * i + 32));
    while (row.length > 1) row = row.filter((_, i) => i % 2 === 0).map((left, i) => hash(1, left, row[2 * i + 1]));
    return row[0];
  }

  /**
   * The hash over leaves from `begin` to `end`, split as RFC 6962 does; `known` is put in for the leaf at `index`.
   * @param {number} begin
   * @param {number} end
   * @param {number} size
   * @param {number} index
   * @param {Uint8Array} known
   */
  async function over(begin, end, size, index, known) {
    const count = end - begin;
    const holds = begin <= index && index < end;
    if (holds && count === 1) return known;
    if (!holds && Number.isInteger(Math.log2(count))) return subtree(Math.log2(count), begin / count, size);
    let split = 1;
    while (split * 2 < count) split *= 2;
    return hash(
      1,
      await over(begin, begin + split, size, index, known),
      await over(begin + split, end, size, index, known),
    );
  }

  /** The day (in Viet Nam) of the line, as a piece of a sentence; nothing where it names none. */
  function published() {
    const time = new Date(JSON.parse(button.dataset.entry).time || NaN);
    if (Number.isNaN(time.getTime())) return "";
    const day = new Date(time.getTime() + 7 * 3600000);
    return ", ghi ngày " + day.getUTCDate() + "/" + (day.getUTCMonth() + 1) + "/" + day.getUTCFullYear();
  }

  /**
   * What a file of the reader's is, in a sentence.
   * @param {Uint8Array} data its bytes
   * @param {string[]} originals hashes of the document's files
   */
  function compared(data, originals) {
    const found = Array.from(sha256(data), (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (originals.includes(found)) return "Giống từng byte với bản gốc đã nhận.";
    if (JSON.parse(button.dataset.entry).sha256 === found)
      return "Giống từng byte với bản chữ mà sổ công bố ghi" + published().replace(", ghi", "") + ".";
    return "KHÁC: không giống tệp nào của văn bản này. Mã SHA-256 của tệp: " + found;
  }

  /** What the check finds, in a sentence. */
  async function check() {
    const lines = (await load("checkpoint")).split("\n");
    const size = Number(lines[1]);
    const index = Number(button.dataset.index);
    if (index >= size) return "Văn bản mới hơn đầu sổ đã ký; hãy xem lại sau lần dựng trang tới.";
    const leaf = hash(0, new TextEncoder().encode(button.dataset.entry));
    const root = await over(0, size, size, index, leaf);
    const same = btoa(String.fromCharCode(...root)) === lines[2];
    if (!same) return "KHÔNG KHỚP: dòng của văn bản này không nằm trong sổ đã ký. Hãy báo cho đơn vị quản lý.";
    const signed = lines.filter((line) => line.startsWith("— ")).map((line) => line.split(" ")[1]);
    return (
      "Khớp: dòng " +
      (index + 1) +
      " trong " +
      size +
      " dòng của sổ công bố" +
      published() +
      ", gốc " +
      lines[2].slice(0, 12) +
      "…; có chữ ký của " +
      signed.join(", ") +
      " (trang này không kiểm chữ ký; cách kiểm: hdnd checkpoint verify)."
    );
  }

  const picker = /** @type {HTMLInputElement} */ (document.querySelector("#so-tep"));
  if (picker) {
    picker.parentElement.hidden = false;
    picker.addEventListener("change", async function () {
      const answer = document.getElementById("ket-so-tep");
      const [file] = picker.files;
      answer.textContent = file ? "Đang so…" : "";
      if (!file) return;
      try {
        answer.textContent = compared(new Uint8Array(await file.arrayBuffer()), picker.dataset.files.trim().split(" "));
      } catch {
        answer.textContent = "Không đọc được tệp này.";
      }
    });
  }
  const said = document.getElementById("kiem-so");
  button.parentElement.hidden = false;
  button.addEventListener("click", function () {
    said.textContent = "Đang kiểm tra…";
    check()
      .catch(() => "Không đọc được đầu sổ hoặc mảnh cây băm: bản sao này thiếu tệp trong du-lieu/nhat-ky/.")
      .then((words) => {
        said.textContent = words;
      });
  });
})((globalThis.hdnd = globalThis.hdnd || Object()));
