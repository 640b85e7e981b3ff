import { inTransaction } from '../../../platform/db.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { enqueue } from '../../../platform/jobs/queue.ts'
import { countTry } from '../../../platform/rateLimit.ts'
import { addressKey } from '../../accounts/index.ts'
import type { Actor } from '../../history/index.ts'
import { lostLinkJob } from '../jobs.ts'
import { LOST_LINKS } from '../limits.ts'
import { readMeant } from '../lostLinks.ts'
import { refuse } from '../refusals.ts'
import { lostLink } from '../schemas.ts'
import { askedView } from './landingView.ts'

export const lostLinkPage: Page<Actor | null> = (_context, _req, res) => renderPage(res, 'invitations/lostLink', lostLinkView('', []))

/** Only what is plainly no address and no number is told so; whether it is known is never said. */
export const askForLinkPage: Page<Actor | null> = async ({ db }, req, res) => {
  const parsed = parseForm(lostLink, req.body)
  const errors = parsed.ok ? shapeErrors(parsed.values.who) : parsed.errors
  if (!parsed.ok || errors.length > 0) {
    renderPage(res.status(422), 'invitations/lostLink', lostLinkView(typed(req.body, 'who'), errors))
    return
  }
  const wait = await countTry(db, LOST_LINKS, addressKey(req.ip ?? ''))
  if (wait !== null) throw refuse.tooManyRequests(wait)
  await inTransaction(db, trx => enqueue(trx, lostLinkJob, { typed: parsed.values.who }))
  renderPage(res, 'invitations/asked', askedView())
}

const shapeErrors = (who: string): FormError[] =>
  readMeant(who) === null
    ? [{ field: 'who', message: 'Enter an email address, a URN like 123456, an Ofsted number like EY234567 or a DfE number like 888/2001' }]
    : []

const lostLinkView = (who: string, errors: readonly FormError[]): ViewModel => ({
  title: 'Get your audit link',
  layout: 'plain',
  errors: errors.map(({ field, message }) => ({ text: message, href: `#${field}` })),
  input: {
    id: 'who',
    name: 'who',
    label: { text: 'Your work email address, or the number of your establishment', classes: 'govuk-label--s' },
    hint: { text: 'The number can be a URN, an Ofsted number or a DfE number, for example 888/2001' },
    value: who,
    autocomplete: 'email',
    spellcheck: false,
    errorMessage: errors[0] ? { text: errors[0].message } : undefined,
  },
})
