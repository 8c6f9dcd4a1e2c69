import { Badge, Button, Checkbox, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useDoing, useWebhookEndpoints, type WebhookEndpoint } from '../api/connection-queries';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { PageHead } from '../frame/page-head';
import { SecretOnce } from '../parts/secret-once';
import { inFull, sentence, useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { Fault, Standing } from './standing';
import { WebhookMessages } from './webhook-messages';

type Event = WebhookEndpoint['events'][number];
const CHANGES = 'webhook-endpoints';

/** Which other programs are told, and whether they take it. */
export function Page(): ReactNode {
  const { dealership } = useRooftop();
  const query = useWebhookEndpoints(dealership.key);
  const items = query.data?.items ?? [];
  const texts = words.webhooks;
  return (
    <>
      <PageHead title={texts.title} line={texts.line} />
      <div className="admin">
        <Standing query={query} empty={items.length === 0} none={texts.none} />
        {items.map((endpoint) => (
          <EndpointSheet key={endpoint.id} endpoint={endpoint} />
        ))}
        {query.data && <NewEndpoint />}
      </div>
    </>
  );
}

function EndpointSheet({ endpoint }: { endpoint: WebhookEndpoint }): ReactNode {
  const { id, url, events, enabled, failingSince } = endpoint;
  const { dealership } = useRooftop();
  const now = useNow();
  const texts = words.webhooks;
  const path = { params: { path: { id } } };
  const test = useDoing(() => answered(api.POST('/v1/webhook-endpoints/{id}/test', path)), CHANGES);
  const rotate = useDoing(
    () => answered(api.POST('/v1/webhook-endpoints/{id}/rotate', path)),
    CHANGES,
  );
  const change = useDoing(
    () =>
      answered(api.PATCH('/v1/webhook-endpoints/{id}', { ...path, body: { enabled: !enabled } })),
    CHANGES,
  );
  const remove = useDoing(() => answered(api.DELETE('/v1/webhook-endpoints/{id}', path)), CHANGES);
  const problem = [test, rotate, change, remove].find(({ error }) => error)?.error ?? null;
  return (
    <section className="sheet" aria-label={url}>
      <div className="admin-row">
        <h2 className="admin-address">{url}</h2>
        <Badge color={enabled ? 'green' : 'gray'}>{enabled ? texts.on : texts.off}</Badge>
      </div>
      <p className="quiet">
        {sentence(events.map((event) => texts.eventWords[event]).join(', '))}
        {failingSince && ` · ${texts.failing(when(failingSince, now, dealership.timeZone))}`}
      </p>
      <div className="admin-actions">
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate(undefined)}>
          {texts.test}
        </Button>
        <Button
          variant="default"
          loading={rotate.isPending}
          onClick={() => rotate.mutate(undefined)}
        >
          {texts.rotate}
        </Button>
        <Button
          variant="default"
          loading={change.isPending}
          onClick={() => change.mutate(undefined)}
        >
          {enabled ? texts.disable : texts.enable}
        </Button>
        <Button
          variant="default"
          loading={remove.isPending}
          onClick={() => remove.mutate(undefined)}
        >
          {texts.remove}
        </Button>
      </div>
      <p role="status">{test.data && answerOf(test.data)}</p>
      {rotate.data && (
        <SecretOnce
          says={texts.secret}
          secret={rotate.data.secret}
          more={texts.rotated(inFull(rotate.data.previousUntil, dealership.timeZone))}
        />
      )}
      <Fault problem={problem} />
      <WebhookMessages endpointId={id} />
    </section>
  );
}

const answerOf = (given: {
  delivered: boolean;
  status: number | null;
  error: string | null;
}): string =>
  given.delivered
    ? words.webhooks.testGood(given.status ?? 200)
    : words.webhooks.testBad(words.said(given.error ?? ''));

function NewEndpoint(): ReactNode {
  const texts = words.webhooks;
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<string[]>(['lead.band_changed']);
  const add = useDoing(
    () => answered(api.POST('/v1/webhook-endpoints', { body: { url, events: events as Event[] } })),
    CHANGES,
  );
  return (
    <form
      className="sheet admin-form"
      aria-label={texts.add}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(undefined, { onSuccess: () => setUrl('') });
      }}
    >
      <h2>{texts.add}</h2>
      <TextInput
        label={texts.url}
        description={texts.urlHint}
        required
        type="url"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Checkbox.Group label={texts.events} value={events} onChange={setEvents}>
        <div className="admin-checks">
          {Object.entries(texts.eventWords).map(([event, label]) => (
            <Checkbox key={event} value={event} label={sentence(label)} />
          ))}
        </div>
      </Checkbox.Group>
      <Fault problem={add.error} />
      <div className="admin-actions">
        <Button type="submit" loading={add.isPending}>
          {texts.save}
        </Button>
      </div>
      {add.data && <SecretOnce says={texts.secret} secret={add.data.secret} />}
    </form>
  );
}
