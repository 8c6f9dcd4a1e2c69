import { useQueryClient } from '@tanstack/react-query';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import type { NewActivity, NewOutcome } from '../api/shapes';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { useUndoable } from './undoable';

/** `crypto.randomUUID` is missing on pages served without TLS, as within a dealership's own network. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
}

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

  const activity = (label: string, kind: NewActivity['kind']) => (): void => {
    const send = postActivity(leadId, kind);
    offer({ label, commit: () => send().then(readAgain) });
    done();
  };
  const outcome = (label: string, body: NewOutcome) => (): void => {
    offer({ label, commit: () => postOutcome(leadId, body).then(readAgain), closes: leadId });
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

/** An activity of this moment, to be sent once nobody undoes it. */
function postActivity(leadId: string, kind: NewActivity['kind']): () => Promise<unknown> {
  const body: NewActivity = {
    kind,
    direction: 'outbound',
    author: 'human',
    occurredAt: new Date().toISOString(),
  };
  // The same press sent twice is one activity.
  const header = { 'idempotency-key': newKey() };
  return () =>
    answered(
      api.POST('/v1/leads/{leadId}/activities', {
        params: { path: { leadId }, header },
        body,
        keepalive: true,
      }),
    );
}

function postOutcome(leadId: string, body: NewOutcome): Promise<unknown> {
  return answered(
    api.POST('/v1/leads/{leadId}/outcome', { params: { path: { leadId } }, body, keepalive: true }),
  );
}
