/**
 * Our own line icons on a 16-px grid: 1.5-px stroke, round ends, no fill but in `play`. No artwork of any cloud.
 * Each is the path data of one icon; several strokes are several sub-paths.
 */
import { svg, type SVGTemplateResult, html, type TemplateResult } from 'lit';
import type { Status } from '../run/status.ts';

const PATHS = {
  check: 'M3.5 8.5 6.5 11.5 12.5 5',
  cross: 'M4 4l8 8M12 4l-8 8',
  bolt: 'M9 1.8 4 9h3.5L7 14.2 12 7H8.5z',
  ring: 'M8 2a6 6 0 1 1-6 6',
  hourglass: 'M4.5 2.5h7M4.5 13.5h7M5.5 2.5v2.3L8 8l2.5-3.2V2.5M5.5 13.5v-2.3L8 8l2.5 3.2v2.3',
  key: 'M2.2 8.5a2.6 2.6 0 1 0 5.2 0 2.6 2.6 0 1 0-5.2 0M7.4 8.5h6.4v2.2M11 8.5v1.8',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13.2 2.2v2.6h-2.6',
  clockCross: 'M8 4.5V8l2 1.4M13.9 7a6 6 0 1 0-5.2 6.9M11.2 11.2l3 3M14.2 11.2l-3 3',
  clock: 'M2 8a6 6 0 1 0 12 0 6 6 0 1 0-12 0M8 4.6V8l2.3 1.5',
  none: 'M2.2 8a5.8 5.8 0 1 0 11.6 0 5.8 5.8 0 1 0-11.6 0M4 4l8 8',
  dashes: 'M5.2 2.6A6 6 0 0 1 8 2M10.8 2.6a6 6 0 0 1 2 2M13.8 7a6 6 0 0 1 0 2M12.8 11.4a6 6 0 0 1-2 2M8 14a6 6 0 0 1-2.8-.6M3.2 11.4a6 6 0 0 1-1-2.4M2.2 7a6 6 0 0 1 1-2.4',
  step: 'M4 3.5v9l6-4.5zM12.5 3.5v9',
  reset: 'M3 8a5 5 0 1 0 1.6-3.7M2.8 2.2v2.6h2.6',
  stop: 'M4 4h8v8H4z',
  chevronDown: 'M4 6l4 4 4-4',
  chevronRight: 'M6 4l4 4-4 4',
  chevronLeft: 'M10 4L6 8l4 4',
  first: 'M4 3.5v9M11.5 4l-4 4 4 4',
  last: 'M12 3.5v9M4.5 4l4 4-4 4',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3',
  center: 'M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3M5.5 8a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0',
  list: 'M6 4h8M6 8h8M6 12h8M2.6 4h.01M2.6 8h.01M2.6 12h.01',
  sun: 'M5.2 8a2.8 2.8 0 1 0 5.6 0 2.8 2.8 0 1 0-5.6 0M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.85.85M11.75 11.75l.85.85M3.4 12.6l.85-.85M11.75 4.25l.85-.85',
  moon: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z',
  screen: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  menu: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  copy: 'M6 6h7.5v7.5H6zM3.5 10H2.5V2.5H10v1',
  problem: 'M2 8a6 6 0 1 0 12 0 6 6 0 1 0-12 0M8 4.8v3.8M8 11h.01',
  warning: 'M8 2.2 14.3 13H1.7zM8 6.4v3M8 11.2h.01',
  info: 'M2 8a6 6 0 1 0 12 0 6 6 0 1 0-12 0M8 7.4v3.4M8 5.1h.01',
  wand: 'M3 13l6.5-6.5M10.8 2v2.4M9.6 3.2H12M13.2 6v1.8M12.3 6.9h1.8M5.5 3.4v1.4M4.8 4.1h1.4',
  download: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.5h10',
  keyboard: 'M1.5 4h13v8h-13zM4 6.6h.01M6.6 6.6h.01M9.2 6.6h.01M11.8 6.6h.01M5 9.6h6',
  file: 'M4 1.8h5l3 3v9.4H4zM9 1.8v3h3',
  code: 'M5.5 5 2.5 8l3 3M10.5 5l3 3-3 3',
  database: 'M3 4c0-1.1 2.2-2 5-2s5 .9 5 2-2.2 2-5 2-5-.9-5-2zM3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2',
  mail: 'M2 3.5h12v9H2zM2.3 4l5.7 4.6L13.7 4',
  queue: 'M2.5 4.5h11M2.5 8h7M2.5 11.5h5M10 11.5h4M12.4 9.9 14 11.5l-1.6 1.6',
  bell: 'M4 11V7a4 4 0 0 1 8 0v4l1.2 1.2H2.8zM6.8 14h2.4',
  box: 'M8 1.8 13.8 5v6L8 14.2 2.2 11V5zM2.4 5.1 8 8.2l5.6-3.1M8 8.2v6',
  bucket: 'M3 4.5h10l-1.3 9H4.3zM3 4.5C3 3.4 5.2 2.5 8 2.5s5 .9 5 2',
  chart: 'M2.5 2.5v11h11M5.5 10.5V8M8.5 10.5V5M11.5 10.5V7',
  brain: 'M8 3v10M8 4.2A2.4 2.4 0 0 0 3.8 5.6 2.6 2.6 0 0 0 3 10a2.6 2.6 0 0 0 5 1M8 4.2a2.4 2.4 0 0 1 4.2 1.4A2.6 2.6 0 0 1 13 10a2.6 2.6 0 0 1-5 1',
  flow: 'M2.5 2.5h4v3.5h-4zM9.5 10h4v3.5h-4zM4.5 6v3.8a2 2 0 0 0 2 2h3',
  globe: 'M2 8a6 6 0 1 0 12 0 6 6 0 1 0-12 0M2.2 8h11.6M8 2c-4 4-4 8 0 12M8 2c4 4 4 8 0 12',
  gear: 'M5.6 8a2.4 2.4 0 1 0 4.8 0 2.4 2.4 0 1 0-4.8 0M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M3.6 12.4 5 11M11 5l1.4-1.4',
  pass: 'M2.5 8h10M9 4.5 12.5 8 9 11.5',
  parallel: 'M5.5 2.5v11M10.5 2.5v11',
  stack: 'M3.5 6.5h9v7h-9zM5 6.5v-2h6v2M6.5 4.5v-2h3v2',
  question: 'M2 8a6 6 0 1 0 12 0 6 6 0 1 0-12 0M6.4 6.4a1.7 1.7 0 1 1 2.4 1.6c-.6.3-.8.6-.8 1.2M8 11.4h.01',
  graph: 'M5.5 2h5v3.4h-5zM2 10.6h4.4V14H2zM9.6 10.6H14V14H9.6zM8 5.4v2.8M4.2 10.6V8.2h7.6v2.4',
  shield: 'M8 1.8 13 3.6v4.2c0 3.2-2.2 5.3-5 6.4-2.8-1.1-5-3.2-5-6.4V3.6zM5.8 8l1.6 1.6L10.4 6.4',
  cpu: 'M4 4h8v8H4zM6.5 6.5h3v3h-3zM6 4V1.8M10 4V1.8M6 14.2V12M10 14.2V12M4 6H1.8M4 10H1.8M14.2 6H12M14.2 10H12',
  stream: 'M2 4.5c2-1.6 4-1.6 6 0s4 1.6 6 0M2 8c2-1.6 4-1.6 6 0s4 1.6 6 0M2 11.5c2-1.6 4-1.6 6 0s4 1.6 6 0',
  film: 'M2.5 3h11v10h-11zM5.5 3v10M10.5 3v10M2.5 6.3h3M2.5 9.7h3M10.5 6.3h3M10.5 9.7h3',
  build: 'M9.6 3.4a3.2 3.2 0 0 0-4.2 4.2l-3.4 3.4a1.6 1.6 0 0 0 2.3 2.3l3.4-3.4A3.2 3.2 0 0 0 12 5.7L9.9 7.8 7.5 5.5z',
  disk: 'M2 9.5h12v3.5H2zM2 9.5 4 3h8l2 6.5M11.5 11.3h.01',
  cloud: 'M4.6 12.5a2.9 2.9 0 0 1-.3-5.8 3.9 3.9 0 0 1 7.5.9 2.5 2.5 0 0 1-.2 4.9z',
  task: 'M2.5 3h11v10h-11zM5.4 8.2 7.2 10l3.6-3.8',
  split: 'M8 14V9.5M8 9.5 3.5 5M8 9.5 12.5 5M3.5 8V5h3M12.5 8V5h-3',
  into: 'M8 2v7M5 6.2 8 9.2l3-3M3 11v2.5h10V11',
  back: 'M12 3.5v9L6 8zM3.5 3.5v9',
  over: 'M2.5 9A5.5 5.5 0 0 1 13 7.5M13.3 4v3.7H9.6M8 13.5h.01',
  map: 'M2 3.5 6 2l4 1.5L14 2v10.5L10 14l-4-1.5L2 14zM6 2v10.5M10 3.5V14',
  search: 'M2.5 7a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0M10.4 10.4l3.4 3.4',
  trash: 'M3 4.5h10M6.2 4.5V2.6h3.6v1.9M4.4 4.5l.6 9h6l.6-9M6.8 7v4M9.2 7v4',
  pencil: 'M10.8 2.6l2.6 2.6-7.6 7.6-3.2.6.6-3.2zM9.2 4.2l2.6 2.6',
  flask: 'M6 2h4M6.8 2v4.2L3.2 12.6a.9.9 0 0 0 .8 1.4h8a.9.9 0 0 0 .8-1.4L9.2 6.2V2M5 10.2h6',
  share: 'M8 10V2.2M5 5l3-2.8L11 5M4.5 7.5H3v6h10v-6h-1.5',
  upload: 'M8 10.2V2.5M4.8 5.7 8 2.5l3.2 3.2M3 13.5h10',
  filter: 'M2.5 3.5h11L9.5 8.4v4.1l-3 1.2V8.4z',
  compare: 'M2.5 3h4.5v10H2.5zM9 3h4.5v10H9z',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  play: '',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
} as const;

