import { Button, CopyButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from '../words';

/** What is shown this once, to be copied: nobody can look it up again. */
export function SecretOnce(given: { says: string; secret: string; more?: string }): ReactNode {
  const { says, secret, more } = given;
  return (
    <div role="status" className="lesson secret-once">
      <p>{says}</p>
      <code className="secret">{secret}</code>
      {more && <p>{more}</p>}
      <CopyButton value={secret}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? words.secretOnce.copied : words.secretOnce.copy}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
