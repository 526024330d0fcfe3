/** An entry of the palette. */
import type { IconName } from '../../elements/icons.ts';
import type { Searchable } from './search.ts';

export interface Command extends Searchable {
  readonly kind: 'command' | 'state' | 'workflow' | 'example' | 'exercise';
  readonly icon: IconName;
  /** Keys that do the same. */
  readonly keys?: string;
  readonly act: () => void;
}

/** A command, with English words and those of the service under which it is found in any language. */
export function command(label: string, icon: IconName, act: () => void, keys = '', also = ''): Command {
  return { kind: 'command', label, icon, act, keys, also };
}
