import { DealerSocketApi, type VendorAnswer, type VendorRequest } from '#simulator';
import { countedFrom, type Dealer, type TakenScore } from './dealer.js';
import { adfDocumentOf } from './doors.js';
import { connection } from './vendors.js';

const INTAKE_TOKEN = 'fake-intake-token';

/** Remembers each lead it took an update of, a repeated one too. */
class CountingApi extends DealerSocketApi {
  readonly taken: TakenScore[] = [];

  protected override answer(request: VendorRequest): VendorAnswer {
    const answer = super.answer(request);
    if (answer.text?.includes('<Success>true</Success>')) {
      const [, leadId = ''] = /<DocumentID>([^<]*)</.exec(request.body) ?? [];
      const [, deliveryKey = ''] = /<ServiceMessageID>([^<]*)</.exec(request.body) ?? [];
      this.taken.push({ leadId, deliveryKey });
    }
    return answer;
  }
}

/** Leads are forwarded to us as ADF, each twice; scores go back as STAR documents. */
export async function dealerSocket(): Promise<Dealer> {
  const api = await new CountingApi().start();
  const { publicKey, secretKey, dealerNumber } = api;
  const idOf = countedFrom(1_000_000);
  return {
    dialect: 'dealersocket',
    connection: connection(
      'dealersocket',
      { secretKey, intakeToken: INTAKE_TOKEN },
      {
        idSource: 'DealerSocket',
        scores: {
          baseUrl: `${api.origin}/api/DealerSocket`,
          publicKey,
          dealerNumber,
          senderName: 'Lead Likelihood',
          person: { given: 'Ann', family: 'Example' },
        },
      },
    ),
    server: api,
    idOf,
    taken: () => Promise.resolve(api.taken),
    arrive: async (numbers) =>
      numbers.map((number) => {
        api.leads.set(idOf(number), {});
        const lead = { source: 'DealerSocket', id: idOf(number), dialect: 'dealersocket', number };
        return {
          path: '/v1/webhooks/dealersocket/chaos.dealersocket',
          headers: { 'content-type': 'application/xml', 'x-intake-token': INTAKE_TOKEN },
          body: adfDocumentOf(lead),
        };
      }),
  };
}
