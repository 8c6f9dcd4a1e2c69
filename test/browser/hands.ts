import type { BrowserContext } from 'playwright-core';

/** In every page: tells of a pointer that was used, and of text that no key wrote. */
const WATCH = `(() => {
  let keyed = false;
  addEventListener('keydown', () => { keyed = true; }, true);
  addEventListener('pointerdown', (event) => { if (event.isTrusted) handUsed(); }, true);
  addEventListener('input', (event) => {
    const writes = !event.isTrusted || event instanceof InputEvent && event.inputType !== '';
    if (writes && !keyed) handUsed();
    if (writes) keyed = false;
  }, true);
})()`;

/** Whether somebody used anything but keys, as the browser itself noticed. */
export class Hands {
  #used = false;

  static async on(context: BrowserContext): Promise<Hands> {
    const hands = new Hands();
    await context.exposeBinding('handUsed', () => {
      hands.#used = true;
    });
    await context.addInitScript(WATCH);
    return hands;
  }

  /** From here on nothing counts as used. */
  rest(): void {
    this.#used = false;
  }

  get keysAlone(): boolean {
    return !this.#used;
  }
}
