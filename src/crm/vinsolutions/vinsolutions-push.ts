import type { PushResult, ScorePush } from '../crm-adapter.js';
import { CrmProtocolError } from '../crm.errors.js';
import { pushOneByOne } from '../push-results.js';
import { saidAt } from '../said-at.js';
import type { VinSolutionsClient } from './vinsolutions-client.js';

const OWN_LINE = /^Likelihood of a sale: (\d+) of 100 .*$/m;

/** Marks hot leads, and keeps one line of the notes where that is wanted. */
export class VinSolutionsPush {
  constructor(
    private readonly client: VinSolutionsClient,
    private readonly writesNotes: boolean,
  ) {}

  send(scores: ScorePush[]): Promise<PushResult[]> {
    return pushOneByOne(scores, async (score) => {
      const isHot = score.band === 'hot';
      const id = score.leadExternalId;
      if (!this.writesNotes) return this.client.update(id, { isHot });
      const lead = await this.client.lead(id);
      if (!lead) throw new CrmProtocolError('The lead is not there any more.', { status: 404 });
      return this.client.update(id, { isHot, notes: withOwnLine(notesOf(lead), score) });
    });
  }
}

export function likelihoodIn(lead: Record<string, unknown>): number | undefined {
  const shown = OWN_LINE.exec(notesOf(lead))?.[1];
  return shown === undefined ? undefined : Number(shown);
}

const notesOf = (lead: Record<string, unknown>): string => String(saidAt(lead, 'notes') ?? '');

/** Notes are replaced whole: what people wrote stays, our own line is renewed. */
function withOwnLine(notes: string, { likelihoodPercent, band, topReason }: ScorePush): string {
  const reason = topReason.replaceAll(/\s+/g, ' ');
  const line = `Likelihood of a sale: ${likelihoodPercent} of 100 (${band}). ${reason}`;
  if (OWN_LINE.test(notes)) return notes.replace(OWN_LINE, () => line);
  return notes === '' ? line : `${notes}\n\n${line}`;
}
