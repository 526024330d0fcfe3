/** What the head of the Input tab says of an input. */
import { isEmptyInput, type WorkflowDocument } from '../../store/state.ts';

/** A sample, one that was made for an older definition, somebody's own, or one of which no state reads a field. */
export type InputSign = 'sample' | 'old' | 'own' | 'unread';

/** `made` is the sample for the definition as it is now, once it is known. */
export function inputSign({ input, sample }: Pick<WorkflowDocument, 'input' | 'sample'>, made: string | undefined): InputSign {
  const reads = made !== undefined && !isEmptyInput(made);
  if (!isEmptyInput(input) && (input === sample || input === made)) return reads && input !== made ? 'old' : 'sample';
  return made !== undefined && !reads ? 'unread' : 'own';
}
