import '../styles-opened';
import { Button, Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../parts/icons';
import { useOpenAtOnce } from '../parts/when-pressed';
import { words } from '../words';
import { SavedViews, type ViewGiven } from './saved-views-list';

/** Views by name: to open, to keep, to share as a link. */
export function ViewsMenu(given: ViewGiven): ReactNode {
  const { opened, open, button } = useOpenAtOnce();
  return (
    <Popover
      width={300}
      position="bottom-end"
      shadow="md"
      trapFocus
      withinPortal={false}
      opened={opened}
      onChange={open}
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<Icon name="view" />}
          ref={button}
          onClick={() => open(!opened)}
        >
          {words.queue.views}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <SavedViews {...given} />
      </Popover.Dropdown>
    </Popover>
  );
}
