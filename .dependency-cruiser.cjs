/**
 * The shape of the system, as a table: each module and the modules it may import.
 * Rows follow the way a lead travels; a module only ever names modules above it,
 * so the graph cannot hold a cycle. ARCHITECTURE.md explains why.
 *
 * @type {Record<string, string[]>}
 */
const mayImport = {
  platform: [],
  access: ['platform'],
  leads: ['platform', 'access'],
  crm: ['platform'],
  ingestion: ['platform', 'access', 'leads', 'crm'],
  features: ['platform', 'leads'],
  model: ['platform', 'access', 'features'],
  training: ['platform', 'access', 'leads', 'features', 'model'],
  prediction: ['platform', 'access', 'leads', 'features', 'model'],
  writeback: ['platform', 'access', 'leads', 'crm', 'prediction'],
  webhooks: ['platform', 'access', 'crm', 'model', 'prediction'],
  feedback: ['platform', 'access', 'leads', 'features', 'model', 'training', 'prediction'],
  web: ['platform', 'access', 'leads', 'crm', 'prediction', 'feedback'],
  simulator: [],
};

/** Entries stand above the rooms: they may open every front door, and no room may import them. */
const entries = ['cli', 'demo'];

const names = Object.keys(mayImport);
names.forEach((name, row) => {
  const downstream = mayImport[name].filter(
    (other) => names.indexOf(other) < 0 || names.indexOf(other) >= row,
  );
  if (downstream.length)
    throw new Error(`mayImport: '${name}' names ${downstream.join(', ')}, which is not above it`);
});
const anyOf = (modules) => `^src/(${modules.join('|')})/`;

/** One rule a module: it may import itself, the modules named for it, and nothing else of ours. */
const flowRules = names.map((name) => ({
  name: `${name}-imports-only-upstream`,
  comment: `'${name}' may import only: ${mayImport[name].join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: [anyOf([name, ...mayImport[name]]), `^src/${name}/`] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...flowRules,
    {
      name: 'through-the-front-door',
      comment:
        "Another module is reached through its index.ts ('#leads'), never through its files. " +
        "'#model/fitting' is the model's second door: the learner without NestJS, for worker threads.",
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: '^src/[^/]+/.+',
        pathNot: ['^src/$1/', '^src/[^/]+/index[.]ts$', '^src/model/fitting[.]ts$'],
      },
    },
    {
      name: 'the-app-uses-doors-too',
      comment: 'Entry files reach a room through its index.ts, or start one of the entries.',
      severity: 'error',
      from: { path: '^src/[^/]+[.]ts$' },
      to: {
        path: '^src/[^/]+/',
        pathNot: ['^src/[^/]+/index[.]ts$', `^src/(${entries.join('|')})/`],
      },
    },
    {
      name: 'not-through-your-own-door',
      comment:
        'A file imports its neighbours directly; index.ts is for other modules (this is what makes barrels cycle).',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '[.]spec[.]ts$' },
      to: { path: '^src/$1/index[.]ts$' },
    },
    {
      name: 'no-unknown-module',
      comment: 'A new folder under src/ needs a row in mayImport.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: anyOf([...names, ...entries]) },
      to: {},
    },
    {
      name: 'nobody-needs-the-simulator',
      comment:
        'The simulated dealership is for the demo and tests; the product must not know of it.',
      severity: 'error',
      from: { path: '^(src|config)/', pathNot: ['^src/simulator/', '^src/demo', '[.]spec[.]ts$'] },
      to: { path: '^src/simulator/' },
    },
    {
      name: 'the-client-talks-to-the-api-alone',
      comment: 'The desk runs in a browser: it shares no code with the server.',
      severity: 'error',
      from: { path: '^src/web/client/' },
      to: { path: '^(src|config|migrations)/', pathNot: '^src/web/client/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'net-is-pure',
      comment:
        'The network is arithmetic: no framework, no database, no clock. It can be tested with tensors alone.',
      severity: 'error',
      from: { path: '^src/model/net/', pathNot: '[.]spec[.]ts$' },
      to: { pathNot: ['^src/model/net/', 'node_modules/@tensorflow/'] },
    },
    {
      name: 'tensorflow-stays-in-model',
      comment: 'One door to TensorFlow.js, so the backend can be changed in one place.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/model/' },
      to: { path: 'node_modules/@tensorflow/' },
    },
    {
      name: 'entities-stay-home',
      comment: 'Only the module that owns a table may register its repository.',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.](store|registry|module)([.]spec)?[.]ts$' },
      to: { path: 'node_modules/@nestjs/typeorm/' },
    },
    {
      name: 'the-page-knows-only-the-api',
      comment:
        'The desk in the browser talks to the REST API alone: it imports nothing of the server, and the server nothing of it.',
      severity: 'error',
      from: { path: '^src/web/client/' },
      to: { path: '^(src|config|migrations|test)/', pathNot: '^src/web/client/' },
    },
    {
      name: 'the-server-never-imports-the-page',
      severity: 'error',
      from: { path: '^(src|config|migrations)/', pathNot: '^src/web/client/' },
      to: { path: '^src/web/client/' },
    },
    {
      name: 'src-never-imports-tests',
      severity: 'error',
      from: { path: '^(src|config|migrations)/', pathNot: '[.]spec[.]ts$' },
      to: { path: '^test/|[.]spec[.]ts$' },
    },
    {
      name: 'config-is-a-leaf',
      severity: 'error',
      from: { path: '^config/' },
      to: { path: '^(src|test|migrations)/' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration is history: it must not change when an entity does.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(src|config|test)/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: [
          '[.]d[.]ts$',
          '^src/(main|cli|demo)[.]ts$',
          '^src/web/client/',
          '[.]worker[.]ts$',
        ],
      },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'not-to-dev-dependencies',
      severity: 'error',
      from: { path: '^(src|config|migrations)/', pathNot: ['[.]spec[.]ts$', '^src/web/client/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
    reporterOptions: { archi: { collapsePattern: '^src/[^/]+' } },
  },
};
