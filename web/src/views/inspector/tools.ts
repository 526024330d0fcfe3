/** The dialogs that try something out on a state, with its data at the clock as a beginning. */
import type { Inspection } from '../../shared/protocol.ts';
import type { App } from '../../store/app.ts';

export function openTestState(app: App, state: string, inspection: Inspection | undefined): void {
  app.showOverlay('testState', { state, input: inspection?.stages.find((stage) => stage.stage === 'input')?.value, variables: inspection?.variables });
}

export function openBench(app: App, state: string, inspection: Inspection | undefined): void {
  app.showOverlay('bench', { state, inspection });
}
