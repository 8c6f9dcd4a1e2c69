import { lazy, type ReactNode } from 'react';
import type { WorklistLead } from '../api/shapes';
import { Icon } from '../parts/icons';
import { WhenPressed } from '../parts/when-pressed';
import { words } from '../words';

const WishesMenu = lazy(async () => ({ default: (await import('./wishes-menu')).WishesMenu }));

/**
 * What the customer said about being reached: a no in two taps, a yes with their words. One stands on every
 * card, so there is only a button until somebody presses it.
 */
export function Wishes({ lead }: { lead: WorklistLead }): ReactNode {
  return (
    <WhenPressed
      button={(press) => (
        <button
          type="button"
          className="button more-ways"
          aria-label={words.contact.more}
          aria-haspopup="menu"
          aria-expanded={false}
          onClick={press}
        >
          <Icon name="more" />
        </button>
      )}
    >
      <WishesMenu lead={lead} />
    </WhenPressed>
  );
}
