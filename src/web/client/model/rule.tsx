import type { ReactNode } from 'react';
import { api } from '../api/desk-api';
import { type Ruling, useModelDoing } from '../api/model-queries';
import { answered } from '../api/problem';
import type { CourtFinding } from '../api/shapes';
import { ConfirmedAct } from '../parts/confirmed-act';
import { useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { mayChangeModels } from './may-change-models';
import { actorWords } from './actor-words';

type Word = Ruling['ruling'];

/** An admin's word on a feature, which holds from the next training on. */
export function Rule(given: { finding: CourtFinding; ruling: Ruling | undefined }): ReactNode {
  const { finding, ruling } = given;
  const { me } = useRooftop();
  const texts = words.court;
  const rule = useModelDoing((said: { ruling: Word; reason: string }) =>
    answered(api.POST('/v1/court/rulings', { body: { feature: finding.feature, ...said } })),
  );
  const offered: Word[] = ruling ? ['withdraw'] : toSay(finding.verdict);
  return (
    <>
      {ruling && <Ruled ruling={ruling} />}
      {mayChangeModels(me) && (
        <div className="admin-actions">
          {offered.map((word) => (
            <ConfirmedAct
              key={word}
              asksWhy
              button={texts.say[word]}
              label={texts.sayOf(texts.say[word], words.said(finding.label))}
              title={texts.titles[word](words.said(finding.label))}
              says={texts.means[word]}
              act={(reason) => rule.mutateAsync({ ruling: word, reason })}
            />
          ))}
        </div>
      )}
    </>
  );
}

/** Of what was questioned both can be said: kept after all, or refused. */
function toSay(verdict: CourtFinding['verdict']): Word[] {
  if (verdict === 'removed') return ['admit'];
  return verdict === 'kept' ? ['refuse'] : ['admit', 'refuse'];
}

function Ruled({ ruling: { ruling, reason, by, byName, at } }: { ruling: Ruling }): ReactNode {
  const { dealership } = useRooftop();
  const now = useNow();
  const said = words.court.ruled(ruling, actorWords(by, byName));
  return (
    <p className="ruled">
      {`${said} · ${when(at, now, dealership.timeZone)}: `}
      <q>{reason}</q>
    </p>
  );
}
