import type { ReactNode } from 'react';
import { words } from '../words';

/** What went wrong, that nothing is lost, and the one thing to do. */
export function ProblemNotice({
  problem,
  retry,
}: {
  problem: Error;
  retry: () => void;
}): ReactNode {
  return (
    <div className="notice" role="alert">
      <p>{problem.message}</p>
      <button className="button" type="button" onClick={retry}>
        {words.retry}
      </button>
    </div>
  );
}

/** What will be here, and what to do first. */
export function EmptyPage(given: {
  title: string;
  text: string;
  button?: { label: string; press: () => void };
  /** It is all there is on the page. */
  main?: boolean;
}): ReactNode {
  const Title = given.main ? 'h1' : 'h2';
  return (
    <div className="empty">
      <Title>{given.title}</Title>
      <p>{given.text}</p>
      {given.button && (
        <button className="button" type="button" onClick={given.button.press}>
          {given.button.label}
        </button>
      )}
    </div>
  );
}
