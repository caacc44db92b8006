/** What the scripts of the theme share, each file adding its own; `tsc -p theme/tsconfig.json` holds them to it. */

/** A word with its place in a cleaned text. */
interface Span {
  term: string;
  start: number;
  end: number;
}

/** What is looked for in a text: words side by side, or words alone by name; `folded`: without tone marks. */
interface Sought {
  words?: string[];
  names?: Set<string>;
  folded: boolean;
}

/** A piece of a line; `hit`: it was sought. */
interface Piece {
  text: string;
  hit: boolean;
}

/** A part of a document with an address of its own. */
interface Passage {
  anchor: string;
  text: string;
}

/** What the index keeps of a document to show it. */
interface Card {
  path: string;
  title: string;
  code?: string;
  date?: string;
  council?: string;
  organ?: string;
  type?: string;
  notes?: string[];
  [facet: string]: any;
}

interface Found {
  card: Card;
  passages: Passage[];
}

/** A facet of the index: its name, parameter and the labels of its values. */
interface Facet {
  name: string;
  parameter: string;
  label: string;
  order?: string;
  shown?: boolean;
  values?: Record<string, string>;
}

interface Labels {
  facets: Facet[];
}

/** One result. */
interface Hit {
  slot: number;
  score: number;
  sought?: Sought[];
  lacks?: string[];
  loose?: boolean;
  tier?: Tier;
}

/** Results of one kind, see answer.js. */
interface Tier {
  kind: string;
  slots: number[];
  hits: Hit[];
  sought?: Sought[];
  complete?: number[];
  [more: string]: any;
}

interface Answer {
  tiers: Tier[];
  partly: boolean;
  read?: number;
  unread?: number;
  repaired?: { typed: string; read: string; known: boolean }[];
  /** Words that no document has. */
  absent?: string[];
  /** The question with what may have been meant instead of them. */
  offered?: string;
  filtered?: boolean;
  kept?: number[];
}

interface Question {
  text: string;
  number: string | null;
  heard: { terms: string[]; kind: string; whose: string[]; day?: boolean } | null;
  plain: boolean;
  words: string[];
  phrases: any[];
  clauses: Clause[];
  without: string[][];
  barred: string[];
  several: Array<{ typed: string; number: string | null; heard: Question["heard"] }>;
  [more: string]: any;
}

/** A clause of Lunr's: a term that must, may or must not be there. */
interface Clause {
  term: string;
  presence: string;
  fields?: string[];
  boost?: number;
  prefix?: boolean;
  /** Whether the term has stars for any letters. */
  wild?: boolean;
  distance?: number;
  /** What the clause means, by name, where it was repaired. */
  names?: Set<string>;
}

interface State {
  q: string;
  page: number;
  newest?: boolean;
  chosen: string[][];
}

/** What the archive holds that a question may be about. */
interface Holdings {
  all: number;
  years: string[];
  councils: { value: string; label: string; level: string }[];
  year: string;
  ofCouncil: number;
  ofBoth: number;
}

/** An entry of a ZIP's directory; `mode` is the kind of file in Unix's terms, `at` where its own head stands. */
interface ZipEntry {
  name: string;
  locked: boolean;
  method: number;
  packed: number;
  size: number;
  mode: number;
  at: number;
}

/** The directory of a ZIP; `broken` where none can be read; `last` is where the archive ends. */
interface Zip {
  entries: ZipEntry[];
  broken: boolean;
  last: number;
}

/** An element, or the whole document; `aside`: it is of staff or of a signature. */
interface XmlNode {
  name: string;
  tag?: string;
  whole?: boolean;
  attributes: Record<string, string>;
  text: string;
  children: XmlNode[];
  aside: boolean;
}

/** What XML was read as; `problem` is a code where something stopped the reading. */
interface Parsed {
  root: XmlNode;
  problem: string;
  comments: string[];
  mended: string;
}

/** What the checker knows of the archive, from the page; `reasons` by code: severity and sentence. */
interface Rules {
  senders: Record<string, string[]>;
  address: string[];
  attachments: number;
  mb: number;
  domain: string;
  today?: string;
  reasons?: Record<string, [string, string]>;
}

/** A file of a package, before it is judged. */
/** A package that lay in a ZIP or a SOAP answer; `around` is what stands about it. */
interface Inner {
  bytes: Uint8Array;
  names: string[];
  around: Parsed | null;
  fault: string;
}

interface Sent {
  bytes: Uint8Array;
  name: string;
  declared: string;
  unpadded?: boolean;
  wrapped?: boolean;
}

/** A part of a multipart message. */
interface Part {
  id: string;
  name: string;
  type: string;
  bytes: Uint8Array;
  problem: string;
  unpadded: boolean;
}

