import { randomBytes, randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import type { Id } from '../../../platform/id.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { Refusal } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound, type Round } from '../../rounds/index.ts'
import { createSample, isSameName, sampleChoices, whoWouldBeDrawn, type Drawn } from '../actions.ts'
import { sampleHref, samplesHref } from '../paths.ts'
import { returnsDrawn, type SamplePlan } from '../population.ts'
import { refuse } from '../refusals.ts'
import { sayDraw } from '../sayDraw.ts'
import { keyed, looked, parseSample, sampleFields, sampleForm, type SampleForm } from '../schemas.ts'
import { samplesOf } from '../store.ts'
import { sayPlan } from '../words.ts'
import { sharedContacts } from '../requestStore.ts'
import { leftOutTable, membersTable, sayShared, strataTable } from './drawTables.ts'
import { overRatedNote } from './overRatedNote.ts'
import { sampleFormView, type SampleFormState } from './sampleFormView.ts'
import { establishments, samplesTrail } from './visible.ts'

/** GET: the form, empty or as it was left on the way to the preview. */
export const newSamplePage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const form = sampleForm(req.query, await defaultsOf(db, actor, round, now()))
  showForm(res, await formState(db, round, form))
}

/** GET: who would be drawn, before anything is kept. */
export const previewPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const form = sampleForm(req.query, await defaultsOf(db, actor, round, now()))
  const parsed = parseSample(form)
  if (!parsed.ok) {
    showForm(res, { ...(await formState(db, round, form)), errors: parsed.errors })
    return
  }
  const namesake = (await samplesOf(db, actor.partnershipId, round.id)).find(({ name }) => isSameName(name, parsed.name))
  if (namesake) {
    showForm(res, { ...(await formState(db, round, form)), errors: [nameError(refuse.nameTaken(namesake))] })
    return
  }
  await showPreview(db, res, { round, form, parsed })
}

/** POST: draws what the preview showed, or shows it again when others would be drawn by now. */
export const createPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const form = sampleForm(req.body, await defaultsOf(db, actor, round, now()))
  const parsed = parseSample(form)
  if (!parsed.ok) {
    showForm(res, { ...(await formState(db, round, form)), errors: parsed.errors })
    return
  }
  const { print, newest } = looked.parse(req.body ?? {})
  const made = await createSample(db, actor, {
    roundId: round.id,
    ...parsed,
    ...(print === undefined ? {} : { expected: { print, newest, again: addressOf(round.id, 'preview', form) } }),
    requestKey: keyed.parse(req.body)._key,
  }).catch((error: unknown) => {
    if (error instanceof Refusal && ['sampling.draw_changed', 'sampling.name_taken'].includes(error.code)) return error
    throw error
  })
  if (made instanceof Refusal && made.code === 'sampling.name_taken') {
    showForm(res, { ...(await formState(db, round, form)), errors: [nameError(made)] })
    return
  }
  if (made instanceof Refusal) {
    await showPreview(db, res.status(409), { round, form, parsed, changed: made })
    return
  }
  const { sampleId, drawn } = made
  req.session.notice = { text: `${establishments(drawn)} ${drawn === 1 ? 'was' : 'were'} drawn. Nobody has been written to yet.` }
  res.redirect(303, sampleHref(round.id, sampleId))
}

/** Said where the name is typed, with all else that was chosen. */
const nameError = ({ message }: Refusal): FormError => ({ field: 'name', message })

const formState = async (db: Db, round: Round, form: SampleForm): Promise<SampleFormState> => ({
  round,
  form,
  counts: await sampleChoices(db, round, form),
  before: await overRatedNote(db, round),
})

async function defaultsOf(db: Db, actor: StaffActor, round: Round, now: Date) {
  const samples = await samplesOf(db, actor.partnershipId, round.id)
  const taken = (name: string) => samples.some(sample => isSameName(sample.name, name))
  let number = samples.length + 1
  while (taken(`Dip sample ${number}`)) number += 1
  return {
    name: `Dip sample ${number}`,
    seed: `${londonDate(now)}-${randomBytes(3).toString('hex')}`,
    areas: round.evidenceAreas.map(({ key }) => key),
  }
}

