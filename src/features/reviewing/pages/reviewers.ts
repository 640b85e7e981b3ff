import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { idsIn } from '../../../platform/forms/fields.ts'
import { parseForm, typed, typedAll, type FormError } from '../../../platform/forms/parseForm.ts'
import { queryPage } from '../../../platform/http/params.ts'
import { Refusal } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import type { Round } from '../../rounds/index.ts'
import { sampleHref, visibleSample, type DipSample } from '../../sampling/index.ts'
import { keyed, sharingForm } from '../schemas.ts'
import { assignedOf, previewSharing, shareOutSample, type SharingWanted } from '../shareActions.ts'
import { reviewersView, sharingView, type SharingForm } from './reviewersView.ts'

/** What is read twice when nobody says otherwise, in percent. */
const USUAL_SHARE = '20'

/** GET: who reviews what in a sample, and whom to give the rest. */
export const reviewersPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample } = await visibleSample(db, actor, req)
  const sent = typed(req.query, 'sent') !== ''
  const form = sent ? formOf(req.query) : { reviewers: [], percent: USUAL_SHARE }
  await showForm(db, res, { round, sample, form, page: queryPage(req) })
}

/** GET: who would be given what. Nothing is written. */
export const previewSharingPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample } = await visibleSample(db, actor, req)
  const form = formOf(req.query)
  const parsed = parseForm(sharingForm, form)
  if (!parsed.ok) {
    await showForm(db, res.status(422), { round, sample, form, errors: parsed.errors })
    return
  }
  await showPreview(db, res, { round, sample, form, wanted: parsed.values })
}

/** POST: gives it out as it was previewed; where it would come to something else by now, that is shown and nothing is written. */
export const shareOutPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample } = await visibleSample(db, actor, req)
  const form = formOf(req.body)
  const parsed = parseForm(sharingForm, form)
  if (!parsed.ok) {
    await showForm(db, res.status(422), { round, sample, form, errors: parsed.errors })
    return
  }
  const request = {
    roundId: round.id,
    sampleId: sample.id,
    ...parsed.values,
    expected: typed(req.body, 'print'),
    requestKey: keyed.parse(req.body)._key,
  }
  const done = await shareOutSample(db, actor, request).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'reviewing.sharing_changed') return error
    throw error
  })
  if (done instanceof Refusal) {
    const by = await earlier.doneBy(db, actor, { roundId: round.id }, [
      'reviews.shared_out',
      'review.given',
      'review.taken_away',
      'sample.replaced',
    ])
    const changed = {
      title: done.message,
      text: [...done.paragraphs, by, 'This is what it would come to now.'].filter(part => part !== '').join(' '),
    }
    await showPreview(db, res.status(409), { round, sample, form, wanted: parsed.values, changed })
    return
  }
  req.session.notice = { text: `${sayCount(done.given, 'review')} given out. They are in the queues of their reviewers.` }
  res.redirect(303, `${sampleHref(round.id, sample.id)}/reviewers`)
}

const formOf = (given: unknown): SharingForm => ({
  reviewers: idsIn<'account'>(typedAll(given, 'reviewers')),
  percent: typed(given, 'percent').trim(),
})

type State = { round: Round; sample: DipSample; form: SharingForm }

async function showForm(db: Db, res: Response, state: State & { page?: number; errors?: readonly FormError[] }): Promise<void> {
  const assigned = await assignedOf(db, state.round.partnershipId, state.sample.id)
  renderPage(res, 'reviewing/reviewers', reviewersView({ page: 1, ...state, ...assigned }))
}

async function showPreview(
  db: Db,
  res: Response,
  { wanted, ...state }: State & { wanted: SharingWanted; changed?: { title: string; text: string } },
): Promise<void> {
  const preview = await previewSharing(db, state.round.partnershipId, state.sample, wanted)
  renderPage(res, 'reviewing/sharing', sharingView({ ...state, ...preview, key: randomUUID() }))
}
