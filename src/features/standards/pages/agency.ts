import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { dayField, momentInBoxes, type TypedDay } from '../../../platform/forms/moment.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate, londonInstant, plusDays } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { addressOfLink, endLink, makeLink } from '../linkActions.ts'
import { isOver } from '../link.ts'
import { linksOf } from '../linkStore.ts'
import { keyed, parseLink, typedDay } from '../schemas.ts'
import { agencyHref, exerciseHref, exerciseTrail, visibleAgency } from './visible.ts'
import { linkSentences } from './linkWords.ts'

/** A link works so long after ratings are due, unless staff say otherwise: some are late, and some look again. */
const DAYS_AFTER_DUE = 28

/** One agency of an exercise: who is written to, and its link. */
export const agencyPage: Page<StaffActor> = async (context, req, res) => show(context, req, res, {})

/** POST: a link in place of the one before, in a letter or to hand over. It is shown once where no letter leaves. */
export const makeLinkPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now, mail } = context
  const { exercise, agency } = await visibleAgency(db, actor, req)
  const parsed = parseLink(req.body, now())
  if (!parsed.ok) {
    await show(context, req, res.status(422), { errors: parsed.errors })
    return
  }
  const { byHand, ...link } = parsed.link
  const of = { exerciseId: exercise.id, agencyId: agency.id }
  const { written } = await makeLink(context, actor, { ...of, ...link, key: keyed.parse(req.body)._key })
  if (byHand || !written || !mail.leaves) {
    const address = await addressOfLink(context, actor, of)
    await show(context, req, res, { shown: address ?? '', notice: written ? `${sayQueued(mail, 'The letter with the link')}.` : '' })
    return
  }
  req.session.notice = { text: `${sayQueued(mail, `The letter to ${link.contactName} with the link`)}.` }
  res.redirect(303, agencyHref(exercise.id, agency.id))
}

/** POST: the link ends at once. */
export const endLinkPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { exercise, agency } = await visibleAgency(db, actor, req)
  await endLink(db, actor, { exerciseId: exercise.id, agencyId: agency.id })
  req.session.notice = { text: `The link of ${agency.name} no longer works. What it rated is kept.` }
  res.redirect(303, agencyHref(exercise.id, agency.id))
}

type Extra = { errors?: readonly FormError[]; shown?: string; notice?: string }

async function show({ db, actor, now }: PageContext<StaffActor>, req: Request, res: Response, extra: Extra): Promise<void> {
  const { errors = [], shown = '', notice = '' } = extra
  const { exercise, agency, agencies, matrix } = await visibleAgency(db, actor, req)
  const link = (await linksOf(db, actor.partnershipId, exercise.id)).find(({ agencyId }) => agencyId === agency.id)
  const isTyped = errors.length > 0
  const here = agencyHref(exercise.id, agency.id)
  const isOpen = exercise.status === 'open'
  const works = link !== undefined && !isOver(link, now())
  const counts = matrix.byAgency[agencies.findIndex(({ id }) => id === agency.id)]
  const errorOf = errorsBy(errors)
  // A page that shows a link hands its address to nobody.
  res.set('Referrer-Policy', 'strict-origin')
  renderPage(res, 'standards/agency', {
    title: agency.name,
    layout: 'staff',
    breadcrumbs: exerciseTrail(
      exercise,
      { text: 'Agencies and their links', href: `${exerciseHref(exercise.id)}/agencies` },
      { text: agency.name },
    ),
    errors: summaryOf(errors),
    caption: `${exercise.setTitle}, ${exercise.title}`,
    shown:
      shown === ''
        ? null
        : { address: shown, words: `${notice} It is shown here once: copy it now. Whoever has it can rate for ${agency.name}.`.trim() },
    rated: `${(counts?.total ?? 0) - (counts?.missing ?? 0)} of ${counts?.total ?? 0} standards are rated.`,
    ratingsHref: `${exerciseHref(exercise.id)}/ratings?agency=${agency.id}`,
    renameHref: `${here}/name`,
    enterHref: isOpen ? `${here}/ratings/1` : '',
    link: linkSentences(link, now()),
    endAction: link !== undefined && link.endedAt === null ? `${here}/link/end` : '',
    form: isOpen
      ? {
          action: `${here}/link`,
          key: randomUUID(),
          seen: link !== undefined && link.endedAt === null ? String(link.id) : '',
          heading: works ? 'Make a new link' : 'Make a link',
          line: works ? 'The link that works now ends, and its ratings stay.' : '',
          name: field(
            'contactName',
            'Name of the person to write to',
            isTyped ? typed(req.body, 'contactName') : agency.contactName,
            errorOf('contactName'),
          ),
          email: {
            ...field('email', 'Email address', isTyped ? typed(req.body, 'email') : agency.contactEmail, errorOf('email')),
            type: 'email',
            autocomplete: 'off',
            spellcheck: false,
          },
          ends: dayField(
            'ends',
            'Last day on which the link works',
            'For example, 26 3 2027',
            endsBoxes(isTyped ? req.body : null, exercise.dueAt, now()),
            errors,
          ),
        }
      : null,
    removeAction: isOpen && counts?.missing === counts?.total ? `${here}/remove` : '',
  })
}

const field = (name: string, label: string, value: string, errorMessage: { text: string } | undefined) => ({
  id: name,
  name,
  ...(name === 'email' ? {} : { limit: 100 }),
  label: { text: label, classes: 'govuk-label--s' },
  value,
  errorMessage,
})

/** What was typed, or some weeks after ratings are due. */
function endsBoxes(body: unknown, dueAt: Date, now: Date): TypedDay {
  if (body !== null) return typedDay(body, 'ends')
  const from = dueAt > now ? dueAt : now
  return momentInBoxes(londonInstant(plusDays(londonDate(from), DAYS_AFTER_DUE), '12:00'))
}
