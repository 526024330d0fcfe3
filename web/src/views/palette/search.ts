/**
 * Finds entries by what a person types: width and case do not matter, Hangul is also found by its initial consonants,
 * letters may leave others out between them. Pure.
 */

export interface Searchable {
  readonly label: string;
  /** Other words under which it is found. */
  readonly also?: string;
}

/** Words of AWS's own pages for what the page calls otherwise, as they are compared: any of them finds the other. */
const SYNONYMS: readonly (readonly [string, string])[] = ([
  ['상태 시스템', '상태 머신'],
  ['상태시스템', '상태 머신'],
  ['상태머신', '상태 머신'],
  ['실행 내역', '실행 기록'],
  ['설계', '디자인'],
  ['状態マシン', 'ステートマシン'],
  ['ステート マシン', 'ステートマシン'],
  ['状態ブラウザ', 'ステートブラウザ'],
] as const).map(([other, ours]) => [other.normalize('NFKC'), ours.normalize('NFKC')]);

const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
/** Syllables that share an initial consonant. */
const PER_INITIAL = 588;

/** The text as it is compared: NFKC, small letters. */
export function fold(text: string): string {
  const plain = text.normalize('NFKC').toLocaleLowerCase('en');
  return SYNONYMS.reduce((words, [other, ours]) => words.replaceAll(other, ours), plain);
}

/** The initial consonant of each syllable; other letters stay. */
export function initialsOf(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE ? (INITIALS[Math.floor((code - FIRST_SYLLABLE) / PER_INITIAL)] ?? letter) : letter;
    })
    .join('');
}

/** How well an entry fits; 0 is not at all. Every word of the query has to be found. */
export function score(entry: Searchable, query: string): number {
  const words = fold(query).split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return 1;
  const label = fold(entry.label);
  const also = fold(entry.also ?? '');
  // Compatibility letters of the keyboard fold to conjoining ones; initials are compared before folding.
  const initials = initialsOf(`${entry.label} ${entry.also ?? ''}`);
  const joined = initials.replaceAll(' ', '');
  let sum = 0;
  for (const [at, word] of words.entries()) {
    const typed = query.trim().split(/\s+/)[at] ?? word;
    const one = scoreWord(label, also, word) || ([...typed].every((letter) => INITIALS.includes(letter)) && (initials.includes(typed) || joined.includes(typed)) ? 2 : 0);
    if (one === 0) return 0;
    sum += one;
  }
  return sum / words.length;
}

function scoreWord(label: string, also: string, word: string): number {
  const at = label.indexOf(word);
  if (at === 0) return 6;
  if (at > 0) return /[\s\-_.:/]/.test(label[at - 1] ?? '') ? 5 : 4;
  if (also.includes(word)) return 3;
  return isSubsequence(word, label) ? 1 : 0;
}

function isSubsequence(word: string, text: string): boolean {
  let at = 0;
  for (const letter of word) {
    at = text.indexOf(letter, at);
    if (at < 0) return false;
    at += letter.length;
  }
  return true;
}

/** The entries that fit, the best first; among equals the order stays. */
export function search<Entry extends Searchable>(entries: readonly Entry[], query: string, limit: number): Entry[] {
  return entries
    .map((entry, at) => ({ entry, at, points: score(entry, query) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || a.at - b.at)
    .slice(0, limit)
    .map(({ entry }) => entry);
}
