import type { ReactNode } from 'react';

/** A box to tick, as the browser draws it: there is one in every row, and they are drawn by the dozen. */
export function Tick(given: {
  label: string;
  checked: boolean;
  /** Some of what it stands for is chosen. */
  partly?: boolean;
  change: (checked: boolean) => void;
}): ReactNode {
  const { label, checked, partly = false, change } = given;
  return (
    <input
      type="checkbox"
      className="tick"
      aria-label={label}
      checked={checked}
      ref={(box) => {
        if (box) box.indeterminate = partly;
      }}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  );
}
