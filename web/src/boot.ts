/**
 * The page's first lines: the worker is started, and as soon as something can be seen the engine is fetched and
 * compiled while the page's own code begins. Small, because everything else waits for it.
 */
import wasmUrl from './wasm/asl_wasm_bg.wasm?url';
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

/** The compiled engine, for this worker and for those that come after it; undefined where it could not be had. */
const compiled = painted.then(() => WebAssembly.compileStreaming(fetch(wasmUrl))).catch(() => undefined);

/** The page was opened by a shared link: what that needs is fetched beside the rest, not after it. */
const linked = window.location.hash.startsWith('#/w/');

function createWorker(): Worker {
  // The name tells the worker to wait for the compiled engine instead of fetching its own.
  const worker = new Worker(new URL('./worker/entry.ts', import.meta.url), { type: 'module', name: 'engine:given' });
  if (linked) worker.postMessage({ kind: 'fetchTools' });
  // Beside the engine too; it is small, but nothing comes before the first picture.
  void painted.then(() => worker.postMessage({ kind: 'fetchSamples' }));
  void compiled.then((module) => worker.postMessage({ kind: 'load', module }));
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
