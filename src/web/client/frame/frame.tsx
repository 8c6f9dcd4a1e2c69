import type { ReactNode } from 'react';
import { Icon, Mark } from '../parts/icons';
import { PageLink, pathOf, type Route } from '../routes';
import { useIsDesk } from '../queue/use-is-desk';
import { withoutSharedStart } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

/** What stays while pages change: the simulator's band, navigation, and the rooftop. */
export function Frame({ page, children }: { page: Route['page']; children: ReactNode }): ReactNode {
  const { me, dealership } = useRooftop();
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {words.skip}
      </a>
      {dealership.simulated && (
        <p className="simulated" role="note">
          {words.simulated}
          <span className="simulated-means">: {words.simulatedMeans}</span>
        </p>
      )}
      <nav className="navigation" aria-label={words.nav.label}>
        <span className="navigation-mark" title={words.product}>
          <Mark />
        </span>
        <NavigationLink to={pathOf.queue} name="queue" current={page === 'queue'} />
        <NavigationLink to={pathOf.scorecard} name="scorecard" current={page === 'scorecard'} />
        {seesModel(me.role) && (
          <NavigationLink to={pathOf.model} name="model" current={page === 'model'} />
        )}
        <NavigationLink to={pathOf.me} name="me" current={page === 'me'} />
      </nav>
      <main id="main" className="page" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

/** Salespeople have leads to call; who answers for the model sees how it was made. */
const seesModel = (role: string): boolean => role !== 'rep';

function NavigationLink(given: {
  to: string;
  name: 'queue' | 'scorecard' | 'model' | 'me';
  current: boolean;
}): ReactNode {
  return (
    <PageLink to={given.to} current={given.current} className="navigation-link">
      <Icon name={given.name} />
      <span>{words.nav[given.name]}</span>
    </PageLink>
  );
}

/** A page's title, one line about it, the rooftop, and whether the page is live. */
export function PageHead({ title, line }: { title: string; line?: ReactNode }): ReactNode {
  const { live } = useRooftop();
  const hint = live ? words.live.onHint : words.live.offHint;
  return (
    <header className="page-head">
      <div className="page-title">
        <h1>{title}</h1>
        <p>
          <span className={live ? 'live on' : 'live'} title={hint} role="status">
            <span className="live-dot" aria-hidden="true" />
            <span className="live-text">{live ? words.live.on : words.live.off}</span>
          </span>
          {line && (
            <span aria-live="polite" className="page-line">
              {' '}
              {line}
            </span>
          )}
        </p>
      </div>
      <RooftopSwitch />
    </header>
  );
}

function RooftopSwitch(): ReactNode {
  const { me, dealership, choose } = useRooftop();
  const desk = useIsDesk();
  const names = me.dealerships.map(({ name }) => name);
  const shown = desk ? names : withoutSharedStart(names);
  if (names.length < 2) return <span className="rooftop-name">{dealership.name}</span>;
  return (
    <label className="rooftop">
      <span className="unseen">{words.me.rooftop}</span>
      <select value={dealership.key} onChange={(event) => choose(event.currentTarget.value)}>
        {me.dealerships.map(({ key }, at) => (
          <option key={key} value={key}>
            {shown[at]}
          </option>
        ))}
      </select>
    </label>
  );
}
