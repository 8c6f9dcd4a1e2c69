import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Problem } from '../api/problem';
import { EmptyPage, ProblemNotice } from '../parts/notices';
import { go, pathOf } from '../routes';
import { words } from '../words';

const home = (label: string) => ({ label, press: () => go(pathOf.queue) });

export function ForbiddenPage(): ReactNode {
  const { title, text, button } = words.forbidden;
  return <EmptyPage title={title} text={text} button={home(button)} main />;
}

export function NotFoundPage(): ReactNode {
  const { title, text, button } = words.notFound;
  return <EmptyPage title={title} text={text} button={home(button)} main />;
}

/** A page that fell over, or whose code could not be fetched, as after a new version was installed. */
export function BrokenPage({ error }: ErrorComponentProps): ReactNode {
  const said = error instanceof Problem ? error : new Error(words.problems.PAGE_BROKE);
  return <ProblemNotice problem={said} retry={() => window.location.reload()} />;
}
