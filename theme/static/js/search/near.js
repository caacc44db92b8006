/*
 * How near to each other the words of a question stand in the texts. The index has no positions, so texts are read: those
 * that have all the words, the likeliest first, until one has them side by side. A question whose words stand all in a title
 * reads none beyond those it shows. Each text is a file, and a browser takes eight milliseconds for one at a quarter of its
 * speed: so where the question looks like a subject, the first eight settle the first result, and what is found in those
 * behind them follows it. What looks like a phrase out of a text is sought in all before anything is shown.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const MOST_READ = 48;
  const BATCH = 12;
  /**
   * Texts that settle the first result of a subject. Of 50 phrases of three words that stand whole in no title, 34 were
   * found in the first twelve texts, 31 of them in these eight.
   */
  const SETTLING = 8;
  /**
   * Behind the first twelve, a text is read while each word but the first leaves it at least this much (a logarithm) of the
   * likeliest text's chance. Of 80 phrases that stood in a text, those found behind the twelve had lost 1.13 at most; what
   * people ask for in words of their own loses more soon, and its 48 texts were read for nothing.
   */
  const FAR = 1.2;
  /**
   * A question of which this many pairs, and half of them, stand in none of the texts read is no phrase of a text, and no
   * more are read. Of 800 phrases out of texts 71 were found behind the first twelve, three of them would not be.
   */
  const NO_PHRASE = 3;
  /** What words side by side weigh, as a multiple of the best document's score without it. */
  const NEAR = 2;
  /** Words near each other in another order, or with others between, are worth at most this share of that. */
  const APART = 0.2;

  /**
   * Raise the scores of documents whose texts have the words near each other.
   * @param {Index} index
   * @param {Reading} reading  from hdnd.repaired
   * @param {number[]} slots  those that have all words
   * @param {boolean} subject  whether it looks like a subject by its best title
   * @param {(slot: number) => Promise<void>} found  told which is the first, where texts are still to be read
   * @param {(read: number[]) => Promise<?number>} settle  asked once, where there is more to read: which is to stay the first
   * @returns {Promise<number[]>}  those that were read
   */
  hdnd.comparedNearness = async function (index, reading, slots, subject, found, settle) {
    const likely = likelihood(index, reading, slots);
    const order = worthReading(hdnd.best(slots, likely, MOST_READ), likely, reading.words.length - 1);
    const { scores } = reading.sheet;
    const beside = reading.top * NEAR;
    const unseen = pairsOf(reading.words.map(hdnd.fold));
    const least = Math.max(NO_PHRASE, unseen.size / 2);
    let read = 0;
    while (read < order.length) {
      const settles = read === 0;
      const batch = order.slice(read, read + (settles && subject ? SETTLING : BATCH));
      read += batch.length;
      if (await raised(index, reading, batch, found, unseen)) break;
      if (read >= BATCH && unseen.size >= least) break;
      const first = settles && read < order.length ? await settle(batch) : null;
      if (first !== null) scores[first] += beside; // none behind can have more
    }
    return order.slice(0, read);
  };

  /**
   * Raise the scores of a batch, asked for at once: on a slow line each further round costs more than its texts. The best of
   * it is looked at first: where one has the words side by side, those behind it may have them too, but weighed less before,
   * and none can pass it, so that it need not wait for them.
   * @param {Index} index
   * @param {Reading} reading
   * @param {number[]} batch
   * @param {(slot: number) => Promise<void>} found  told of that one, where others are still to be read
   * @param {Set<string>} unseen  pairs that no text had; those that one has are taken out
   * @returns {Promise<boolean>}  whether any has them side by side
   */
  async function raised(index, reading, batch, found, unseen) {
    const { scores } = reading.sheet;
    const words = reading.words.map(reading.accented ? (word) => word : hdnd.fold);
    const order = batch.slice().sort((one, other) => scores[other] - scores[one] || one - other);
    const read = order.map((slot) => hdnd.readDocument(index, slot));
    let together = false;
    const inTurn = async () => {
      for (const [place, slot] of order.entries()) {
        const worth = nearness(await read[place], words, reading.accented, unseen);
        scores[slot] += reading.top * NEAR * worth;
        if (worth < 1 || together) continue;
        together = true;
        if (place + 1 < order.length) await found(slot);
      }
    };
    await Promise.all([inTurn(), ...read]); // all of them: one that fails while another is waited for is heard of, too
    return together;
  }

  /**
   * The likeliest slots, best first, without those far behind the first.
   * @param {number[]} slots
   * @param {Float64Array} likely  by slot
   * @param {number} gaps  between the words
   */
  function worthReading(slots, likely, gaps) {
    const order = slots.slice().sort((one, other) => likely[other] - likely[one] || one - other);
    const least = likely[order[0]] - FAR * gaps;
    return order.slice(0, MOST_READ).filter((slot, place) => place < BATCH || likely[slot] >= least);
  }

  /**
   * How likely words stand side by side: how often each, over the length of the text for each but the first, as if all were
   * left to chance; and less where one stands there much oftener than another, since the words of a phrase come together.
   * @param {Index} index
   * @param {Reading} reading
   * @param {number[]} slots
   */
  function likelihood(index, reading, slots) {
    const words = reading.found.words.filter((word) => word.folded);
    const text = index.fields.findIndex((field) => field.name === "text");
    const likely = new Float64Array(index.size);
    const least = new Float64Array(index.size).fill(Infinity);
    const most = new Float64Array(index.size);
    for (const word of words) {
      const { slots: places, often } = word.typed.fields[text];
      for (let place = 0; place < places.length; place += 1) {
        const [slot, weight] = [places[place], Math.log(1 + often[place])];
        likely[slot] += weight;
        least[slot] = Math.min(least[slot], weight);
        most[slot] = Math.max(most[slot], weight);
      }
    }
    for (const slot of slots) {
      const length = hdnd.lengthOf(index.norms[text][slot], index.fields[text].average);
      const uneven = most[slot] ? most[slot] - least[slot] : 0;
      likely[slot] -= (words.length - 1) * Math.log(1 + length) + uneven;
    }
    return likely;
  }

  /**
   * Neighbours as they stand side by side in a text.
   * @param {string[]} words  without marks
   */
  function pairsOf(words) {
    return new Set(words.slice(1).map((word, place) => " " + words[place] + " " + word));
  }

  /**
   * From 1, where the words stand side by side in their order, down to 0, where no passage has them all.
   * @param {Found} document
   * @param {string[]} words
   * @param {boolean} accented
   * @param {Set<string>} unseen  see raised
   */
  function nearness(document, words, accented, unseen) {
    const kinds = new Map(Array.from(new Set(words), (word, place) => [word, place]));
    const sequence = words.map((word) => kinds.get(word));
    const bare = words.map(hdnd.fold);
    let best = 0;
    for (const passage of document.passages) {
      const letters = " " + hdnd.bare(passage.text);
      for (const pair of unseen) if (letters.includes(pair)) unseen.delete(pair);
      if (!bare.every((word) => letters.includes(word))) continue; // a fifth of the time that taking it apart needs
      const last = new Array(kinds.size).fill(-1);
      const terms = hdnd.spans(passage.text).map((span) => kinds.get(accented ? span.term : hdnd.fold(span.term)));
      for (let place = 0; place < terms.length; place += 1) {
        if (terms[place] === undefined) continue;
        last[terms[place]] = place;
        const from = place - words.length + 1;
        if (from >= 0 && sequence.every((kind, step) => terms[from + step] === kind)) return 1;
        const first = Math.min(...last);
        if (first >= 0) best = Math.max(best, APART * Math.min(1, kinds.size / (place - first + 1)));
      }
    }
    return best;
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