/** Base64 decoded; `problem` is a code, `unpadded`: its padding was left off. */
interface Decoded {
  bytes: Uint8Array;
  problem: string;
  unpadded: boolean;
}

interface CheckFinding {
  code: string;
  place: string;
  facts: Record<string, string>;
}

interface Checked {
  findings: CheckFinding[];
  declared: Record<string, string>;
  files: { name: string; kind: string; size: number }[];
  entries: string[];
}

/** Notes a finding, each once. */
type Add = (code: string, place?: string, facts?: Record<string, string>) => void;
/** A text of the envelope: element, text, whether it is of staff or beside. */
type Worded = [string, string, boolean];

/** What the asker wants kept, and in which order. */
interface Options {
  keep?: (slot: number) => boolean;
  [more: string]: any;
}

/** Where a word stands in a field, in order of slots, and how often. */
interface Postings {
  slots: Uint32Array;
  often: Uint32Array;
}

/** A part of the index with files of its own; `bounds` are the first terms of its shards. */
interface Segment {
  id: string;
  start: number;
  stop: number;
  bounds: string[];
  lengths?: string[];
  folder: string;
  measured?: boolean;
}

/** An archive of a portal: its folder there, its first slot, where its index lies; of a single site the name is empty. */
interface Source {
  name: string;
  start: number;
  folder: string;
  dictionary: string;
  build: string;
}

/** A line of a shard: a spelling and, a field each, its packed postings. */
interface Row {
  segment: Segment;
  term: string;
  lists: string[];
}

/** The index, see segments.js. */
interface Index {
  folder: string;
  names: string[];
  build: string;
  count: number;
  size: number;
  fields: { name: string; boost: number; average: number }[];
  facets: string[];
  orders: string[];
  labels: Labels;
  sources: Source[];
  sourceOf(slot: number): Source;
  segments: Segment[];
  norms: Float64Array[];
  counts: Uint32Array;
  seen: Uint32Array;
  turn: number;
  lunr: number[];
  titles: number[];
  heading: number[];
  rows(from: string, to?: string): Promise<Row[]>;
  vocabulary(): Promise<string[]>;
  readLengths(segments: Iterable<Segment>): Promise<void>;
  readFacets(): Promise<string[][]>;
  readOrders(): Promise<string[][]>;
}

/** A term of the index with its postings, see score.js. */
interface Term {
  name: string;
  fields: Postings[];
  first?: number[];
  idf?: number;
  index?: number;
}

/**
 * What the index has of a word or of a pair of words ("học_phí"). `typed`: as it is written in the question, where it is so
 * written in any document; else, and in a question without marks, all spellings, as `folded`; null where there is none.
 * `likely`: of a question without marks, the spelling that was meant, where that can be told (marks.js).
 */
interface Entry {
  name: string;
  rows: Row[];
  typed: Term | null;
  folded: Term | null;
  likely?: Term;
}

/** How many of the words stand in each document, anywhere and in its title. */
interface Tally {
  anywhere: Uint8Array;
  inTitle: Uint8Array;
}

/** What every document has of the words, by slot, see sheet.js. */
interface Sheet {
  scores: Float64Array;
  reach: Float64Array;
  total: number;
  folded: Tally;
  typed: Tally;
  told: { folded: Tally; typed: Tally };
}

/** What a question says of documents besides their titles: the words that say it, and of which it is true, see facts.js. */
interface Fact {
  words: string[];
  term: Term | null;
}

/** What the index has of a question. */
interface LookedUp {
  words: Entry[];
  pairs: Entry[];
  facts: Fact[];
}

/**
 * Words of a question as they are understood, with what the index has of them. `top`: the best document's score; `whole`: its
 * title has all the words; `known`: a word that some documents have, read otherwise all the same.
 */
interface Reading {
  words: string[];
  accented: boolean;
  found: LookedUp;
  sheet: Sheet;
  top: number;
  whole: boolean;
  instead?: string[];
  share?: number;
  repaired?: { typed: string; read: string; known: boolean }[];
  offered?: string;
}

/** A list of pages that are taken along together. */
interface Taking {
  list: string;
  /** Read the list anew, and look what is missing; rejects without a network. */
  look(): Promise<void>;
  isKept(): Promise<boolean>;
  taken(): Promise<[string, number, string][] | null>;
  pages: [string, number, string][];
  missing: [string, number, string][];
  bytes(): number;
  fetch(advance: (done: number) => void): Promise<void>;
  remove(): Promise<void>;
}

