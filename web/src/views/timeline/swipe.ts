/**
 * A finger drawn across the timeline, as steps of the clock: the first after a short way, the next every finger's width.
 * It must not know what a step is. The clock goes with the finger, as in a film: to the right is later.
 */

/** Below this way it is a tap. */
const SLOP = 10;
const FIRST_STEP = 24;
const NEXT_STEP = 44;

export class Swipe {
  readonly #x: number;
  readonly #y: number;
  #direction: 'across' | 'along' | undefined;
  #taken = 0;

  constructor(x: number, y: number) {
    this.#x = x;
    this.#y = y;
  }

  /** Nothing was drawn: the finger only touched. */
  get tap(): boolean {
    return this.#direction === undefined;
  }

  /** Steps to take now that the finger is there; below 0 they lead back. A list that scrolls along takes none. */
  move(x: number, y: number): number {
    const [across, along] = [x - this.#x, y - this.#y];
    if (this.#direction === undefined) {
      if (Math.max(Math.abs(across), Math.abs(along)) < SLOP) return 0;
      this.#direction = Math.abs(across) > Math.abs(along) ? 'across' : 'along';
    }
    if (this.#direction === 'along') return 0;
    const way = Math.abs(across);
    const wanted = way < FIRST_STEP ? 0 : Math.sign(across) * (1 + Math.floor((way - FIRST_STEP) / NEXT_STEP));
    const steps = wanted - this.#taken;
    this.#taken = wanted;
    return steps;
  }
}
