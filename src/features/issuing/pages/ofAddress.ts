import { idIn } from '../../../platform/forms/fields.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayDay } from '../../../platform/london.ts'
import { countTry } from '../../../platform/rateLimit.ts'
import { addressKey } from '../../accounts/index.ts'
import { CONTACT_ROLE_WORDS, type Actor } from '../../history/index.ts'
import { beSecret, inBrowser, maskedEmail } from '../../links/index.ts'
import { dueWords, statusTag } from '../../returnPages/index.ts'
import { ADDRESS_LINK_DAYS, ADDRESS_PATH } from '../addressLetter.ts'
import { returnsByAddress, startByAddress } from '../addressLinkActions.ts'
import type { AddressLink } from '../addressLinkStore.ts'
import type { Asked } from '../askedActions.ts'
import { WRONG_ADDRESS_LINKS } from '../lostLinkLimits.ts'
import { refuse } from '../refusals.ts'

/** Every return that one address was given, in one partnership: opened one by one. Changes nothing, like the page of any link. */
export const returnsOfAddressPage: Page<Actor | null> = async (context, req, res) => {
  const token = beSecret(req, res)
  const found = await returnsByAddress(context, token)
  if (!found) {
    const wait = await countTry(context.db, WRONG_ADDRESS_LINKS, addressKey(req.ip ?? ''))
    if (wait !== null) throw refuse.tooManyRequests(wait)
    renderPage(res.status(404), 'links/stopped', endedView())
    return
  }
  res.locals.partnershipName = found.link.partnershipName
  renderPage(res, 'issuing/ofAddress', view(found, { token, now: context.now() }))
}

/** One of them: from here on it is as if its own link had been opened. */
export const startOnePage: Page<Actor | null> = async (context, req, res) => {
  const returnId = idIn<'return'>(typed(req.body, 'return'))
  const invitationId = returnId === undefined ? null : await startByAddress(context, beSecret(req, res), returnId)
  // Handed over, or closed, since the page was drawn: it says what there is now.
  if (invitationId === null) return returnsOfAddressPage(context, req, res)
  await inBrowser.startInBrowser(req, { invitationId })
  res.redirect(303, '/return/who')
}

const view = (
  { link, returns }: { link: AddressLink; returns: readonly Asked[] },
  { token, now }: { token: string; now: Date },
): ViewModel => ({
  title: 'Your returns',
  layout: 'plain',
  paragraphs:
    returns.length === 0
      ? [
          `No return of ${link.partnershipName} can be opened by ${maskedEmail(link.email)} now. It may have been handed to a colleague, or its round may have closed.`,
          'If you think that is wrong, contact the partnership.',
        ]
      : [
          `These are the returns of ${link.partnershipName} for which ${maskedEmail(link.email)} has a link. You answer and sign each one separately.`,
          'You can have several open at once, in tabs beside each other.',
        ],
  action: `${ADDRESS_PATH}/${token}`,
  returns: returns.map(({ about, to }) => ({
    returnId: about.returnId,
    establishment: about.establishment.name,
    place: about.establishment.place,
    round: about.round,
    as: `For ${to.name}, ${CONTACT_ROLE_WORDS[to.role]}`,
    tag: statusTag(about.status),
    due: about.roundIsOpen ? dueWords(about, now) : '',
  })),
  ends: `This link works until ${sayDay(link.expiresAt)}.`,
})

const endedView = (): ViewModel => ({
  title: 'This link does not work',
  layout: 'plain',
  paragraphs: [
    `A link to all your returns works for ${ADDRESS_LINK_DAYS} days. If yours is newer, part of it may be missing: copy the whole link from the email.`,
    'The audit link of each return works as before. We can also send you a new link to all of them.',
  ],
  newLink: null,
  lostLink: true,
  contact: null,
})
