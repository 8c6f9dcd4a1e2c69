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

const PUSHED = 'documents are sent to us: nothing can be asked for';
const MAIL = 'a document that was posted or mailed tells nothing of what became of it';

crmAdapterContract('adf', adfHarness, {
  'every lead once': PUSHED,
  'killed anywhere': PUSHED,
  'reads agree': PUSHED,
  'second sync': PUSHED,
  'clock skew': PUSHED,
  'future cursor': PUSHED,
  'unknown fields': PUSHED,
  'unknown status': PUSHED,
  'long id': PUSHED,
  deletion: PUSHED,
  merge: PUSHED,
  'read faults': PUSHED,
  'token expiry': 'ADF knows no signing in',
  'wrong secrets': 'ADF knows no signing in',
  pushes: 'a lead is sent again as a document: adf-adapter.spec.ts',
  'push faults': 'a lead is sent again as a document: adf-adapter.spec.ts',
  'failures alone': MAIL,
  'read back': MAIL,
  echo: PUSHED,
  'message proof': 'ADF has no signature: the address it is sent to is the secret',
  'message records': 'read by adfRecords() behind the doors of ADF: adf-corpus.spec.ts',
});
