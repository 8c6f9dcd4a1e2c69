import { CrmAdapters, CrmReach } from '#crm';
import { SystemClock } from '#platform';
import { ImapServer } from '#simulator';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { plainMail } from '../support/adf-mails.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

/** ADF by its door that can be pulled: a mailbox. */
async function adfHarness(): Promise<CrmHarness> {
  const server = await new ImapServer().start();
  const reach = new CrmReach();
  reach.allowHost('127.0.0.1');
  const clock = new SystemClock();
  const http = new CrmHttp(reach, clock);
  const { port, user, password } = server;
  const mailbox = { host: '127.0.0.1', port, user, tls: 'none' };
  return {
    adapter: () =>
      new CrmAdapters(http, reach, clock).create({
        id: 'adf',
        dialect: 'adf',
        settings: { mailbox, idSource: 'Lot Desk', resendUrl: 'https://crm.example.com/adf' },
        secrets: { mailboxPassword: password },
      }),
    seed: async () => {
      const ids = Array.from({ length: 30 }, (_, at) => `L-${at}`);
      server.deliver(...ids.map(plainMail));
      return ids;
    },
    addOdd: async (id) => {
      server.deliver(plainMail(id).replace('<vehicle', '<mood>sunny</mood><vehicle'));
    },
    overlap: () => [],
    private: [password, 'Noor Vance'],
    stop: async () => {
      await http.onModuleDestroy();
      await server.stop();
    },
  };
}

const BY_UID = 'mails count by their UID, whatever time they bear';
const ELSEWHERE = 'a mail is taken or not, and never told of again: crm-adf-mail-push.spec.ts';

crmAdapterContract('adf', adfHarness, {
  'clock skew': BY_UID,
  'future cursor': BY_UID,
  'shifting rows': 'a mail keeps its number whatever becomes of others',
  'unknown status': 'ADF has no word for how a lead stands',
  deletion: 'ADF has no word for a lead that is gone',
  merge: 'ADF has no word for a lead that is gone',
  'read faults': 'IMAP has faults of its own: crm-adf-mailbox.spec.ts',
  'token expiry': 'mailboxes are opened with a password each time',
  'wrong secrets': 'one door of several: crm-adf-mailbox.spec.ts',
  pushes: 'a lead is sent again as a document: adf-adapter.spec.ts',
  'push faults': 'a lead is sent again as a document: adf-adapter.spec.ts',
  'failures alone': ELSEWHERE,
  'read back': ELSEWHERE,
  echo: 'our own documents are passed over: crm-adf-mailbox.spec.ts',
  'message proof': 'ADF has no signature: the address it is sent to is the secret',
  'message records': 'read by adfRecords() behind the doors of ADF: adf-corpus.spec.ts',
});
