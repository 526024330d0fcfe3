/** Values as programs have them, and the texts that the engine takes. */
import type { WorkflowType } from '../src/shared/protocol.ts';

/** A definition: its text (JSON or YAML), or the value of it. */
export type Definition = string | object;

/** What answers one call of a state: exactly one of `return`, `throw` and `never`. */
export interface MockEntry {
  /** The task's answer. */
  readonly return?: unknown;
  /** The error that the task fails with. */
  readonly throw?: { readonly error: string; readonly cause?: string };
  /** No answer comes. */
  readonly never?: true;
  /** Seconds of virtual time until the answer. */
  readonly after?: number;
  /** The output of `TaskSubmitted`. */
  readonly submitted?: unknown;
  /** Seconds between heartbeats. */
  readonly heartbeat?: number;
  /** Only for calls for which this is true: `{% … %}` on `$states.input`, or a path. */
  readonly when?: string;
  /** Only for this item of a Map. */
  readonly index?: number;
}

/** Answers by state: entry k answers the k-th call, the last one repeats. A Task without any is answered by a sample. */
export type Mocks = Readonly<Record<string, readonly MockEntry[]>>;

/** How to run. Equal options give an equal history, to the byte: there is no clock and no chance in the engine. */
export interface RunOptions {
  /** The input. Default: `{}`. */
  readonly input?: unknown;
  /** The input as JSON text, where `1` and `1.0` must stay apart. Wins over `input`. */
  readonly inputText?: string;
  /** Answers of tasks, or the JSON text of them. */
  readonly mocks?: Mocks | string;
  /** The mocked S3: bucket to key to text or value. */
  readonly s3Objects?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** A share of the calls fails by chance; the same seed fails the same calls. */
  readonly failures?: { readonly share: number; readonly error: string; readonly cause: string };
  /** Default: `STANDARD`. */
  readonly type?: WorkflowType;
  /** Where random numbers begin. Default: 0. */
  readonly seed?: number;
  /** When it starts on the virtual clock. Default: the beginning of 2026. */
  readonly startTime?: Date | string | number;
  /** The execution's name. Default: `execution`. */
  readonly name?: string;
  /** `relaxed` leaves out limits that only the service needs. Default: `real`. */
  readonly quotas?: 'real' | 'relaxed';
}

/** The text of a definition. */
export function definitionText(definition: Definition): string {
  return typeof definition === 'string' ? definition : JSON.stringify(definition);
}

/** The text of a value; a string is taken for JSON text already. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function inputText(options: RunOptions): string {
  if (options.inputText !== undefined) return options.inputText;
  return options.input === undefined ? '' : JSON.stringify(options.input);
}

export function mocksText(mocks: Mocks | string | undefined): string {
  return mocks === undefined ? '' : textOf(mocks);
}
