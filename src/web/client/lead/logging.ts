import { useQueryClient } from '@tanstack/react-query';
import type { NewActivity, NewOutcome } from '../api/shapes';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { newKey, post } from './outbox';
import { useUndoable } from './undoable';

/** What a person at the desk can say became of a call. */
export interface Logging {
  spoke: () => void;
  leftMessage: () => void;
  appointment: () => void;
  visit: () => void;
  notInterested: () => void;
  won: () => void;
  lost: () => void;
}

/** @param note - What was said; it goes with whatever is logged. */
export function useLogging(leadId: string, note: string, done: () => void): Logging {
  const client = useQueryClient();
  const { offer } = useUndoable();
  const { dealership, me } = useRooftop();
  const rooftop = dealership.key;

  /** @returns whether it is with the server already. */
  const commit = async (what: { activity: NewActivity } | { outcome: NewOutcome }, key: string) => {
    const taken = await post({ key, by: me.staffId, rooftop, leadId, what });
    await client.invalidateQueries({ queryKey: ['worklist', rooftop] });
    await client.invalidateQueries({ queryKey: ['lead', rooftop, leadId] });
    return taken;
  };
  const activity = (label: string, kind: NewActivity['kind']) => (): void => {
    const key = newKey();
    const made = {
      kind,
      direction: 'outbound' as const,
      author: 'human' as const,
      occurredAt: new Date().toISOString(),
      ...(note === '' ? {} : { note }),
    };
    offer({ label, commit: () => commit({ activity: made }, key) });
    done();
  };
  const outcome = (label: string, body: NewOutcome) => (): void => {
    const key = newKey();
    const at = new Date().toISOString();
    const noteKey = newKey();
    const said = { kind: 'note' as const, direction: 'internal' as const, occurredAt: at, note };
    const close = async (): Promise<boolean> => {
      if (note !== '') await commit({ activity: said }, noteKey);
      return commit({ outcome: { ...body, at } }, key);
    };
    offer({ label, commit: close, closes: leadId });
    done();
  };

  return {
    spoke: activity(words.log.spoke, 'call'),
    leftMessage: activity(words.log.leftMessage, 'message'),
    appointment: activity(words.log.appointment, 'appointment'),
    visit: activity(words.log.visit, 'visit'),
    notInterested: outcome(words.log.notInterested, {
      outcome: 'LOST',
      reason: words.log.reasonNotInterested,
    }),
    won: outcome(words.lead.won, { outcome: 'WON' }),
    lost: outcome(words.lead.lost, { outcome: 'LOST' }),
  };
}
