// The documentation site: pages out of Markdown, the playground's own files below `stepthrough/`.
import { defineConfig } from 'vitepress';
import stepthrough from 'stepthrough/vite';

const sidebar = [
  {
    text: 'Guide',
    items: [
      { text: 'Getting started', link: '/guide/getting-started' },
      { text: 'Mocks', link: '/guide/mocks' },
      { text: 'Time travel', link: '/guide/time-travel' },
      { text: 'Sharing', link: '/guide/sharing' },
    ],
  },
  {
    text: 'In your pages',
    items: [
      { text: 'Embedding', link: '/embedding' },
      { text: 'Recipes', link: '/recipes' },
    ],
  },
  {
    text: 'In your programs',
    items: [
      { text: 'API', link: '/api/' },
      { text: 'Parse', link: '/api/parse' },
      { text: 'Run with mocks', link: '/api/run' },
      { text: 'Step and history', link: '/api/step-and-history' },
      { text: 'Test a state', link: '/api/test-state' },
      { text: 'Links', link: '/api/links' },
    ],
  },
  {
    text: 'What to rely on',
    items: [
      { text: 'How the history equals AWS’s', link: '/history' },
      { text: 'Differences and limits', link: '/differences' },
      { text: 'Privacy', link: '/privacy' },
    ],
  },
];

const base = process.env['STEPTHROUGH_DOCS_BASE'] ?? '/';

export default defineConfig({
  title: 'Stepthrough',
  description: 'A playground for the Amazon States Language that lives wholly in the browser.',
  lang: 'en',
  base,
  outDir: '../dist/docs',
  head: [
    ['meta', { name: 'color-scheme', content: 'light dark' }],
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }],
  ],
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/guide/getting-started', activeMatch: '/guide/' },
      { text: 'Embedding', link: '/embedding' },
      { text: 'API', link: '/api/', activeMatch: '/api/' },
      // Not a page of the site: the playground itself, as the package carries it.
      { text: 'Playground', link: '/stepthrough/index.html', target: '_self' },
    ],
    sidebar,
    search: { provider: 'local' },
    outline: [2, 3],
    footer: { message: 'Not affiliated with Amazon Web Services.', copyright: 'MIT or Apache-2.0, at your choice.' },
  },
  vite: { plugins: [stepthrough()] },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'step-through' } } },
});
