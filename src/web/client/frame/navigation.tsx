import { UnstyledButton } from '@mantine/core';
import { lazy, type ReactNode } from 'react';
import { mayOpen, type Page, type PageName, pages } from '../pages';
import { Icon, Mark } from '../parts/icons';
import { WhenPressed } from '../parts/when-pressed';
import { useIsDesk } from '../queue/use-is-desk';
import { PageLink } from '../routes';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

const MorePages = lazy(async () => ({ default: (await import('./more-pages')).MorePages }));

/** As many as thumbs can tell apart; one of them is More where there are more pages. */
const BAR_PLACES = 4;

/** A rail on a desk, a bar under the thumb on a phone. */
export function Navigation({ current }: { current: PageName | undefined }): ReactNode {
  const { me } = useRooftop();
  const desk = useIsDesk();
  const mine = pages.filter((page) => mayOpen(page, me.role));
  const fits = desk || mine.length <= BAR_PLACES;
  const shown = fits ? mine : mine.slice(0, BAR_PLACES - 1);
  const rest = mine.slice(shown.length);
  return (
    <nav className="navigation" aria-label={words.nav.label}>
      <span className="navigation-mark" title={words.product}>
        <Mark />
      </span>
      {shown.map((page) => (
        <NavigationLink key={page.name} page={page} current={page.name === current} />
      ))}
      {rest.length > 0 && <More pages={rest} current={current} />}
    </nav>
  );
}

function NavigationLink({ page, current }: { page: Page; current: boolean }): ReactNode {
  return (
    <PageLink to={page.paths[0]} current={current} className="navigation-link">
      <Icon name={page.name} />
      <span>{words.nav[page.name]}</span>
    </PageLink>
  );
}

function More(given: { pages: Page[]; current: PageName | undefined }): ReactNode {
  const here = given.pages.some(({ name }) => name === given.current);
  return (
    <WhenPressed
      button={(press) => (
        <UnstyledButton
          className="navigation-link"
          aria-current={here ? 'page' : undefined}
          aria-haspopup="menu"
          aria-expanded={false}
          onClick={press}
        >
          <Icon name="more" />
          <span>{words.nav.more}</span>
        </UnstyledButton>
      )}
    >
      <MorePages pages={given.pages} here={here} />
    </WhenPressed>
  );
}
