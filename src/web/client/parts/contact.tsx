import { Menu, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ContactChance, WorklistLead } from '../api/shapes';
import { useContactWish } from '../lead/contact-wish';
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

/** One line for all ways closed for the same reason. */
function Shut({ ways }: { ways: ContactChance[] }): ReactNode {
  const { dealership } = useRooftop();
  const refused = ways.filter(({ because }) => because === 'refused').map(({ way }) => way);
  const quiet = ways.filter(({ because }) => because === 'quiet_hours');
  const until = quiet[0]?.until;
  return (
    <p className="no-contact">
      {refused.length > 0 && words.contact.refused(refused.map((way) => words.contact[way]))}
      {refused.length > 0 && until && ' '}
      {until &&
        words.contact.quiet(
          quiet.map(({ way }) => words.contact[way]),
          clockIn(until, dealership.timeZone),
        )}
    </p>
  );
}

/** What the customer said about being reached, to be noted in two taps. */
function Wishes({ lead }: { lead: WorklistLead }): ReactNode {
  const note = useContactWish(lead.leadId);
  return (
    <Menu position="bottom-end" shadow="md" width={260}>
      <Menu.Target>
        <UnstyledButton className="button more-ways" aria-label={words.contact.more}>
          <Icon name="more" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {lead.contact.map(({ way, because }) => {
          const refused = because === 'refused';
          return (
            <Menu.Item key={way} onClick={() => note({ way, allowed: refused })}>
              {refused
                ? words.contact.allow(words.contact[way])
                : words.contact.refuse(words.contact[way])}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
