/** A score as a scoring product pushes it. */
export interface PushedScore {
  lead_id: string;
  /** Whole percent, 0 to 100. */
  likelihood: number;
  band: string;
  top_reason: string;
  scored_at: string;
  model_version: string;
  idempotency_key: string;
}

export interface ScoreStats {
  /** Leads that carry at least one score. */
  leads_scored: number;
  /** Scores applied. */
  deliveries: number;
  /** Scores that came again with a key already applied, and changed nothing. */
  repeats: number;
}

export interface ScoreBookState {
  leads: string[];
  keys: string[];
  repeats: number;
}

/** Which scores were pushed, so that a repeated key is applied once only. */
export class ScoreBook {
  #leads = new Set<string>();
  #keys = new Set<string>();
  #repeats = 0;

  /** True when the key is new; a repeat is counted and is to change nothing. */
  accept(score: PushedScore): boolean {
    if (this.#keys.has(score.idempotency_key)) {
      this.#repeats += 1;
      return false;
    }
    this.#keys.add(score.idempotency_key);
    this.#leads.add(score.lead_id);
    return true;
  }

  stats(): ScoreStats {
    return { leads_scored: this.#leads.size, deliveries: this.#keys.size, repeats: this.#repeats };
  }

  toState(): ScoreBookState {
    return { leads: [...this.#leads], keys: [...this.#keys], repeats: this.#repeats };
  }

  restore(state: ScoreBookState): void {
    this.#leads = new Set(state.leads);
    this.#keys = new Set(state.keys);
    this.#repeats = state.repeats;
  }
}
