import { useMutation } from '@tanstack/react-query';
import { rooftopHeaders } from '../api/desk-api';
import { problemOf } from '../api/problem';
import type { QueueFilter, Search } from '../api/queries';
import { words } from '../words';

type Filter = QueueFilter & Search & { columns?: unknown };

/** The list as it stands, as a file. */
export const useSheetDownload = () => useMutation({ mutationFn: saveSheet });

async function saveSheet({ columns: _columns, ...filter }: Filter): Promise<void> {
  const answer = await fetch('/v1/worklist/sheet', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...rooftopHeaders() },
    body: JSON.stringify(filter),
  });
  if (!answer.ok) throw problemOf(answer.status, await answer.json());
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = `${words.queue.sheetFile}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
