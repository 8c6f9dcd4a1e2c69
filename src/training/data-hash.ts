import { createHash } from 'node:crypto';
import type { FeatureVector } from '#features';
import type { LeadOutcome } from '#leads';

/** Tells whether two datasets are the same, whatever order their leads were read in. */
export class DataHash {
  private readonly digests = new Map<string, Buffer>();

  add(lead: LeadOutcome, vectors: readonly FeatureVector[]): void {
    const { leadId, outcome, outcomeAt } = lead;
    const facts = JSON.stringify([leadId, outcome, outcomeAt?.getTime() ?? null, vectors]);
    this.digests.set(leadId, createHash('sha256').update(facts).digest());
  }

  /** sha-256 over all leads in the order of their ids. */
  hex(): string {
    const whole = createHash('sha256');
    for (const leadId of [...this.digests.keys()].toSorted())
      whole.update(this.digests.get(leadId)!);
    return whole.digest('hex');
  }
}
