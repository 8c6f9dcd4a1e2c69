import { type ReactNode, startTransition, Suspense, useEffect, useRef, useState } from 'react';

/**
 * A button whose menu is made, and its code fetched, when somebody first presses it. Until that is there the
 * pressed button stays; what takes its place takes its focus with `useOpenAtOnce`.
 */
export function WhenPressed(given: {
  button: (press: () => void) => ReactNode;
  children: ReactNode;
}): ReactNode {
  const [used, use] = useState(false);
  const button = given.button(() => startTransition(() => use(true)));
  return <Suspense fallback={button}>{used ? given.children : button}</Suspense>;
}

/** For what stands where a button was pressed: it has the focus, and is open. */
export function useOpenAtOnce() {
  const [opened, open] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus();
    open(true);
  }, []);
  return { opened, open, button };
}
