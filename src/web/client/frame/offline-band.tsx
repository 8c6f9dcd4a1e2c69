import type { ReactNode } from 'react';
import { useOnline } from '../session/online';
import { words } from '../words';

/** Says that there is no connection, and what that means for what is done meanwhile. */
export function OfflineBand(): ReactNode {
  const online = useOnline();
  return <div role="status">{!online && <p className="offline-band">{words.offline.text}</p>}</div>;
}
