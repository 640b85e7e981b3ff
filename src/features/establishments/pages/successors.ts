import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { idsIn, requestKey } from '../../../platform/forms/fields.ts'
import { typed, typedAll } from '../../../platform/forms/parseForm.ts'
import type { DataTable } from '../../../platform/http/components.ts'
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
  await sayAndGo(req, res, `${sayCount(contacts, 'contact was', 'contacts were')} copied to ${to}.`, '/register/contacts/successors')
}

async function showSuccessors({ db, actor, now }: PageContext<StaffActor>, res: Response, error?: string): Promise<void> {
  if (error !== undefined) res.status(422)
  const found = await successions(db, actor.partnershipId, londonDate(now()))
  renderPage(res, 'establishments/successors', {
    title: 'Copy contacts to successors',
    layout: 'staff',
    breadcrumbs: [{ text: 'Register', href: '/register' }, { text: 'Copy contacts to successors' }],
    errors: error === undefined ? [] : [{ text: error, href: '#successors' }],
    key: randomUUID(),
    isFull: found.length === MOST_SUCCESSIONS,
    table: found.length === 0 ? undefined : tableOf(found),
  })
}

/** Whoever followed one establishment is ticked; of several that became one, staff say whose people stay. */
const tableOf = (found: readonly Succession[]): DataTable => ({
  id: 'successors',
  caption: 'Successors without a contact',
  captionHidden: true,
  columns: [{ text: 'Choose', hidden: true }, { text: 'Establishment' }, { text: 'Which followed' }, { text: 'Contacts' }],
  rows: found.map(({ toEstablishmentId, fromEstablishmentId, predecessor, successor, identifier, contacts }) => {
    const isAlone = found.filter(other => other.toEstablishmentId === toEstablishmentId).length === 1
    return [
      {
        checkbox: {
          name: 'predecessor',
          value: String(fromEstablishmentId),
          label: `Choose ${successor}, which followed ${predecessor}`,
          checked: isAlone,
        },
      },
      { text: successor, href: `/register/establishments/${toEstablishmentId}`, hint: identifier },
      { text: predecessor, href: `/register/establishments/${fromEstablishmentId}`, ...(isAlone ? {} : { hint: 'one of several' }) },
      {
        text: contacts.map(({ role, name, email }) => `${CONTACT_ROLE_WORDS[role]}: ${name}${email === '' ? '' : `, ${email}`}`).join('\n'),
        typed: true,
      },
    ]
  }),
  compact: true,
})