export type IconName = keyof typeof PATHS;

/** The icon as an HTML fragment. It is decoration: whoever needs a name writes one beside it. */
export function icon(name: IconName, size: 12 | 14 | 16 = 16, className = ''): TemplateResult {
  const sizeClass = size === 16 ? '' : ` s${size}`;
  return html`<svg class="icon${sizeClass} ${className}" viewBox="0 0 16 16" aria-hidden="true">${strokes(name)}</svg>`;
}

/** The icon's strokes, for use inside another drawing. */
export function strokes(name: IconName): SVGTemplateResult {
  if (name === 'more') return svg`<path d=${PATHS.more} stroke-width="2.2"></path>`;
  if (name === 'play') return svg`<path class="solid" d="M4.5 3 12.5 8l-8 5z" stroke-linejoin="round"></path>`;
  return svg`<path d=${PATHS[name]}></path>`;
}

/** Icon of each status; `notStarted` has none in the graph and a dashed ring elsewhere. */
export const STATUS_ICON: Readonly<Record<Status, IconName>> = {
  notStarted: 'dashes',
  inProgress: 'ring',
  waiting: 'hourglass',
  retrying: 'retry',
  succeeded: 'check',
  caught: 'bolt',
  failed: 'cross',
  timedOut: 'clockCross',
  aborted: 'none',
};

/** By the engine's words for integrations and types (`crates/asl-insight/src/graph/service.rs`). */
const SERVICE_ICONS: Readonly<Record<string, IconName>> = {
  lambda: 'code', dynamodb: 'database', database: 'database', s3: 'bucket', storage: 'disk', sqs: 'queue', sns: 'bell', mail: 'mail',
  ecs: 'box', batch: 'box', compute: 'cpu', glue: 'gear', athena: 'search', emr: 'chart', sagemaker: 'brain', bedrock: 'brain', ml: 'brain',
  states: 'flow', events: 'bell', api: 'globe', http: 'globe', network: 'globe', stream: 'stream', monitor: 'chart', security: 'shield',
  build: 'build', media: 'film', aws: 'cloud', activity: 'gear', task: 'task', pass: 'pass', wait: 'clock', succeed: 'check', fail: 'cross',
  parallel: 'parallel', map: 'stack', choice: 'split', missing: 'question', unknown: 'question',
};

/** Icon for what the engine calls the integration or type. Unknown services get the cloud. */
export function serviceIcon(name: string): IconName {
  return SERVICE_ICONS[name.toLowerCase()] ?? (name === '' ? 'task' : 'cloud');
}
