import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { api } from '../api/desk-api';
import {
  isUnderWay,
  type TrainingRun,
  useModelDoing,
  useTrainingRuns,
  useVersions,
} from '../api/model-queries';
import { answered } from '../api/problem';
import { Fault } from '../admin/standing';
import { ConfirmedAct } from '../parts/confirmed-act';
import { inFull, sentence, useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { mayChangeModels } from './may-change-models';
import { actorWords } from './actor-words';
import { useTrainingProgress } from './use-training-progress';

/** Learning anew: asked for, followed live, and how the last runs ended. */
export function TrainingSheet(): ReactNode {
  const { me } = useRooftop();
  const { data: runs, error } = useTrainingRuns();
  const texts = words.training;
  const mayTrain = me.scopes.includes('admin');
  const train = useModelDoing(() => answered(api.POST('/v1/training-runs', { body: {} })));
  const underWay = runs?.find(isUnderWay);
  const [newest, ...earlier] = (runs ?? []).filter((run) => !isUnderWay(run));
  return (
    <section className="sheet" aria-labelledby="training-title">
      <h2 id="training-title">{texts.title}</h2>
      <p className="quiet">{texts.says}</p>
      {underWay && <Progress run={underWay} />}
      {newest && <Ended run={newest} />}
      {runs?.length === 0 && <p>{texts.none}</p>}
      <Fault problem={error ?? train.error} />
      {mayTrain && (
        <div className="admin-actions">
          <Button
            disabled={underWay !== undefined}
            loading={train.isPending}
            onClick={() => train.mutate(undefined)}
          >
            {texts.train}
          </Button>
        </div>
      )}
      {earlier.length > 0 && (
        <details className="behind">
          <summary>{texts.earlier(earlier.length)}</summary>
          <ul className="admin-list runs">
            {earlier.map((run) => (
              <li key={run.id}>
                <Ended run={run} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Progress({ run }: { run: TrainingRun }): ReactNode {
  const live = useTrainingProgress(run.id);
  const texts = words.training;
  const done = live?.done ?? run.progress.done ?? 0;
  const waits = (live?.state ?? run.state) === 'queued';
  const said = waits ? texts.queued : texts.phase(done);
  return (
    <div className="run-progress" role="status">
      <p>
        {said}
        {!waits && <span className="quiet"> {texts.percent(done)}</span>}
      </p>
      <progress value={waits ? 0 : done} max={1} aria-label={said} />
      <p className="quiet">{texts.meanwhile}</p>
    </div>
  );
}

function Ended({ run }: { run: TrainingRun }): ReactNode {
  const { dealership } = useRooftop();
  const now = useNow();
  const texts = words.training;
  const { state, verdict, finishedAt, requestedAt } = run;
  const at = finishedAt ?? requestedAt;
  const by = actorWords(run.requestedBy, run.requestedByName);
  return (
    <div className={state === 'held' ? 'run held' : 'run'}>
      <p>
        <strong>{texts.states[state]}</strong>
        <span className="quiet" title={inFull(at, dealership.timeZone)}>
          {` · ${when(at, now, dealership.timeZone)} · ${texts.askedBy(by)}`}
        </span>
      </p>
      {verdict && <p className="run-verdict">{sentence(words.said(verdict))}</p>}
      {state === 'held' && <Accepting run={run} />}
    </div>
  );
}

/** Too good to be believed: what an admin does about it. */
function Accepting({ run }: { run: TrainingRun }): ReactNode {
  const { me } = useRooftop();
  const versions = useVersions().data ?? [];
  const number = versions.find(({ id }) => id === run.challengerId)?.number;
  const texts = words.training;
  const accept = useModelDoing((reason: string) =>
    answered(
      api.POST('/v1/training-runs/{runId}/accept', {
        params: { path: { runId: run.id } },
        body: { reason },
      }),
    ),
  );
  if (!mayChangeModels(me)) return <p>{texts.heldForAdmin}</p>;
  return (
    <>
      <p>{texts.heldSays}</p>
      <div className="admin-actions">
        <ConfirmedAct
          asksWhy
          button={texts.accept}
          title={texts.acceptTitle(number)}
          says={texts.acceptSays}
          act={accept.mutateAsync}
        />
        <a className="button" href="#court-title">
          {texts.seeCourt}
        </a>
      </div>
    </>
  );
}
