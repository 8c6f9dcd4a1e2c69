import { Outlet, useMatches } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { pages } from '../pages';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { Navigation } from './navigation';
import { OfflineBand } from './offline-band';
import { OutageBand } from './outage-band';

/** What stays while pages change: the bands at the top, navigation, and where a page goes. */
export function Frame(): ReactNode {
  const { dealership } = useRooftop();
  const matches = useMatches();
  const current = pages.find(({ name }) => matches.some(({ routeId }) => routeId === `/${name}`));
  const main = useRef<HTMLElement>(null);
  useFocusOnNewPage(main, current?.name);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <div className="bands">
        {dealership.simulated && (
          <p className="simulated" role="note">
            {words.simulated}
            <span className="simulated-means">: {words.simulatedMeans}</span>
          </p>
        )}
        <OfflineBand />
        <OutageBand />
      </div>
      <Navigation current={current?.name} />
      <main id="main" className="page" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
    </div>
  );
}

/** Whoever cannot see the page change is taken to its beginning; not on the first one. */
function useFocusOnNewPage(main: { current: HTMLElement | null }, page: string | undefined): void {
  const before = useRef(page);
  useEffect(() => {
    if (before.current !== undefined && before.current !== page)
      main.current?.focus({ preventScroll: true });
    before.current = page;
  }, [main, page]);
}
