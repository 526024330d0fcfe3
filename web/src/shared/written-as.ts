/** A definition in the other notation, as the editor and a download ask for it. */
import type { EngineCalls } from './protocol.ts';

/** What is needed of the engine's client. */
interface Formatter {
  call(kind: 'formatDefinition', args: EngineCalls['formatDefinition']['args']): Promise<string | undefined>;
}

/**
 * The text with even indentation, or written as JSON or YAML; undefined for a text with mistakes. Comments, which are a
 * mistake in JSON, are none on the way to YAML and go along.
 */
export async function writtenAs(engine: Formatter, text: string, format?: 'json' | 'yaml'): Promise<string | undefined> {
  const written = await engine.call('formatDefinition', format === undefined ? { text } : { text, format });
  if (written !== undefined || format !== 'yaml' || !/\/[/*]/.test(text)) return written;
  const { carryComments, withoutComments } = await import('./carry-comments.ts');
  const yaml = await engine.call('formatDefinition', { text: withoutComments(text), format });
  return yaml === undefined ? undefined : carryComments(text, yaml);
}
