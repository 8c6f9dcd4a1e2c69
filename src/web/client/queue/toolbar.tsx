import { ActionIcon, Button } from '@mantine/core';
import { lazy, memo, type ReactNode } from 'react';
import type { Search } from '../api/queries';
import type { WorklistSummary } from '../api/shapes';
import { Icon } from '../parts/icons';
import { WhenPressed } from '../parts/when-pressed';
import { words } from '../words';
import { Source, Whose } from './narrowing';
import { PhoneTools } from './phone-tools';
import { SearchField } from './search-field';
import { useSheetDownload } from './sheet-download';
import type { ViewGiven } from './saved-views-list';
import type { ToolsGiven } from './tools-given';
import type { View } from './view';

const ColumnsMenu = lazy(async () => ({ default: (await import('./columns-menu')).ColumnsMenu }));
const ViewsMenu = lazy(async () => ({ default: (await import('./views-menu')).ViewsMenu }));

/**
 * Search, whose leads, from where, views and the sheet: side by side on a desk, behind one button on a phone.
 * Moving from lead to lead leaves it alone.
 */
export const Toolbar = memo(function Toolbar(
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
            <Columns view={view} choose={choose} />
            <Views view={view} choose={choose} />
            <SheetButton filter={{ ...view, ...search }} />
          </>
        ) : (
          <PhoneTools {...given} summary={summary} />
        ))}
    </div>
  );
});

function Columns(given: ViewGiven): ReactNode {
  return (
    <WhenPressed
      button={(press) => (
        <Button variant="default" aria-haspopup="menu" aria-expanded={false} onClick={press}>
          {words.queue.columnsShown}
        </Button>
      )}
    >
      <ColumnsMenu {...given} />
    </WhenPressed>
  );
}

function Views(given: ViewGiven): ReactNode {
  return (
    <WhenPressed
      button={(press) => (
        <Button
          variant="default"
          leftSection={<Icon name="view" />}
          aria-haspopup="dialog"
          aria-expanded={false}
          onClick={press}
        >
          {words.queue.views}
        </Button>
      )}
    >
      <ViewsMenu {...given} />
    </WhenPressed>
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
