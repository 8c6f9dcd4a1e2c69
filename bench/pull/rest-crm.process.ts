import { RestCrm } from '#simulator';
import { inventedLead } from './invented-leads.js';

export interface Question {
  leads: number;
  pageSize: number;
}

/** The simulated CRM in a process of its own, so that what it does is not counted as the product's. */
process.on('message', ({ leads, pageSize }: Question) => {
  const crm = new RestCrm();
  crm.pageSize = pageSize;
  for (let number = 0; number < leads; number++) crm.records.leads.push(inventedLead(number));
  void crm.start().then(({ origin }) => process.send?.(origin));
});
process.once('disconnect', () => process.exit(0));
