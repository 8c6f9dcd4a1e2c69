import type { ReactNode } from 'react';
import { useIsDesk } from '../queue/use-is-desk';
import { withoutSharedStart } from '../say';
import { useOnline } from '../session/online';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

/** A page's title, one line about it, the rooftop, and whether the page is live. */
export function PageHead(given: {
  title: string;
  line?: ReactNode;
  /** Beside the rooftop: what can be done to the page as a whole. */
  children?: ReactNode;
}): ReactNode {
  const { title, line, children } = given;
  return (
    <header className="page-head">
      <title>{`${title} · ${words.product}`}</title>
      <div className="page-title">
        <h1>{title}</h1>
        <p>
          <LiveMark />
          {line && (
            <span aria-live="polite" className="page-line">
              {' '}
              {line}
            </span>
          )}
        </p>
      </div>
      {children}
      <RooftopSwitch />
    </header>
  );
}

function LiveMark(): ReactNode {
  const { live } = useRooftop();
  const online = useOnline();
  const { on, off, offline, onHint, offHint, offlineHint } = words.live;
  const [text, hint] = online ? (live ? [on, onHint] : [off, offHint]) : [offline, offlineHint];
  return (
    <span className={live && online ? 'live on' : 'live'} title={hint} role="status">
      <span className="live-dot" aria-hidden="true" />
      <span className="live-text">{text}</span>
    </span>
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
