import type { ReactNode } from 'react';
import type { Customer } from '../api/shapes';
import { phoneForPeople } from '../say';
import { words } from '../words';
import { Icon } from './icons';

/** Call, text and mail, as far as the customer can be reached so; the first is the one to use. */
export function ContactButtons({ customer }: { customer: Customer }): ReactNode {
  const { phone, email } = customer;
  const name = customer.name ?? words.queue.noName;
  if (!phone && !email) return <p className="no-contact">{words.contact.none}</p>;
  return (
    <div className="contact">
      {phone && (
        <a
          className="button primary"
          href={`tel:${phone}`}
          title={phoneForPeople(phone)}
          aria-label={words.contact.who(words.contact.call, name)}
        >
          <Icon name="call" />
          {words.contact.call}
        </a>
      )}
      {phone && (
        <a
          className="button"
          href={`sms:${phone}`}
          title={phoneForPeople(phone)}
          aria-label={words.contact.who(words.contact.text, name)}
        >
          <Icon name="text" />
          {words.contact.text}
        </a>
      )}
      {email && (
        <a
          className={phone ? 'button' : 'button primary'}
          href={`mailto:${encodeURIComponent(email)}`}
          title={email}
          aria-label={words.contact.who(words.contact.mail, name)}
        >
          <Icon name="mail" />
          {words.contact.mail}
        </a>
      )}
    </div>
  );
}
