/** @import { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser' */

/** Everything in resources/ but the messages, which electron/messages alone reads. */
const resources = 'resources/(?!messages/)'
const foundations = ['files/', 'appliance/', 'pki/', 'messages/'].map((layer) => `electron/${layer}`)
const everything = [
  'electron/contract/',
  'electron/projects/',
  'electron/ca/',
  'electron/engine/',
  'electron/vault/',
  ...foundations,
  resources,
]

/**
 * Who may import whom: whatever of ours a layer imports stands in its list or in the layer itself. A folder's name ends
 * in a slash. Layers that don't exist yet are listed already.
 */
const layers = {
  'renderer/': ['electron/contract/', 'electron/messages/'],
  'electron/main.ts': ['electron/host/', ...everything],
  'electron/preload.ts': ['electron/contract/'],
  'electron/cli.ts': ['electron/commands/', ...everything],
  'electron/demo.ts': ['electron/commands/', ...everything],
  'electron/host/': everything,
  'electron/commands/': everything,
  'electron/worker.ts': ['electron/engine/', ...foundations],
  // Types only, see below.
  'electron/contract/': ['electron/projects/', 'electron/ca/', 'electron/engine/', 'electron/vault/', ...foundations],
  'electron/projects/': ['electron/engine/', ...foundations],
  'electron/ca/': ['electron/engine/', 'electron/vault/', ...foundations, resources],
  'electron/vault/': ['electron/engine/', ...foundations],
  'electron/engine/': foundations,
  'electron/appliance/': ['electron/pki/', 'electron/messages/'],
  'electron/messages/': ['resources/messages/'],
  'electron/files/': [],
  'electron/pki/': [],
  'build/': [],
}

/** The one file that may import each of these packages, so that each can be replaced. */
const owners = {
  '@peculiar/x509': 'electron/pki/issue.ts',
  'reflect-metadata': 'electron/pki/issue.ts',
  'node-forge': 'electron/pki/rc2.ts',
  yauzl: 'electron/files/zip.ts',
  yazl: 'electron/files/write-zip.ts',
  'tar-stream': 'electron/files/tar.ts',
  'intl-messageformat': 'electron/messages/messages.ts',
  commander: 'electron/commands/command-line.ts',
  'electron-store': 'electron/host/settings.ts',
}

const anchored = (layer) => `^${layer.replace('.ts', '\\.ts$')}`
const entries = '^(electron/(main|preload|worker|cli|demo)|renderer/main)\\.ts$'
/** Found by their folder, not by an import. */
const recipes = '^electron/ca/recipes/[^/]+/'
const ours = '^(renderer|electron|resources|build|test)/.+\\.\\w+$'
const packaged = (name) => [`^${name}(/|$)`, `node_modules/${name}/`]
const core = (...names) => `^(node:)?(${names.join('|')})(/|$)`

/** @type {IForbiddenRuleType[]} */
const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer ${layer}`,
  comment: allowed.length > 0 ? `It may import ${allowed.join(', ')}.` : 'It stands on nothing of ours.',
  severity: 'error',
  from: { path: anchored(layer) },
  to: { path: ours, pathNot: [layer, ...allowed].map(anchored) },
}))

/** @type {IForbiddenRuleType[]} */
const ownerRules = Object.entries(owners).map(([name, owner]) => ({
  name: `owner of ${name}`,
  comment: `${owner} alone imports it${name === 'commander' ? '; its types may be used beside it' : ''}.`,
  severity: 'error',
  from: { path: '^(renderer|electron)/', pathNot: anchored(owner) },
  to: { path: packaged(name), ...(name === 'commander' && { dependencyTypesNot: ['type-only'] }) },
}))

/** @type {IConfiguration} */
export default {
  forbidden: [
    ...layerRules,
    ...ownerRules,
    {
      name: 'known layer',
      comment: 'A new folder gets its place in the table of layers first.',
      severity: 'error',
      from: { path: '^electron/', pathNot: Object.keys(layers).map(anchored) },
      to: {},
    },
    {
      name: 'contract is types',
      comment: 'The window loads the contract: what stands behind it may lend its types only.',
      severity: 'error',
      from: { path: '^electron/contract/' },
      to: { path: '^electron/(?!contract/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'host knows Electron',
      comment: 'Everything else also runs without it; the preload is the bridge.',
      severity: 'error',
      from: { path: '^(renderer|electron)/', pathNot: ['^electron/host/', '^electron/preload\\.ts$'] },
      to: { path: ['^electron(/(main|renderer|common))?$', 'node_modules/electron/'] },
    },
    {
      name: 'window without Node',
      comment: 'The renderer and what it loads run in a sandbox.',
      severity: 'error',
      from: { path: '^(renderer|electron/contract)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'bytes in, values out',
      comment: 'These judge what they are handed: no file, process, thread or network.',
      severity: 'error',
      from: { path: '^electron/(appliance|pki|messages)/' },
      to: {
        path: core('fs', 'child_process', 'cluster', 'worker_threads', 'os', 'dns', 'dgram', 'tls', 'https?', 'http2'),
        dependencyTypes: ['core'],
      },
    },
    {
      name: 'no network',
      comment: 'Files come from disk.',
      severity: 'error',
      from: { path: '^electron/files/' },
      to: { path: core('dns', 'dgram', 'net', 'tls', 'https?', 'http2'), dependencyTypes: ['core'] },
    },
    {
      name: 'no circle',
      comment: 'Not even of types: the two belong together, or a third holds what both need.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no orphan',
      comment: 'No way leads to it from where the program starts.',
      severity: 'error',
      from: { path: [entries, recipes] },
      to: { path: '^electron/', pathNot: [entries, recipes], reachable: false },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|reports|coverage|\\.stryker-tmp)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
}
