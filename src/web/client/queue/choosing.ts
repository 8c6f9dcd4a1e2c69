import { useCallback, useMemo, useState } from 'react';

export interface Choosing {
  /** On a phone cards are chosen only after that was asked for. */
  several: boolean;
  begin: () => void;
  end: () => void;
  chosen: ReadonlySet<string>;
  toggle: (leadId: string) => void;
  choose: (leadIds: readonly string[]) => void;
}

export function useChoosing(): Choosing {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = useCallback((leadIds: readonly string[]) => setChosen(new Set(leadIds)), []);
  const toggle = useCallback((leadId: string) => {
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(leadId)) next.add(leadId);
      return next;
    });
  }, []);
  const [several, setSeveral] = useState(false);
  const begin = useCallback(() => setSeveral(true), []);
  const end = useCallback(() => {
    setSeveral(false);
    choose([]);
  }, [choose]);
  return useMemo(
    () => ({ chosen, choose, toggle, several, begin, end }),
    [chosen, choose, toggle, several, begin, end],
  );
}
