import { ActionIcon, Button, Checkbox, Menu, Popover, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Icon } from '../parts/icons';
import { words } from '../words';
import { useSavedViews } from './saved-views';
import { COLUMNS, nothing, type View } from './view';

interface Given {
  view: View;
  choose: (view: Partial<View>) => void;
}

/** Views by name: to open, to keep, to share as a link. */
export function ViewsMenu(given: Given): ReactNode {
  return (
    <Popover width={300} position="bottom-end" shadow="md" trapFocus withinPortal={false}>
      <Popover.Target>
        <Button variant="default" leftSection={<Icon name="view" />}>
          {words.queue.views}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <SavedViews {...given} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** @param given.opened - is told that one was opened. */
export function SavedViews({ view, choose, opened }: Given & { opened?: () => void }): ReactNode {
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

/** Which columns the table has; the customer always. */
export function ColumnsMenu({ view, choose }: Given): ReactNode {
  const toggle = (column: (typeof COLUMNS)[number]): void => {
    const has = view.columns.includes(column);
    choose({
      columns: COLUMNS.filter((one) => (one === column ? !has : view.columns.includes(one))),
    });
  };
  return (
    <Menu closeOnItemClick={false} position="bottom-end" shadow="md" withinPortal={false}>
      <Menu.Target>
        <Button variant="default">{words.queue.columnsShown}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {COLUMNS.filter((column) => column !== 'customer').map((column) => (
          <Menu.Item key={column} onClick={() => toggle(column)}>
            <Checkbox
              label={words.queue.columns[column]}
              checked={view.columns.includes(column)}
              readOnly
              tabIndex={-1}
            />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
