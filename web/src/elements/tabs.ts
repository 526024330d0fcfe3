/** A row of tabs, as the pattern wants it: one tab stop, arrows choose. */
import { html, nothing, type TemplateResult } from 'lit';

export interface TabItem<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly count?: number | undefined;
  /** The count is one of problems. */
  readonly bad?: boolean;
}

export interface TabsOptions<Id extends string> {
  /** Prefix of the ids: `left` gives `left-tab-code` and `left-panel-code`. */
  readonly id: string;
  readonly label: string;
  readonly items: readonly TabItem<Id>[];
  readonly active: Id;
  readonly choose: (id: Id) => void;
  readonly className?: string;
  /** Id of what a tab shows, where it is not `<id>-panel-<tab>`. */
  readonly panelId?: (id: Id) => string;
}

export function tabs<Id extends string>(options: TabsOptions<Id>): TemplateResult {
  const { items, active, choose } = options;
  const onKey = (event: KeyboardEvent): void => {
    const at = items.findIndex((item) => item.id === active);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || event.altKey) return;
    event.preventDefault();
    const next = items[(to + items.length) % items.length];
    if (next === undefined) return;
    choose(next.id);
    document.getElementById(`${options.id}-tab-${next.id}`)?.focus();
  };
  return html`<div class="tabs ${options.className ?? ''}" role="tablist" aria-label=${options.label} @keydown=${onKey}>
    ${items.map(
      (item) => html`<button class="tab" role="tab" id="${options.id}-tab-${item.id}" data-testid="tab-${item.id}"
        aria-selected=${item.id === active ? 'true' : 'false'} aria-controls=${item.id === active ? (options.panelId?.(item.id) ?? `${options.id}-panel-${item.id}`) : nothing}
        tabindex=${item.id === active ? 0 : -1} @click=${() => choose(item.id)}>${item.label}${
          item.count === undefined ? nothing : html`<span class="pill ${item.bad === true && item.count > 0 ? 'bad' : ''}">${item.count}</span>`
        }</button>`,
    )}
  </div>`;
}
