/** Completion: the engine's list, matched by the editor while the person types on. */
import {
  autocompletion, closeBrackets, closeBracketsKeymap, type Completion, type CompletionContext, type CompletionResult, pickedCompletion, startCompletion,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import type { Completion as Item, CompletionList } from '../../shared/protocol.ts';
import type { EditorServices } from './assist.ts';
import { hoverBox } from './assist-dom.ts';
import { completionEdit, matchFrom, opensList } from './completion-model.ts';
import { completionText, parameters } from './hover-model.ts';
import { editorWords } from './words/load.ts';
import type { EditorWords } from './words/words.ts';
import { short } from '../../shared/short.ts';

/** CodeMirror's icon of each kind. */
const ICONS: Readonly<Record<string, string>> = {
  field: 'property', value: 'enum', stateType: 'type', state: 'class', resource: 'namespace', error: 'keyword', function: 'function',
  intrinsic: 'function', context: 'constant', states: 'constant', variable: 'variable',
};

export function completion(services: EditorServices): Extension {
  return [
    closeBrackets(),
    autocompletion({ override: [(context) => ask(services, context)], icons: true, activateOnTyping: true, maxRenderedOptions: 60 }),
    keymap.of(closeBracketsKeymap),
  ];
}

async function ask(services: EditorServices, context: CompletionContext): Promise<CompletionResult | null> {
  const { state, pos, explicit } = context;
  const line = state.doc.lineAt(pos);
  if (!explicit && !opensList(state.sliceDoc(line.from, pos))) return null;
  // With the words at hand, the help beside the list comes with it; a list whose help comes later may lose it.
  const [list, words] = await Promise.all([services.complete(state.doc.toString(), pos).catch(() => undefined), editorWords().catch(() => undefined)]);
  if (list === undefined || list.items.length === 0 || context.aborted || list.from > pos) return null;
  const from = matchFrom(list, state.sliceDoc(list.from, pos));
  if (from > pos) return null;
  const place = { head: from - list.from, tail: Math.max(0, list.to - pos) };
  return { from, options: list.items.map((item) => option(item, list, place, words)), validFor: /^[\w$.:-]*$/ };
}

/** How far the list's range reaches beyond what is matched, before and behind. */
interface Place {
  readonly head: number;
  readonly tail: number;
}

function option(item: Item, list: CompletionList, place: Place, words: EditorWords | undefined): Completion {
  return {
    label: item.label,
    displayLabel: short(item.label),
    type: ICONS[item.kind] ?? 'text',
    detail: item.kind === 'function' || item.kind === 'intrinsic' ? `(${parameters(item.detail)})` : item.detail,
    info: () => {
      const text = words === undefined ? undefined : completionText(item, list.owner, words);
      return text === undefined ? null : hoverBox(text);
    },
    apply: (view, taken, from, to) => take(view, taken, item.insert, { from: from - place.head, to: to + place.tail, commaAt: list.commaAt }),
  };
}

function take(view: EditorView, taken: Completion, insert: string, { from, to, commaAt }: { from: number; to: number; commaAt: number | undefined }): void {
  const edit = completionEdit(insert, from, Math.min(to, view.state.doc.length), commaAt);
  view.dispatch({
    changes: [...edit.changes],
    selection: { anchor: edit.caret },
    annotations: pickedCompletion.of(taken),
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
  if (edit.goesOn) startCompletion(view);
}
