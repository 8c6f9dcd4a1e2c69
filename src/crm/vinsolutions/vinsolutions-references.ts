import type { Clock } from '#platform';
import type { VinSolutionsClient } from './vinsolutions-client.js';

type Referred = Record<string, unknown> | undefined;

/** Every sync goes through all leads; asking for each contact anew would multiply its calls. */
const KEPT_MS = 6 * 3_600_000;
const MOST_KEPT = 20_000;

/** What the references in leads lead to, each asked for once in a while. */
export class VinSolutionsReferences {
  readonly #kept = new Map<string, { at: number; referred: Referred }>();

  constructor(
    private readonly client: VinSolutionsClient,
    private readonly clock: Clock,
  ) {}

  /** @param reference - An address, `{ href }`, or the thing itself. */
  async follow(reference: unknown): Promise<Referred> {
    const { href, ...own } = asReference(reference);
    if (href === undefined) return Object.keys(own).length > 0 ? own : undefined;
    const now = this.clock.now().getTime();
    const known = this.#kept.get(href);
    if (known && now - known.at < KEPT_MS) return known.referred;
    const referred = await this.client.referred(href);
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(href, { at: now, referred });
    return referred;
  }
}

function asReference(reference: unknown): { href?: string; [field: string]: unknown } {
  if (typeof reference === 'string' && reference !== '') return { href: reference };
  if (typeof reference !== 'object' || reference === null) return {};
  const { href, ...own } = reference as Record<string, unknown>;
  // A vehicle that is told in full needs no second question.
  const isWhole = 'make' in own || 'ContactInformation' in own;
  return typeof href === 'string' && !isWhole ? { href } : own;
}
