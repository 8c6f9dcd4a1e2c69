import '../styles-opened';
import { Menu, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Page } from '../pages';
import { Icon } from '../parts/icons';
import { useOpenAtOnce } from '../parts/when-pressed';
import { go } from '../routes';
import { words } from '../words';

/** The pages that have no place in the bar of a phone. */
export function MorePages({ pages, here }: { pages: Page[]; here: boolean }): ReactNode {
  const { opened, open, button } = useOpenAtOnce();
  return (
    <Menu position="top-end" shadow="md" width={220} opened={opened} onChange={open}>
      <Menu.Target>
        <UnstyledButton
          className="navigation-link"
          aria-current={here ? 'page' : undefined}
          ref={button}
        >
          <Icon name="more" />
          <span>{words.nav.more}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {pages.map((page) => (
          <Menu.Item
            key={page.name}
            leftSection={<Icon name={page.name} />}
            onClick={() => go(page.paths[0])}
          >
            {words.nav[page.name]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
