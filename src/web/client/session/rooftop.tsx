import { createContext, type ReactNode, useContext, useState } from 'react';
import { speakFor } from '../api/desk-api';
import { useLiveNotices } from '../api/live';
import type { Dealership, Me } from '../api/shapes';
import { EmptyPage } from '../parts/notices';
import { words } from '../words';

interface Rooftop {
  me: Me;
  dealership: Dealership;
  choose: (key: string) => void;
  /** Whether the server's notices arrive. */
  live: boolean;
}

const RooftopContext = createContext<Rooftop | null>(null);
const REMEMBERED = 'rooftop';

/** Which of the person's rooftops the desk shows; remembered on this device. */
export function RooftopProvider({ me, children }: { me: Me; children: ReactNode }): ReactNode {
  const [key, setKey] = useState(() => window.localStorage.getItem(REMEMBERED));
  const dealership = me.dealerships.find((one) => one.key === key) ?? me.dealerships[0];
  if (!dealership)
    return (
      <main className="alone">
        <EmptyPage title={words.me.rooftops} text={words.problems.DEALERSHIP_NOT_FOUND} />
      </main>
    );
  // Before any child asks: requests carry the rooftop in a header.
  speakFor(dealership.key);
  const choose = (chosen: string): void => {
    window.localStorage.setItem(REMEMBERED, chosen);
    setKey(chosen);
  };
  return (
    <Listening me={me} dealership={dealership} choose={choose}>
      {children}
    </Listening>
  );
}

function Listening({
  children,
  ...given
}: Omit<Rooftop, 'live'> & { children: ReactNode }): ReactNode {
  const live = useLiveNotices(given.dealership.key);
  return <RooftopContext value={{ ...given, live }}>{children}</RooftopContext>;
}

export function useRooftop(): Rooftop {
  const rooftop = useContext(RooftopContext);
  if (!rooftop) throw new Error('Used outside RooftopProvider.');
  return rooftop;
}
