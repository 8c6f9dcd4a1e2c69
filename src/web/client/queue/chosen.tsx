import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Choosing } from './choosing';

const ChosenBar = lazy(async () => ({ default: (await import('./chosen-bar')).ChosenBar }));

/** What can be done to leads chosen, once some are; else what was done last, for those who only hear it. */
export function Chosen({ choosing }: { choosing: Choosing }): ReactNode {
  const { chosen, several } = choosing;
  const [said, say] = useState<string | null>(null);
  if (chosen.size === 0 && !several)
    return (
      <p className="unseen" role="status">
        {said}
      </p>
    );
  return (
    <Suspense fallback={null}>
      <ChosenBar choosing={choosing} say={say} />
    </Suspense>
  );
}
