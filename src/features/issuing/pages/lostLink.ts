import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { tokenHash } from '../../../platform/linkToken.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { countTry } from '../../../platform/rateLimit.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import { addressKey } from '../../accounts/index.ts'
import type { Actor } from '../../history/index.ts'
import { readMeant } from '../lostLinkActions.ts'
import { orderLink } from '../lostLinkOrderActions.ts'
import { beSecret, findLink } from '../../links/index.ts'
import { LOST_LINKS, RESEND_MINUTES } from '../lostLinkLimits.ts'
import { refuse } from '../refusals.ts'
import { lostLink } from '../schemas.ts'

export const lostLinkPage: Page<Actor | null> = (_context, _req, res) => renderPage(res, 'issuing/lostLink', lostLinkView('', []))

/** Only what is plainly no address and no number is told so; whether it is known is never said. */
export const askForLinkPage: Page<Actor | null> = async ({ db, mail }, req, res) => {
  const parsed = parseForm(lostLink, req.body)
  const errors = parsed.ok ? shapeErrors(parsed.values.who) : parsed.errors
  if (!parsed.ok || errors.length > 0) {
    renderPage(res.status(422), 'issuing/lostLink', lostLinkView(typed(req.body, 'who'), errors))
    return
  }
  const wait = await countTry(db, LOST_LINKS, addressKey(req.ip ?? ''))
  if (wait !== null) throw refuse.tooManyRequests(wait)
  await orderLink(db, { typed: parsed.values.who })
  renderPage(res, 'issuing/asked', askedView(mail.leaves))
}

/** "Send me a new link", from a link that no longer works: to the registered address alone, whoever holds the old one. */
export const newLinkPage: Page<Actor | null> = async (context, req, res) => {
  const token = beSecret(req, res)
  const wait = await countTry(context.db, LOST_LINKS, addressKey(req.ip ?? ''))
  if (wait !== null) throw refuse.tooManyRequests(wait)
  const link = await findLink(context.db, tokenHash(token))
  if (link) {
    const { partnershipId, canHaveLink, laterReturnId } = link
    const returnId = canHaveLink ? link.returnId : (laterReturnId ?? link.returnId)
    await orderLink(context.db, { partnershipId, returnId })
  }
  renderPage(res, 'issuing/asked', askedView(context.mail.leaves))
}

const shapeErrors = (who: string): FormError[] =>
  readMeant(who) === null
    ? [{ field: 'who', message: 'Enter an email address, a URN like 123456, an Ofsted number like EY234567 or a DfE number like 888/2001' }]
    : []

const lostLinkView = (who: string, errors: readonly FormError[]): ViewModel => ({
  title: 'Get your audit link',
  layout: 'plain',
  errors: summaryOf(errors),
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

/** The same words, whatever was asked for. No more is promised than mail that leaves can hold. */
const askedView = (mailLeaves: boolean): ViewModel =>
  mailLeaves
    ? {
        title: 'Check your email',
        layout: 'plain',
        paragraphs: [
          'If the establishment is being asked and an address is registered for it, its audit link is being sent there.',
          `It can take a few minutes. Look in the spam folder too. You can ask for another message after ${RESEND_MINUTES} minutes.`,
          'If nothing arrives, the partnership may not have the right address: contact it, and it will send a link to the right person.',
        ],
      }
    : {
        title: 'Contact your partnership',
        layout: 'plain',
        paragraphs: [
          'No email is being sent. If the establishment is being asked, a message with its audit link is kept here for the partnership.',
          'Contact the partnership: it can give the link to the right person.',
        ],
      }
