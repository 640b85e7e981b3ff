import { verdictsOf } from '../../verdicts/index.ts'
import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import type { Round } from '../../rounds/index.ts'
import {
  memberHref,
  sampleHref,
  samplesTrail,
  visibleMember,
  type DipSample,
  type MemberPath,
  type SampleMember,
} from '../../sampling/index.ts'
import { candidatesFor, giveReview } from '../assignActions.ts'
import { refuse } from '../refusals.ts'
import { READER_WORDS, whyStranded, type HeldReview, type Review } from '../review.ts'
import { reviewsOf } from '../reviewStore.ts'
import { givingForm } from '../schemas.ts'

type Typed = { reading: string; accountId: string; reason: string }
type State = { round: Round; sample: DipSample; member: SampleMember; path: MemberPath; typedIn?: Typed; errors?: readonly FormError[] }

/** GET: who reviews one establishment, to be given to someone else, to a second reviewer, or to nobody. */
export const assignPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member, path } = await visibleMember(db, actor, req)
  if (member.replacedAt !== null) throw refuse.leftTheSample(sampleHref(round.id, sample.id))
  await show(db, res, { round, sample, member, path })
}

/** POST: gives it, or takes it away. Where someone else did so meanwhile, that is shown and nothing is written. */
export const saveAssignPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member, path } = await visibleMember(db, actor, req)
  const typedIn = { reading: typed(req.body, 'reading'), accountId: typed(req.body, 'accountId'), reason: typed(req.body, 'reason') }
  const state = { round, sample, member, path, typedIn }
  const parsed = parseForm(givingForm, { ...typedIn, reviewId: typed(req.body, 'reviewId') })
  const errors = parsed.ok ? faultsOf(parsed.values) : parsed.errors
  if (!parsed.ok || errors.length > 0) {
    await show(db, res.status(422), { ...state, errors: errors.map(error => inForm(error, typedIn)) })
    return
  }
  const { changed, whyNot, written } = await giveReview(db, actor, { ...path, given: parsed.values })
  const by = written ? '' : await earlier.doneBy(db, actor, { returnId: member.returnId }, ['review.given', 'review.taken_away'])
  if (changed || whyNot !== undefined) {
    const message = changed
      ? `Who reviews it has changed since you opened this page. ${by}`.trim()
      : `${whyNot ?? ''}, so they cannot review it`
    await show(db, res.status(409), { ...state, errors: [inForm({ field: 'accountId', message }, typedIn)] })
    return
  }
  req.session.notice = { text: written ? `Who reviews ${member.establishmentName} is changed.` : `Nothing was new. ${by}`.trim() }
  res.redirect(303, memberHref(path))
}

const faultsOf = ({ reviewId, reason }: { reviewId: Id<'review'> | null; reason: string }): FormError[] =>
  reviewId !== null && reason === '' ? [{ field: 'reason', message: 'Say why it is taken from whoever has it' }] : []

/** The form of each reading has fields of its own. */
const inForm = ({ field, message }: FormError, { reading }: Typed): FormError => ({
  field: `${reading === 'second' ? 'second' : 'first'}-${field}`,
  message,
})

async function show(db: Db, res: Response, { round, sample, member, path, typedIn, errors = [] }: State): Promise<void> {
  const partnershipId = round.partnershipId
  const [reviews, verdicts] = await Promise.all([reviewsOf(db, partnershipId, [member.id]), verdictsOf(db, partnershipId, member.id)])
  const second = verdicts.filter(({ reading }) => reading === 'second').length
  const forms = []
  for (const reading of ['first', 'second'] as const) {
    const candidates = await candidatesFor(db, partnershipId, { member, reading, reviews })
    forms.push(formView(reading, { reviews, candidates, second, typedIn: typedIn?.reading === reading ? typedIn : undefined, errors }))
  }
  const locked =
    member.outcome !== null
      ? 'The outcome of this review is recorded, so who reviewed it stays as it is.'
      : verdicts.some(({ reading }) => reading === 'moderated')
        ? 'What the reviewers differed about has been settled, so who reviewed it stays as it is.'
        : ''
  renderPage(res, 'reviewing/assign', {
    title: 'Who reviews it',
    layout: 'staff',
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: sampleHref(round.id, sample.id) },
      { text: member.establishmentName, href: memberHref(path) },
      { text: 'Who reviews it' },
    ),
    errors: summaryOf(errors),
    establishment: member.establishmentName,
    locked,
    forms: locked === '' ? forms : [],
    action: `${memberHref(path)}/reviewers`,
    backHref: memberHref(path),
  })
}

type Candidates = Awaited<ReturnType<typeof candidatesFor>>

function formView(
  reading: Review['reading'],
  {
    reviews,
    candidates,
    second,
    typedIn,
    errors,
  }: {
    reviews: readonly HeldReview[]
    candidates: Candidates
    second: number
    typedIn: Typed | undefined
    errors: readonly FormError[]
  },
) {
  const current = reviews.find(review => review.reading === reading)
  const errorOf = errorsBy(errors)
  const chosen = typedIn?.accountId ?? String(current?.accountId ?? '')
  const stranded = current ? whyStranded(current) : ''
  return {
    heading: READER_WORDS[reading],
    line: current
      ? `${current.reviewerName}, given by ${current.givenBy}${current.finishedAt ? '. Finished' : ''}.`
      : 'Nobody in particular.',
    stranded,
    warning:
      reading === 'second' && current && second > 0
        ? `If you give it to another, or to nobody, the ${sayCount(second, 'verdict')} of the second reading ${second === 1 ? 'is' : 'are'} taken away: a second reading is one person’s own.`
        : '',
    cannot: candidates.whyNot
      .filter(({ accountId }) => accountId !== current?.accountId)
      .map(({ accountId, because }) => `${candidates.possible.find(one => one.accountId === accountId)?.name ?? ''} cannot: ${because}.`),
    reading,
    reviewId: String(current?.id ?? ''),
    who: {
      idPrefix: `${reading}-accountId`,
      name: 'accountId',
      classes: 'govuk-radios--small',
      fieldset: { legend: { text: `Who is the ${READER_WORDS[reading].toLowerCase()}?` } },
      items: [
        ...candidates.possible
          .filter(({ accountId }) => accountId === current?.accountId || !candidates.whyNot.some(one => one.accountId === accountId))
          .map(({ accountId, name }) => ({ value: String(accountId), text: name, checked: chosen === String(accountId) })),
        { value: '', text: reading === 'first' ? 'Nobody in particular' : 'No second reviewer', checked: chosen === '' },
      ],
      errorMessage: errorOf(`${reading}-accountId`),
    },
    reason: {
      id: `${reading}-reason`,
      name: 'reason',
      limit: 300,
      label: { text: current ? 'Why does it change?' : 'Reason (optional)' },
      value: typedIn?.reason ?? '',
      errorMessage: errorOf(`${reading}-reason`),
    },
    button: `Save the ${READER_WORDS[reading].toLowerCase()}`,
  }
}
