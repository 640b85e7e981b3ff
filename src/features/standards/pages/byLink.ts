import type { Request, Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import { wholeNumberIn } from '../../../platform/forms/fields.ts'
import { Refusal } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { tokenHash } from '../../../platform/linkToken.ts'
import { countTry } from '../../../platform/rateLimit.ts'
import { withLinks } from '../../../platform/telephone.ts'
import { addressKey } from '../../accounts/index.ts'
import type { Actor } from '../../history/index.ts'
import { beSecret } from '../../links/index.ts'
import { exerciseStandards, findExercise } from '../exerciseStore.ts'
import { WRONG_LINKS } from '../limits.ts'
import { isOver } from '../link.ts'
import { findLink, type FoundLink } from '../linkStore.ts'
import { saveByLink } from '../ratingActions.ts'
import { parseRatings, partsOf } from '../ratingForm.ts'
import { agencyRatings } from '../ratingStore.ts'
import { refuse } from '../refusals.ts'
import { readReport } from '../reportReading.ts'
import type { Rating } from '../standard.ts'
import { lineField, partIn, ratePart } from './rateView.ts'
import { overView, overviewModel, rateModel, sharedModel } from './byLinkView.ts'
import type { OwnDesk } from './ownDesk.ts'
import type { Posted } from './ratingBox.ts'

type Visitor = Actor | null

/** GET: where an agency stands. It changes nothing, whoever or whatever opens it: mail scanners open links before people do. */
export const overviewPage: Page<Visitor> = async (context, req, res) => {
  const desk = await deskOf(context, req, res)
  if (!desk) return
  const saved = wholeNumberIn(req.query.saved, 1000) ?? null
  renderPage(res, 'standards/overview', overviewModel(desk, saved))
}

/** GET: the ratings of all agencies, where the exercise shares them. */
export const sharedPage: Page<Visitor> = async (context, req, res) => {
  const desk = await deskOf(context, req, res)
  if (!desk) return
  if (!desk.exercise.shared) {
    res.redirect(303, `/rate/${desk.token}`)
    return
  }
  renderPage(res, 'standards/shared', sharedModel(desk, await readReport(context.db, desk.exercise)))
}

/** GET: some of the standards, to be rated. */
export const ratePage: Page<Visitor> = async (context, req, res) => {
  const desk = await deskOf(context, req, res)
  if (!desk) return
  if (desk.exercise.status === 'closed') {
    res.redirect(303, `/rate/${desk.token}`)
    return
  }
  showForm(req, res, desk, undefined)
}

/** POST: what can be saved is saved; the rest is shown again, with what was typed. */
export const doRatePage: Page<Visitor> = async (context, req, res) => {
  const desk = await deskOf(context, req, res)
  if (!desk) return
  const part = partIn(req.params.part, desk.standards)
  const person = lineField(PERSON, req.body, '')
  const parsed = parseRatings(req.body, partsOf(desk.standards)[part - 1] ?? [], desk.exercise.scale)
  if (person.errors.length > 0) {
    const faulty = new Set([...parsed.faulty, ...parsed.entries.map(({ standardId }) => standardId)])
    showForm(req, res.status(422), desk, { body: req.body, errors: [...person.errors, ...parsed.errors], faulty, conflicts: [] })
    return
  }
  const outcome = await saved(context, req, res, desk, { person: person.value, entries: parsed.entries })
  if (!outcome) return
  const { conflicts } = outcome
  if (conflicts.length > 0 || parsed.errors.length > 0) {
    const ratings = await ownRatings(context.db, desk.link)
    showForm(req, res.status(conflicts.length > 0 ? 409 : 422), { ...desk, ratings }, { body: req.body, ...parsed, conflicts })
    return
  }
  const isOverview = typed(req.body, 'intent') === 'overview' || part >= partsOf(desk.standards).length
  const next = isOverview ? `/rate/${desk.token}` : `/rate/${desk.token}/${part + 1}`
  res.redirect(303, `${next}?saved=${outcome.saved}`)
}

const PERSON = {
  name: 'person',
  label: 'Your name',
  hint: 'It is kept with each rating that you save now.',
  missing: 'Enter your name',
  autocomplete: 'name',
}

/** Saves; where the link or the exercise ended meanwhile, says so with all that was typed. */
async function saved(
  { db, now }: PageContext<Visitor>,
  req: Request,
  res: Response,
  desk: OwnDesk,
  what: Pick<Parameters<typeof saveByLink>[1], 'person' | 'entries'>,
) {
  try {
    return await saveByLink(db, { tokenHash: tokenHash(desk.token), now: now(), ...what })
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || !ENDED.includes(refusal.code)) throw refusal
    const texts = Object.keys((req.body ?? {}) as object).filter(name => /^(reason|evidence|comment)-/.test(name))
    const kept = texts.map(name => typed(req.body, name).trim()).filter(text => text !== '')
    renderPage(
      res.status(refusal.kind === 'gone' ? 410 : 409),
      'standards/over',
      overView(desk.link, refusal.message, refusal.paragraphs, kept),
    )
    return undefined
  }
}

const ENDED = ['standards.link_over', 'standards.closed']

function showForm(req: Request, res: Response, desk: OwnDesk, posted: Posted | undefined): void {
  const part = partIn(req.params.part, desk.standards)
  const view = ratePart({ ...desk, part, posted })
  // Whoever came last by this link is most likely who comes again; they see the name, and can change it.
  const last = [...desk.ratings]
    .filter(({ enteredFrom }) => enteredFrom === null)
    .sort((one, other) => other.at.getTime() - one.at.getTime())[0]
  const line = lineField(PERSON, posted?.body ?? null, last?.byName ?? '').field
  const count = posted ? null : (wholeNumberIn(req.query.saved, 1000) ?? null)
  renderPage(res, 'standards/rate', rateModel(desk, view, line, count))
}

/** What a link opens. Where it leads nowhere, that is said, and undefined is given. @throws Refusal when too many were guessed at */
async function deskOf({ db, now }: PageContext<Visitor>, req: Request, res: Response): Promise<OwnDesk | undefined> {
  const token = beSecret(req, res)
  const link = await findLink(db, tokenHash(token))
  if (!link) {
    const wait = await countTry(db, WRONG_LINKS, addressKey(req.ip ?? ''))
    if (wait !== null) throw refuse.tooManyLinks(wait)
    renderPage(res.status(404), 'standards/over', overView(null, 'This link does not work', UNKNOWN, []))
    return undefined
  }
  res.locals.partnershipName = link.partnershipName
  res.locals.concern = link.concernLine === '' ? undefined : { parts: withLinks(link.concernLine) }
  const exercise = await findExercise(db, link.partnershipId, link.exerciseId)
  // A form that comes too late is answered below, with what was typed.
  if (!exercise || (isOver(link, now()) && req.method !== 'POST')) {
    renderPage(res.status(410), 'standards/over', overView(link, 'This link has ended', ENDED_WORDS, []))
    return undefined
  }
  const standards = await exerciseStandards(db, link.partnershipId, exercise.id)
  return { token, link, exercise, standards, ratings: await ownRatings(db, link) }
}

const ownRatings = (db: Db, { partnershipId, exerciseId, agencyId }: FoundLink): Promise<Rating[]> =>
  agencyRatings(db, partnershipId, exerciseId, agencyId)

const UNKNOWN = ['Part of it may be missing. Open it from the email again, or copy the whole link, which can run over two lines.']
const ENDED_WORDS = ['What was saved by it is safe. Ask the partnership for a new link if you still need one.']
