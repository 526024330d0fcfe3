/** The dialogs that try something out on a state, with its data at the clock as a beginning: they open when that is known. */
import type { Inspection } from '../../shared/protocol.ts';
import type { App } from '../../store/app.ts';

export async function openTestState(app: App, state: string, known: Promise<Inspection | undefined>): Promise<void> {
  const inspection = await known;
  app.showOverlay('testState', { state, input: inspection?.stages.find((stage) => stage.stage === 'input')?.value, variables: inspection?.variables });
}

export async function openBench(app: App, state: string, known: Promise<Inspection | undefined>): Promise<void> {
  app.showOverlay('bench', { state, inspection: await known });
}
