import { ActionIcon, Button, Drawer } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Search } from '../api/queries';
import type { WorklistSummary } from '../api/shapes';
import { Icon } from '../parts/icons';
import { words } from '../words';
import { Source, Whose } from './narrowing';
import { useSheetDownload } from './sheet-download';
import type { View } from './view';
import { SavedViews } from './views-menu';

export interface ToolsGiven {
  view: View;
  choose: (view: Partial<View>) => void;
  search: Search;
  find: (search: Search) => void;
  /** Several leads are to be chosen. */
  chooseSeveral: () => void;
}

/** What a thumb needs less often than search, in a sheet behind one button. */
export function PhoneTools(given: ToolsGiven & { summary: WorklistSummary }): ReactNode {
  const { view, choose, search, find, summary, chooseSeveral } = given;
  const [opened, open] = useState(false);
  const sheet = useSheetDownload();
  const narrowed = view.source !== undefined || search.assignedTo !== undefined;
  const close = (): void => open(false);
  const several = (): void => {
    close();
    chooseSeveral();
  };
  return (
    <>
      <ActionIcon
        variant={narrowed ? 'filled' : 'default'}
        aria-label={narrowed ? words.queue.toolsNarrowed : words.queue.tools}
        onClick={() => open(true)}
      >
        <Icon name="settings" />
      </ActionIcon>
      <Drawer
        opened={opened}
        onClose={close}
        position="bottom"
        size="auto"
        title={words.queue.tools}
        closeButtonProps={{ 'aria-label': words.close, size: 44 }}
        classNames={{ content: 'thumb-sheet' }}
      >
        <div className="phone-tools">
          <div className="phone-tools-row">
            <Button variant="default" leftSection={<Icon name="log" />} onClick={several}>
              {words.queue.chooseSeveral}
            </Button>
            <Button
              variant="default"
              leftSection={<Icon name="download" />}
              loading={sheet.isPending}
              onClick={() => sheet.mutate({ ...view, ...search })}
            >
              {words.queue.sheet}
            </Button>
          </div>
          {sheet.error && (
            <p className="field-fault" role="alert">
              {sheet.error.message}
            </p>
          )}
          <div className="phone-tools-row">
            <Whose {...{ search, find, summary }} label={words.queue.whose} />
            <Source {...{ view, choose, summary }} label={words.queue.source} />
          </div>
          <section aria-labelledby="views-title">
            <h3 id="views-title">{words.queue.views}</h3>
            <SavedViews view={view} choose={choose} opened={close} />
          </section>
        </div>
      </Drawer>
    </>
  );
}
