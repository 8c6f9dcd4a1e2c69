import '../styles-opened';
import { Button, Checkbox, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { useOpenAtOnce } from '../parts/when-pressed';
import { words } from '../words';
import type { ViewGiven } from './saved-views-list';
import { COLUMNS } from './view';

/** Which columns the table has; the customer always. */
export function ColumnsMenu({ view, choose }: ViewGiven): ReactNode {
  const { opened, open, button } = useOpenAtOnce();
  const toggle = (column: (typeof COLUMNS)[number]): void => {
    const has = view.columns.includes(column);
    choose({
      columns: COLUMNS.filter((one) => (one === column ? !has : view.columns.includes(one))),
    });
  };
  return (
    <Menu
      closeOnItemClick={false}
      position="bottom-end"
      shadow="md"
      withinPortal={false}
      opened={opened}
      onChange={open}
    >
      <Menu.Target>
        <Button variant="default" ref={button}>
          {words.queue.columnsShown}
        </Button>
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
