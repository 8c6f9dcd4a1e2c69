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
export function ViewsMenu({ view, choose }: Given): ReactNode {
  const { views, save, remove } = useSavedViews();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const keep = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') save(name.trim(), view);
    setName('');
  };
  const share = (): void => {
    void navigator.clipboard.writeText(window.location.href).then(() => setShared(true));
  };
  return (
    <Popover width={300} position="bottom-end" shadow="md" trapFocus withinPortal={false}>
      <Popover.Target>
        <Button variant="default" leftSection={<Icon name="view" />}>
          {words.queue.views}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="views">
        {views.length === 0 && <p className="quiet">{words.queue.viewNone}</p>}
        {views.map((one) => (
          <div key={one.name} className="saved-view">
            <Button variant="subtle" onClick={() => choose({ ...nothing, ...one.view })}>
              {one.name}
            </Button>
            <ActionIcon
              aria-label={words.queue.viewRemove(one.name)}
              onClick={() => remove(one.name)}
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
          <Button type="submit" variant="default">
            {words.queue.viewSave}
          </Button>
        </form>
        <Button variant="subtle" onClick={share}>
          {shared ? words.queue.viewShared : words.queue.viewShare}
        </Button>
      </Popover.Dropdown>
    </Popover>
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
