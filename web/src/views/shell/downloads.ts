/** Files that a person takes away: the definition, everything that belongs to the workflow, the history of its execution. */
import { t } from '../../i18n/t.ts';
import { writtenAs } from '../../shared/written-as.ts';
import type { App } from '../../store/app.ts';
import type { WorkflowDocument } from '../../store/state.ts';
import { projectText } from '../../share/project.ts';
import { ALL, sceneOf, type Shown } from '../../share/scene.ts';
import { historyAnswer } from '../events/model.ts';
import { short } from '../../shared/short.ts';

/** Events that are asked for at once. */
const PAGE = 2_000;

/** The definition in a notation: as it is where it is written so, else written anew. */
export async function downloadDefinition(app: App, as: 'json' | 'yaml'): Promise<void> {
  const { analysis, document: work } = app.store.state;
  const written = analysis.latest?.format ?? 'json';
  const text = written === as ? work.definition : await writtenAs(app.client, work.definition, as).catch(() => undefined);
  if (text !== undefined) {
    saveFile(new Blob([text], { type: `application/${as}` }), fileName(work.title, `asl.${as}`));
    return;
  }
  const other = written === 'yaml' ? 'YAML' : 'JSON';
  const asItIs = (): void => void downloadDefinition(app, written);
  app.notify('download', 'error', t('app.notWritten', { as: as === 'yaml' ? 'YAML' : 'JSON' }), [{ label: t('menu.downloadAs', { as: other }), act: asItIs }]);
}

/** Definition, input, mocks, test cases and settings in one file, which can be dropped on the page. */
export function downloadProject(app: App): void {
  const { document: work, selection, cursor } = app.store.state;
  downloadWorkflow(work, { state: selection.state, cursor });
}

/** A workflow as a file, be it at hand or not. */
export function downloadWorkflow(work: WorkflowDocument, shown: Shown = { state: undefined, cursor: 0 }): void {
  const text = projectText(sceneOf(work, ALL, shown));
  saveFile(new Blob([text], { type: 'application/json' }), fileName(work.title, 'stepthrough.json'));
}

/** The history as GetExecutionHistory answers it. */
export async function downloadHistory(app: App): Promise<void> {
  const text = await historyOf(app);
  saveFile(new Blob([text], { type: 'application/json' }), fileName(app.store.state.document.title, 'history.json'));
}

/** All events of the execution at hand, as GetExecutionHistory answers them. */
export async function historyOf(app: App): Promise<string> {
  const { number, length } = app.store.state.run;
  const lines: string[] = [];
  for (let from = 0; from < length; from += PAGE) {
    const text = await app.client.call('historyText', { run: number, from, count: PAGE }).catch(() => '');
    lines.push(...text.split('\n').filter((line) => line !== ''));
  }
  return historyAnswer(lines);
}

/** Name of a file for a workflow: its title with nothing that a file system minds. */
export function fileName(title: string, ending: string): string {
  return `${short(title).replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.${ending}`;
}

/** Hands a file to the person. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
