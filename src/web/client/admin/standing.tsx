import type { ReactNode } from 'react';
import { EmptyPage, ProblemNotice } from '../parts/notices';
import { PageSkeleton } from '../parts/skeletons';

/** What stands where a list would: it is on its way, could not be had, or holds nothing. */
export function Standing(given: {
  query: { data: unknown; error: Error | null; refetch: () => unknown };
  empty: boolean;
  none: { title: string; text: string };
  button?: { label: string; press: () => void };
}): ReactNode {
  const { query, empty, none, button } = given;
  if (query.error)
    return <ProblemNotice problem={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <PageSkeleton />;
  return empty && <EmptyPage {...none} {...(button && { button })} />;
}

/** Why the last thing that was asked for did not work. */
export function Fault(given: {
  problem: Error | null;
  /** How its message is put to whoever reads it. */
  said?: (message: string) => string;
}): ReactNode {
  const { problem, said = (message) => message } = given;
  return (
    problem && (
      <p className="field-fault admin-faults" role="alert">
        {said(problem.message)}
      </p>
    )
  );
}
