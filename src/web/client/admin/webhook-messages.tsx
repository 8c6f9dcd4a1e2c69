import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useDoing, useWebhookMessages, type WebhookMessage } from '../api/connection-queries';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { inFull, sentence, useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { Fault } from './standing';

const CHANGES = 'webhook-endpoints';

/** What an endpoint was sent and what came back; what was given up can be sent again. */
export function WebhookMessages({ endpointId }: { endpointId: string }): ReactNode {
  const [opened, setOpened] = useState(false);
  const { data, error } = useWebhookMessages(endpointId, opened);
  const texts = words.webhooks.messages;
  const again = useDoing((messageId: string | undefined) => {
    const path = { id: endpointId };
    return messageId === undefined
      ? answered(api.POST('/v1/webhook-endpoints/{id}/redrive', { params: { path } }))
      : answered(
          api.POST('/v1/webhook-endpoints/{id}/messages/{messageId}/redrive', {
            params: { path: { ...path, messageId } },
          }),
        );
  }, CHANGES);
  const dead = (data ?? []).filter(({ state }) => state === 'dead').length;
  return (
    <details className="behind" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{texts.title}</summary>
      <Fault problem={error ?? again.error} />
      {data?.length === 0 && <p className="quiet">{texts.none}</p>}
      {dead > 1 && (
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate(undefined)}>
          {texts.allAgain(dead)}
        </Button>
      )}
      <p role="status" className="told">
        {again.data && texts.onTheWay(again.data.redriven)}
      </p>
      <ul className="admin-list messages">
        {(data ?? []).map((message) => (
          <Message key={message.id} message={message} again={() => again.mutate(message.id)} />
        ))}
      </ul>
    </details>
  );
}

function Message(given: { message: WebhookMessage; again: () => void }): ReactNode {
  const { event, state, attempts, createdAt, nextAttemptAt, lastStatus, lastError } = given.message;
  const { dealership } = useRooftop();
  const now = useNow();
  const texts = words.webhooks.messages;
  const { timeZone } = dealership;
  const events: Record<string, string> = words.webhooks.eventWords;
  const facts = [
    when(createdAt, now, timeZone),
    ...(attempts > 0 ? [texts.tries(attempts)] : []),
    ...(lastStatus === null ? [] : [texts.answered(lastStatus)]),
    ...(state === 'pending' && attempts > 0 ? [texts.next(inFull(nextAttemptAt, timeZone))] : []),
  ];
  return (
    <li>
      <div className="admin-row">
        <strong>{sentence(events[event] ?? texts.test)}</strong>
        <span>{texts.states[state]}</span>
      </div>
      <p className="quiet" title={inFull(createdAt, timeZone)}>
        {facts.join(' · ')}
      </p>
      {state !== 'delivered' && lastError && <p className="field-fault">{words.said(lastError)}</p>}
      {state === 'dead' && (
        <Button variant="default" onClick={given.again}>
          {texts.again}
        </Button>
      )}
    </li>
  );
}
