import type { ReactNode } from 'react';
import type { ContactChance, WorklistLead } from '../api/shapes';
import { Wishes } from '../lead/wishes';
import { clockIn, phoneForPeople } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { Icon } from './icons';

const SCHEME = { call: 'tel:', text: 'sms:', mail: 'mailto:' };

/** Ways to reach the customer now; where one is closed, the reason stands in its place. */
export function ContactButtons({ lead }: { lead: WorklistLead }): ReactNode {
  const { contact, customer } = lead;
  const open = contact.filter(({ allowed }) => allowed);
  const shut = contact.filter(({ allowed }) => !allowed);
  if (contact.length === 0) return <p className="no-contact">{words.contact.none}</p>;
  return (
    <div className="reach">
      <div className="contact">
        {open.map(({ way }, at) => (
          <WayButton key={way} way={way} customer={customer} first={at === 0} />
        ))}
        <Wishes lead={lead} />
      </div>
      {shut.length > 0 && <Shut ways={shut} />}
    </div>
  );
}

function WayButton(given: {
  way: ContactChance['way'];
  customer: WorklistLead['customer'];
  first: boolean;
}): ReactNode {
  const { way, customer, first } = given;
  const { phone, email } = customer;
  const address = (way === 'mail' ? email : phone) ?? '';
  const name = customer.name ?? words.queue.noName;
  return (
    <a
      className={first ? 'button primary' : 'button'}
      href={`${SCHEME[way]}${way === 'mail' ? encodeURIComponent(address) : address}`}
      title={way === 'mail' ? address : phoneForPeople(address)}
      aria-label={words.contact.who(words.contact[way], name)}
      data-way={way}
    >
      <Icon name={way} />
      {words.contact[way]}
    </a>
  );
}

const names = (chances: ContactChance[]): string[] => chances.map(({ way }) => words.contact[way]);

/** One line for all ways closed for the same reason. */
function Shut({ ways }: { ways: ContactChance[] }): ReactNode {
  const { dealership } = useRooftop();
  const shutBy = (reason: ContactChance['because']): ContactChance[] =>
    ways.filter(({ because }) => because === reason);
  const [refused, unasked, quiet] = [
    shutBy('refused'),
    shutBy('no_consent'),
    shutBy('quiet_hours'),
  ];
  const until = quiet[0]?.until;
  const said = [
    refused.length > 0 && words.contact.refused(names(refused)),
    unasked.length > 0 && words.contact.unasked(names(unasked)),
    until && words.contact.quiet(names(quiet), clockIn(until, dealership.timeZone)),
  ];
  return <p className="no-contact">{said.filter(Boolean).join(' ')}</p>;
}
