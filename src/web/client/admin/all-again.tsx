import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { useDoing } from '../api/connection-queries';

interface Again {
  /** Whether anything was given up. */
  offered: boolean;
  again: ReturnType<typeof useDoing<unknown, { redriven: number }>>;
  texts: { allAgain: string; redriven: (number: number) => string };
}

/** Has all that was given up sent once more, and says how much that was. */
export function AllAgain({ offered, again, texts }: Again): ReactNode {
  return (
    <>
      {offered && (
        <Button
          variant="default"
          className="admin-add"
          loading={again.isPending}
          onClick={() => again.mutate(undefined)}
        >
          {texts.allAgain}
        </Button>
      )}
      <p role="status">{again.data && texts.redriven(again.data.redriven)}</p>
    </>
  );
}
