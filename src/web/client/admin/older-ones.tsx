import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from '../words';

interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** Brings the next page of a list that begins with the newest; nothing where there is none. */
export function OlderOnes({ query }: { query: Paged }): ReactNode {
  if (!query.hasNextPage) return null;
  return (
    <Button
      variant="default"
      className="admin-add"
      loading={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {words.trail.older}
    </Button>
  );
}
