import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { words } from '../words';

const UNDO_MS = 5_000;
const SAID_MS = 6_000;

interface Offer {
  label: string;
  /** The lead that leaves the list if nobody undoes it. */
  closes?: string;
  /** Whether the server has it; false: it waits for a connection. */
  commit: () => Promise<boolean>;
}

interface Undoable {
  offer: (offer: Offer) => void;
  /** The lead whose closing may still be undone. */
  closing: string | undefined;
}

const UndoableContext = createContext<Undoable | null>(null);

/** What a person logs is sent after five seconds in which it can be taken back; one at a time. */
export function UndoableProvider({ children }: { children: ReactNode }): ReactNode {
  const [standing, setStanding] = useState<Offer | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const waiting = useRef<Offer | null>(null);

  const send = useCallback((): void => {
    const offer = waiting.current;
    if (!offer) return;
    waiting.current = null;
    setStanding(null);
    offer.commit().then(
      (taken) => setSaid(taken ? null : words.log.waits(offer.label)),
      (error: unknown) => setSaid(words.log.failed(offer.label, (error as Error).message)),
    );
  }, []);

  const offer = useCallback(
    (next: Offer): void => {
      send();
      waiting.current = next;
      setSaid(null);
      setStanding(next);
    },
    [send],
  );

  useEffect(() => {
    if (!standing) return undefined;
    const timer = setTimeout(send, UNDO_MS);
    return () => clearTimeout(timer);
  }, [standing, send]);

  useEffect(() => {
    window.addEventListener('pagehide', send);
    return () => window.removeEventListener('pagehide', send);
  }, [send]);

  useEffect(() => {
    if (said === null) return undefined;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  const undo = (): void => {
    waiting.current = null;
    setStanding(null);
    setSaid(words.log.undone);
  };
  const value = useMemo(() => ({ offer, closing: standing?.closes }), [offer, standing]);
  const text = standing ? words.log.logged(standing.label) : said;
  return (
    <UndoableContext value={value}>
      {children}
      <div className="undoable" role="status">
        {text !== null && (
          <p className="undoable-text">
            <span>{text}</span>
            {standing && (
              <button type="button" className="undoable-button" onClick={undo}>
                {words.log.undo}
              </button>
            )}
          </p>
        )}
      </div>
    </UndoableContext>
  );
}

export function useUndoable(): Undoable {
  const undoable = useContext(UndoableContext);
  if (!undoable) throw new Error('Used outside UndoableProvider.');
  return undoable;
}
