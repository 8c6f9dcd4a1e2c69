import type { CallBudget, CrmVitals, PushResult, ScorePush } from '#crm';

/** A CRM in memory that keeps what it is sent, and answers as it is told. */
export class MemoryCrm {
  pushBatchSize = 3;
  readonly pushes: ScorePush[] = [];
  readonly shown = new Map<string, number>();
  answer: (push: ScorePush) => PushResult = ({ deliveryKey }) => ({
    deliveryKey,
    status: 'accepted',
  });
  beforeAnswer: () => Promise<void> = () => Promise.resolve();
  budget: CallBudget | undefined;

  async push(scores: ScorePush[]): Promise<PushResult[]> {
    this.pushes.push(...scores);
    const results = scores.map((score) => this.answer(score));
    for (const [index, result] of results.entries()) {
      const { leadExternalId, likelihoodPercent } = scores[index]!;
      if (result.status === 'accepted') this.shown.set(leadExternalId, likelihoodPercent);
    }
    await this.beforeAnswer();
    return results;
  }

  vitals(): CrmVitals {
    return this.budget ? { budget: this.budget } : {};
  }

  async readBack(leadExternalId: string): Promise<{ likelihoodPercent: number } | null> {
    const likelihoodPercent = this.shown.get(leadExternalId);
    return likelihoodPercent === undefined ? null : { likelihoodPercent };
  }
}