interface Hdnd {
  // Pages
  address(hash: string): string;
  copy(text: string): Promise<boolean>;
  say(text: string): void;
  provision(): string;
  checkpoint(note: string): void;
  tile(name: string, packed: string): void;
  // What a telephone keeps
  shelf(root: string): any;
  patient(address: string, cache?: RequestCache, patience?: number): Promise<Response>;
  sha256(text: string): Promise<string>;
  sized(bytes: number): string;
  worded(vi: string, en: string): string;
  element(name: string, attributes: Record<string, string>, children: Array<Node | string>): HTMLElement;
  watched(): Record<string, { source: string; seen: string[] }>;
  watch(watched: Record<string, { source: string; seen: string[] }>): void;
  news(source: string): Promise<{ id: string; title: string; link?: string }[]>;
  taking(shelf: any, list: string): Taking;
  // Language
  isEnglish: boolean;
  named(name: string): string;
  put(text: string, ...values: (string | number)[]): string;
  day(date: string): string;
  // Words and numbers
  clean(text: string): string;
  fold(term: string): string;
  termOf(word: string): string;
  spans(text: string): Span[];
  words(text: string): string[];
  numbers(text: string): string[];
  typedNumber(text: string): string | null;
  withFigures(text: string): string;
  heardNumbers(text: string): Array<{ typed: string; number: string | null; heard: Question["heard"] }>;
  heardNumber(text: string): { terms: string[]; kind: string; whose: string[]; day?: boolean } | null;
  isReceipt(term: string | null): boolean;
  receipt(term: string | null, known: string): { id: string; path: string | null } | null;
  composed(word: string): string;
  slip(one: string, other: string): any;
  isSyllable(word: string): boolean;
  isAbbreviation(question: Question, word: string): boolean;
  compared(text: string): string;
  // Files of the index
  Stale: new (message?: string) => Error;
  Missing: new (message?: string) => Error;
  TooBroad: new (message?: string) => Error;
  meta(contents: any): void;
  part(name: string, size: number, packed: string): void;
  document(name: string, size: number, packed: string): void;
  dictionary(name: string, size: number, packed: string): void;
  load(address: string, key: string): Promise<any>;
  once<T>(promises: Map<any, Promise<T>>, key: any, make: () => Promise<T>): Promise<T>;
  open(folder: string, build: string): Promise<Index>;
  readLunr(): Promise<any>;
  readNothing(): Promise<any>;
  readRepair(): Promise<any>;
  readAs(index: Index, words: string[], accented: boolean): Promise<Reading>;
  readOtherwise(index: Index, question: Question, typed: Reading, words: Entry[]): Promise<Reading>;
  readDocument(index: Index, slot: number): Promise<Found>;
  readDictionary(index: Index, source: Source): Promise<Uint8Array | undefined>;
  councilPage(value: string, level: string): string;
  waysOn(root: string, held: Holdings, alike: string[]): (Node | string)[];
  eachNumber(digits: string, take: (number: number) => void): void;
  numbersOf(digits: string): number[];
  firstPlace(size: number, reached: (place: number) => boolean): number;
  readPostings(digits: string, start: number, slots: any, often: any, at: number): number;
  narrow(text: string): Uint8Array;
  bare(text: string): string;
  inflate(packed: any, dictionary?: Uint8Array): string;
  inflateRaw(bytes: Uint8Array, options: { out: Uint8Array; dictionary?: Uint8Array }): Uint8Array;
  inflateBytes(packed: any, dictionary?: Uint8Array): Uint8Array;
  // Answers
  question(typed: string, fields?: string[]): Question;
  foldClauses(clauses: Clause[]): Clause[];
  answer(index: Index, question: Question, options: Options): Promise<Answer>;
  search(index: Index, clauses: Clause[], options: Options): Promise<{ slots: number[]; hits: Hit[]; terms: Term[] }>;
  rank(index: Index, question: Question, options: Options): Promise<Tier>;
  repaired(index: Index, question: Question): Promise<Reading>;
  comparedNearness(
    index: Index,
    reading: Reading,
    slots: number[],
    subject: boolean,
    found: (slot: number) => Promise<void>,
    settle: (read: number[]) => Promise<number | null>,
  ): Promise<number[]>;
  lookUp(index: Index, words: string[], accented: boolean): Promise<LookedUp>;
  entry(index: Index, name: string, rows: Row[], accented: boolean): Entry;
  guessMarks(index: Index, words: string[], singles: Entry[], doubles: Entry[]): void;
  measured(index: Index, found: LookedUp, accented: boolean): Sheet;
  councilName(label: string): { kind: string[]; own: string[] };
  factsAsked(facets: Facet[], words: string[]): { terms: string[]; words: string[] }[];
  factsOf(facets: Facet[], card: Card): string[];
  readFacts(index: Index, words: string[]): Promise<Fact[]>;
  notationOf(name: string): string;
  parted(piece: string): string[];
  sessionPairs(words: string[]): string[];
  newestOfTitle(index: Index, reading: Reading, best: number[]): Promise<void>;
  figureOf(words: Entry[], word: Entry): Entry | null;
  newestOfNumber(index: Index, reading: Reading, slots: number[]): Promise<void>;
  numberAmong(index: Index, question: Question): string;
  withTakenDown(index: Index, question: Question, number: string, answer: Answer, options: Options): Promise<Answer>;
  takenDown(index: Index, slots: number[], words: string[]): Promise<number[]>;
  isOlder(index: Index, gone: number[], slot: number, words: string[]): Promise<boolean>;
  hitsOf(slots: number[], options: Options): Hit[];
  newestTold(index: Index, hits: Hit[], words: string[]): Promise<Hit[]>;
  gather(index: Index, rows: Row[], folded: boolean): Term[];
  norm(length: number, average: number): number;
  lengthOf(norm: number, average: number): number;
  weigher(index: Index, term: Term, field: number): (slot: number, often: number) => number;
  meant(clause: Clause, terms: Term[]): Term[];
  wild(term: string): RegExp;
  negated(clauses: Clause[]): boolean;
  matching(index: Index, clauses: Clause[], terms: Term[]): { slots: number[]; scores: Float64Array };
  best(slots: number[], scores: Float64Array, most: number): number[];
  serialized(index: Index, terms: Term[], slots: number[]): any;
  ask(lunrIndex: any, clauses: Clause[]): any;
  holdings(index: Index, columns: any[], text: string): Holdings;
  spelledAlike(index: Index, question: Question): Promise<string[]>;
  // The checker for senders
  latin(bytes: Uint8Array, start?: number, end?: number): string;
  decoded(bytes: Uint8Array): string;
  isWide(bytes: Uint8Array): boolean;
  kindOf(bytes: Uint8Array, name: string): string;
  ending(name: string): string;
  zip(bytes: Uint8Array): Zip;
  unzipped(bytes: Uint8Array, entry: ZipEntry): Uint8Array | null;
  wrapped(bytes: Uint8Array, kind: string, rules: Rules): Inner | null;
  zipFault(bytes: Uint8Array, zip: Zip, most: number, limit: number): string;
  isSystemEntry(name: string): boolean;
  pdfFaults(bytes: Uint8Array): string[];
  mended(text: string): { text: string; what: string };
  parseXml(text: string, wide: boolean): Parsed;
  below(top: XmlNode, name: string): XmlNode[];
  isPayload(one: XmlNode): boolean;
  steps(top: XmlNode, names: string[]): XmlNode[];
  values(top: XmlNode, names: string[]): string[];
  remains(text: string): Worded[];
  oneLine(said: string): string;
  plain(said: string): string;
  marks(said: string, aside: boolean, domain: string, title: boolean): [string, string][];
  signOfLevel(code: string, invites: boolean): boolean;
  markedName(name: string): boolean;
  base64(text: string): Decoded;
  mimeParts(bytes: Uint8Array): Part[];
  receive(files: Sent[], alone: boolean, rules: Rules, answer: Checked, add: Add): void;
  header(root: XmlNode, heads: XmlNode[], files: number, rules: Rules, answer: Checked, add: Add): void;
  readings(said: string): string[];
  numberParts(number: string, notation: string): [string, string, boolean];
  check(bytes: Uint8Array, name: string, rules: Rules): Checked;
  // What is shown
  occurrences(spans: Span[], sought: Sought[]): { from: number; to: number; which: number }[];
  excerpt(passages: Passage[], sought: Sought[]): { anchor: string; pieces: Piece[] } | null;
  marked(text: string, marks: any[]): Piece[];
  markedLine(text: string, sought: Sought[]): Piece[];
  passes(columns: any[], chosen: string[][], slot: number, except?: number): boolean;
  boxOrder(facet: Facet): (one: { value: string; count: number }, other: { value: string; count: number }) => number;
  countFacet(columns: any[], chosen: string[][], slots: number[], facet: number, before: any): { value: string; count: number }[];
  figure(number: number): string;
  said(question: Question, answer: Answer, total: number): string;
  brokenSaid(error: unknown): string;
  heldSentence(held: Holdings): string;
  readAddress(search: string, names: string[]): State & { newest: boolean };
  writeAddress(state: State, names: string[]): string;
  link(address: string, text: string): HTMLAnchorElement;
  askedLink(text: string): HTMLAnchorElement;
  button(text: string, press: () => void): HTMLButtonElement;
  tierHeading(kind: string): HTMLElement | null;
  row(labels: Labels, root: string, found: Found, hit: Hit): HTMLElement;
  facetBoxes(facet: Facet, counts: { value: string; count: number }[], ticked: string[], change: (ticks: string[]) => void): HTMLElement;
  orders(newest: boolean, address: string, follow: () => void): (Node | string)[];
  pager(page: number, pages: number, addressOf: (page: number) => string, follow: (page: number) => void): HTMLElement[];
}

declare var hdnd: Hdnd;
/** Lunr, loaded by `readLunr`. */
declare var lunr: any;
