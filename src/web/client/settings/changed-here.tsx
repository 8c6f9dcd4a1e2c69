import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SettingName, SettledRooftop } from '../api/settings-queries';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { SETTING_NAMES } from './draft';

/** What of the settings file is outranked, and going back to it. */
export function ChangedHere(given: {
  settled: SettledRooftop;
  reset: (name: SettingName) => void;
}): ReactNode {
  const { settled, reset } = given;
  const { me } = useRooftop();
  const texts = words.settings;
  const changed = SETTING_NAMES.filter((name) => settled.changedHere.includes(name));
  return (
    <section className="sheet" aria-labelledby="changed-title">
      <h2 id="changed-title">{texts.changed}</h2>
      <p className="quiet">{changed.length === 0 ? texts.nothingChanged : texts.changedSays}</p>
      <ul className="admin-list">
        {changed.map((name) => (
          <li key={name} className="admin-row">
            <span>{texts.names[name]}</span>
            {me.scopes.includes('admin') && (
              <Button
                variant="default"
                aria-label={texts.resetOf(texts.reset, texts.names[name])}
                onClick={() => reset(name)}
              >
                {texts.reset}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
