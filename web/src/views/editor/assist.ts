/**
 * What the engine knows, in the editor: completion, hover, signature, go to state, renaming, fixes. The engine answers
 * with keys and ranges; the words are the page's. An answer that comes too late, or not at all, is as good as none.
 */
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import type { CompletionList, Fix, Hover, RenameAnswer, Signature, StateUses } from '../../shared/protocol.ts';
import { completion } from './assist-completion.ts';
import { fixMenu } from './assist-fixes.ts';
import { hoverHelp } from './assist-hover.ts';
import { navigation } from './assist-navigate.ts';
import { renaming } from './assist-rename.ts';
import { signatureHelp } from './assist-signature.ts';

/** The engine's services as the editor asks them. Offsets are UTF-16 code units. */
export interface EditorServices {
  complete(text: string, offset: number): Promise<CompletionList>;
  hover(text: string, offset: number): Promise<Hover | undefined>;
  signature(text: string, offset: number): Promise<Signature | undefined>;
  stateUses(text: string, offset: number): Promise<StateUses | undefined>;
  renameState(text: string, offset: number, newName: string): Promise<RenameAnswer>;
  /** Even indentation, or written the other way; undefined for a text with mistakes. */
  format(text: string, format?: 'json' | 'yaml'): Promise<string | undefined>;
  /** Where the name of the innermost state around a place stands. */
  stateAround(offset: number): number | undefined;
  /** A state has another name now, in this text. */
  renamed(from: string, to: string): void;
}

export function assistance(services: EditorServices, onFix: (fix: Fix) => void, format: () => void): Extension {
  return [
    completion(services),
    hoverHelp(services, onFix),
    signatureHelp(services),
    navigation(services),
    renaming(services),
    fixMenu(onFix),
    keymap.of([{ key: 'Shift-Alt-f', run: () => (format(), true), preventDefault: true }]),
  ];
}
