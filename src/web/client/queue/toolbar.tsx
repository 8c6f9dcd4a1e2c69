import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Search } from '../api/queries';
import type { WorklistSummary } from '../api/shapes';
import { Icon } from '../parts/icons';
import { words } from '../words';
import { Source, Whose } from './narrowing';
import { PhoneTools, type ToolsGiven } from './phone-tools';
import { SearchField } from './search-field';
import { useSheetDownload } from './sheet-download';
import { ColumnsMenu, ViewsMenu } from './views-menu';
import type { View } from './view';

/** Search, whose leads, from where, views and the sheet: side by side on a desk, behind one button on a phone. */
export function Toolbar(
  given: ToolsGiven & { summary: WorklistSummary | undefined; desk: boolean },
): ReactNode {
  const { view, choose, search, find, summary, desk } = given;
  return (
    <div className="toolbar">
      <SearchField search={search} find={find} />
      {summary &&
        (desk ? (
          <>
            <Whose search={search} find={find} summary={summary} />
            <Source view={view} choose={choose} summary={summary} />
            <ColumnsMenu view={view} choose={choose} />
            <ViewsMenu view={view} choose={choose} />
            <SheetButton filter={{ ...view, ...search }} />
          </>
        ) : (
          <PhoneTools {...given} summary={summary} />
        ))}
    </div>
  );
}

function SheetButton({ filter }: { filter: View & Search }): ReactNode {
  const { mutate, isPending, error } = useSheetDownload();
  return (
    <>
      <ActionIcon
        variant="default"
        aria-label={words.queue.sheet}
        title={words.queue.sheet}
        loading={isPending}
        onClick={() => mutate(filter)}
      >
        <Icon name="download" />
      </ActionIcon>
      {error && (
        <p className="field-fault" role="alert">
          {error.message}
        </p>
      )}
    </>
  );
}
