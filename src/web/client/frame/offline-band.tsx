import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { sendWaiting, waitingEntries } from '../lead/outbox';
import { useRooftop } from '../session/rooftop';
import { useOnline } from '../session/online';
import { words } from '../words';

const AGAIN_MS = 20_000;
const SAID_MS = 8_000;

/** Says that there is no connection, and what that means for what is done meanwhile. */
export function OfflineBand(): ReactNode {
  const online = useOnline();
  const sent = useSendingWhenBack(online);
  return (
    <div role="status">
      {!online && <p className="offline-band">{words.offline.text}</p>}
      {online && sent > 0 && <p className="offline-band back">{words.offline.sent(sent)}</p>}
    </div>
  );
}

/**
 * Sends what waits as soon as there is a connection, and now and then where the server was away.
 *
 * @returns how many were taken, for a while.
 */
function useSendingWhenBack(online: boolean): number {
  const [sent, setSent] = useState(0);
  const client = useQueryClient();
  const { staffId } = useRooftop().me;
  useEffect(() => {
    if (!online) return undefined;
    const sendAll = async (): Promise<void> => {
      if (waitingEntries().length === 0) return;
      const taken = await sendWaiting(staffId);
      if (taken === 0) return;
      setSent(taken);
      await client.invalidateQueries();
    };
    void sendAll();
    const again = setInterval(() => void sendAll(), AGAIN_MS);
    return () => clearInterval(again);
  }, [online, client, staffId]);
  useEffect(() => {
    if (sent === 0) return undefined;
    const timer = setTimeout(() => setSent(0), SAID_MS);
    return () => clearTimeout(timer);
  }, [sent]);
  return sent;
}
