import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { idsIn, requestKey } from '../../../platform/forms/fields.ts'
import { typed, typedAll } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { CONTACT_ROLE_WORDS, type StaffActor } from '../../history/index.ts'
import { carryContactsOver } from '../contacts/successorsActions.ts'
import { MOST_SUCCESSIONS, successions, type Succession } from '../contacts/successorsStore.ts'
import { sayAndGo } from './importParts.ts'

/** GET /register/contacts/successors: who could have the contacts of the school that it was. */
export const successorsPage: Page<StaffActor> = (context, _req, res) => showSuccessors(context, res)

/** POST /register/contacts/successors */
export const carryOverPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now } = context
  const chosen = idsIn<'establishment'>(typedAll(req.body, 'predecessor'))
  if (chosen.length === 0) return showSuccessors(context, res, 'Choose at least one establishment')
  const key = requestKey.parse(typed(req.body, '_key') || undefined)
  const { establishments, contacts } = await carryContactsOver(db, actor, { chosen, today: londonDate(now()), requestKey: key })
  const to = sayCount(establishments, 'establishment')
  await sayAndGo(
    req,
    res,
    establishments === 0
      ? 'They have contacts already. Nothing was changed.'
      : `${sayCount(contacts, 'contact was', 'contacts were')} copied to ${to}.`,
    '/register/contacts/successors',
  )
}

async function showSuccessors({ db, actor, now }: PageContext<StaffActor>, res: Response, error?: string): Promise<void> {
  if (error !== undefined) res.status(422)
  const found = await successions(db, actor.partnershipId, londonDate(now()))
  renderPage(res, 'establishments/successors', {
    title: 'Copy contacts to successors',
    layout: 'staff',
    breadcrumbs: [{ text: 'Register', href: '/register' }, { text: 'Copy contacts to successors' }],
    errors: error === undefined ? [] : [{ text: error, href: '#predecessor' }],
    key: randomUUID(),
    isFull: found.length === MOST_SUCCESSIONS,
    field: found.length === 0 ? undefined : fieldOf(found, error),
  })
}

const fieldOf = (found: readonly Succession[], error: string | undefined): object => ({
  name: 'predecessor',
  idPrefix: 'predecessor',
  classes: 'govuk-checkboxes--small',
  fieldset: { legend: { text: 'Which establishments keep their contacts?', classes: 'govuk-fieldset__legend--s' } },
  ...(error === undefined ? {} : { errorMessage: { text: error } }),
  items: found.map(({ fromEstablishmentId, predecessor, successor, identifier, contacts }) => ({
    value: String(fromEstablishmentId),
    text: `${successor} (URN ${identifier}), which followed ${predecessor}`,
    hint: {
      text: contacts.map(({ role, name, email }) => `${CONTACT_ROLE_WORDS[role]}: ${name}${email === '' ? '' : `, ${email}`}`).join('; '),
    },
  })),
})
