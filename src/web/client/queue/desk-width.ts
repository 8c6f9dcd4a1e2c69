/** From here a table and a lead fit side by side; the same width as in queue.css and vite.config.ts. */
export const DESK = '(min-width: 1080px)';
