import { get, post } from '../accounts/index.ts'
import { changeSettingsPage, settingsPage } from './pages/settings.ts'
import { aboutPage, accessibilityPage, privacyPage } from './pages/statements.ts'

export const routes = [
  get('/about', 'public', aboutPage),
  get('/accessibility', 'public', accessibilityPage),
  get('/privacy', 'public', privacyPage),
  get('/settings', 'settings.manage', settingsPage),
  post('/settings', 'settings.manage', changeSettingsPage),
]
