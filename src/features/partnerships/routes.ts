import { get } from '../accounts/index.ts'
import { aboutPage, accessibilityPage, privacyPage } from './pages/statements.ts'

export const routes = [
  get('/about', 'public', aboutPage),
  get('/accessibility', 'public', accessibilityPage),
  get('/privacy', 'public', privacyPage),
]
