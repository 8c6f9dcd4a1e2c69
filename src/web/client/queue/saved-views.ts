import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { COLUMNS, readView, USUAL, type View } from './view';

export interface SavedView {
  id: string;
  name: string;
  view: View;
}

const VIEWS = ['views'];

/** Views somebody gave a name: theirs on every device they sign in on. */
export function useSavedViews() {
  const client = useQueryClient();
  const read = useQuery({
    queryKey: VIEWS,
    queryFn: async () =>
      (await answered(api.GET('/v1/me/views'))).map(({ id, name, view }): SavedView => ({
        id,
        name,
        view: fromServer(view),
      })),
  });
  const onSuccess = () => client.invalidateQueries({ queryKey: VIEWS });
  const save = useMutation({
    mutationFn: ({ name, view }: Pick<SavedView, 'name' | 'view'>) =>
      answered(api.PUT('/v1/me/views', { body: { name, view } })),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (viewId: string) =>
      answered(api.DELETE('/v1/me/views/{viewId}', { params: { path: { viewId } } })),
    onSuccess,
  });
  return { read, save, remove, problem: save.error ?? remove.error ?? read.error };
}

function fromServer({ columns, ...filter }: Record<string, unknown>): View {
  const shown = Array.isArray(columns) ? COLUMNS.filter((one) => columns.includes(one)) : USUAL;
  return { ...readView(filter), columns: shown };
}
