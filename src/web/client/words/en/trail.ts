import { count } from './say';

/** What a sentence is made of. Whatever is not known is empty. */
export interface Told {
  /** A name of staff, of a key, of a connection, of a feature. */
  subject: string;
  detail: (name: string) => string;
  /** Somebody of the staff who is named in a detail. */
  person: (name: string) => string | undefined;
}

/** The audit trail in sentences: each goes on where the name of who did it ends. */
export const trail = {
  trail: {
    title: 'Audit trail',
    line: 'Who did what. Nobody can change it.',
    none: {
      title: 'Nothing was done that fits',
      text: 'What people, keys and the program change is kept here. Widen the filter to see more.',
    },
    noneYet: {
      title: 'Nothing was changed yet',
      text: 'What people, keys and the program change is kept here, for good.',
    },
    filters: 'Narrow the trail',
    who: 'Who',
    everybody: 'Everybody',
    what: 'What',
    everything: 'Everything',
    from: 'From',
    to: 'To',
    clear: 'Show all',
    older: 'Older ones',
    openLead: 'Open the lead',
    keyActor: (name: string, hint: string) => `Key “${name}” (ends in ${hint})`,
    matters: {
      'lead.': 'Leads',
      'score.': 'Disagreement with scores',
      'contact.': 'How customers may be reached',
      'worklist.': 'Lists taken away',
      'model.': 'Models',
      'training_run.': 'Training accepted',
      'court.': 'Rulings on columns',
      'settings.': 'Settings',
      'connection.': 'Connections',
      deliver: 'Deliveries',
      'webhook_endpoint.': 'Webhooks',
      'staff.': 'Staff and sign-in',
      'api_key.': 'API keys',
    },
    other: (action: string) => `did something of the kind “${action}”`,
    acts: {
      'lead.outcome_recorded': ({ detail }: Told) =>
        `recorded what became of a lead: ${outcome(detail('to'))}, before ${outcome(detail('from'))}`,
      'lead.assigned': ({ person }: Told) =>
        person('staffId')
          ? `gave a lead to ${person('staffId')}`
          : 'took a lead back from its owner',
      'score.disputed': ({ detail }: Told) =>
        `found a score too ${detail('direction') === 'too_low' ? 'low' : 'high'}${detail('percent') && `, and ranks the lead at ${detail('percent')} %`}`,
      'score.restored': () => 'let a score count again',
      'contact.allowed': ({ detail }: Told) =>
        `noted that a customer may be reached by ${detail('way')}`,
      'contact.refused': ({ detail }: Told) =>
        `noted that a customer does not want to be reached by ${detail('way')}`,
      'worklist.exported': ({ detail }: Told) =>
        `took away a sheet of ${count(Number(detail('leads')), 'lead')}`,
      'customer.unmerged': () => 'took two customers apart again',
      'model.promoted': ({ detail }: Told) => `let ${version(detail('number'))} serve`,
      'model.rolled_back': ({ detail }: Told) => `went back to ${version(detail('number'))}`,
      'training_run.accepted': ({ detail }: Told) =>
        `accepted a training that was held back, and let ${version(detail('number'))} serve`,
      'court.admit': ({ subject }: Told) => `ruled that “${subject}” is learned from`,
      'court.refuse': ({ subject }: Told) => `ruled that “${subject}” is not learned from`,
      'court.withdraw': ({ subject }: Told) => `took back the ruling on “${subject}”`,
      'settings.changed': () => 'changed the settings of a rooftop',
      'connection.added': ({ subject }: Told) => `added the connection “${subject}”`,
      'connection.changed': ({ subject }: Told) => `changed the connection “${subject}”`,
      'connection.paused': ({ subject }: Told) => `paused the connection “${subject}”`,
      'connection.resumed': ({ subject }: Told) => `resumed the connection “${subject}”`,
      'connection.removed': ({ subject }: Told) => `removed the connection “${subject}”`,
      'connection.status_mapped': ({ subject, detail }: Told) =>
        `said that “${detail('status')}” of the connection “${subject}” means ${outcome(detail('outcome'))}`,
      'deliveries.redriven': ({ detail }: Told) =>
        `had ${count(Number(detail('count')), 'score')} sent again that were given up`,
      'delivery.redriven': () => 'had a score sent again that was given up',
      'webhook_endpoint.added': () => 'added a webhook endpoint',
      'webhook_endpoint.changed': () => 'changed a webhook endpoint',
      'webhook_endpoint.removed': () => 'removed a webhook endpoint',
      'webhook_endpoint.secret_rotated': () => 'gave a webhook endpoint a new secret',
      'webhook_endpoint.redriven': () => 'had webhook messages sent again that were given up',
      'webhook_endpoint.disabled': () => 'disabled a webhook endpoint that failed for days',
      'staff.invited': ({ subject, detail }: Told) =>
        `invited ${subject} as ${role(detail('role'))}`,
      'staff.changed': ({ subject, detail }: Told) =>
        `changed the account of ${subject}${detail('role') && `, now ${role(detail('role'))}`}`,
      'staff.link_issued': ({ subject }: Told) =>
        `made a link by which ${subject} sets a new password`,
      'staff.second_factor_taken_off': ({ subject }: Told) =>
        `took the second factor off the account of ${subject}`,
      'staff.second_factor_on': () => 'turned the second factor on',
      'staff.second_factor_off': () => 'turned the second factor off',
      'staff.password_changed': () => 'changed the password',
      'staff.signed_out_elsewhere': () => 'signed out everywhere else',
      'api_key.issued': ({ subject }: Told) => `made the key “${subject}”`,
      'api_key.rotated': ({ subject }: Told) => `gave the key “${subject}” a new secret`,
      'api_key.revoked': ({ subject }: Told) => `ended the key “${subject}”`,
    },
  },
};

const OUTCOMES: Record<string, string> = {
  OPEN: 'open',
  WON: 'sold',
  LOST: 'lost',
  STALE: 'gone quiet',
  EXCLUDED: 'no sales lead',
};
const outcome = (word: string): string => OUTCOMES[word] ?? word;

const ROLES: Record<string, string> = {
  rep: 'salesperson',
  manager: 'manager',
  admin: 'admin',
  auditor: 'auditor',
};
const role = (word: string): string => ROLES[word] ?? word;

const version = (number: string): string =>
  number === '' ? 'another version of the model' : `version ${number} of the model`;
