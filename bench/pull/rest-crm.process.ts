import { RestCrm } from '#simulator';
import { inventedLead } from './invented-leads.js';

export interface Question {
  leads: number;
  pageSize: number;
  /** When the first one came in, epoch ms. */
  firstAt: number;
}

/** The simulated CRM in a process of its own, so that what it does is not counted as the product's. */
process.on('message', ({ leads, pageSize, firstAt }: Question) => {
  const crm = new RestCrm();
  crm.pageSize = pageSize;
  for (let number = 0; number < leads; number++)
    crm.records.leads.push(inventedLead(number, firstAt));
  void crm.start().then(({ origin }) => process.send?.(origin));
});
process.once('disconnect', () => process.exit(0));
