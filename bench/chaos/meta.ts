import { MetaGraph, type VendorAnswer, type VendorRequest } from '#simulator';
import { emailOf, type Dealer, type Message, type TakenScore } from './dealer.js';
import { connection } from './vendors.js';

const FORM = '998877665544332';
const LEADS_A_MESSAGE = 20;
/** Every so manieth lead no message tells of: the poll must find it. */
const UNTOLD_EVERY = 5;
const FIRST_ID = 12_044_577_812_340_001n;

const idOf = (number: number): string => String(FIRST_ID + BigInt(number));

/** Remembers each lead it was told had arrived, a repeat too. Meta takes no scores. */
class CountingGraph extends MetaGraph {
  readonly taken: TakenScore[] = [];

  protected override answer(request: VendorRequest): VendorAnswer {
    const answer = super.answer(request);
    if (request.path.endsWith('/events') && answer.status === 200)
      for (const [event] of request.body.matchAll(/\{"event_name":"Lead",.*?"lead_id":\d+/g)) {
        const [, deliveryKey = ''] = /"event_id":"([^"]+)"/.exec(event) ?? [];
        this.taken.push({ leadId: event.slice(event.lastIndexOf(':') + 1), deliveryKey });
      }
    return answer;
  }
}

/** Leads of forms with ids beyond 2^53, told by messages without a time; what is written back are stages. */
export async function meta(): Promise<Dealer> {
  const graph = await new CountingGraph().start();
  graph.busyMinutes = 1;
  return {
    dialect: 'meta',
    connection: connection('meta', MetaGraph.secrets, {
      baseUrl: graph.origin,
      pageId: MetaGraph.pageId,
      conversions: { datasetId: MetaGraph.datasetId },
    }),
    server: graph,
    idOf,
    taken: () => Promise.resolve(graph.taken),
    arrive: async (numbers) => {
      const leads = numbers.map((number) => ({
        id: idOf(number),
        form_id: FORM,
        created_time: new Date().toISOString(),
        field_data: [
          { name: 'full_name', values: ['Ann Example'] },
          { name: 'email', values: [emailOf('meta', number)] },
        ],
      }));
      graph.leads.push(...leads);
      const told = leads.filter((_, at) => at % UNTOLD_EVERY !== UNTOLD_EVERY - 1);
      const messages: Message[] = [];
      for (let from = 0; from < told.length; from += LEADS_A_MESSAGE) {
        const { body, headers } = graph.message(told.slice(from, from + LEADS_A_MESSAGE));
        messages.push({
          path: '/v1/webhooks/meta/chaos.meta',
          headers: { ...headers, 'content-type': 'application/json' },
          body,
        });
      }
      return messages;
    },
  };
}
