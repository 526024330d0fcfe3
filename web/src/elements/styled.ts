/** `${styled({ '--x': '12px' })}`: style properties set one by one, as the page's policy allows no style attributes. */
import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';

type Styles = Readonly<Record<string, string | undefined>>;

class StyledDirective extends Directive {
  /** What was set last: setting it once more would have the browser work out the element's style anew. */
  #set = new Map<string, string>();

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('styled() belongs into a tag, not into an attribute');
  }

  override render(_styles: Styles): unknown {
    return noChange;
  }

  override update(part: ElementPart, [styles]: [Styles]): unknown {
    const element = part.element;
    if (!(element instanceof HTMLElement || element instanceof SVGElement)) return noChange;
    const next = new Map<string, string>();
    for (const [name, value] of Object.entries(styles)) {
      if (value === undefined) continue;
      next.set(name, value);
      if (this.#set.get(name) !== value) element.style.setProperty(name, value);
    }
    for (const name of this.#set.keys()) if (!next.has(name)) element.style.removeProperty(name);
    this.#set = next;
    return noChange;
  }
}

export const styled = directive(StyledDirective);
