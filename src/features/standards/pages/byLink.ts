import type { Request, Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { wholeNumberIn } from '../../../platform/forms/fields.ts'
import { Refusal, REFUSAL_STATUS } from '../../../platform/http/refusal.ts'
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
import { changedIn } from '../merge.ts'
import { saveByLink } from '../ratingActions.ts'
import { heldIn, parseRatings, partsOf } from '../ratingForm.ts'
import { agencyRatings } from '../ratingStore.ts'
import { refuse } from '../refusals.ts'
import { readReport } from '../reportReading.ts'
import type { Rating } from '../standard.ts'
import { lineField, partIn, ratePart } from './rateView.ts'
import { overView, overviewModel, rateModel, sharedModel } from './byLinkView.ts'
import { refusalOf } from './held.ts'
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
  if (desk.exercise.status === 'closed') {
    showOver(req, res, refuse.closed(desk.exercise.id), desk)
    return
  }
  const part = partIn(req.params.part, desk.standards)
  const person = lineField(PERSON, req.body, '')
  const parsed = parseRatings(req.body, partsOf(desk.standards)[part - 1] ?? [], { scale: desk.exercise.scale, ratings: desk.ratings })
  if (person.errors.length > 0) {
    showForm(req, res.status(422), desk, unsaved(req, desk, parsed, person.errors))
    return
  }
  const what = { tokenHash: tokenHash(desk.token), now: context.now(), person: person.value, entries: parsed.entries }
  const outcome = await refusalOf(saveByLink(context.db, what))
  if (outcome instanceof Refusal) {
    showRefused(req, res, desk, { parsed, refusal: outcome })
    return
  }
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

type Parsed = ReturnType<typeof parseRatings>

/** Where it can be sent again, the form as it was; where the link or the exercise ended meanwhile, that with all that the form held. */
function showRefused(req: Request, res: Response, desk: OwnDesk, { parsed, refusal }: { parsed: Parsed; refusal: Refusal }): void {
  if (refusal.code !== 'standards.too_many_saves') {
    showOver(req, res, refusal, desk)
    return
  }
  const message = `${refusal.message}. ${refusal.paragraphs.join(' ')}`
  showForm(req, res.status(REFUSAL_STATUS[refusal.kind]), desk, unsaved(req, desk, parsed, [{ field: PERSON.name, message }]))
}

/** A form of which nothing was saved. What it holds as it is stored already is not counted as missing. */
const unsaved = (req: Request, { ratings }: OwnDesk, { entries, errors, faulty }: Parsed, more: readonly FormError[]): Posted => ({
  body: req.body,
  errors: [...more, ...errors],
  faulty: new Set([...faulty, ...changedIn(entries, ratings)]),
  conflicts: [],
})

const PERSON = {
  name: 'person',
  label: 'Your name',
  hint: 'It is kept with each rating that you save now.',
  missing: 'Enter your name',
  autocomplete: 'name',
}

/** What came of a link that leads nowhere, or no further, with all that the form held that was sent by it. */
function showOver(req: Request, res: Response, refusal: Refusal, about: Pick<OwnDesk, 'link' | 'exercise' | 'standards'> | null): void {
  const held = req.method === 'POST' ? heldIn(req.body, about?.standards ?? [], about?.exercise.scale ?? []) : []
  renderPage(res.status(REFUSAL_STATUS[refusal.kind]), 'standards/over', overView(about?.link ?? null, refusal, held))
}

function showForm(req: Request, res: Response, desk: OwnDesk, posted: Posted | undefined): void {
  const part = partIn(req.params.part, desk.standards)
  const view = ratePart({ ...desk, part, posted })
  // Whoever came last by this link is most likely who comes again; they see the name, and can change it.
  const last = [...desk.ratings]
    .filter(({ enteredFrom, at }) => enteredFrom === null && at >= desk.link.madeAt)
    .sort((one, other) => other.at.getTime() - one.at.getTime())[0]
  const line = lineField(PERSON, posted?.body ?? null, last?.byName ?? '').field
  const count = posted ? null : (wholeNumberIn(req.query.saved, 1000) ?? null)
  renderPage(res, 'standards/rate', rateModel(desk, view, line, count))
}

/** What a link opens. Where it leads nowhere, that is said, and undefined is given: by a link that has ended nobody reads a rating. */
async function deskOf({ db, now }: PageContext<Visitor>, req: Request, res: Response): Promise<OwnDesk | undefined> {
  const token = beSecret(req, res)
  const link = await findLink(db, tokenHash(token))
  const exercise = link && (await findExercise(db, link.partnershipId, link.exerciseId))
  if (!exercise) {
    const wait = await countTry(db, WRONG_LINKS, addressKey(req.ip ?? ''))
    showOver(req, res, wait === null ? refuse.linkUnknown() : refuse.tooManyLinks(wait), null)
    return undefined
  }
  res.locals.partnershipName = link.partnershipName
  res.locals.concern = link.concernLine === '' ? undefined : { parts: withLinks(link.concernLine) }
  const standards = await exerciseStandards(db, link.partnershipId, exercise.id)
  if (isOver(link, now())) {
    showOver(req, res, refuse.linkOver(link.endedAt), { link, exercise, standards })
    return undefined
  }
  return { token, link, exercise, standards, ratings: await ownRatings(db, link) }
}

const ownRatings = (db: Db, { partnershipId, exerciseId, agencyId }: FoundLink): Promise<Rating[]> =>
  agencyRatings(db, partnershipId, exerciseId, agencyId)
