import { CrmAdapters, CrmReach } from '#crm';
import { SystemClock } from '#platform';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

/** ADF documents are pushed to us: nothing to pull, and no answer that tells one record from another. */
async function adfHarness(): Promise<CrmHarness> {
  const reach = new CrmReach();
  const clock = new SystemClock();
  const http = new CrmHttp(reach, clock);
  const settings = { resendUrl: 'https://crm.example.com/adf', vendorName: 'Lakeside' };
  return {
    adapter: () =>
      new CrmAdapters(http, reach, clock).create({
        id: 'adf',
        dialect: 'adf',
        settings,
        secrets: {},
      }),
    seed: async () => [],
    overlap: () => [],
    private: [],
    stop: () => http.onModuleDestroy(),
  };
}

crmAdapterContract('adf', adfHarness, {
  pulls: false,
  fails: false,
  signsIn: false,
  pushes: false,
  answersPushes: false,
  webhooks: false,
});
