/**
 * `<step-through>`: shows a drawing, or a card, until somebody comes to it, then the embed in a frame of its own origin.
 * A frame needs no permissions of the host's policy but `frame-src`, and what runs in it cannot touch the host.
 */
import { envelope, PANELS, readReport, type Report, STYLE_TOKENS } from './messages.ts';

// Written apart, because bundlers would look for a file of this name.
const here = import.meta.url;
const ATTRIBUTES = ['src', 'data', 'exercise', 'panels', 'controls', 'readonly', 'theme', 'lang', 'direction', 'height', 'title'];
const LOAD_WORDS: Readonly<Record<string, string>> = { en: 'Show the workflow', ja: 'ワークフローを表示', ko: '워크플로 보기' };
const FAILED_WORDS: Readonly<Record<string, string>> = { en: 'The workflow could not be loaded. Try again', ja: 'ワークフローを読み込めませんでした。もう一度試す', ko: '워크플로를 불러오지 못했습니다. 다시 시도' };
const MIN_HEIGHT = 240;
const MAX_HEIGHT = 2_000;

/** Pages are rendered on servers too, where there are no elements: there the class is only a name. */
const Element: typeof HTMLElement = typeof HTMLElement === 'undefined' ? (Object as unknown as typeof HTMLElement) : HTMLElement;

export class StepThrough extends Element {
  static readonly observedAttributes = ATTRIBUTES;
  /** The folder of `embed.html`, for all elements; the attribute `home` says it for one. Default: beside this file. */
  static home: string | URL | undefined;
  readonly #root = this.attachShadow({ mode: 'open' });
  #frame: HTMLIFrameElement | undefined;
  #observer: IntersectionObserver | undefined;
  #ready = false;
  /** The card says that the address gave nothing. */
  #failed = false;
  #waiting: object[] = [];
  #answers = new Map<string, (report: Report) => void>();
  #asked = 0;
  #home = new URL('about:blank');

