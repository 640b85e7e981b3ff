import { randomUUID } from 'node:crypto'
import { dayField, momentInBoxes, timeField, typedMoment, type TypedMoment } from '../../../platform/forms/moment.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { londonDate, londonInstant, plusDays, sayInstant } from '../../../platform/london.ts'
import { errorsBy, type ErrorOf } from '../../../platform/forms/errors.ts'
import { LIBRARY, type EvidenceArea } from '../../questionnaires/index.ts'
import { CHAIR_SIGN_OFFS, MODE_WORDS, ROUND_MODES, type ChairSignOff, type Round } from '../round.ts'
import { MOST_AREAS, typedAreas } from '../schemas.ts'

/** The boxes of the form, as text. */
export type FormText = {
  name: string
  code: string
  mode: string
  opens: TypedMoment
  due: TypedMoment
  introduction: string
  legalBasis: string
  areas: EvidenceArea[]
  chairSignOff: string
  version: string
}

/** What a new round begins with: an opening tomorrow at 9am, four school weeks, and the words that most partnerships use. */
export function blankForm(partnershipName: string, now: Date): FormText {
  const opens = londonInstant(plusDays(londonDate(now), 1), '09:00')
  return {
    name: '',
    code: '',
    mode: 'full_audit',
    opens: momentInBoxes(opens),
    due: { day: '', month: '', year: '', time: '5pm' },
    introduction: `Every year ${partnershipName} asks each school, college and nursery in its area how it keeps children safe. Your answers show where we all do well and where help is needed.`,
    legalBasis:
      'Section 175 (maintained schools and colleges) or section 157 (academies and independent schools) of the Education Act 2002, and Working Together to Safeguard Children.',
    areas: [...(LIBRARY[0]?.evidenceAreas ?? [])],
    chairSignOff: 'may_follow',
    version: '',
  }
}

export const formOf = (round: Round): FormText => ({
  name: round.name,
  code: round.code,
  mode: round.mode,
  opens: momentInBoxes(round.opensAt),
  due: momentInBoxes(round.dueAt),
  introduction: round.introduction,
  legalBasis: round.legalBasis,
  areas: round.evidenceAreas,
  chairSignOff: round.chairSignOff,
  version: String(round.version),
})

export const typedForm = (body: unknown): FormText => ({
  name: typed(body, 'name'),
  code: typed(body, 'code'),
  mode: typed(body, 'mode'),
  opens: typedMoment(body, 'opens'),
  due: typedMoment(body, 'due'),
  introduction: typed(body, 'introduction'),
  legalBasis: typed(body, 'legalBasis'),
  areas: typedAreas(body).filter(area => area.title !== ''),
  chairSignOff: typed(body, 'chairSignOff'),
  version: typed(body, 'version'),
})

/** What somebody else stored while this form was open, where it differs from what was typed. */
export type Meanwhile = { heading: string; lines: string[] }

export function meanwhile(stored: FormText, typedIn: FormText, last: { by: string; at: Date } | undefined): Meanwhile {
  const moment = ({ day, month, year, time }: TypedMoment) => `${time} on ${day}/${month}/${year}`
  const pairs: [string, string, string][] = [
    ['Name', stored.name, typedIn.name],
    ['Code', stored.code, typedIn.code],
    ['Kind of round', stored.mode, typedIn.mode],
    ['Opening', moment(stored.opens), moment(typedIn.opens)],
    ['Due', moment(stored.due), moment(typedIn.due)],
    ['Introduction', stored.introduction, typedIn.introduction],
    ['Legal basis', stored.legalBasis, typedIn.legalBasis],
    ['Evidence areas', titles(stored.areas), titles(typedIn.areas)],
    ['Sign-off of the chair', stored.chairSignOff, typedIn.chairSignOff],
  ]
  const who = last === undefined ? 'Someone else changed this round' : `${last.by} changed this round at ${sayInstant(last.at)},`
  return {
    heading: `${who} while you were editing it. Nothing of yours was saved yet.`,
    lines: pairs.filter(([, now, mine]) => now.trim() !== mine.trim() && mine !== '').map(([name, now]) => `${name}: it is now “${now}”`),
  }
}

