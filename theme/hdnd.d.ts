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
  filtered?: boolean;
  kept?: number[];
}

interface Question {
  text: string;
  number: string | null;
  heard: { terms: string[]; kind: string; whose: string[] } | null;
  plain: boolean;
  words: string[];
  phrases: any[];
  clauses: Clause[];
  barred: string[];
  [more: string]: any;
}

/** A clause of Lunr's: a term that must, may or must not be there. */
interface Clause {
  term: string;
  presence: string;
  fields?: string[];
  boost?: number;
  prefix?: boolean;
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

/** The index, see segments.js. */
type Index = any;
/** A term of the index with its postings, see score.js. */
type Term = any;
/** What the index has of a word, see rank.js. */
type Entry = any;
/** How a question was read, see repair.js. */
type Reading = any;

interface Hdnd {
  // Pages
  address(hash: string): string;
  copy(text: string): Promise<boolean>;
  say(text: string): void;
  provision(): string;
  checkpoint(note: string): void;
  tile(name: string, packed: string): void;
  // Language
  isEnglish: boolean;
  put(text: string, ...values: (string | number)[]): string;
  // Words and numbers
  clean(text: string): string;
  fold(term: string): string;
  termOf(word: string): string;
  spans(text: string): Span[];
  words(text: string): string[];
  numbers(text: string): string[];
  typedNumber(text: string): string | null;
  heardNumber(text: string): { terms: string[]; kind: string; whose: string[] } | null;
  receipt(term: string | null, known: string): { id: string; path: string | null } | null;
  composed(word: string): string;
  slip(one: string, other: string): any;
  compared(text: string): string;
  // Files of the index
  Stale: new (message?: string) => Error;
  TooBroad: new (message?: string) => Error;
  meta(contents: any): void;
  part(name: string, size: number, packed: string): void;
  document(name: string, size: number, packed: string): void;
  dictionary(name: string, size: number, packed: string): void;
  load(address: string, key: string): Promise<any>;
  once<T>(promises: Map<any, Promise<T>>, key: any, make: () => Promise<T>): Promise<T>;
  open(folder: string, build: string): Promise<Index>;
  readLunr(): Promise<any>;
  readDocument(index: Index, slot: number): Promise<Found>;
  readDictionary(index: Index): Promise<Uint8Array | undefined>;
  eachNumber(digits: string, take: (number: number) => void): void;
  numbersOf(digits: string): number[];
  firstPlace(size: number, reached: (place: number) => boolean): number;
  readPostings(digits: string, start: number, slots: any, often: any, at: number): number;
  narrow(text: string): Uint8Array;
  inflate(packed: any, dictionary?: Uint8Array): string;
  inflateRaw(bytes: Uint8Array, options: { out: Uint8Array; dictionary?: Uint8Array }): Uint8Array;
  inflateBytes(packed: any, dictionary?: Uint8Array): Uint8Array;
  // Answers
  question(typed: string): Question;
  foldClauses(clauses: Clause[]): Clause[];
  answer(index: Index, question: Question, options: any): Promise<Answer>;
  search(index: Index, clauses: Clause[], options: any): Promise<{ slots: number[]; hits: Hit[]; terms: Term[] }>;
  rank(index: Index, question: Question, options: any): Promise<Tier>;
  repaired(index: Index, question: Question): Promise<Reading>;
  comparedNearness(index: Index, reading: Reading, slots: number[]): Promise<number[]>;
  lookUp(index: Index, words: string[], accented: boolean): Promise<{ words: Entry[]; pairs: Entry[] }>;
  entry(index: Index, name: string, rows: any[], accented: boolean): Entry;
  measured(index: Index, found: any, accented: boolean): any;
  gather(index: Index, rows: any[], folded: boolean): Term[];
  norm(length: number, average: number): number;
  weigher(index: Index, term: Term, field: number): (slot: number, often: number) => number;
  meant(clause: Clause, terms: Term[]): Term[];
  matching(index: Index, clauses: Clause[], terms: Term[]): { slots: number[]; scores: Float64Array };
  best(slots: number[], scores: Float64Array, most: number): number[];
  serialized(index: Index, terms: Term[], slots: number[]): any;
  ask(lunrIndex: any, clauses: Clause[]): any;
  holdings(index: Index, columns: any[], text: string): Holdings;
  spelledAlike(index: Index, words: string[]): Promise<string[]>;
  // What is shown
  occurrences(spans: Span[], sought: Sought[]): { from: number; to: number; which: number }[];
  excerpt(passages: Passage[], sought: Sought[]): { anchor: string; pieces: Piece[] } | null;
  marked(text: string, marks: any[]): Piece[];
  markedLine(text: string, sought: Sought[]): Piece[];
  passes(columns: any[], chosen: string[][], slot: number, except?: number): boolean;
  countFacet(columns: any[], chosen: string[][], slots: number[], facet: number, before: any): { value: string; count: number }[];
  figure(number: number): string;
  said(question: Question, answer: Answer, total: number): string;
  heldSentence(held: Holdings): string;
  readAddress(search: string, names: string[]): State & { newest: boolean };
  writeAddress(state: State, names: string[]): string;
  link(address: string, text: string): HTMLAnchorElement;
  button(text: string, press: () => void): HTMLButtonElement;
  tierHeading(kind: string): HTMLElement | null;
  row(labels: Labels, root: string, found: Found, hit: Hit): HTMLElement;
  facetBoxes(facet: Facet, counts: { value: string; count: number }[], ticked: string[], change: (ticks: string[]) => void): HTMLElement;
  pager(page: number, pages: number, addressOf: (page: number) => string, follow: (page: number) => void): HTMLElement[];
}

declare var hdnd: Hdnd;
/** Lunr, loaded by `readLunr`. */
declare var lunr: any;
