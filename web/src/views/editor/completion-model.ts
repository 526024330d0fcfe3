/** From the engine's list to what the editor needs: where typed text is matched, what is replaced, where the caret goes. */
import type { CompletionList } from '../../shared/protocol.ts';

/** What a taken completion does to the text. */
export interface CompletionEdit {
  readonly changes: readonly { readonly from: number; readonly to: number; readonly insert: string }[];
  readonly caret: number;
  /** A value is missing: ask at once what it can be. */
  readonly goesOn: boolean;
}

/** Where the text begins that completions are matched with: behind an opening quote. */
export function matchFrom(list: CompletionList, typed: string): number {
  return list.from + (/^["']/.test(typed) ? 1 : 0);
}

/** Whether text before the caret may begin something, so that a list can open by itself. */
export function opensList(before: string): boolean {
  return /[\w"$.]$/.test(before) || /[:,{[]\s$/.test(before);
}

/** The edit of a completion. `from` and `to` are the list's range as it is now. */
export function completionEdit(insert: string, from: number, to: number, commaAt: number | undefined): CompletionEdit {
  const body = insert.replace(/,$/, '');
  const empty = /(?:""|\[\]|\{\})$/.test(body);
  const comma = commaAt !== undefined && commaAt <= from ? commaAt : undefined;
  const start = from + (comma === undefined ? 0 : 1);
  return {
    changes: [...(comma === undefined ? [] : [{ from: comma, to: comma, insert: ',' }]), { from, to, insert }],
    caret: start + body.length - (empty ? 1 : 0),
    goesOn: /: (?:""|\[\]|)$/.test(body),
  };
}
