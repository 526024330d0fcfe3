/** Unit tests speak English. */
import { en } from '../src/i18n/messages/en/index.ts';
import { useLanguage } from '../src/i18n/t.ts';

useLanguage('en', en);
