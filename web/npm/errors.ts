/** What the package throws; each has a class of its own, so that a program can tell them apart. */
import type { Diagnostic, DocumentPart } from '../src/shared/protocol.ts';

/** A workflow that cannot begin: its definition, input or mocks are in the way. */
export class WorkflowRefused extends Error {
  override readonly name = 'WorkflowRefused';
  /** The text that is in the way. */
  readonly part: DocumentPart;
  /** Its problems, with lines and columns. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(part: DocumentPart, message: string, diagnostics: readonly Diagnostic[]) {
    super(message);
    this.part = part;
    this.diagnostics = diagnostics;
  }
}

/** A request that the service would refuse. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  /** The service's name of it: `ValidationException`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
