import type { ReactNode } from 'react';
import { words } from '../words';

/** A link that is shown once, to be copied. */
export function HandOver({ link }: { link: string }): ReactNode {
  return (
    <p className="lesson" role="status">
      {words.staff.link} <code className="secret">{link}</code>
    </p>
  );
}