const titles = (areas: readonly EvidenceArea[]) => areas.map(area => area.title).join(', ')

const SIGN_OFF_WORDS: Record<ChairSignOff, { text: string; hint: string }> = {
  may_follow: {
    text: 'The chair or proprietor signs too, and may do so later',
    hint: 'The head’s submission counts for the deadline. The return then waits for the chair’s sign-off.',
  },
  not_needed: { text: 'The head’s sign-off is enough', hint: 'The return is submitted as soon as the head signs.' },
}

const OPENS_HINT = 'You open the round yourself, then or earlier. Links can be issued once it is open. For example, 27 3 2027'
const DUE_HINT = 'This is the time in England, also in summer. You can extend it later, for one or for all. For example, 27 3 2027'

/** The page of the form: new, of a draft, or, once the round is open, with what can still be changed. */
export function formView({
  round,
  form,
  errors = [],
  conflict = null,
}: {
  round: Round | null
  form: FormText
  errors?: readonly FormError[]
  conflict?: Meanwhile | null
}): ViewModel {
  const errorOf = errorsBy(errors)
  const isOpen = round !== null && round.status !== 'draft'
  const back = round === null ? '/rounds' : isOpen ? `/rounds/${round.id}` : `/rounds/${round.id}/establishments`
  return {
    title: round === null ? 'Prepare a round' : `Change “${round.name}”`,
    layout: 'staff',
    backLink: { href: back },
    errors: errors.map(({ field, message }) => ({
      text: message,
      href: `#${field}`,
    })),
    action: round === null ? '/rounds/new' : `/rounds/${round.id}/edit`,
    key: randomUUID(),
    version: form.version,
    conflict,
    isOpen,
    openLine:
      round !== null && isOpen
        ? `This round is open and due by ${sayInstant(round.dueAt)}. Its name and introduction can still be changed.`
        : '',
    extendHref: round === null ? '' : `/rounds/${round.id}/extensions`,
    form,
    modes: ROUND_MODES.map(mode => ({
      value: mode,
      text: MODE_WORDS[mode].words,
      hint: { text: MODE_WORDS[mode].hint },
      checked: form.mode === mode,
    })),
    signOffs: CHAIR_SIGN_OFFS.map(rule => ({
      value: rule,
      text: SIGN_OFF_WORDS[rule].text,
      hint: { text: SIGN_OFF_WORDS[rule].hint },
      checked: form.chairSignOff === rule,
    })),
    opens: {
      date: dayField('opens', 'When does it open?', OPENS_HINT, form.opens, errors),
      time: timeField('opens', 'Opening time', form.opens, errors),
    },
    due: {
      date: dayField('due', 'By when is it due?', DUE_HINT, form.due, errors),
      time: timeField('due', 'Due time', form.due, errors),
    },
    areas: areaBoxes(form.areas, errorOf),
    error: {
      name: errorOf('name'),
      code: errorOf('code'),
      mode: errorOf('mode'),
      introduction: errorOf('introduction'),
      legalBasis: errorOf('legalBasis'),
      chairSignOff: errorOf('chairSignOff'),
    },
    submit: round === null ? 'Continue' : 'Save changes',
    cancelHref: back,
  }
}

/** Every area with its key, and two empty boxes under them. */
function areaBoxes(areas: readonly EvidenceArea[], errorOf: ErrorOf) {
  const boxes = [...areas, { key: '', title: '' }, { key: '', title: '' }].slice(0, MOST_AREAS)
  return boxes.map(({ key, title }, at) => ({
    key,
    input: {
      id: `area-${at}`,
      name: 'areaTitle',
      limit: 80,
      label: { text: `Area ${at + 1}` },
      value: title,
      classes: 'govuk-!-width-two-thirds',
      errorMessage: errorOf(`area-${at}`),
    },
  }))
}
