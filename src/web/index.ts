/**
 * The desk: the worklist API, its live notices, and the page served by the same process. It reads
 * leads, scores and history through Tenancy; it never scores, never writes a lead, and the page
 * itself knows nothing but the REST API.
 */
export { serveClient } from './client-files.js';
export { WebModule } from './web.module.js';
