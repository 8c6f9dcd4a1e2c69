import '../styles-opened';
import { Kbd, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from '../words';

export function HelpSheet({ opened, close }: { opened: boolean; close: () => void }): ReactNode {
  const { title, rows } = words.queue.help;
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': words.close, size: 44 }}
      centered
    >
      <dl className="keys-list">
        {rows.map(([key, says]) => (
          <div key={key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
