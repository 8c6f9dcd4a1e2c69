import { ActionIcon, Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Icon } from '../parts/icons';
import { words } from '../words';
import { useSavedViews } from './saved-views';
import { nothing, type View } from './view';

/** What a choice of leads and columns is read from and written to. */
export interface ViewGiven {
  view: View;
  choose: (view: Partial<View>) => void;
}

/** @param given.opened - is told that one was opened. */
export function SavedViews({
  view,
  choose,
  opened,
}: ViewGiven & { opened?: () => void }): ReactNode {
  const { read, save, remove, problem } = useSavedViews();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const keep = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '')
      save.mutate({ name: name.trim(), view }, { onSuccess: () => setName('') });
  };
  const share = (): void => {
    void navigator.clipboard.writeText(window.location.href).then(() => setShared(true));
  };
  return (
    <div className="views">
      {read.data?.length === 0 && <p className="quiet">{words.queue.viewNone}</p>}
      {read.data?.map((one) => (
        <div key={one.id} className="saved-view">
          <Button
            variant="subtle"
            onClick={() => {
              choose({ ...nothing, ...one.view });
              opened?.();
            }}
          >
            {one.name}
          </Button>
          <ActionIcon
            aria-label={words.queue.viewRemove(one.name)}
            onClick={() => remove.mutate(one.id)}
          >
            <Icon name="close" />
          </ActionIcon>
        </div>
      ))}
      <form onSubmit={keep} className="save-view">
        <TextInput
          aria-label={words.queue.viewName}
          placeholder={words.queue.viewName}
          value={name}
          maxLength={40}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={save.isPending}>
          {words.queue.viewSave}
        </Button>
      </form>
      {problem && (
        <p className="field-fault" role="alert">
          {problem.message}
        </p>
      )}
      <Button variant="subtle" onClick={share}>
        {shared ? words.queue.viewShared : words.queue.viewShare}
      </Button>
    </div>
  );
}
