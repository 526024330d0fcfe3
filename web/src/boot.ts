/**
 * The page's first lines: the worker is started, and as soon as something can be seen the engine is fetched and
 * compiled while the page's own code begins. Small, because everything else waits for it.
 */
import wasmUrl from './wasm/asl_wasm_bg.wasm?url';
import toolsUrl from './wasm/asl_wasm_tools_bg.wasm?url';
import type { EngineMessage } from './shared/protocol.ts';

// The words that stand there before the page's own: in English they came with the document.
const WORDS: Readonly<Record<string, string>> = {
  ja: 'Step Functions のワークフローをグラフで見て、モックの結果で実行し、履歴を 1 つずつたどれます。データはこのページの外に出ません。',
  ko: 'Step Functions 워크플로를 그래프로 보고, 모의 응답으로 실행하고, 기록을 하나씩 따라가 보세요. 데이터는 이 페이지를 벗어나지 않습니다.',
};
const tongue = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in WORDS || tag === 'en') ?? 'en';
const words = document.querySelector('.sk-words');
if (words !== null && WORDS[tongue] !== undefined) {
  document.documentElement.lang = tongue;
  words.textContent = WORDS[tongue];
}

/**
 * Something stands on the screen. Before that, the engine's size would only hold it up, and words that make way before
 * they were shown would count for nothing: what comes seconds later would be the page's largest picture.
 */
const painted = new Promise<void>((resolve) => {
  try {
    new PerformanceObserver((list, observer) => {
      if (!list.getEntries().some((entry) => entry.name === 'first-contentful-paint')) return;
      observer.disconnect();
      resolve();
    }).observe({ type: 'paint', buffered: true });
  } catch {
    requestAnimationFrame(() => setTimeout(resolve));
  }
  // A page that lies behind others paints nothing.
  setTimeout(resolve, document.visibilityState === 'hidden' ? 0 : 1_500);
});

/** The page was opened by a shared link: what reads it is fetched before the engine, and reads it meanwhile. */
const linked = window.location.hash.startsWith('#/w/');

/** A compiled module, for this worker and for those that come after it; undefined where it could not be had. */
const compiled = (url: string): Promise<WebAssembly.Module | undefined> => painted.then(() => WebAssembly.compileStreaming(fetch(url))).catch(() => undefined);
const given = [...(linked ? [['tools', compiled(toolsUrl)] as const] : []), ['engine', compiled(wasmUrl)] as const];

function createWorker(): Worker {
  // The name tells the worker what to wait for instead of fetching its own.
  const worker = new Worker(new URL('./worker/entry.ts', import.meta.url), { type: 'module', name: given.map(([part]) => `${part}:given`).join(' ') });
  for (const [part, module] of given) void module.then((there) => worker.postMessage({ kind: 'given', part, module: there }));
  return worker;
}

/** What the first worker says before the page's code is there. */
const early: MessageEvent<EngineMessage>[] = [];
let first: Worker | undefined = createWorker();
first.onmessage = (event: MessageEvent<EngineMessage>) => early.push(event);

/** A worker with the engine: the first is already on its way. */
function takeWorker(): Worker {
  if (first === undefined) return createWorker();
  const worker = first;
  first = undefined;
  queueMicrotask(() => {
    for (const event of early) worker.onmessage?.(event);
  });
  return worker;
}

void painted.then(() => {
  // The page's code asks for many small files; the engine's request goes before them.
  void import('./main.ts').then(({ start }) => start(takeWorker));
  if (linked) import('./routes/workflow.ts').catch(() => undefined);
});
