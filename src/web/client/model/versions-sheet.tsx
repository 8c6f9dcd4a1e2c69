import { Badge, Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { api } from '../api/desk-api';
import { type ModelVersion, useModelDoing, useVersions } from '../api/model-queries';
import { answered } from '../api/problem';
import { Fault } from '../admin/standing';
import { ConfirmedAct } from '../parts/confirmed-act';
import { inFull, useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { mayChangeModels } from './may-change-models';

/** Shown before "all of them". */
const FIRST = 5;

/** Every version the group has, which of them serves, and putting another in its place. */
export function VersionsSheet(given: {
  /** Whose card is shown; undefined: the champion's. */
  chosen: string | undefined;
  choose: (modelId: string | undefined) => void;
}): ReactNode {
  const { chosen, choose } = given;
  const { data, error } = useVersions();
  const [all, setAll] = useState(false);
  const [told, setTold] = useState<string>();
  const texts = words.versions;
  const versions = data ?? [];
  const champion = versions.find((one) => one.champion);
  const earlier = versions.find(
    ({ number, promotedAt }) => promotedAt !== null && champion && number < champion.number,
  );
  const shown = all ? versions : versions.slice(0, FIRST);
  return (
    <section className="sheet" aria-labelledby="versions-title">
      <h2 id="versions-title">{texts.title}</h2>
      <p className="quiet">{texts.says}</p>
      <Fault problem={error} />
      {data?.length === 0 && <p>{texts.none}</p>}
      <ul className="admin-list versions">
        {shown.map((version) => (
          <Version
            key={version.id}
            version={version}
            shown={chosen === version.id || (chosen === undefined && version.champion)}
            choose={() => choose(version.champion ? undefined : version.id)}
            tell={setTold}
          />
        ))}
      </ul>
      {versions.length > shown.length && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {texts.all(versions.length)}
        </Button>
      )}
      <p role="status" className="told">
        {told}
      </p>
      {champion && earlier && <GoBack from={champion} to={earlier} tell={setTold} />}
    </section>
  );
}

function Version(given: {
  version: ModelVersion;
  shown: boolean;
  choose: () => void;
  tell: (text: string) => void;
}): ReactNode {
  const { version, shown, choose, tell } = given;
  const { me, dealership } = useRooftop();
  const now = useNow();
  const texts = words.versions;
  const { number, family, createdAt, champion, promotedAt, metrics } = version;
  const promote = useModelDoing(async (reason: string) => {
    const path = { modelId: version.id };
    await answered(
      api.POST('/v1/models/{modelId}/promote', { params: { path }, body: { reason } }),
    );
    tell(texts.served(number));
  });
  const figures = [
    texts.logLoss(figureOf(metrics['logLoss'])),
    texts.auc(figureOf(metrics['auc'])),
  ];
  return (
    <li className={champion ? 'version serving' : 'version'}>
      <div className="version-says">
        <p>
          <strong>{texts.name(number, family)}</strong>
          {champion && <Badge color="green">{texts.serving}</Badge>}
          {!champion && <Badge color="gray">{promotedAt ? texts.servedOnce : texts.never}</Badge>}
        </p>
        <p className="quiet" title={inFull(createdAt, dealership.timeZone)}>
          {[texts.made(when(createdAt, now, dealership.timeZone)), ...figures]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className="admin-actions">
        <Button
          variant={shown ? 'light' : 'default'}
          aria-pressed={shown}
          aria-label={texts.ofVersion(shown ? texts.cardShown : texts.card, number)}
          onClick={choose}
        >
          {shown ? texts.cardShown : texts.card}
        </Button>
        {!champion && mayChangeModels(me) && (
          <ConfirmedAct
            asksWhy
            button={texts.promote}
            label={texts.ofVersion(texts.promote, number)}
            title={texts.promoteTitle(number)}
            says={texts.promoteSays}
            act={promote.mutateAsync}
          />
        )}
      </div>
    </li>
  );
}

function GoBack(given: {
  from: ModelVersion;
  to: ModelVersion;
  tell: (text: string) => void;
}): ReactNode {
  const { from, to, tell } = given;
  const { me } = useRooftop();
  const texts = words.versions;
  const back = useModelDoing(async (reason: string) => {
    const { number } = await answered(api.POST('/v1/models/rollback', { body: { reason } }));
    tell(texts.served(number));
  });
  if (!mayChangeModels(me)) return null;
  return (
    <div className="admin-actions">
      <ConfirmedAct
        asksWhy
        button={texts.back(to.number)}
        title={texts.backTitle(from.number, to.number)}
        says={texts.backSays}
        act={back.mutateAsync}
      />
    </div>
  );
}

/** A measure stands alone or with its interval. */
function figureOf(measure: unknown): number | undefined {
  if (typeof measure === 'number') return measure;
  const { value } = (measure ?? {}) as { value?: unknown };
  return typeof value === 'number' ? value : undefined;
}
