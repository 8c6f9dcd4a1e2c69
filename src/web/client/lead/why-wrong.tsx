import '../styles-opened';
import { Button, Checkbox, NumberInput, Select } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { NewOpinion } from '../api/shapes';
import { words } from '../words';

/** In what the score errs, and the likelihood one would give instead. */
export function WhyWrong(given: {
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
