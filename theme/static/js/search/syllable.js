/* Whether a word is spelled as a Vietnamese syllable can be: who typed it so with all its marks meant it. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const ONSETS = " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split(" ");
  const RIMES =
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây " +
    "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu " +
    "y yêm yên yêng yêt yêu ynh yt o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen " +
    "oeo oet oi om on ong oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh " +
    "ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu " +
    "ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu";
  const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const RISING = /[\u0301\u0323]/;
  const STOPPED = /(?:c|ch|p|t)$/;
  /** Before e, ê, i and y stand k, gh and ngh for the sounds that are c, g and ng elsewhere ("gì" and "gìn" have gi). */
  const SOFT = /^(?:[cg]|ng)[eê]|^(?:c|ng)[iy]|^(?:k|gh|ngh)[^eêiyh]/;

  const exact = new Set(RIMES.split(" "));
  const loose = new Set(hdnd.fold(RIMES).split(" "));

  /**
   * Whether a word in small letters is a syllable; of one without any mark "truong" will do, and the tone is open.
   * @param {string} word
   */
  hdnd.isSyllable = function (word) {
    const accented = hdnd.fold(word) !== word;
    const tones = word.normalize("NFD").match(TONE) || [];
    const bare = accented ? word.normalize("NFD").replace(TONE, "").normalize("NFC") : hdnd.fold(word);
    if (tones.length > 1 || SOFT.test(bare)) return false;
    if (accented && STOPPED.test(bare) && !RISING.test(tones.join(""))) return false;
    const rimes = accented ? exact : loose;
    return ONSETS.some((onset) => bare.startsWith(onset) && rimes.has(bare.slice(onset.length)));
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
