/**
 * Inputs for workflows that come without one: the engine makes them of what the states read. What a person wrote, or what
 * came with a workflow, is never replaced; loaded when first needed.
 */
import { isRecord, parseJson } from '../shared/guard.ts';
import { formatJson } from '../shared/json-lines.ts';
import { withPlaceholders } from '../shared/placeholders.ts';
import type { App } from './app.ts';
import { loadExample } from './examples.ts';
import { isEmptyInput, isExercise, type WorkflowDocument } from './state.ts';

type Written = Pick<WorkflowDocument, 'definition' | 'placeholders'>;

/** The sample for a definition, as the editor formats it; `{}` where no state reads a field, or the engine is not there. */
export async function sampleInput(app: App, { definition, placeholders }: Written): Promise<string> {
  // An engine that could not be loaded would be waited for without end.
  if (app.store.state.engine === 'failed') return '{}';
  const made = await app.client.call('sampleInput', { definition: withPlaceholders(definition, placeholders) }).catch(() => '{}');
  return formatJson(made);
}

/** What a new document begins with. */
export function beginning(sample: string): Pick<WorkflowDocument, 'input' | 'sample'> {
  return isEmptyInput(sample) ? { input: '{}' } : { input: sample, sample };
}

/**
 * Whether a sample may take the place of a workflow's input once its definition was replaced as a whole: there was none,
 * it is a sample as it was made, or it is that of an `example` and misses what is read now.
 */
export function mayReplace(document: Pick<WorkflowDocument, 'id' | 'input' | 'sample' | 'cases'>, example: string | undefined, made: string): boolean {
  const { input, sample, cases } = document;
  if (isExercise(document) || (cases ?? []).length > 0) return false;
  return isEmptyInput(input) || input === sample || (input === example && misses(input, made));
}

/** Whether a member of the sample is not in an input. */
function misses(input: string, made: string): boolean {
  const [given, wanted] = [parseJson(input), parseJson(made)];
  return isRecord(wanted) && Object.keys(wanted).some((name) => !isRecord(given) || !Object.hasOwn(given, name));
}

/**
 * Lets the input follow a definition that was replaced as a whole, where it is nobody's; `before` is the workflow as it
 * was. One undo takes both back. What is typed meanwhile is waited for.
 */
export async function follow(app: App, before: WorkflowDocument): Promise<void> {
  const { id, definition: pasted } = app.store.state.document;
  const example = before.example === undefined ? undefined : (await loadExample(before.example))?.input;
  for (;;) {
    const { document } = app.store.state;
    if (document.id !== id || document.input !== before.input || document.definition === before.definition) return;
    const made = await sampleInput(app, document);
    if (app.store.state.document.definition !== document.definition) continue;
    const changes = made !== document.input && !(isEmptyInput(made) && isEmptyInput(document.input));
    if (app.store.state.document.input === before.input && changes && mayReplace(document, example, made)) {
      app.documents.change({ input: made, sample: made }, document.definition === pasted);
    }
    return;
  }
}

/** Puts the sample in place of the input at hand, which Undo brings back; false where no state reads a field. */
export async function useSample(app: App): Promise<boolean> {
  const { document } = app.store.state;
  const made = await sampleInput(app, document);
  if (isEmptyInput(made)) return false;
  // What was typed meanwhile stays.
  if (app.store.state.document === document) app.documents.change({ input: made, sample: made });
  return true;
}
