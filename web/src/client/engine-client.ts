/**
 * Typed calls to the engine's worker.
 *
 * Answers are matched by number; stale ones are the caller's to drop. A worker that gives no sign of life within the
 * call's time limit, or that reports a broken engine, is ended and started anew; open calls then fail with
 * `EngineRestartedError`, and `onRestart` tells the page why.
 */
import type { EngineCallKind, EngineCalls, EngineMessage, EngineRequest, RunReport } from '../shared/protocol.ts';

/** The call was lost because the worker had to be started anew. */
export class EngineRestartedError extends Error {
  override readonly name = 'EngineRestartedError';
}

/** The engine refused the call; its worker is still well. */
export class EngineCallError extends Error {
  override readonly name = 'EngineCallError';
  /** The engine's word for why, where it has one: `tooLarge`. */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

export type RestartReason = 'hung' | 'crashed';

/** What the client needs of a `Worker`; tests give their own. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<EngineMessage>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface EngineClientOptions {
  readonly createWorker: () => WorkerLike;
  readonly onReady: () => void;
  readonly onLoadFailed: (message: string) => void;
  readonly onRestart: (reason: RestartReason, call: EngineCallKind | undefined) => void;
  readonly onProgress: (report: RunReport, run: number) => void;
  /** Milliseconds without any sign of life after which a call counts as hung. */
  readonly patienceMs?: number;
}

interface OpenCall {
  readonly kind: EngineCallKind;
  readonly request: EngineRequest;
  readonly patienceMs: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

const PATIENCE_MS = 8_000;
const PATIENCE_PER_CHARACTER_MS = 0.004;
const CHECK_MS = 500;

export class EngineClient {
  readonly #options: EngineClientOptions;
  #worker: WorkerLike | undefined;
  readonly #open = new Map<number, OpenCall>();
  #nextId = 1;
  #lastSign = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #ready = false;
  /** The worker takes calls: it answers them when it can. */
  #listening = false;

  constructor(options: EngineClientOptions) {
    this.#options = options;
    this.#launch();
  }

  /** True once the engine can answer. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Asks the engine. Calls made before it is loaded wait for it. */
  call<K extends EngineCallKind>(kind: K, args: EngineCalls[K]['args']): Promise<EngineCalls[K]['answer']> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      if (this.#open.size === 0) this.#lastSign = performance.now();
      const request = { id, kind, args } as EngineRequest;
      this.#open.set(id, { kind, request, patienceMs: this.#patience(request), resolve: resolve as (value: unknown) => void, reject });
      this.#watch();
      // A module worker may lose what is sent before it listens: calls made earlier are sent when it says so.
      if (this.#listening) this.#worker?.postMessage(request);
    });
  }

  /** Ends the worker for good. */
  dispose(): void {
    this.#end(new EngineRestartedError('the page is closing'));
  }

  #launch(): void {
    this.#ready = false;
    this.#listening = false;
    const worker = this.#options.createWorker();
    worker.onmessage = (event) => {
      if (worker === this.#worker) this.#receive(event.data);
    };
    worker.onerror = () => {
      if (worker === this.#worker) this.#restart('crashed');
    };
    this.#worker = worker;
  }

  #receive(message: EngineMessage): void {
    this.#lastSign = performance.now();
    switch (message.kind) {
      case 'listening':
        this.#listening = true;
        for (const call of this.#open.values()) this.#worker?.postMessage(call.request);
        return;
      case 'ready':
        this.#ready = true;
        this.#options.onReady();
        return;
      case 'loadFailed':
        this.#end(new EngineCallError(message.message));
        this.#options.onLoadFailed(message.message);
        return;
      case 'loading':
        return;
      case 'progress':
        this.#options.onProgress(message.report, message.run);
        return;
      case 'answer':
        this.#settle(message.id)?.resolve(message.value);
        return;
      case 'failed': {
        const call = this.#settle(message.id);
        if (message.fatal) {
          call?.reject(new EngineRestartedError(message.message));
          this.#restart('crashed', call?.kind);
        } else {
          call?.reject(new EngineCallError(message.message, message.code));
        }
      }
    }
  }

  #settle(id: number): OpenCall | undefined {
    const call = this.#open.get(id);
    this.#open.delete(id);
    if (this.#open.size === 0) this.#unwatch();
    return call;
  }

  #watch(): void {
    this.#timer ??= setInterval(() => {
      // Loading over a slow line is no hang.
      if (!this.#ready) this.#lastSign = performance.now();
      const patience = Math.max(...[...this.#open.values()].map((call) => call.patienceMs));
      if (performance.now() - this.#lastSign > patience) {
        this.#restart('hung', this.#open.values().next().value?.kind);
      }
    }, CHECK_MS);
  }

  /** Large texts may take longer. */
  #patience({ args }: EngineRequest): number {
    const size = 'text' in args ? args.text.length : 'definition' in args ? args.definition.length : 'request' in args ? (typeof args.request === 'string' ? args.request.length : args.request.definition.length) : 0;
    return (this.#options.patienceMs ?? PATIENCE_MS) + size * PATIENCE_PER_CHARACTER_MS;
  }

  #unwatch(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #restart(reason: RestartReason, call = this.#open.values().next().value?.kind): void {
    // A worker that dies while loading would die again: say so instead of trying for ever.
    const wasReady = this.#ready;
    this.#end(new EngineRestartedError(reason));
    if (!wasReady && reason === 'crashed') {
      this.#options.onLoadFailed('the worker could not be started');
      return;
    }
    this.#launch();
    this.#options.onRestart(reason, call);
  }

  #end(error: Error): void {
    this.#unwatch();
    const worker = this.#worker;
    this.#worker = undefined;
    this.#ready = false;
    this.#listening = false;
    worker?.terminate();
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const call of open) call.reject(error);
  }
}
