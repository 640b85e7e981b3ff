import { randomBytes, randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import type { Round } from '../../rounds/index.ts'
import { createSample, previewSample, sampleFacts } from '../actions.ts'
import type { Draw } from '../draw.ts'
import { BASES, countChoices, STRATA, TARGETS, type Frame, type ReturnFacts } from '../population.ts'
import { keyed, parseSample, sampleFields, sampleForm, type SampleForm } from '../schemas.ts'
import { samplesOf } from '../store.ts'
import { BASE_WORDS, sayPlan, STRATA_WORDS, TARGET_WORDS } from '../words.ts'
import { sampleHref, samplesHref } from '../paths.ts'
import { counted, samplesTrail, visibleRound } from './visible.ts'

/** GET: the form, empty or as it was left on the way to the preview. */
export const newSamplePage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const form = sampleForm(req.query, await defaultsOf(db, actor, round, now()))
  showForm(res, { round, form, facts: await sampleFacts(db, actor.partnershipId, round.id) })
}

/** GET: who would be drawn, before anything is kept. */
export const previewPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const form = sampleForm(req.query, await defaultsOf(db, actor, round, now()))
  const parsed = parseSample(form)
  if (!parsed.ok) {
    showForm(res, { round, form, facts: await sampleFacts(db, actor.partnershipId, round.id), errors: parsed.errors })
    return
  }
  const { frame, draw, print } = await previewSample(db, actor.partnershipId, round.id, parsed)
  renderPage(res, 'sampling/preview', previewView({ round, form, parsed, frame, draw, print }))
}

/** POST: draws what the preview showed. */
export const createPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const form = sampleForm(req.body, await defaultsOf(db, actor, round, now()))
  const parsed = parseSample(form)
  if (!parsed.ok) {
    showForm(res, { round, form, facts: await sampleFacts(db, actor.partnershipId, round.id), errors: parsed.errors })
    return
  }
  const print = (req.body as Record<string, unknown> | undefined)?.print
  const { sampleId, drawn } = await createSample(db, actor, {
    roundId: round.id,
    ...parsed,
    ...(typeof print === 'string' ? { expected: { print, again: addressOf(round.id, 'preview', form) } } : {}),
    requestKey: keyed.parse(req.body)._key,
  })
  req.session.notice = { text: `${counted(drawn)} ${drawn === 1 ? 'was' : 'were'} drawn. Nobody has been written to yet.` }
  res.redirect(303, sampleHref(round.id, sampleId))
}

type Db = Parameters<typeof samplesOf>[0]

async function defaultsOf(db: Db, actor: StaffActor, round: Round, now: Date) {
  const samples = await samplesOf(db, actor.partnershipId, round.id)
  return {
    name: `Dip sample ${samples.length + 1}`,
    seed: `${londonDate(now)}-${randomBytes(3).toString('hex')}`,
    areas: round.evidenceAreas.map(({ key }) => key),
  }
}

const addressOf = (roundId: number, page: 'new' | 'preview', form: SampleForm): string =>
  `${samplesHref(roundId)}/${page}?${new URLSearchParams(sampleFields(form).map(({ name, value }): [string, string] => [name, value])).toString()}`

type FormState = { round: Round; form: SampleForm; facts: readonly ReturnFacts[]; errors?: readonly FormError[] }

function showForm(res: Response, state: FormState): void {
  if (state.errors?.length) res.status(422)
  renderPage(res, 'sampling/new', formView(state))
}

