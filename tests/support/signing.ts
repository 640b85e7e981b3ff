import type { Response } from 'supertest'
import type { Fields } from './app.ts'

/** What somebody sends who signs on this page: its hidden fields, with every box ticked. */
export const signatureOn = (page: Response, typed: Fields = {}): Fields => ({
  _key: hidden(page, '_key'),
  told: hidden(page, 'told'),
  goOn: 'yes',
  confirm: 'yes',
  ...typed,
})

const hidden = (page: Response, name: string): string =>
  new RegExp(`action="/return/s(?:ubmit|ign-off)"[\\s\\S]*?name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? ''
