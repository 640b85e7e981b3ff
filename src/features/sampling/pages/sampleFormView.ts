import type { FormError } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import type { Round } from '../../rounds/index.ts'
import { samplesHref } from '../paths.ts'
import { BASES, TARGET_WORDS, TARGETS } from '../population.ts'
import type { ChoiceCounts } from '../populationStore.ts'
import type { SampleForm } from '../schemas.ts'
import { CONFIDENCES } from '../size.ts'
import { STRATA } from '../stratum.ts'
import { BASE_WORDS } from '../words.ts'
import { STRATA_WORDS } from '../stratum.ts'
import { establishments, samplesTrail } from './visible.ts'

/** The form of a new sample as it stands: what was typed, what the choices come to now, and what was wrong. */
export type SampleFormState = {
  round: Round
  form: SampleForm
  counts: ChoiceCounts
  /** What was over-rated most in the round before. */
  before: { text: string; href: string } | undefined
  errors?: readonly FormError[]
}

/** The form on which a sample is planned. */
export function sampleFormView(state: SampleFormState): ViewModel {
  const { round, errors = [] } = state
  const { input } = fieldsOf(state)
  return {
    title: 'Draw a sample',
    layout: 'staff',
    breadcrumbs: samplesTrail(round, { text: 'Draw a sample' }),
    errors: summaryOf(errors),
    roundName: round.name,
    action: `${samplesHref(round.id)}/preview`,
    cancelHref: samplesHref(round.id),
    name: input('name', 'Name of the sample', '', 'govuk-!-width-two-thirds'),
    ...populationFields(state),
    ...methodFields(state),
    ...sizeFields(state),
    seed: input(
      'seed',
      'Seed of the draw',
      'The same seed draws the same sample. Use one that was agreed in the open, such as the date of a meeting, and nobody can say that the result was chosen.',
      'govuk-!-width-two-thirds',
    ),
    why: input('why', 'Why it is drawn (optional)', 'Kept in the history. If this round has a sample already, say why another is drawn.'),
    before: state.before,
    areas: areasField(state),
    noAreas: `This round has no evidence areas, so there is nothing to review question by question. Name them in the settings of the round first.`,
    settingsHref: `/rounds/${round.id}/edit`,
  }
}

type TypedField = 'name' | 'seed' | 'why' | 'size' | 'margin' | 'fastMinutes'

const LIMITS: { [Field in TypedField]?: number } = { name: 100, seed: 100, why: 300 }

/** What makes the fields of a form say what was typed into them, and what was wrong. */
function fieldsOf({ form, errors = [] }: SampleFormState) {
  const errorOf = errorsBy(errors)
  const input = (name: TypedField, label: string, hint: string, classes = '') => ({
    id: name,
    name,
    label: { text: label, classes: 'govuk-label--s' },
    ...(hint === '' ? {} : { hint: { text: hint } }),
    limit: LIMITS[name],
    value: form[name],
    classes,
    errorMessage: errorOf(name),
  })
  return { errorOf, input }
}

/** From which returns it is drawn. */
function populationFields(state: SampleFormState) {
  const { form, counts } = state
  const { errorOf, input } = fieldsOf(state)
  return {
    base: {
      idPrefix: 'base',
      name: 'base',
      fieldset: { legend: { text: 'Which returns to draw from', classes: 'govuk-fieldset__legend--m' } },
      items: BASES.map(value => ({
        value,
        text: BASE_WORDS[value],
        hint: { text: establishments(counts.bases[value]) },
        checked: form.base === value,
      })),
      errorMessage: errorOf('base'),
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
        text: TARGET_WORDS[value].words,
        hint: { text: establishments(counts.targets[value]) },
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
          hint: { text: establishments(counts.sampledLately) },
          checked: form.leaveOutSampled,
        },
      ],
    },
    includeDrawnHere: {
      idPrefix: 'includeDrawnHere',
      name: 'includeDrawnHere',
      items: [
        {
          value: '1',
          text: 'Draw again from establishments that are in another sample of this round',
          hint: {
            text:
              counts.sampledHere === 0
                ? 'None is in another sample.'
                : `${establishments(counts.sampledHere)} ${counts.sampledHere === 1 ? 'is' : 'are'} left out unless you tick this, so that nobody is asked twice.`,
          },
          checked: form.includeDrawnHere,
        },
      ],
    },
  }
}

/** How it is drawn. */
function methodFields(state: SampleFormState) {
  const { form } = state
  const { errorOf } = fieldsOf(state)
  return {
    method: {
      idPrefix: 'method',
      name: 'method',
      fieldset: { legend: { text: 'How to draw', classes: 'govuk-fieldset__legend--m' } },
      errorMessage: errorOf('method'),
    },
    methodItems: [
      {
        value: 'stratified',
        text: 'By lot, from every group',
        hint: { text: 'Shared out in proportion, and at least one from each' },
        checked: form.method === 'stratified',
      },
      { value: 'simple', text: 'By lot, all equally likely', checked: form.method === 'simple' },
      {
        value: 'all',
        text: 'All of them (a census)',
        hint: { text: 'Everyone who has one of the reasons ticked above, for example all that arrived late. Nothing is left to lot.' },
        checked: form.method === 'all',
      },
    ],
    strata: {
      id: 'strata',
      name: 'strata',
      label: { text: 'Groups', classes: 'govuk-label--s' },
      items: STRATA.map(value => ({ value, text: `By ${STRATA_WORDS[value]}`, selected: form.strata === value })),
    },
  }
}

/** How many are drawn: as typed, or as many as it takes to be so sure. */
function sizeFields(state: SampleFormState) {
  const { form } = state
  const { errorOf, input } = fieldsOf(state)
  return {
    sizeBy: {
      idPrefix: 'sizeBy',
      name: 'sizeBy',
      fieldset: { legend: { text: 'How many to draw', classes: 'govuk-fieldset__legend--m' } },
      hint: { text: 'Not needed for all of them.' },
    },
    sizeItems: [
      { value: 'number', text: 'A number or a share', checked: form.sizeBy !== 'precision' },
      {
        value: 'precision',
        text: 'As many as it takes to be sure enough',
        hint: { text: 'Worked out from how many there are to draw from' },
        checked: form.sizeBy === 'precision',
      },
    ],
    size: input('size', 'How many', 'A number, like 12, or a share, like 10%', 'govuk-input--width-5'),
    confidence: {
      id: 'confidence',
      name: 'confidence',
      label: { text: 'How sure', classes: 'govuk-label--s' },
      items: CONFIDENCES.map(value => ({
        value: String(value),
        text: `Right ${value} times in 100`,
        selected: form.confidence === String(value),
      })),
      errorMessage: errorOf('confidence'),
    },
    margin: {
      ...input('margin', 'Margin of error', 'Percentage points either way, like 5 or 10', 'govuk-input--width-3'),
      suffix: { text: 'points' },
    },
  }
}

function areasField({ round, form }: SampleFormState) {
  if (round.evidenceAreas.length === 0) return undefined
  return {
    idPrefix: 'areas',
    name: 'areas',
    fieldset: { legend: { text: 'Areas in which evidence is asked for', classes: 'govuk-fieldset__legend--m' } },
    items: round.evidenceAreas.map(({ key, title }) => ({ value: key, text: title, checked: form.areas.includes(key) })),
  }
}
