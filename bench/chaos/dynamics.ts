import { DynamicsEnvironment, type VendorAnswer, type VendorRequest } from '#simulator';
import { arrivedAt, emailOf, type Dealer, type TakenScore } from './dealer.js';
import { connection } from './vendors.js';

/** Remembers each update it took, a repeated one too. */
class CountingEnvironment extends DynamicsEnvironment {
  readonly taken: TakenScore[] = [];

  protected override answer(request: VendorRequest): VendorAnswer {
    const answer = super.answer(request);
    const [, leadId] = /\/leads\(([\w-]+)\)$/.exec(request.path) ?? [];
    if (request.method === 'PATCH' && answer.status === 204 && leadId) this.taken.push({ leadId });
    return answer;
  }
}

/** Changes are tracked; a score is a column of the lead, so that each write is a change to be read again. */
export async function dynamics(): Promise<Dealer> {
  const environment = await new CountingEnvironment().start();
  environment.pageSize = 100;
  return {
    dialect: 'dynamics',
    connection: connection('dynamics', DynamicsEnvironment.secrets, {
      baseUrl: environment.origin,
      loginUrl: environment.origin,
      tenantId: DynamicsEnvironment.tenantId,
      scoreColumns: { likelihood: 'new_likelihood', band: 'new_band', reason: 'new_reason' },
    }),
    server: environment,
    idOf,
    taken: () => Promise.resolve(environment.taken),
    arrive: async (numbers) => {
      for (const number of numbers)
        environment.put('leads', {
          ...NOTHING_SAID,
          leadid: idOf(number),
          createdon: arrivedAt(number),
          modifiedon: new Date().toISOString(),
          lastname: 'Example',
          emailaddress1: emailOf('dynamics', number),
        });
      return [];
    },
  };
}

const idOf = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const NOTHING_SAID = {
  firstname: null,
  companyname: null,
  mobilephone: null,
  telephone1: null,
  address1_postalcode: null,
  address1_country: null,
  subject: null,
  description: null,
  leadsourcecode: 8,
  statecode: 0,
  statuscode: 1,
  _ownerid_value: null,
  _qualifyingopportunityid_value: null,
  merged: false,
};
