import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import type { LeadPanelData, NewOpinion } from '../api/shapes';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

const WhyWrong = lazy(async () => ({ default: (await import('./why-wrong')).WhyWrong }));

/** A thumb against the score, with a reason that can be counted; the score itself never changes. */
export function Disagree({ lead }: { lead: LeadPanelData }): ReactNode {
  const [direction, setDirection] = useState<NewOpinion['direction'] | null>(null);
  const { give, restore, error } = useOpinion(lead.leadId);
  if (!lead.likelihood) return null;
  const { opinion } = lead;
  return (
    <section aria-labelledby="disagree-title" className="disagree">
      <h3 id="disagree-title">{words.lead.disagree}</h3>
      {opinion ? (
        <>
          <p>
            {words.lead.said2(opinion.direction, words.lead.reasons[opinion.reason])}{' '}
            {opinion.percent !== null && words.lead.ranked(opinion.percent)}
          </p>
          <Button variant="default" onClick={() => restore()}>
            {words.lead.restore}
          </Button>
        </>
      ) : (
        <div className="log-answers">
          {(['too_high', 'too_low'] as const).map((each) => (
            <Button
              key={each}
              variant={direction === each ? 'filled' : 'default'}
              aria-pressed={direction === each}
              onClick={() => setDirection(direction === each ? null : each)}
            >
              {each === 'too_high' ? `↓ ${words.lead.tooHigh}` : `↑ ${words.lead.tooLow}`}
            </Button>
          ))}
        </div>
      )}
      {direction && !opinion && (
        <Suspense fallback={null}>
          <WhyWrong
            start={lead.likelihood.percent}
            say={(said) => {
              give({ direction, ...said });
              setDirection(null);
            }}
          />
        </Suspense>
      )}
      {error && (
        <p className="field-fault" role="alert">
          {error.message}
        </p>
      )}
    </section>
  );
}

function useOpinion(leadId: string) {
  const client = useQueryClient();
  const { dealership } = useRooftop();
  const path = { leadId };
  const onSuccess = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['lead', dealership.key, leadId] });
    await client.invalidateQueries({ queryKey: ['worklist', dealership.key] });
  };
  const give = useMutation({
    mutationFn: (body: NewOpinion) =>
      answered(api.PUT('/v1/worklist/{leadId}/opinion', { params: { path }, body })),
    onSuccess,
  });
  const restore = useMutation({
    mutationFn: () => answered(api.DELETE('/v1/worklist/{leadId}/opinion', { params: { path } })),
    onSuccess,
  });
  return { give: give.mutate, restore: restore.mutate, error: give.error ?? restore.error };
}
