// VitePress's own theme with our colours, and a component that shows a workflow.
import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import 'stepthrough/element';
import Workflow from './Workflow.vue';
import './style.css';

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => {
    app.component('Workflow', Workflow);
  },
};

export default theme;
