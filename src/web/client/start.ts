import './styles';
import { askAhead } from './api/head-start';
import { DESK } from './queue/desk-width';
import { lastRooftop } from './session/last-rooftop';

// Everything else is fetched beside the answers; the page names it already (vite.config.ts).
askAhead(window.location, { rooftop: lastRooftop(), desk: window.matchMedia(DESK).matches });
void import('./main');
