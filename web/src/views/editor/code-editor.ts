/**
 * An element that holds one text editor. Until the editor's chunk has come, a plain text area stands in, so that
 * nothing has to be waited for. It has a shadow root: the editor's own styles need one under the page's policy.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { painted } from '../../elements/after-paint.ts';
import { whenSeen } from '../../elements/when-seen.ts';
import type { Diagnostic, Fix } from '../../shared/protocol.ts';
import type { EditorChange, EditorServices, MarkedRange, TextEditor, TextFormat } from './code-mirror.ts';
import { calm } from '../../shared/short.ts';

export class CodeEditorElement extends LitElement {
  static override properties = {
    text: { attribute: false },
    problems: { attribute: false },
    marked: { attribute: false },
    label: { attribute: false },
    hint: { attribute: false },
    format: { attribute: false },
    services: { attribute: false },
  };
  static override styles = css`
    :host { display: block; height: 100%; min-height: 0; position: relative; container-type: inline-size; }
    .host { position: absolute; inset: 0; }
    textarea {
      position: absolute; inset: 0; width: 100%; height: 100%; border: 0; padding: 8px 12px 8px 42px; resize: none; outline: none; white-space: pre; box-sizing: border-box;
      font: 12px/20px var(--mono); color: var(--text); background: var(--surface);
    }
  `;
  declare text: string;
  declare problems: readonly Diagnostic[];
  declare marked: MarkedRange | undefined;
  declare label: string;
  declare hint: string;
  declare format: TextFormat;
  /** The engine's help; given once, before the editor comes. */
  declare services: EditorServices | undefined;
  /** `replaced`: something was put in place of all that stood there. */
  declare onText: ((text: string, replaced: boolean) => void) | undefined;
  declare onFix: ((fix: Fix) => void) | undefined;
  declare onCaret: ((offset: number) => void) | undefined;

  #editor: TextEditor | undefined;
  #wanted: { from: number; to: number; focus: boolean } | undefined;
  #typing = false;

  constructor() {
    super();
    this.text = '';
    this.problems = [];
    this.label = '';
    this.hint = '';
    this.format = 'json';
  }

  /** Puts the caret somewhere; waits for the editor when it is not there yet. */
  reveal(from: number, to: number, focus: boolean): void {
    if (this.#editor === undefined) this.#wanted = { from, to, focus };
    else this.#editor.reveal(from, to, focus);
  }

  /** Asks for another name of the state whose name stands there; until the editor is there, the caret goes to it. */
  rename(at: number): void {
    if (this.#editor === undefined) this.reveal(at, at, true);
    else this.#editor.rename(at);
  }

  /** Even indentation, or the other way to write it; for a text with mistakes nothing happens. */
  async formatText(as?: TextFormat): Promise<void> {
    await this.#editor?.format(as);
  }

  protected override render(): TemplateResult {
    // A plain field could not leave out what stops the page (`calm`). The editor's own box has no expression in it: what Lit does not know, it does not clear away.
    return html`<div class="host"></div>${this.#editor === undefined && calm(this.text) === this.text
      ? html`<textarea aria-label=${this.label} spellcheck="false" .value=${this.text} @input=${this.#onInput}></textarea>`
      : nothing}`;
  }

  protected override firstUpdated(): void {
    // A pane that nobody looks at needs no editor yet, and the graph comes first.
    void whenSeen(this).then(() => import('./code-mirror.ts')).then(({ TextEditor }) => {
      const parent = this.renderRoot.querySelector<HTMLElement>('.host');
      if (parent === null || !this.isConnected || !(this.renderRoot instanceof ShadowRoot)) return;
      const hadFocus = this.shadowRoot?.activeElement instanceof HTMLTextAreaElement;
      this.#editor = new TextEditor({
        root: this.renderRoot,
        parent,
        text: this.text,
        label: this.label,
        placeholder: this.hint,
        format: this.format,
        services: this.services,
        onChange: (text, replaced) => {
          this.#typing = true;
          this.onText?.(text, replaced);
          this.#typing = false;
        },
        onFix: (fix) => this.onFix?.(fix),
        onCaret: (offset) => this.onCaret?.(offset),
      });
      this.requestUpdate();
      this.#editor.show({ problems: this.#shownProblems(), marked: { range: this.marked, scroll: true } });
      if (hadFocus) this.#editor.focus();
      if (this.#wanted !== undefined) this.reveal(this.#wanted.from, this.#wanted.to, this.#wanted.focus);
      // Firefox forgets where to scroll when the editor has never been measured: once more, when it stands.
      else void painted().then(() => this.#editor?.show({ marked: { range: this.marked, scroll: !this.matches(':focus-within') } }));
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#editor === undefined) return;
    if (changed.has('format')) this.#editor.setFormat(this.format);
    const moved = changed.get('marked')?.from !== this.marked?.from;
    this.#editor.show({
      ...(changed.has('text') && !this.#typing ? { text: this.text } : {}),
      ...(changed.has('problems') ? { problems: this.#shownProblems() } : {}),
      ...(changed.has('marked') ? { marked: { range: this.marked, scroll: moved && !this.matches(':focus-within') } } : {}),
    });
  }

  #shownProblems(): NonNullable<EditorChange['problems']> {
    return { list: this.problems, onFix: (fix) => this.onFix?.(fix) };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#editor?.destroy();
    this.#editor = undefined;
  }

  #onInput = (event: Event): void => {
    if (event.target instanceof HTMLTextAreaElement) this.onText?.(event.target.value, this.text.trim() === '' && (event as InputEvent).inputType === 'insertFromPaste');
  };
}

customElements.define('st-code-editor', CodeEditorElement);
