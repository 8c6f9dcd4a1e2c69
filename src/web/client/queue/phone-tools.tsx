import { ActionIcon } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { WorklistSummary } from '../api/shapes';
import { Icon } from '../parts/icons';
import { words } from '../words';
import type { ToolsGiven } from './tools-given';

const PhoneSheet = lazy(async () => ({ default: (await import('./phone-sheet')).PhoneSheet }));

/** What a thumb needs less often than search, in a sheet behind one button. */
export function PhoneTools(given: ToolsGiven & { summary: WorklistSummary }): ReactNode {
  const { view, search } = given;
  const [opened, open] = useState(false);
  const [used, use] = useState(false);
  const narrowed = view.source !== undefined || search.assignedTo !== undefined;
  return (
    <>
      <ActionIcon
        variant={narrowed ? 'filled' : 'default'}
        aria-label={narrowed ? words.queue.toolsNarrowed : words.queue.tools}
        onClick={() => {
          use(true);
          open(true);
        }}
      >
        <Icon name="settings" />
      </ActionIcon>
      {used && (
        <Suspense fallback={null}>
          <PhoneSheet {...given} opened={opened} close={() => open(false)} />
        </Suspense>
      )}
    </>
  );
}