function formView({ round, form, facts, errors = [] }: FormState): ViewModel {
  const counts = countChoices(facts, 'all', Number(form.fastMinutes) || 15)
  const errorOf = (field: string) => {
    const found = errors.find(error => error.field === field)
    return found ? { errorMessage: { text: found.message } } : {}
  }
  const input = (name: 'name' | 'seed' | 'simpleSize' | 'stratifiedSize' | 'fastMinutes', label: string, hint: string, classes = '') => ({
    id: name,
    name,
    label: { text: label, classes: 'govuk-label--s' },
    ...(hint === '' ? {} : { hint: { text: hint } }),
    value: form[name],
    classes,
    ...errorOf(name),
  })
  return {
    title: 'Draw a sample',
    layout: 'staff',
    breadcrumbs: samplesTrail(round, { text: 'Draw a sample' }),
    errors: errors.map(({ field, message }) => ({ text: message, href: `#${field}` })),
    roundName: round.name,
    action: `${samplesHref(round.id)}/preview`,
    cancelHref: samplesHref(round.id),
    name: input('name', 'Name of the sample', '', 'govuk-!-width-two-thirds'),
    base: {
      idPrefix: 'base',
      name: 'base',
      fieldset: { legend: { text: 'Which returns to draw from', classes: 'govuk-fieldset__legend--m' } },
      items: BASES.map(value => ({
        value,
        text: BASE_WORDS[value],
        hint: { text: counted(counts.bases[value]) },
        checked: form.base === value,
      })),
      ...errorOf('base'),
    },
    targets: {
      idPrefix: 'targets',
      name: 'targets',
      fieldset: { legend: { text: 'Only those with a reason to look', classes: 'govuk-fieldset__legend--m' } },
      hint: {
        text: 'Choose none to draw from all of them. With several, one of them is enough. The numbers are those of the whole round.',
      },
      items: TARGETS.map(value => ({
        value,
        text: TARGET_WORDS[value],
        hint: { text: counted(counts.targets[value]) },
        checked: form.targets.includes(value),
      })),
    },
    fastMinutes: {
      ...input('fastMinutes', 'How quick is very quick?', 'Minutes from the first answer to the submission', 'govuk-input--width-3'),
      inputmode: 'numeric',
      suffix: { text: 'minutes' },
    },
    fastAt: TARGETS.indexOf('fast'),
    leaveOut: {
      idPrefix: 'leaveOutSampled',
      name: 'leaveOutSampled',
      items: [
        {
          value: '1',
          text: 'Leave out establishments drawn in another round within the last year',
          hint: { text: counted(counts.sampledLately) },
          checked: form.leaveOutSampled,
        },
      ],
    },
    method: {
      idPrefix: 'method',
      name: 'method',
      fieldset: { legend: { text: 'How to draw', classes: 'govuk-fieldset__legend--m' } },
      ...errorOf('method'),
    },
    methodItems: [
      {
        value: 'stratified',
        text: 'By lot, from every group',
        hint: { text: 'Shared out in proportion, and at least one from each' },
        checked: form.method === 'stratified',
      },
      { value: 'simple', text: 'By lot, each as likely as any other', checked: form.method === 'simple' },
      { value: 'all', text: 'All of them', checked: form.method === 'all' },
    ],
    stratifiedSize: input('stratifiedSize', 'How many', 'A number, like 12, or a share, like 10%', 'govuk-input--width-5'),
    simpleSize: input('simpleSize', 'How many', 'A number, like 12, or a share, like 10%', 'govuk-input--width-5'),
    strata: {
      id: 'strata',
      name: 'strata',
      label: { text: 'Groups', classes: 'govuk-label--s' },
      items: STRATA.map(value => ({ value, text: `By ${STRATA_WORDS[value]}`, selected: form.strata === value })),
    },
    seed: input(
      'seed',
      'Seed of the draw',
      'The same seed draws the same sample. Use one that was agreed in the open, such as the date of a meeting, and nobody can say that the result was chosen.',
      'govuk-!-width-two-thirds',
    ),
    areas:
      round.evidenceAreas.length === 0
        ? undefined
        : {
            idPrefix: 'areas',
            name: 'areas',
            fieldset: { legend: { text: 'Areas in which evidence is asked for', classes: 'govuk-fieldset__legend--m' } },
            items: round.evidenceAreas.map(({ key, title }) => ({ value: key, text: title, checked: form.areas.includes(key) })),
          },
    noAreas: `This round has no evidence areas, so there is nothing to review question by question. Name them in the settings of the round first.`,
    settingsHref: `/rounds/${round.id}/edit`,
  }
}

