import { useQueryClient } from '@tanstack/react-query';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import type { NewActivity, NewOutcome } from '../api/shapes';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { useUndoable } from './undoable';

/** What a person at the desk can say became of a call. */
export interface Logging {
  spoke: () => void;
  leftMessage: () => void;
  appointment: () => void;
  notInterested: () => void;
  won: () => void;
  lost: () => void;
}

export function useLogging(leadId: string, done: () => void = () => {}): Logging {
  const client = useQueryClient();
  const { offer } = useUndoable();
  const { dealership } = useRooftop();
  const readAgain = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['worklist', dealership.key] });
    await client.invalidateQueries({ queryKey: ['lead', dealership.key, leadId] });
  };
  const path = { leadId };

  const activity = (label: string, kind: string) => (): void => {
    const body: NewActivity = {
      kind,
      direction: 'outbound',
      author: 'human',
      occurredAt: new Date().toISOString(),
      // The same press sent twice is one activity.
      key: crypto.randomUUID(),
    };
    const commit = async (): Promise<void> => {
      await answered(
        api.POST('/v1/leads/{leadId}/activities', { params: { path }, body, keepalive: true }),
      );
      await readAgain();
    };
    offer({ label, commit });
    done();
  };

  const outcome = (label: string, body: NewOutcome) => (): void => {
    const commit = async (): Promise<void> => {
      await answered(
        api.POST('/v1/leads/{leadId}/outcome', { params: { path }, body, keepalive: true }),
      );
      await readAgain();
    };
    offer({ label, commit, closes: leadId });
    done();
  };

  return {
    spoke: activity(words.log.spoke, 'call'),
    leftMessage: activity(words.log.leftMessage, 'message'),
    appointment: activity(words.log.appointment, 'appointment'),
    notInterested: outcome(words.log.notInterested, {
      outcome: 'LOST',
      reason: words.log.reasonNotInterested,
    }),
    won: outcome(words.lead.won, { outcome: 'WON' }),
    lost: outcome(words.lead.lost, { outcome: 'LOST' }),
  };
}
