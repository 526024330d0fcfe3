/** A learner's answer: what was typed, clicked and picked, and the form in which the engine judges it. */

export interface Answer {
  /** Text of JSON, as typed. */
  readonly json: string;
  readonly path: readonly string[];
  /** Texts of numbers, as typed. */
  readonly numbers: Readonly<Record<string, string>>;
  readonly choice: readonly string[];
}

export const NO_ANSWER: Answer = { json: '', path: [], numbers: {}, choice: [] };

/** A number as people type it: with a comma or a point, with groups, with a dollar. Undefined when it is none. */
export function numberOf(text: string): number | undefined {
  const half = text.normalize('NFKC').replace(/[\s$_]/g, '');
  // `1,000` has a group, `1,5` a decimal comma.
  const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(half) ? half.replaceAll(',', '') : half.replace(',', '.');
  return /^-?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

/** JSON text for the engine. Fields that hold no number are left out: they count as empty. */
export function answerText(answer: Answer): string {
  const number: Record<string, number> = {};
  for (const [name, text] of Object.entries(answer.numbers)) {
    const value = numberOf(text);
    if (value !== undefined) number[name] = value;
  }
  return JSON.stringify({ json: answer.json, path: answer.path, number, choice: answer.choice });
}

/** The order of clicks: a press on the last state again takes it back. */
export function withState(path: readonly string[], state: string): readonly string[] {
  return path.at(-1) === state ? path.slice(0, -1) : [...path, state].slice(0, 200);
}

/** Picks an option: the only one, or one of several. */
export function withOption(choice: readonly string[], option: string, several: boolean): readonly string[] {
  if (!several) return [option];
  return choice.includes(option) ? choice.filter((other) => other !== option) : [...choice, option].sort();
}
