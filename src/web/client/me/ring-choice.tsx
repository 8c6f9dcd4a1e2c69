import { Switch, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { words } from '../words';
import { keepRing, readRing, type RingSettings } from './ring-settings';

export function RingChoice(): ReactNode {
  const [settings, setSettings] = useState(readRing);
  const change = (next: Partial<RingSettings>): void => {
    const all = { ...settings, ...next };
    keepRing(all);
    setSettings(all);
  };
  return (
    <div className="me-choice">
      <Switch
        label={words.me.ring}
        checked={settings.on}
        onChange={(event) => change({ on: event.currentTarget.checked })}
      />
      <div className="quiet-hours">
        <TextInput
          type="time"
          label={words.me.quietFrom}
          value={settings.quietFrom}
          onChange={(event) => change({ quietFrom: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={words.me.quietUntil}
          value={settings.quietUntil}
          onChange={(event) => change({ quietUntil: event.currentTarget.value })}
        />
      </div>
    </div>
  );
}
