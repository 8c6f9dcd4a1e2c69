import type { ReactNode } from 'react';
import { encode } from 'uqr';

/** Around the code, as its standard asks for (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** Something to scan: dark on white in both looks, as cameras expect. Drawn here; nobody else is told the text. */
export function QrCode({ text, label }: { text: string; label: string }): ReactNode {
  const { data, size } = encode(text, { border: QUIET_ZONE });
  const dark = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg className="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect className="qr-paper" width={size} height={size} />
      <path className="qr-ink" shapeRendering="crispEdges" d={dark.join('')} />
    </svg>
  );
}
