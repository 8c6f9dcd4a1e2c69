import { Button, Checkbox, NumberInput, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import type { LeadPanelData, NewOpinion } from '../api/shapes';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

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
        <Why
          start={lead.likelihood.percent}
          say={(said) => {
            give({ direction, ...said });
            setDirection(null);
          }}
        />
      )}
      {error && (
        <p className="field-fault" role="alert">
          {error.message}
        </p>
      )}
    </section>
  );
}

function Why(given: {
  start: number;
  say: (said: Pick<NewOpinion, 'reason' | 'percent'>) => void;
}): ReactNode {
  const [reason, setReason] = useState<NewOpinion['reason']>('spoke_with_them');
  const [own, setOwn] = useState(false);
  const [percent, setPercent] = useState<number>(given.start);
  return (
    <div className="why-wrong">
      <Select
        label={words.lead.because}
        data={Object.entries(words.lead.reasons).map(([value, label]) => ({ value, label }))}
        value={reason}
        onChange={(chosen) => chosen && setReason(chosen as NewOpinion['reason'])}
        allowDeselect={false}
      />
      <Checkbox
        label={words.lead.override}
        checked={own}
        onChange={(event) => setOwn(event.currentTarget.checked)}
      />
      {own && (
        <NumberInput
          aria-label={words.lead.override}
          value={percent}
          onChange={(value) => setPercent(Number(value))}
          min={1}
          max={99}
          suffix=" %"
          allowDecimal={false}
        />
      )}
      <Button onClick={() => given.say({ reason, ...(own ? { percent } : {}) })}>
        {words.lead.say}
      </Button>
    </div>
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
