import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { captionOf, paginate } from '../../../platform/http/paginate.ts'
import { idParam, queryPage, queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import { matchingEstablishments } from '../../establishments/index.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import { declareInterest, endInterest } from '../interestActions.ts'
import { listedInterests, type ListedInterest } from '../interestStore.ts'
import type { Reviewer } from '../reviewStore.ts'
import { interestForm } from '../schemas.ts'
import { possibleReviewers } from '../shareActions.ts'

const PAGE_SIZE = 50
const MOST_FOUND = 25
const PATH = '/reviews/interests'

type Form = { q: string; establishmentId: string; accountId: string; reason: string }

/** GET: the establishments that I may not review, and for those who share reviews out, that anyone may not. */
export const interestsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const form = { q: queryText(req, 'q').slice(0, 100), establishmentId: '', accountId: String(actor.accountId), reason: '' }
  await show(db, res, actor, { form, page: queryPage(req) })
}

/** POST: declares an interest; what the person reviews of that establishment ends, and that is said. */
export const declareInterestPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const form = {
    q: typed(req.body, 'q').slice(0, 100),
    establishmentId: typed(req.body, 'establishmentId'),
    accountId: typed(req.body, 'accountId'),
    reason: typed(req.body, 'reason'),
  }
  const parsed = parseForm(interestForm, form)
  if (!parsed.ok) {
    await show(db, res.status(422), actor, { form, page: 1, errors: parsed.errors })
    return
  }
  const { accountId, ...given } = parsed.values
  const whose = roleHolds(actor.role, 'sample.manage') ? (accountId ?? actor.accountId) : actor.accountId
  const done = await declareInterest(db, actor, { ...given, accountId: whose })
  const who = whose === actor.accountId ? 'You do' : `${done.reviewer} does`
  const by = done.isNew ? '' : await earlier.doneBy(db, actor, { establishmentId: given.establishmentId }, ['interest.declared'])
  req.session.notice = {
    text: done.isNew
      ? [
          `${who} not review ${done.establishment}.`,
          ...(done.ended === 0
            ? []
            : [
                `${sayCount(done.ended, 'review')} of it ${done.ended === 1 ? 'has' : 'have'} ended: someone else has to be given ${done.ended === 1 ? 'it' : 'them'}.`,
              ]),
          ...(done.kept === 0
            ? []
            : [
                `${sayCount(done.kept, 'review')} of it had been concluded or settled before, and ${done.kept === 1 ? 'stays' : 'stay'} as it was.`,
              ]),
        ].join(' ')
      : `That had been declared before. ${by}`.trim(),
  }
  res.redirect(303, PATH)
}

/** POST: ends an interest; reviews that ended because of it are not given back. */
export const endInterestPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const request = { interestId: idParam<'interest'>(req, 'interestId'), ofAnyone: roleHolds(actor.role, 'sample.manage') }
  const { written, establishment } = await endInterest(db, actor, request)
  req.session.notice = {
    text: written ? `The interest in ${establishment} has ended. Reviews of it can be given out again.` : 'That interest had ended before.',
  }
  res.redirect(303, PATH)
}

type State = { form: Form; page: number; errors?: readonly FormError[] }

async function show(db: Db, res: Response, actor: StaffActor, { form, page: wanted, errors = [] }: State): Promise<void> {
  const manages = roleHolds(actor.role, 'sample.manage')
  const people = manages ? await possibleReviewers(db, actor.partnershipId) : []
  const accountIds = manages ? [...new Set([actor.accountId, ...people.map(({ accountId }) => accountId)])] : [actor.accountId]
  const pageOf = (page: number) =>
    listedInterests(db, actor.partnershipId, { accountIds, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
  const found = form.q === '' ? [] : await matchingEstablishments(db, actor.partnershipId, form.q, { except: [], limit: MOST_FOUND })
  const { total, interests } = await pageOf(wanted)
  const list = { page: wanted, pageSize: PAGE_SIZE, total, noun: 'interest' }
  renderPage(res, 'reviewing/interests', {
    title: 'Conflicts of interest',
    layout: 'staff',
    breadcrumbs: [{ text: 'Reviews', href: '/reviews' }, { text: 'Conflicts of interest' }],
    errors: summaryOf(errors),
    lead: 'Nobody reviews an establishment where they work, or to which they have another tie: as a governor, a parent, a former colleague.',
    table: interests.length === 0 ? undefined : interestsTable(interests, actor, captionOf(list)),
    ends: interests.flatMap(one =>
      one.id === null ? [] : [{ href: `${PATH}/${one.id}/end`, text: `End the interest of ${one.reviewer} in ${one.establishment}` }],
    ),
    empty: { heading: 'No interests', text: 'None is declared, and the register names none of the reviewers as a contact.' },
    pagination: paginate({ ...list, href: number => (number > 1 ? `${PATH}?page=${number}` : PATH) }),
    search: { action: PATH, value: form.q },
    none: form.q !== '' && found.length === 0 ? `No open establishment is like “${form.q}”. Try a part of its name, or its number.` : '',
    declare: found.length === 0 ? undefined : declareView(form, found, people, errors),
  })
}

type FoundEstablishments = Awaited<ReturnType<typeof matchingEstablishments>>

function declareView(form: Form, found: FoundEstablishments, people: readonly Reviewer[], errors: readonly FormError[]) {
  const errorOf = errorsBy(errors)
  return {
    action: PATH,
    q: form.q,
    more: found.length === MOST_FOUND ? `These are the first ${MOST_FOUND}. Search for more words to find fewer.` : '',
    establishment: {
      idPrefix: 'establishmentId',
      name: 'establishmentId',
      classes: 'govuk-radios--small',
      fieldset: { legend: { text: 'Which establishment?', classes: 'govuk-fieldset__legend--s' } },
      items: found.map(({ id, name, identifier, typeName }) => ({
        value: String(id),
        text: name,
        hint: { text: [identifier, typeName].filter(part => part !== '').join(' · ') },
        checked: form.establishmentId === String(id) || found.length === 1,
      })),
      errorMessage: errorOf('establishmentId'),
    },
    person:
      people.length === 0
        ? undefined
        : {
            id: 'accountId',
            name: 'accountId',
            label: { text: 'Who has the interest?', classes: 'govuk-label--s' },
            items: people.map(({ accountId, name }) => ({
              value: String(accountId),
              text: name,
              selected: form.accountId === String(accountId),
            })),
          },
    reason: {
      id: 'reason',
      name: 'reason',
      limit: 300,
      label: { text: 'What is the connection?', classes: 'govuk-label--s' },
      hint: { text: 'For example: governor there since 2024. Those who share out reviews read it.' },
      value: form.reason,
      errorMessage: errorOf('reason'),
    },
  }
}

const interestsTable = (interests: readonly ListedInterest[], actor: StaffActor, caption: string): DataTable => ({
  id: 'interests',
  caption,
  captionHidden: true,
  columns: [{ text: 'Establishment' }, { text: 'Who' }, { text: 'Why' }],
  rows: interests.map((one): Cell[] => [
    { text: one.establishment, hint: one.identifier },
    { text: one.accountId === actor.accountId ? 'You' : one.reviewer },
    one.declaredAt === null
      ? { text: 'Is, or was, a contact there in the register' }
      : { text: one.reason, typed: true, hint: `Declared by ${one.declaredBy} on ${sayShortDay(one.declaredAt)}` },
  ]),
})
