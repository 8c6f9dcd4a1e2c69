/**
 * @fastify/static requires the ES module content-disposition, which Node 22 can and jest cannot.
 * Only `reply.download()` uses it, and we serve no downloads through it.
 */
exports.create = () => {
  throw new Error('No download is served in tests.');
};
