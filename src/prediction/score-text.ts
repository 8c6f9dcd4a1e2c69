import { likelihoodPercent } from './likelihood.js';
import { partsTextOf } from './parts-text.js';
import type { Reason, ReasonEvidence } from './prediction.js';
import type { RowScore } from './row-score.js';

/**
 * A score as the text of the JSON that `ScoreDto` describes. By hand, because it stands in the path of
 * every score: `JSON.stringify` of all names and numbers takes as long as working the score out.
 */
export function scoreText({ champion, reasons, outcomes, cutoff, ...score }: RowScore): string {
  return (
    `{"score":${score.score},"likelihoodPercent":${likelihoodPercent(score.score)}` +
    `,"lower":${score.lower},"upper":${score.upper},"band":"${score.band}"` +
    `,"logOdds":${score.logOdds},"bias":${score.bias}` +
    `,"contributions":${partsTextOf(champion.model.columns)(score.parts)}` +
    `,"reasonsFor":${listText(reasons.for)},"reasonsAgainst":${listText(reasons.against)}` +
    `,"outcomes":${JSON.stringify(outcomes)}` +
    `,"modelVersion":${champion.number},"cutoff":"${cutoff.toISOString()}"}`
  );
}

function listText(reasons: readonly Reason[]): string {
  let text = '';
  for (const reason of reasons) text += `${text && ','}${reasonText(reason)}`;
  return `[${text}]`;
}

function reasonText({ feature, features, phrase, sentence, logOdds, evidence }: Reason): string {
  // Looked at together: looking for what must be escaped takes longer than putting texts together.
  const quote = NEEDS_ESCAPING.test(`${feature}${phrase ?? ''}${sentence}`) ? JSON.stringify : bare;
  return (
    `{"feature":${quote(feature)}` +
    (features ? `,"features":${fixedText(features)}` : '') +
    (phrase === undefined ? '' : `,"phrase":${quote(phrase)}`) +
    `,"sentence":${quote(sentence)},"logOdds":${logOdds}` +
    (evidence ? `,"evidence":${fixedText(evidence)}}` : '}')
  );
}

const bare = (text: string): string => `"${text}"`;

// oxlint-disable-next-line no-control-regex -- JSON takes none of them as they are
const NEEDS_ESCAPING = /["\\\u0000-\u001f\ud800-\udfff]/;

const fixed = new WeakMap<ReasonEvidence | string[], string>();

/** What many scores share is written once: the features of a matter, and what was seen of leads alike. */
function fixedText(shared: ReasonEvidence | string[]): string {
  let text = fixed.get(shared);
  if (text === undefined) fixed.set(shared, (text = JSON.stringify(shared)));
  return text;
}
