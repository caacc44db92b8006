/*
 * Files of the index are classic scripts, each of which calls one function with its name and its contents: so the same code
 * reads them over HTTP and from a folder opened by double-click, where fetch() may not.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const arrived = new Map();
  const asked = new Map();
  const policy =
    globalThis.trustedTypes && globalThis.trustedTypes.createPolicy("hdnd", { createScriptURL: (address) => address });

  /** A file of the index that is from another build, or none. */
  class Stale extends Error {}
  hdnd.Stale = Stale;

  /** A file that is not there: a copy lacks it, or the line is cut. */
  class Missing extends Stale {}
  hdnd.Missing = Missing;

  /* What the files call. */
  hdnd.meta = (contents) => arrived.set("meta", contents);
  hdnd.part = packs("part");
  hdnd.document = packs("document");
  hdnd.dictionary = packs("dictionary");

  /**
   * What files of one kind call: their bytes are kept under kind and name.
   * @param {string} kind
   */
  function packs(kind) {
    return (name, size, packed) => arrived.set(kind + " " + name, { size: size, bytes: hdnd.narrow(packed) });
  }

  /**
   * The contents that the file at `address` hands over as `key` ("part 3f…/12", "document 17", "meta").
   * Rejects with Missing when the file is, with Stale when it says another name.
   */
  hdnd.load = function (address, key) {
    return hdnd.once(asked, address, () => run(address, key));
  };

  /** The promise that `make` gave for `key` the first time; a failed one is forgotten, so that the next question tries again. */
  hdnd.once = function (promises, key, make) {
    if (!promises.has(key)) {
      const promise = make();
      promises.set(key, promise);
      promise.catch(() => promises.delete(key));
    }
    return promises.get(key);
  };

  /** Lunr, and `hdnd.search` upon it (lunr-index.js): words typed plainly do without their eleven kilobytes. */
  hdnd.readLunr = function () {
    return "search" in hdnd ? Promise.resolve() : readScript("lunr");
  };

  /** What words that no document has may have been meant for, and how syllables are spelled (repair.js, syllable.js). */
  hdnd.readRepair = () => ("readOtherwise" in hdnd ? Promise.resolve() : readScript("repair"));

  /** What is said where nothing was found (nothing.js). */
  hdnd.readNothing = () => readScript("nothing");

  /**
   * Run a script that few questions need; the search form names it.
   * @param {string} name
   */
  function readScript(name) {
    return hdnd.once(asked, name, () => run(document.getElementById("tim").dataset[name]));
  }

  /**
   * Run a script, and take what it handed over as `key`; it leaves no trace in the page. Two archives of a portal have a
   * document 17 each: what arrived is taken before another script can run.
   * @param {string} address
   * @param {string} [key]
   */
  function run(address, key) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = policy ? policy.createScriptURL(address) : address;
      script.onload = function () {
        script.remove();
        const found = arrived.get(key);
        if (key && !arrived.delete(key)) reject(new Stale(address));
        else resolve(found);
      };
      script.onerror = function () {
        script.remove();
        reject(new Missing(address));
      };
      document.head.append(script);
    });
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