  connectedCallback(): void {
    window.addEventListener('message', this.#onMessage);
    this.#placeholder();
    const activate = this.getAttribute('activate') ?? 'visible';
    if (activate === 'eager') this.#activate();
    else if (activate !== 'click') {
      this.#observer = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) this.#activate(); }, { rootMargin: '200px' });
      this.#observer.observe(this);
    }
  }

  disconnectedCallback(): void {
    window.removeEventListener('message', this.#onMessage);
    this.#observer?.disconnect();
    this.#frame?.remove();
    this.#frame = undefined;
    this.#ready = false;
  }

  attributeChangedCallback(name: string): void {
    if (name === 'height') this.#size();
    else if (name === 'src' || name === 'data' || name === 'exercise') {
      if (this.#frame !== undefined) void this.#source();
      else if (this.#failed) this.#activate();
    }
    else if (this.#frame !== undefined) this.#look();
  }

  /** Loads the engine and draws. */
  #activate(): void {
    if (this.#frame !== undefined) return;
    this.#failed = false;
    this.#observer?.disconnect();
    this.#home = homeOf(this.getAttribute('home'));
    const frame = document.createElement('iframe');
    const address = new URL('embed.html', this.#home);
    address.searchParams.set('host', window.location.origin);
    frame.src = address.href;
    frame.title = this.getAttribute('title') ?? 'Stepthrough';
    frame.setAttribute('part', 'frame');
    // The playground that the embed opens in a tab of its own is no longer the host's business: it can save files there.
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox');
    frame.referrerPolicy = 'origin';
    frame.style.setProperty('width', '100%');
    frame.style.setProperty('border', '0');
    frame.style.setProperty('display', 'block');
    this.#frame = frame;
    this.#root.replaceChildren(frame);
    this.#size();
    this.#look();
    void this.#source();
  }

  /** A definition, or with `link` the part of a share link behind `#/w/`. */
  load(scene: { definition?: string; input?: string; mocks?: string; title?: string; link?: string; exercise?: string }): void {
    this.#send({ type: 'load', autorun: this.hasAttribute('autorun'), title: this.getAttribute('title') ?? '', ...scene });
  }
  setInput(text: string): void { this.#send({ type: 'setInput', text }); }
  setMocks(text: string): void { this.#send({ type: 'setMocks', text }); }
  run(): void { this.#send({ type: 'run' }); }
  step(): void { this.#send({ type: 'step' }); }
  seek(cursor: number): void { this.#send({ type: 'seek', cursor }); }
  select(state: string): void { this.#send({ type: 'select', state }); }
  getState(): Promise<Report> { return this.#ask('getState'); }
  /** `{ link, svg }` of the workflow as it stands. */
  export(): Promise<Report> { return this.#ask('export'); }

  #ask(type: 'getState' | 'export'): Promise<Report> {
    this.#asked += 1;
    const id = String(this.#asked);
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      this.#send({ type, id });
    });
  }

  #send(content: object): void {
    this.#activate();
    if (this.#ready) this.#frame?.contentWindow?.postMessage(envelope(content), this.#home.origin);
    else this.#waiting.push(content);
  }

  #onMessage = (event: MessageEvent): void => {
    if (this.#frame === undefined || event.source !== this.#frame.contentWindow || event.origin !== this.#home.origin) return;
    const report = readReport(event.data);
    if (report === undefined) return;
    if (report.type === 'ready') {
      this.#ready = true;
      for (const content of this.#waiting.splice(0)) this.#send(content);
    }
    const id = report['id'];
    if ((report.type === 'state' || report.type === 'exported') && typeof id === 'string') {
      this.#answers.get(id)?.(report);
      this.#answers.delete(id);
      return;
    }
    if (report.type === 'height' && this.getAttribute('height') === 'auto' && typeof report['height'] === 'number') this.#setHeight(report['height']);
    this.dispatchEvent(new CustomEvent(report.type, { detail: report, bubbles: false }));
  };

  #size(): void {
    const given = Number.parseInt(this.getAttribute('height') ?? '', 10);
    this.#setHeight(Number.isFinite(given) ? given : 420);
  }

  #setHeight(height: number): void {
    const bounded = Math.max(MIN_HEIGHT, Math.min(MAX_HEIGHT, height));
    this.style.setProperty('display', 'block');
    this.#frame?.style.setProperty('height', `${bounded}px`);
  }

  #look(): void {
    const computed = getComputedStyle(this);
    const style = Object.fromEntries(Object.keys(STYLE_TOKENS).map((name) => [name, computed.getPropertyValue(`--step-${name}`).trim()]));
    const panels = (this.getAttribute('panels') ?? 'graph output').split(/\s+/).filter((panel) => (PANELS as readonly string[]).includes(panel));
    this.#send({ type: 'look', look: { panels, controls: this.getAttribute('controls') !== 'false', readonly: this.getAttribute('readonly') !== 'false', theme: this.getAttribute('theme') ?? 'auto', lang: this.getAttribute('lang') ?? 'auto', direction: this.getAttribute('direction') ?? 'TB', style } });
  }

  /** The workflow: an address, the data of a link, or the text inside of the element. */
  async #source(): Promise<void> {
    const exercise = this.getAttribute('exercise') ?? '';
    if (exercise !== '') {
      this.load({ exercise });
      return;
    }
    const data = this.getAttribute('data') ?? '';
    const src = this.getAttribute('src');
    if (data.trim() !== '') {
      this.load(/^\s*[{]/.test(data) ? { definition: data } : { link: data });
    } else if (src !== null) {
      const answer = await fetch(src).catch(() => undefined);
      const text = answer?.ok === true ? await answer.text() : '';
      const inside = this.#text();
      if (text === '') {
        this.dispatchEvent(new CustomEvent('failed', { detail: { type: 'failed', src } }));
        // What stands inside of the element is shown instead; an empty graph would say that this was all.
        if (inside === '') this.#fail();
        else this.load({ definition: inside });
      } else this.load({ definition: text });
    } else if (this.#text() !== '') {
      this.load({ definition: this.#text() });
    }
  }

  /** The definition inside of the element; the words of a drawing are none. */
  #text(): string {
    return this.querySelector(':scope > svg') === null ? this.textContent.trim() : '';
  }

  /** Back to the card, which tries again. */
  #fail(): void {
    this.#failed = true;
    this.#frame = undefined;
    this.#ready = false;
    this.#waiting = [];
    this.#placeholder(FAILED_WORDS);
  }

  /** The baked drawing, or a card with the title; a press activates it. */
  #placeholder(texts = LOAD_WORDS): void {
    const button = document.createElement('button');
    button.setAttribute('part', 'card');
    const baked = this.querySelector(':scope > svg');
    const words = texts[(this.getAttribute('lang') ?? navigator.language).slice(0, 2)] ?? texts['en'] ?? '';
    const title = this.getAttribute('title') ?? '';
    button.setAttribute('aria-label', `${title} ${words}`.trim());
    const styles = { width: '100%', padding: '16px', border: '1px solid #cbd2da', 'border-radius': '10px', background: 'transparent', color: 'inherit', font: '600 14px system-ui, sans-serif', cursor: 'pointer', 'min-height': baked === null ? '240px' : '0' };
    for (const [name, value] of Object.entries(styles)) button.style.setProperty(name, value);
    if (baked === null) button.textContent = title === '' ? words : `${title} · ${words}`;
    else button.append(document.createElement('slot'));
    button.addEventListener('click', () => this.#activate());
    this.#root.replaceChildren(button);
  }
}

/**
 * The folder of `embed.html`.
 *
 * Errors: it is not on a server, as where a bundler put the address of a file in the place of the module's own.
 */
function homeOf(attribute: string | null): URL {
  const home = new URL(attribute ?? StepThrough.home ?? new URL('./', here), document.baseURI);
  if (home.protocol === 'https:' || home.protocol === 'http:') return home.pathname.endsWith('/') ? home : new URL(`${home.href}/`);
  throw new Error(`<step-through>: ${home.href} is not served; say where the folder of embed.html is with the attribute "home" or with StepThrough.home`);
}

declare global {
  interface HTMLElementTagNameMap {
    'step-through': StepThrough;
  }
}

/** Makes `<step-through>` known to the page, unless it is; those that stand there come to life at once. */
export function defineStepThrough(): void {
  if (typeof customElements !== 'undefined' && customElements.get('step-through') === undefined) customElements.define('step-through', StepThrough);
}
