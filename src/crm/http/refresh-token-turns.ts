/** What asking for an access token brought. */
export interface Refreshed<T> {
  answer: T;
  /** What takes the place of the refresh token that was shown; absent where it stays good. */
  next?: string | undefined;
}

/**
 * Refresh tokens of one connection that its system replaces with each use. The one before is good no more, so
 * processes ask in turns, each with what the one before it was given, and what is given outlives them.
 */
export interface RefreshTokenTurns {
  /**
   * @param first - The token as people set it: another one begins anew.
   * @param ask - Called with the newest. It has to be over within some 20 s: others wait meanwhile.
   */
  turn<T>(first: string, ask: (newest: string) => Promise<Refreshed<T>>): Promise<T>;
}

/** Until this process ends, for what nobody keeps longer. */
export class RefreshTokensInMemory implements RefreshTokenTurns {
  readonly #newest = new Map<string, string>();

  async turn<T>(first: string, ask: (newest: string) => Promise<Refreshed<T>>): Promise<T> {
    const { answer, next } = await ask(this.#newest.get(first) ?? first);
    if (next !== undefined) this.#newest.set(first, next);
    return answer;
  }
}
