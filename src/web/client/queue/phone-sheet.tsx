import '../styles-opened';
import { Button, Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import type { WorklistSummary } from '../api/shapes';
import { Icon } from '../parts/icons';
import { words } from '../words';
import { Source, Whose } from './narrowing';
import { SavedViews } from './saved-views-list';
import { useSheetDownload } from './sheet-download';
import type { ToolsGiven } from './tools-given';

export function PhoneSheet(
  given: ToolsGiven & { summary: WorklistSummary; opened: boolean; close: () => void },
): ReactNode {
  const { view, choose, search, find, summary, chooseSeveral, opened, close } = given;
  const sheet = useSheetDownload();
  const several = (): void => {
    close();
    chooseSeveral();
  };
  return (
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
  );
}