type Preview = {
  round: Round
  form: SampleForm
  parsed: Extract<ReturnType<typeof parseSample>, { ok: true }>
  frame: Frame
  draw: Draw
  print: string
}

function previewView({ round, form, parsed, frame, draw, print }: Preview): ViewModel {
  const areas = round.evidenceAreas.filter(({ key }) => parsed.areas.includes(key)).map(({ title }) => title)
  const nobody = draw.members.length === 0
  const leftOut = frame.leftOut.length
  return {
    title: nobody ? 'No return matches what you chose' : 'Check who would be drawn',
    layout: 'staff',
    breadcrumbs: samplesTrail(round, { text: 'Draw a sample' }),
    roundName: round.name,
    nobody,
    summary: [
      { key: { text: 'Name' }, value: { text: parsed.name } },
      { key: { text: 'How' }, value: { text: sayPlan(parsed.plan) } },
      { key: { text: 'Seed' }, value: { text: parsed.seed } },
      { key: { text: 'Evidence asked for in' }, value: { text: areas.length === 0 ? 'No areas' : areas.join(', ') } },
    ],
    drawnHeading: `${counted(draw.members.length)} of ${frame.population.length} would be drawn`,
    strata: draw.strata.length > 1 ? strataTable(draw) : undefined,
    members: nobody ? undefined : membersTable(frame, draw),
    leftOutHeading: `${counted(leftOut)} left out`,
    leftOut: leftOut === 0 ? undefined : leftOutTable(frame),
    action: samplesHref(round.id),
    hidden: [{ name: '_key', value: randomUUID() }, { name: 'print', value: print }, ...sampleFields(form)],
    confirm: `Draw ${draw.members.length === 1 ? 'this establishment' : `these ${draw.members.length}`}`,
    changeHref: addressOf(round.id, 'new', form),
  }
}

export function strataTable(draw: Pick<Draw, 'strata'>): DataTable {
  return {
    id: 'strata',
    caption: 'How many from each group',
    captionHidden: true,
    columns: [{ text: 'Group' }, { text: 'To draw from', numeric: true }, { text: 'Drawn', numeric: true }],
    rows: draw.strata.map(({ stratum, population, drawn }) => [
      { text: stratum },
      { text: population, numeric: true },
      { text: drawn, numeric: true },
    ]),
    footer: [
      { text: 'All' },
      { text: draw.strata.reduce((sum, { population }) => sum + population, 0), numeric: true },
      { text: draw.strata.reduce((sum, { drawn }) => sum + drawn, 0), numeric: true },
    ],
    compact: true,
  }
}

function membersTable(frame: Frame, draw: Draw): DataTable {
  const byKey = new Map(frame.population.map(member => [member.key, member]))
  const grouped = draw.strata.length > 1
  return {
    id: 'drawn',
    caption: 'Who would be drawn, and why',
    columns: [{ text: 'Establishment' }, ...(grouped ? [{ text: 'Group' }] : []), { text: 'Why' }],
    rows: draw.members.map(({ key, stratum }) => {
      const member = byKey.get(key)
      return [
        { text: member?.name ?? key, href: `/returns/${member?.returnId ?? 0}`, hint: sayKey(key) },
        ...(grouped ? [{ text: stratum }] : []),
        { text: member?.reason ?? '' },
      ]
    }),
    compact: true,
  }
}

export function leftOutTable({ leftOut }: Pick<Frame, 'leftOut'>): DataTable {
  return {
    id: 'left-out',
    caption: 'Left out of the draw',
    columns: [{ text: 'Establishment' }, { text: 'Why' }],
    rows: leftOut.map(({ returnId, name, reason }) => [{ text: name, href: `/returns/${returnId}` }, { text: reason }]),
    compact: true,
  }
}

/** "URN 126416" */
const sayKey = (key: string): string => key.replace('urn:', 'URN ').replace('ofsted_ey:', 'Ofsted ').replace('local:', 'Local record ')
