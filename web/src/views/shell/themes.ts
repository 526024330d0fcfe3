/** The choices of light and dark, with their signs. */
import type { IconName } from '../../elements/icons.ts';
import type { Theme } from '../../store/state.ts';

export const THEMES: readonly { id: Theme; icon: IconName; label: 'header.themeSystem' | 'header.themeLight' | 'header.themeDark' }[] = [
  { id: 'system', icon: 'screen', label: 'header.themeSystem' },
  { id: 'light', icon: 'sun', label: 'header.themeLight' },
  { id: 'dark', icon: 'moon', label: 'header.themeDark' },
];
