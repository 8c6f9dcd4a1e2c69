import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { speakFor } from '../api/desk-api';
import { useLiveNotices } from '../api/live';
import type { Dealership, Me } from '../api/shapes';
import { EmptyPage } from '../parts/notices';
import { words } from '../words';
import { lastRooftop, rememberRooftop } from './last-rooftop';

interface Rooftop {
  me: Me;
  dealership: Dealership;
  choose: (key: string) => void;
  /** Whether the server's notices arrive. */
  live: boolean;
}

const RooftopContext = createContext<Rooftop | null>(null);

/** Which of the person's rooftops the desk shows; remembered on this device. */
export function RooftopProvider({ me, children }: { me: Me; children: ReactNode }): ReactNode {
  const [key, setKey] = useState(lastRooftop);
  const dealership = me.dealerships.find((one) => one.key === key) ?? me.dealerships[0];
  if (!dealership)
    return (
      <main className="alone">
        <EmptyPage title={words.me.rooftops} text={words.problems.DEALERSHIP_NOT_FOUND} />
      </main>
    );
  // Before any child asks: requests carry the rooftop in a header.
  speakFor(dealership.key);
  return (
    <Listening me={me} dealership={dealership} choose={setKey}>
      {children}
    </Listening>
  );
}

function Listening({
  children,
  ...given
}: Omit<Rooftop, 'live'> & { children: ReactNode }): ReactNode {
  const { key } = given.dealership;
  const live = useLiveNotices(key);
  useEffect(() => rememberRooftop(key), [key]);
  return <RooftopContext value={{ ...given, live }}>{children}</RooftopContext>;
}

export function useRooftop(): Rooftop {
  const rooftop = useContext(RooftopContext);
  if (!rooftop) throw new Error('Used outside RooftopProvider.');
  return rooftop;
}
