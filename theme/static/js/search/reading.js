/* The words of a question looked up and the documents measured by them; what no document has is read otherwise (repair.js). */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const VOWEL = /[aeiouy]/;
  /** What is written with figures, and no word mistyped: "k12", "tt36". */
  const FIGURES = /^.{0,5}[0-9]{2}|\//;
  /** A syllable that VNI left with its hat and its tone side by side: "quye61t", "tru7o72ng". */
  const VNI = /^[a-z][a-z679]*[aeou][a-z]*(?:[678][1-5]|[1-5][678])[a-z]*$/;

  /**
   * Look the words of a question up and measure the documents, each word that no document has read as what was meant.
   * @returns {Promise<Reading>}
   */
  hdnd.repaired = async function (index, question) {
    const best = await hdnd.readAs(index, question.words, question.accented);
    const odd = best.found.words.filter((one) => suspect(index, one, best.found));
    if (!odd.length) return Object.assign(best, { repaired: [], offered: "" });
    await hdnd.readRepair();
    return hdnd.readOtherwise(index, question, best, odd);
  };

  /** Whether a word of a question was typed as an abbreviation: in capitals, or without any vowel. */
  hdnd.isAbbreviation = function (question, word) {
    return question.capitals.includes(word) || !VOWEL.test(hdnd.fold(word));
  };

  /**
   * What the words fit under this reading of them.
   * @returns {Promise<Reading>}
   */
  hdnd.readAs = async function (index, words, accented) {
    const found = await hdnd.lookUp(index, words, accented);
    const rows = found.words.concat(found.pairs).flatMap((entry) => entry.rows);
    await index.readLengths(new Set(rows.map((row) => row.segment)));
    const sheet = hdnd.measured(index, found, accented);
    const top = sheet.scores.reduce((most, score) => Math.max(most, score), 0);
    const whole = sheet.told.folded.inTitle[sheet.scores.indexOf(top)] === found.words.length;
    return { words: words, accented: accented, found: found, sheet: sheet, top: top, whole: whole };
  };

  /**
   * A word that no document has; or hardly any, and no title beside a word of the question.
   * @param {Index} index
   * @param {Entry} word
   * @param {{words: Entry[], pairs: Entry[]}} found
   */
  function suspect(index, word, found) {
    if ((FIGURES.test(word.name) && !VNI.test(word.name)) || word.name.length < 2) return false;
    if (!word.folded) return true;
    const documents = word.folded.fields.reduce((sum, field) => sum + field.slots.length, 0);
    const paired = found.pairs.some((pair) => pair.name.split("_").includes(word.name));
    return documents <= Math.max(3, index.count / 200) && !paired && found.words.length > 1;
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