const addressOf = (roundId: Id<'round'>, page: 'new' | 'preview', form: SampleForm): string =>
  `${samplesHref(roundId)}/${page}?${new URLSearchParams(sampleFields(form).map(({ name, value }): [string, string] => [name, value])).toString()}`

function showForm(res: Response, state: SampleFormState): void {
  if (state.errors?.length) res.status(422)
  renderPage(res, 'sampling/new', sampleFormView(state))
}

type Planned = {
  round: Round
  form: SampleForm
  parsed: Extract<ReturnType<typeof parseSample>, { ok: true }>
  /** Said above the preview, when it is not what was seen before. */
  changed?: Refusal
}

async function showPreview(db: Db, res: Response, planned: Planned): Promise<void> {
  const { round, parsed } = planned
  const { partnershipId, id: roundId } = round
  const said = await whoWouldBeDrawn(db, { partnershipId, roundId }, parsed, async (trx, drawn) =>
    sayDrawn(drawn, parsed.plan, await sharedContacts(trx, partnershipId, returnsDrawn(drawn))),
  )
  const [newest] = await samplesOf(db, partnershipId, roundId)
  renderPage(res, 'sampling/preview', previewView({ ...planned, said, newest: newest?.id ?? 0 }))
}

/** What a preview says of the draw. */
function sayDrawn({ frame, draw, print }: Drawn, plan: SamplePlan, shared: ReadonlyMap<Id<'return'>, string[]>) {
  const nobody = draw.members.length === 0
  const leftOut = frame.leftOut.length
  return {
    print,
    nobody,
    plan: sayPlan(plan, frame.population.length),
    notes: nobody ? [sayNobody(leftOut)] : [...sayDraw(frame, draw, plan), ...sayShared(shared)],
    drawnHeading: `${establishments(draw.members.length)} of ${frame.population.length} would be drawn`,
    strata: draw.strata.length + frame.empty.length > 1 ? strataTable(draw, frame.empty) : undefined,
    members: nobody ? undefined : membersTable(frame, draw, shared),
    leftOutHeading: `${establishments(leftOut)} left out`,
    leftOut: leftOut === 0 ? undefined : leftOutTable(frame),
    confirm: `Draw ${draw.members.length === 1 ? 'this establishment' : `these ${draw.members.length}`}`,
  }
}

const sayNobody = (leftOut: number): string =>
  [
    'Nothing can be drawn. Take a condition away, or choose other returns.',
    ...(leftOut === 0 ? [] : ['Those left out, each with the reason, are listed below.']),
  ].join(' ')

function previewView(shown: Planned & { said: ReturnType<typeof sayDrawn>; newest: number }): ViewModel {
  const { round, form, parsed, changed, said, newest } = shown
  const areas = round.evidenceAreas.filter(({ key }) => parsed.areas.includes(key)).map(({ title }) => title)
  const { print, plan, ...drawn } = said
  return {
    ...drawn,
    title: drawn.nobody ? 'No return matches what you chose' : 'Check who would be drawn',
    layout: 'staff',
    breadcrumbs: samplesTrail(round, { text: 'Draw a sample' }),
    roundName: round.name,
    changed: changed && { title: changed.message, text: `${changed.paragraphs.join(' ')} This is who would be drawn now.` },
    summary: [
      { key: { text: 'Name' }, value: { text: parsed.name } },
      { key: { text: 'How' }, value: { text: plan } },
      { key: { text: 'Seed' }, value: { text: parsed.seed } },
      { key: { text: 'Evidence asked for in' }, value: { text: areas.length === 0 ? 'No areas' : areas.join(', ') } },
    ],
    action: samplesHref(round.id),
    hidden: [
      { name: '_key', value: randomUUID() },
      { name: 'print', value: print },
      { name: 'newest', value: String(newest) },
      ...sampleFields(form),
    ],
    changeHref: addressOf(round.id, 'new', form),
  }
}
