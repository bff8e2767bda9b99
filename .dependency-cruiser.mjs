/** What the JavaScript and TypeScript of this repository may import. `npm run lint` checks it. */
export default {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'A file that depends on itself through others cannot be read on its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'face-stands-alone',
      comment: 'The package needs nothing but its own files.',
      severity: 'error',
      from: { path: '^src/js/' },
      to: { pathNot: ['^src/js/', '^patchlens:'] },
    },
    {
      name: 'page-uses-the-package',
      comment: 'The page is a user of the package, and sees what every user sees.',
      severity: 'error',
      from: { path: '^www/src/' },
      to: { path: '^(src|simulator|scripts|tests)/' },
    },
    {
      name: 'command-line-uses-the-package',
      comment: 'It is a user of the package. The build bundles its simulator.',
      severity: 'error',
      from: { path: '^cli/', pathNot: '^cli/simulator-bundle\\.js$' },
      to: { pathNot: ['^cli/', '^dist/'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'worker-uses-the-package',
      comment: 'The watch is a user of the package, and sees what every user sees.',
      severity: 'error',
      from: { path: '^worker/src/' },
      to: { path: '^(src|www|simulator|scripts|tests)/' },
    },
    {
      name: 'simulator-stands-alone',
      comment: 'It judges the package, so it must not share code with it.',
      severity: 'error',
      from: { path: '^simulator/', pathNot: '^simulator/test/' },
      to: { path: '^(src|dist|www|scripts|tests)/' },
    },
    {
      name: 'bootstrap-needs-node-alone',
      comment: 'It runs before anything is installed.',
      severity: 'error',
      from: { path: '^scripts/(bootstrap|packages)\\.mjs$' },
      to: { dependencyTypesNot: ['core'], pathNot: '^scripts/packages\\.mjs$' },
    },
    {
      name: 'not-resolvable',
      comment: 'A file that is not found cannot be checked.',
      severity: 'error',
      from: { path: '^(src/js|cli|www/src|worker/src|simulator|scripts)/' },
      // The package and what stands behind `patchlens:…` are there only after a build.
      to: { couldNotResolve: true, pathNot: '^(patchlens(:|/|$)|cloudflare:)' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    // Also imports of types only.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.js', '.mjs', '.ts', '.tsx', '.d.ts'],
    },
  },
};
